// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/text_progress.h"

#include "app/text/error_text.h"
#include "app/text/method_text.h"
#include "engine/formats/report.h"
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

} // namespace

TextProgress::TextProgress(const CliRequest &request, Console &console)
    : m_request(request)
    , m_console(console)
{
}

void TextProgress::update(const engine::Session &session, const engine::ProbeLog &log)
{
    if (session.path().counts().sent == 0)
        return;
    writeHeading(session);
    if (m_request.command == CliCommand::Trace)
        updateTrace(session, log, false);
    else if (m_console.isLive())
        m_console.drawTail(monitorLines(session));
}

void TextProgress::finish(const engine::Session &session, const engine::ProbeLog &log)
{
    m_console.eraseTail();
    if (session.path().counts().sent == 0)
        return;
    writeHeading(session);
    if (m_request.command == CliCommand::Trace) {
        updateTrace(session, log, true);
    } else {
        for (const QString &line : monitorLines(session))
            m_console.writeLine(line);
    }
    m_console.writeLine(closingText(session));
}

void TextProgress::writeHeading(const engine::Session &session)
{
    if (std::exchange(m_headed, true))
        return;
    const engine::PathState &path = session.path();
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

/// Later answers of a decided hop change its line no more: it has been written.
bool TextProgress::isDecided(const engine::PathState &path, const engine::Hop &hop) const
{
    const auto answers = hop.stats.received() + hop.stats.late();
    return path.completed() || answers >= static_cast<std::uint64_t>(m_request.trace.queries);
}

void TextProgress::updateTrace(const engine::Session &session, const engine::ProbeLog &log, bool over)
{
    const engine::PathState &path = session.path();
    const engine::TraceReport report =
        engine::makeReport(session.target(), path, engine::RunKind::Trace, session.startedAt(), &log);
    QStringList tail;
    bool inOrder = true;
    for (const engine::ReportHop &hop : report.hops) {
        if (hop.ttl <= m_lastWritten)
            continue;
        inOrder = inOrder && (over || isDecided(path, *path.hop(hop.ttl)));
        if (inOrder) {
            m_console.writeLine(engine::traceLine(hop, m_request.trace.queries));
            m_lastWritten = hop.ttl;
        } else {
            tail += hop.addresses.empty() ? QString::number(hop.ttl).rightJustified(3) + QStringLiteral("  …")
                                          : engine::traceLine(hop, 1);
        }
    }
    m_console.drawTail(tail);
}

QStringList TextProgress::monitorLines(const engine::Session &session) const
{
    return engine::reportTable(
        engine::makeReport(session.target(), session.path(), engine::RunKind::Monitor, session.startedAt()));
}

} // namespace app
