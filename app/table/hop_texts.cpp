// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sentences about a row: for screen readers and tool tips.
#include "app/table/fact_text.h"
#include "app/table/formatting.h"
#include "app/table/hop_columns.h"

#include <QCoreApplication>
#include <QTextDocument> // Qt::mightBeRichText

namespace app {

namespace {

class Texts {
    Q_DECLARE_TR_FUNCTIONS(app::HopTexts)
};

QString named(const HopRow &row)
{
    return row.facts.name.isKnown() ? hostName(row.facts) : formatAddress(row.address);
}

QString lossToolTip(const HopRow &row, const QLocale &locale)
{
    if (!row.countsLoss)
        return Texts::tr("Which of several addresses would have answered a lost probe is not known.");
    QStringList lines{formatInterval(row.figures.lost, row.figures.known(), row.figures.loss, locale)};
    if (row.lossKind == engine::LossKind::Limited)
        lines << Texts::tr("Hops behind it answer: it only limits its replies. No packet is lost here.");
    else if (row.lossKind == engine::LossKind::Real)
        lines << Texts::tr("All later hops that answer lose packets as well.");
    if (row.figures.late > 0)
        lines << Texts::tr("%1 came late and do not count as lost.").arg(formatCount(row.figures.late, locale));
    return lines.join(QLatin1Char('\n'));
}

QString latencyToolTip(const HopRow &row, const QLocale &locale)
{
    const HopFigures &figures = row.figures;
    if (!figures.mean)
        return {};
    QStringList lines{Texts::tr("Average %1, %2 to %3")
                          .arg(formatRttUnit(figures.mean, locale), formatRttUnit(figures.best, locale),
                              formatRttUnit(figures.worst, locale))};
    if (figures.last) {
        lines << (figures.lastWasLate ? Texts::tr("Last answer after %1: too late to count") : Texts::tr("Last %1"))
                     .arg(formatRttUnit(figures.last, locale));
    }
    if (figures.received >= fewestSamples) {
        lines << Texts::tr("Half under %1, 95 of 100 under %2")
                     .arg(formatRttUnit(figures.p50, locale), formatRttUnit(figures.p95, locale));
    }
    return lines.join(QLatin1Char('\n'));
}

/// Value, state and source of a fact, a line each; `why`: said when nobody can be asked.
template <typename T>
QStringList factLines(const engine::Fact<T> &fact, QStringList known, const QString &missing, const QString &why,
    const QLocale &locale, const QDateTime &now)
{
    using engine::FactState;
    known.removeAll(QString());
    const QString source = sourceText(originOf(fact), now, locale);
    switch (fact.state) {
    case FactState::Known:
        break;
    case FactState::Pending:
        return {Texts::tr("Looking it up…")};
    case FactState::Missing:
        known = QStringList{missing};
        break;
    case FactState::Failed:
        return {source.isEmpty() ? Texts::tr("No answer") : Texts::tr("No answer (%1)").arg(source)};
    case FactState::Unknown:
        return known.isEmpty() ? QStringList{why} : known;
    }
    return source.isEmpty() ? known : known << source;
}

QString nameToolTip(const HopRow &row, const QLocale &locale, const QDateTime &now)
{
    if (row.silent())
        return Texts::tr("Hop %1 has not answered. It may still pass packets on.").arg(formatCount(row.ttl, locale));
    QStringList lines{named(row)};
    if (row.facts.name.isKnown())
        lines << formatAddress(row.address) << sourceText(originOf(row.facts.name), now, locale);
    else if (row.facts.name.state != engine::FactState::Unknown)
        lines << factLines(row.facts.name, {}, Texts::tr("It has no name in DNS"), {}, locale, now);
    if (row.addressCount > 1 && row.kind == HopRow::Kind::Hop)
        lines << Texts::tr("%1 addresses answer at this hop")
                     .arg(formatCount(static_cast<std::uint64_t>(row.addressCount), locale));
    if (row.kind == HopRow::Kind::Address)
        lines << Texts::tr("%1 of the answers of this hop").arg(formatPercent(row.share, 0, locale));
    if (!row.mpls.empty())
        lines << Texts::tr("MPLS labels %1").arg(formatLabels(row.mpls));
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

QString networkToolTip(const HopRow &row, HopColumn column, const QLocale &locale, const QDateTime &now)
{
    const engine::AddressFacts &facts = row.facts;
    const QString others = otherOriginsText(facts);
    const QString range = rangeText(facts.range);
    const QString missing = range.isEmpty() ? Texts::tr("No network is known for this address") : range;
    const QString why = range.isEmpty() ? whyEmpty(column) : range;
    return factLines(facts.origin,
        {networkText(facts), others.isEmpty() ? QString() : Texts::tr("also announced by %1").arg(others),
            prefixText(facts), registrationText(facts, locale)},
        missing, why, locale, now)
        .join(QLatin1Char('\n'));
}

QString placeToolTip(const HopRow &row, HopColumn column, const QLocale &locale, const QDateTime &now)
{
    const engine::AddressFacts &facts = row.facts;
    return factLines(facts.place, {placeLine(facts), coordinatesText(facts, locale)},
        Texts::tr("No database knows where it is"), whyEmpty(column), locale, now)
        .join(QLatin1Char('\n'));
}

QString exchangeToolTip(const HopRow &row, const QLocale &locale, const QDateTime &now)
{
    const engine::AddressFacts &facts = row.facts;
    const engine::ExchangePoint &exchange = facts.exchange.value;
    QStringList where{visibleText(exchange.city), countryName(exchange.countryCode)};
    where.removeAll(QString());
    const QString member = memberText(facts);
    return factLines(facts.exchange,
        {exchangeText(facts), where.join(QStringLiteral(", ")), QString::fromStdString(exchange.lan.toString()),
            member.isEmpty() ? QString() : Texts::tr("port of %1").arg(member)},
        Texts::tr("Not in the network of an exchange point"), whyEmpty(HopColumn::Exchange), locale, now)
        .join(QLatin1Char('\n'));
}

} // namespace

QString rowSentence(const HopRow &row, const QLocale &locale)
{
    QStringList parts;
    if (row.kind == HopRow::Kind::RoundTrip)
        parts << Texts::tr("round trip");
    else
        parts << Texts::tr("hop %1").arg(formatCount(row.ttl, locale));
    if (row.silent())
        return (parts << Texts::tr("no reply")).join(QStringLiteral(", "));
    parts << named(row);
    const HopFigures &figures = row.figures;
    if (row.kind == HopRow::Kind::Address)
        parts << Texts::tr("%1 percent of the answers").arg(locale.toString(row.share * 100, 'f', 0));
    else if (figures.known() >= fewestSamples && row.lossKind == engine::LossKind::Limited)
        parts << Texts::tr("limits its replies, %1 percent unanswered")
                     .arg(locale.toString(figures.loss.share * 100, 'f', 1));
    else if (figures.known() >= fewestSamples)
        parts << Texts::tr("loss %1 percent").arg(locale.toString(figures.loss.share * 100, 'f', 1));
    else if (figures.known() > 0)
        parts << Texts::tr("%1 of %2 answered")
                     .arg(formatCount(figures.known() - figures.lost, locale), formatCount(figures.known(), locale));
    if (figures.mean)
        parts << Texts::tr("average %1").arg(formatRttUnit(figures.mean, locale));
    return parts.join(QStringLiteral(", "));
}

QString cellToolTip(HopColumn column, const HopRow &row, const QLocale &locale, const QDateTime &now)
{
    const HopColumnInfo &info = hopColumn(column);
    switch (column) {
    case HopColumn::Hop:
        return plainToolTip(rowSentence(row, locale));
    case HopColumn::Name:
        return plainToolTip(nameToolTip(row, locale, now));
    case HopColumn::Loss:
        return row.silent() ? QString() : plainToolTip(lossToolTip(row, locale));
    case HopColumn::Latency:
    case HopColumn::Last:
    case HopColumn::Average:
        return plainToolTip(latencyToolTip(row, locale));
    case HopColumn::Network:
    case HopColumn::Prefix:
    case HopColumn::Registry:
        return row.silent() ? QString() : plainToolTip(networkToolTip(row, column, locale, now));
    case HopColumn::Country:
    case HopColumn::Place:
        return row.silent() ? QString() : plainToolTip(placeToolTip(row, column, locale, now));
    case HopColumn::Exchange:
        return row.silent() ? QString() : plainToolTip(exchangeToolTip(row, locale, now));
    case HopColumn::History:
        return {}; // by the bar under the pointer
    default:
        return plainToolTip(QStringLiteral("%1: %2").arg(info.name(), info.text(row, locale)));
    }
}

QString whyEmpty(HopColumn column)
{
    switch (column) {
    case HopColumn::Network:
    case HopColumn::Prefix:
    case HopColumn::Registry:
        return Texts::tr("Networks are not looked up: see Settings → Look-ups");
    case HopColumn::Country:
    case HopColumn::Place:
        return Texts::tr("No database of places here yet: add one in Settings → Look-ups");
    case HopColumn::Exchange:
        return Texts::tr("No exchange prefixes here yet: fetch them in Settings → Look-ups");
    default:
        return {};
    }
}

QString plainToolTip(const QString &text)
{
    if (!Qt::mightBeRichText(text))
        return text;
    return QStringLiteral("<span>%1</span>")
        .arg(text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")));
}

} // namespace app
