// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/text_progress.h"

#include "app/text/error_text.h"
#include "app/text/method_text.h"
#include "engine/formats/report_text.h"
#include "engine/formats/text_writer.h"
#include "engine/formats/visible_text.h"

#include <QCoreApplication>

namespace app {

namespace {

struct ProgressText {
    Q_DECLARE_TR_FUNCTIONS(app::ProgressText)
};

QString milliseconds(platform::Duration duration)
{
    return QString::number(std::chrono::duration<double, std::milli>(duration).count(), 'f', 1);
}

QString targetText(const engine::Session &session)
{
    const QString address = QString::fromStdString(session.path().target().toString());
    if (session.target().address)
        return address;
    return engine::visibleText(session.target().displayHost) + QStringLiteral(" (") + address + QLatin1Char(')');
}

/// What came of it, in one sentence.
QString closingText(const engine::Session &session)
{
    const engine::PathState &path = session.path();
    const auto hops = path.hopsToTarget();
    if (!path.reached() || !hops) {
        if (const auto dead = path.deadEnd())
            return ProgressText::tr("%1 did not answer; the path ends at hop %2.").arg(targetText(session)).arg(*dead);
        return ProgressText::tr("%1 did not answer.").arg(targetText(session));
    }
    const engine::Hop *last = path.hop(*hops);
    const auto best = last ? last->stats.best() : std::nullopt;
    QString text = ProgressText::tr("%1 answers at hop %2").arg(targetText(session)).arg(*hops);
    if (best)
        text += ProgressText::tr(", %1 ms away").arg(milliseconds(*best));
    if (const auto complete = path.completedAfter())
        text += ProgressText::tr("; the path was complete after %1 ms").arg(milliseconds(*complete));
    return text + QLatin1Char('.');
}

/// What look-ups add to the line of an address.
QStringList factsOf(const engine::ReportAddress &address)
{
    return {address.name, engine::networkText(address), engine::segmentText(address)};
}

} // namespace

TextProgress::TextProgress(const CliRequest &request, Console &console)
    : m_request(request)
    , m_console(console)
{
}

void TextProgress::update(const RunView &run)
{
    if (run.session.path().counts().sent == 0)
        return;
    writeHeading(run);
    if (m_request.command == CliCommand::Trace)
        updateTrace(run, false);
    else if (m_console.isLive())
        m_console.drawTail(monitorLines(run, m_console.columns()));
}

void TextProgress::finish(const RunView &run)
{
    m_console.eraseTail();
    if (run.session.path().counts().sent == 0)
        return;
    writeHeading(run);
    if (m_request.command == CliCommand::Trace)
        finishTrace(run);
    else
        finishMonitor(run);
    m_console.writeLine(closingText(run.session));
}

void TextProgress::writeHeading(const RunView &run)
{
    if (std::exchange(m_headed, true))
        return;
    const engine::Session &session = run.session;
    const engine::PathState &path = session.path();
    // On a pipe names that are asked for now come too late for these lines.
    const bool names = run.lookups && m_request.lookups.names && (m_console.isLive() || run.isSettled());
    m_layout = engine::TraceLayout::forWidth(m_console.columns(), m_request.trace.queries, path.target().family(),
        names, run.lookups && m_request.lookups.networks);
    m_console.writeLine(
        ProgressText::tr("%1 to %2: %3 (%4), at most %5 hops, packets of %6 bytes")
            .arg(m_request.command == CliCommand::Trace ? ProgressText::tr("Trace") : ProgressText::tr("Path"),
                targetText(session), protocolText(path.channel().protocol), methodText(path.channel().method))
            .arg(session.options().maxHops)
            .arg(path.channel().size));
    if (const auto &reason = path.fallbackReason())
        m_console.complain(ProgressText::tr("%1 is used instead of %2: %3")
                               .arg(protocolText(path.channel().protocol), protocolText(session.options().protocol),
                                   errorText(*reason)));
}

/// Later answers of a decided hop change its line no more.
bool TextProgress::isDecided(const engine::PathState &path, const engine::ReportHop &hop) const
{
    return path.completed() || hop.received + hop.late >= static_cast<std::uint64_t>(m_request.trace.queries);
}

/// Nothing about the hop is likely to change: on a terminal its line can be left behind.
bool TextProgress::isFinal(const RunView &run, const engine::ReportHop &hop) const
{
    if (run.session.path().completed() && run.isSettled())
        return true;
    return std::ranges::all_of(hop.addresses, [&](const engine::ReportAddress &address) {
        const bool isPending = run.lookups && run.lookups->facts(address.address).isPending();
        return !isPending && (!m_layout.facts || !engine::segmentText(address).isEmpty());
    });
}

void TextProgress::updateTrace(const RunView &run, bool over)
{
    const engine::PathState &path = run.session.path();
    const engine::TraceReport report = reportOf(run, m_request, true);
    QStringList tail;
    bool inOrder = true;
    for (const engine::ReportHop &hop : report.hops) {
        if (m_written.contains(hop.ttl))
            continue;
        const bool decided = over || isDecided(path, hop);
        inOrder = inOrder && decided && (over || !m_console.isLive() || isFinal(run, hop));
        const QStringList lines = engine::traceLines(hop, m_layout, !decided);
        if (!inOrder) {
            tail += lines;
            continue;
        }
        for (const QString &line : lines)
            m_console.showLine(line);
        m_written.emplace(hop.ttl, hop);
    }
    m_console.drawTail(tail);
}

/// Something about a line that was written became known later.
bool TextProgress::knowsMore(const engine::TraceReport &report) const
{
    return std::ranges::any_of(report.hops, [this](const engine::ReportHop &hop) {
        const auto written = m_written.find(hop.ttl);
        return written != m_written.end()
            && std::ranges::any_of(written->second.addresses, [&hop](const engine::ReportAddress &before) {
                   const auto now = std::ranges::find(hop.addresses, before.address, &engine::ReportAddress::address);
                   return now != hop.addresses.end() && factsOf(*now) != factsOf(before);
               });
    });
}

void TextProgress::finishTrace(const RunView &run)
{
    updateTrace(run, true);
    const engine::TraceReport report = reportOf(run, m_request, true);
    const auto layout = engine::TraceLayout::forHops(report.hops, m_request.trace.queries, m_layout.facts);
    const bool again = knowsMore(report);
    if (again)
        m_console.showLine(QLatin1Char('\n') + ProgressText::tr("With what the look-ups found:"));
    for (const engine::ReportHop &hop : report.hops) {
        for (const QString &line : engine::traceLines(hop, layout)) {
            if (again)
                m_console.showLine(line);
            m_console.saveLine(line);
        }
    }
}

void TextProgress::finishMonitor(const RunView &run)
{
    for (const QString &line : monitorLines(run, m_console.columns()))
        m_console.showLine(line);
    for (const QString &line : monitorLines(run, 0))
        m_console.saveLine(line);
}

QStringList TextProgress::monitorLines(const RunView &run, int width) const
{
    return engine::reportTable(reportOf(run, m_request, false), width);
}

} // namespace app
