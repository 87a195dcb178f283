// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/cli_options.h"
#include "app/cli/console.h"
#include "app/cli/text_progress.h"
#include "engine/formats/jsonl_writer.h"
#include "engine/formats/probe_log.h"
#include "engine/lookups/session_lookups.h"
#include "engine/session.h"
#include "engine/trace_engine.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace app {

/// Runs `trace` and `monitor`: one session per target, writes what comes and the result at the end. A target is over
/// when its path is measured and its look-ups are settled, or the deadline has passed. Main thread.
class TraceRunner final : public QObject {
    Q_OBJECT

public:
    /// All of them must outlive it. `lookups` may be null: nothing is looked up about the hops.
    TraceRunner(const CliRequest &request, engine::TraceEngine &engine, engine::TargetResolver &resolver,
        engine::AddressLookups *lookups, Console &console);

    void start();
    void interrupt(); ///< ends all runs; the report so far is still written

Q_SIGNALS:
    void finished(app::ExitCode code);

private:
    struct Run {
        std::unique_ptr<engine::Session> session;
        std::unique_ptr<engine::SessionLookups> lookups; ///< null: nothing is looked up
        engine::ProbeLog log;
        engine::JsonLinesWriter lines;
        TextProgress text;
        QByteArray lastLine; ///< of the JSON lines: comes after the last fact
        bool taking = false; ///< in the middle of its events: its end is looked at after the last
        bool measured = false; ///< the session has ended
        bool over = false;

        RunView view() const { return {*session, log, lookups.get()}; }
        ExitCode code = ExitCode::NoAnswer;
    };

    void addRun(const engine::Target &target);
    void take(const engine::TraceEvents &events);
    void takeOfRun(Run &run, const engine::TraceEvents &events);
    void writeEvents(Run &run, const engine::TraceEvents &events);
    void writeFacts(Run &run);
    void onFacts(Run &run);
    void show(Run &run);
    void endIfMeasured(Run &run);
    void endIfOver(Run &run);
    void endAllOver();
    void leaveIfNeverBegun(Run &run, const engine::RunPaused &paused);
    void fail(Run &run, ExitCode code, QLatin1String kind, const QString &sentence);
    void onDeadline();
    void redraw();
    void advance();
    void finishAll();
    void writeDocument();
    bool writePicture();
    std::vector<engine::TraceReport> reports(bool withProbes) const;
    bool isText() const { return m_request.format == CliFormat::Text; }

    const CliRequest &m_request;
    engine::TraceEngine &m_engine;
    engine::TargetResolver &m_resolver;
    engine::AddressLookups *m_lookups;
    Console &m_console;
    ConsoleTiming m_timing;
    std::vector<std::unique_ptr<Run>> m_runs;
    std::size_t m_shown = 0; ///< text: the run whose turn it is
    QTimer m_deadline;
    QTimer m_redraw; ///< runs while a new picture of the live part is due
    bool m_interrupted = false;
    bool m_deadlinePassed = false;
    bool m_finished = false;
};

} // namespace app
