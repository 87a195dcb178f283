// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/trace_runner.h"

#include "app/cli/picture.h"
#include "app/cli/session_outcome.h"
#include "app/text/error_text.h"
#include "engine/formats/csv_writer.h"
#include "engine/formats/json_writer.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace app {

namespace {

struct RunnerText {
    Q_DECLARE_TR_FUNCTIONS(app::RunnerText)
};

} // namespace

TraceRunner::TraceRunner(const CliRequest &request, engine::TraceEngine &engine, engine::TargetResolver &resolver,
    engine::AddressLookups *lookups, Console &console)
    : m_request(request)
    , m_engine(engine)
    , m_resolver(resolver)
    , m_lookups(lookups)
    , m_console(console)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &TraceRunner::onDeadline);
    m_redraw.setSingleShot(true);
    connect(&m_redraw, &QTimer::timeout, this, &TraceRunner::redraw);
    connect(&m_engine, &engine::TraceEngine::eventsAvailable, this, &TraceRunner::take);
}

void TraceRunner::start()
{
    for (const engine::Target &target : m_request.targets)
        addRun(target);
    m_deadline.start(m_request.trace.timing.deadline);
    for (const auto &run : m_runs)
        run->session->start(m_request.trace, m_request.family);
}

void TraceRunner::addRun(const engine::Target &target)
{
    auto session = std::make_unique<engine::Session>(target, m_engine, m_resolver);
    auto lookups = m_lookups ? std::make_unique<engine::SessionLookups>(*session, *m_lookups) : nullptr;
    Run &run =
        *m_runs.emplace_back(std::make_unique<Run>(Run{std::move(session), std::move(lookups), engine::ProbeLog(),
            engine::JsonLinesWriter(target, m_request.trace.kind), TextProgress(m_request, m_console), QByteArray()}));
    connect(run.session.get(), &engine::Session::stateChanged, this, [this, &run] { endIfMeasured(run); });
    if (!run.lookups)
        return;
    connect(run.lookups.get(), &engine::SessionLookups::changed, this, [this, &run] { onFacts(run); });
    connect(run.lookups.get(), &engine::SessionLookups::settled, this, [this, &run] { endIfOver(run); });
}

void TraceRunner::interrupt()
{
    m_interrupted = true;
    for (const auto &run : m_runs)
        run->session->stop();
    endAllOver();
}

void TraceRunner::take(const engine::TraceEvents &events)
{
    std::map<engine::RunId, engine::TraceEvents> byRun;
    for (const engine::TraceEvent &event : events)
        byRun[event.run].push_back(event);
    for (const auto &run : m_runs) {
        if (const auto own = byRun.find(run->session->run()); own != byRun.end() && !run->over)
            takeOfRun(*run, own->second);
    }
}

void TraceRunner::takeOfRun(Run &run, const engine::TraceEvents &events)
{
    if (m_request.keepsProbes())
        for (const engine::TraceEvent &event : events)
            run.log.apply(event);
    run.taking = true;
    run.session->apply(events);
    run.taking = false;
    writeEvents(run, events);
    writeFacts(run);
    for (const engine::TraceEvent &event : events)
        if (const auto *paused = std::get_if<engine::RunPaused>(&event.what))
            leaveIfNeverBegun(run, *paused);
    // What is still under way then can only be late: it is not worth a second of a person's time.
    if (m_request.command == CliCommand::Trace && run.session->path().completed())
        run.session->stop();
    endIfMeasured(run);
    show(run);
}

void TraceRunner::writeEvents(Run &run, const engine::TraceEvents &events)
{
    if (m_request.format != CliFormat::JsonLines)
        return;
    for (const engine::TraceEvent &event : events) {
        const QByteArray line = run.lines.write(event, run.session->path(), run.session->startedAt());
        if (std::holds_alternative<engine::RunEnded>(event.what))
            run.lastLine = line;
        else if (!line.isEmpty())
            m_console.write(line);
    }
}

void TraceRunner::writeFacts(Run &run)
{
    if (m_request.format != CliFormat::JsonLines || !run.lookups)
        return;
    const engine::TraceReport report = reportOf(run.view(), m_request, false);
    for (const engine::ReportHop &hop : report.hops) {
        for (const engine::ReportAddress &address : hop.addresses) {
            if (const QByteArray line = run.lines.fact(address); !line.isEmpty())
                m_console.write(line);
        }
    }
}

void TraceRunner::onFacts(Run &run)
{
    if (run.taking || run.over)
        return;
    writeFacts(run);
    show(run);
}

void TraceRunner::show(Run &run)
{
    if (run.over || !isText() || m_runs[m_shown].get() != &run)
        return;
    if (m_request.command == CliCommand::Trace)
        run.text.update(run.view());
    else if (m_console.isLive() && !m_redraw.isActive())
        m_redraw.start(m_timing.redraw);
}

