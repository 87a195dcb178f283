// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exports/trace_text.h"

#include "app/table/formatting.h"
#include "app/table/hop_facts.h"
#include "app/text/method_text.h"
#include "engine/formats/csv_writer.h"
#include "engine/formats/report_facts.h"
#include "engine/formats/text_writer.h"
#include "engine/session.h"

#include <QCoreApplication>
#include <QTimeZone>

namespace app {

namespace {

class Texts {
    Q_DECLARE_TR_FUNCTIONS(app::TraceText)
};

QString seconds(std::chrono::milliseconds time)
{
    const bool whole = time.count() % 1000 == 0;
    return Texts::tr("%1 s").arg(QLocale().toString(static_cast<double>(time.count()) / 1000, 'f', whole ? 0 : 3));
}

} // namespace

engine::TraceReport reportOf(const engine::Session &session, const HopFacts *facts, const QList<std::uint8_t> &ttls)
{
    engine::TraceReport report =
        engine::makeReport(session.target(), session.path(), session.options().kind, session.startedAt());
    if (!ttls.isEmpty())
        std::erase_if(report.hops, [&ttls](const engine::ReportHop &hop) { return !ttls.contains(hop.ttl); });
    for (engine::ReportHop &hop : report.hops)
        for (engine::ReportAddress &address : hop.addresses)
            if (facts)
                engine::setFacts(address, facts->facts(address.address), facts->segment(hop.ttl, address.address));
    return report;
}

QString traceTitle(const engine::TraceReport &report)
{
    const QString address = QString::fromStdString(report.address.toString());
    const QString name = visibleText(report.name.isEmpty() ? report.text : report.name);
    if (address.isEmpty() || name == address || name.isEmpty())
        return Texts::tr("Trace to %1").arg(address.isEmpty() ? name : address);
    return Texts::tr("Trace to %1 (%2)").arg(name, address);
}

QString traceSettings(const engine::TraceReport &report, const engine::TraceOptions &options)
{
    QStringList parts{Texts::tr("%1 (%2)").arg(protocolText(report.protocol), methodText(report.method))};
    if (report.protocol != platform::Protocol::Icmp)
        parts << Texts::tr("port %1").arg(engine::effectivePort(options));
    if (options.kind == engine::RunKind::Monitor)
        parts << Texts::tr("a round every %1").arg(seconds(options.timing.interval));
    else
        parts << (options.queries == 1 ? Texts::tr("one probe per hop")
                                       : Texts::tr("%n probes per hop", "two or more", options.queries));
    parts << Texts::tr("timeout %1").arg(seconds(options.timing.timeout));
    if (report.protocol != platform::Protocol::Tcp)
        parts << Texts::tr("%n bytes", "28 or more", options.size);
    if (options.flow != 0)
        parts << Texts::tr("flow %1").arg(options.flow);
    return parts.join(QStringLiteral(", "));
}

QString traceTime(const engine::TraceReport &report)
{
    if (!report.started.isValid())
        return {};
    const QDateTime begin = report.started.toLocalTime();
    const QDateTime end =
        begin.addMSecs(std::chrono::duration_cast<std::chrono::milliseconds>(report.duration).count());
    const int offset = begin.offsetFromUtc() / 60;
    const QString zone = offset == 0 ? QStringLiteral("UTC")
                                     : QStringLiteral("UTC%1%2:%3")
                                           .arg(offset < 0 ? QLatin1Char('-') : QLatin1Char('+'))
                                           .arg(std::abs(offset) / 60)
                                           .arg(std::abs(offset) % 60, 2, 10, QLatin1Char('0'));
    const QString clock = QStringLiteral("HH:mm:ss");
    const QString first = begin.toString(QStringLiteral("yyyy-MM-dd ")) + begin.toString(clock);
    if (report.duration < std::chrono::seconds{1})
        return Texts::tr("%1 (%2)").arg(first, zone);
    const QString last = begin.date() == end.date() ? end.toString(clock)
                                                    : end.toString(QStringLiteral("yyyy-MM-dd ")) + end.toString(clock);
    return Texts::tr("%1 to %2 (%3)").arg(first, last, zone);
}

QString reportText(const engine::TraceReport &report, const engine::TraceOptions &options)
{
    QStringList lines{traceTitle(report), traceTime(report), traceSettings(report, options), QString()};
    return (lines + engine::reportTable(report)).join(QLatin1Char('\n')) + QLatin1Char('\n');
}

QString reportMarkdown(const engine::TraceReport &report, const engine::TraceOptions &options)
{
    return QStringLiteral("%1\n\n%2\n").arg(engine::toMarkdown(report).trimmed(), traceSettings(report, options));
}

QString reportCsv(const engine::TraceReport &report)
{
    return QString::fromUtf8(engine::toCsv({&report, 1}));
}

} // namespace app
