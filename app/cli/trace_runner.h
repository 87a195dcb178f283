// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/cli_options.h"
#include "app/cli/console.h"
#include "app/cli/text_progress.h"
#include "engine/formats/jsonl_writer.h"
#include "engine/formats/probe_log.h"
#include "engine/session.h"
#include "engine/trace_engine.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace app {

/// Runs `trace` and `monitor`: one session per target, writes what comes and the result at the end. Main thread.
class TraceRunner final : public QObject {
    Q_OBJECT

public:
    /// All of them must outlive it.
    TraceRunner(
        const CliRequest &request, engine::TraceEngine &engine, engine::TargetResolver &resolver, Console &console);

    void start();
    void interrupt(); ///< ends all runs; the report so far is still written

Q_SIGNALS:
    void finished(app::ExitCode code);

private:
    struct Run {
        std::unique_ptr<engine::Session> session;
        engine::ProbeLog log;
        engine::JsonLinesWriter lines;
        TextProgress text;
        bool taking = false; ///< in the middle of its events: its end is looked at after the last
        bool over = false;
        ExitCode code = ExitCode::NoAnswer;
    };

    void take(const engine::TraceEvents &events);
    void takeOfRun(Run &run, const engine::TraceEvents &events);
    void endIfOver(Run &run);
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
    Console &m_console;
    ConsoleTiming m_timing;
    std::vector<std::unique_ptr<Run>> m_runs;
    std::size_t m_shown = 0; ///< text: the run whose turn it is
    QTimer m_deadline;
    QTimer m_redraw; ///< runs while a new picture of the live part is due
    bool m_interrupted = false;
    bool m_finished = false;
};

} // namespace app