/// A lost route comes back by itself, and the run goes on; but what never had one is told at once.
void TraceRunner::leaveIfNeverBegun(Run &run, const engine::RunPaused &paused)
{
    if (!paused.reason)
        return;
    const auto &counts = run.session->path().counts();
    if (counts.sent > counts.sendErrors) {
        m_console.complain(
            RunnerText::tr("%1 The run goes on by itself when there is one again.").arg(errorText(*paused.reason)));
        return;
    }
    fail(run, exitCodeOf(*paused.reason), QLatin1String("engine"), errorText(*paused.reason));
    run.session->stop();
}

void TraceRunner::endIfMeasured(Run &run)
{
    using State = engine::Session::State;
    const State state = run.session->state();
    if (run.taking || run.measured || run.over || (state != State::Finished && state != State::Failed))
        return;
    if (state == State::Failed) {
        fail(run, exitCodeOf(*run.session), problemName(*run.session), failureText(*run.session, m_request));
        return;
    }
    run.measured = true;
    run.code = run.session->path().reached() ? ExitCode::Answered : ExitCode::NoAnswer;
    endIfOver(run);
}

/// A run that is measured waits for nothing but its look-ups, and for those no longer than the deadline.
void TraceRunner::endIfOver(Run &run)
{
    if (!run.measured || run.over || !(m_interrupted || m_deadlinePassed || run.view().isSettled()))
        return;
    run.over = true;
    writeFacts(run);
    if (!run.lastLine.isEmpty())
        m_console.write(run.lastLine);
    advance();
}

void TraceRunner::endAllOver()
{
    for (const auto &run : m_runs)
        endIfOver(*run);
}

void TraceRunner::fail(Run &run, ExitCode code, QLatin1String kind, const QString &sentence)
{
    if (std::exchange(run.over, true))
        return;
    run.code = code;
    if (m_request.format == CliFormat::JsonLines)
        m_console.write(run.lines.error(kind, sentence));
    m_console.complain(sentence);
    advance();
}

/// The time for the whole trace is over, also for what has not even begun. A monitor goes on, but once it has ended
/// nothing is waited for any more.
void TraceRunner::onDeadline()
{
    m_deadlinePassed = true;
    for (const auto &run : m_runs) {
        if (m_request.command != CliCommand::Trace)
            break;
        if (run->session->state() == engine::Session::State::Resolving)
            fail(*run, ExitCode::NotFound, QLatin1String("resolver-failed"),
                RunnerText::tr(
                    "No name server answered for %1 in time; check the network connection or give an address instead.")
                    .arg(quoted(run->session->target().displayHost)));
        run->session->stop();
    }
    endAllOver();
}

void TraceRunner::redraw()
{
    if (m_shown < m_runs.size())
        m_runs[m_shown]->text.update(m_runs[m_shown]->view());
}

/// One target after the other on the console, in the order in which they were given.
void TraceRunner::advance()
{
    while (m_shown < m_runs.size() && m_runs[m_shown]->over) {
        if (isText())
            m_runs[m_shown]->text.finish(m_runs[m_shown]->view());
        ++m_shown;
    }
    if (m_shown == m_runs.size())
        finishAll();
    else if (isText())
        m_runs[m_shown]->text.update(m_runs[m_shown]->view());
}

void TraceRunner::finishAll()
{
    if (std::exchange(m_finished, true))
        return;
    m_deadline.stop();
    m_redraw.stop();
    writeDocument();
    if (reports(false).empty())
        m_console.dropFile();
    ExitCode code = ExitCode::Answered;
    for (const auto &run : m_runs)
        code = std::max(code, run->code);
    if (!m_console.finish() || !writePicture())
        code = std::max(code, ExitCode::FileError);
    Q_EMIT finished(m_interrupted ? ExitCode::Interrupted : code);
}

void TraceRunner::writeDocument()
{
    if (m_request.format == CliFormat::Json) {
        const auto all = reports(m_request.command == CliCommand::Trace || m_request.samples);
        if (m_request.targets.size() > 1)
            m_console.write(engine::toJson(all));
        else if (!all.empty())
            m_console.write(engine::toJson(all.front()));
    } else if (m_request.format == CliFormat::Csv) {
        const auto all = reports(m_request.samples);
        m_console.write(m_request.samples ? engine::toSamplesCsv(all) : engine::toCsv(all));
    }
}

bool TraceRunner::writePicture()
{
    if (m_request.pictureFile.isEmpty())
        return true;
    const auto problem = drawPicture(reports(true), m_request.pictureFile, m_timing);
    if (problem)
        m_console.complain(*problem);
    return !problem;
}

/// Of all targets that were traced at all.
std::vector<engine::TraceReport> TraceRunner::reports(bool withProbes) const
{
    std::vector<engine::TraceReport> all;
    for (const auto &run : m_runs)
        if (run->session->path().counts().sent > 0)
            all.push_back(reportOf(run->view(), m_request, withProbes));
    return all;
}

} // namespace app
