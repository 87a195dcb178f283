// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sentences about a row: for screen readers and tool tips.
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
    return row.facts.name.isEmpty() ? formatAddress(row.address) : visibleText(row.facts.name);
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

QString nameToolTip(const HopRow &row, const QLocale &locale)
{
    if (row.silent())
        return Texts::tr("Hop %1 has not answered. It may still pass packets on.").arg(formatCount(row.ttl, locale));
    QStringList lines{named(row)};
    if (!row.facts.name.isEmpty())
        lines << formatAddress(row.address);
    if (row.addressCount > 1 && row.kind == HopRow::Kind::Hop)
        lines << Texts::tr("%1 addresses answer at this hop")
                     .arg(formatCount(static_cast<std::uint64_t>(row.addressCount), locale));
    if (row.kind == HopRow::Kind::Address)
        lines << Texts::tr("%1 of the answers of this hop").arg(formatPercent(row.share, 0, locale));
    if (!row.mpls.empty())
        lines << Texts::tr("MPLS labels %1").arg(formatLabels(row.mpls));
    return lines.join(QLatin1Char('\n'));
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

QString cellToolTip(HopColumn column, const HopRow &row, const QLocale &locale)
{
    const HopColumnInfo &info = hopColumn(column);
    switch (column) {
    case HopColumn::Hop:
        return plainToolTip(rowSentence(row, locale));
    case HopColumn::Name:
        return plainToolTip(nameToolTip(row, locale));
    case HopColumn::Loss:
        return row.silent() ? QString() : plainToolTip(lossToolTip(row, locale));
    case HopColumn::Latency:
    case HopColumn::Last:
    case HopColumn::Average:
        return plainToolTip(latencyToolTip(row, locale));
    case HopColumn::History:
        return {}; // by the bar under the pointer
    default:
        return plainToolTip(QStringLiteral("%1: %2").arg(info.name(), info.text(row, locale)));
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
