// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/cli_options.h"
#include "app/cli/console.h"
#include "app/cli/run_report.h"
#include "engine/formats/trace_lines.h"

#include <map>

namespace app {

/// The text form of one target on the console: a heading, the hops in their order as they become known, a closing
/// sentence. No hop waits for its look-ups. On a terminal what is not yet final stands below, drawn anew with each
/// update; on a pipe a hop's line is written once, with what is known then, and when more became known later, all hops
/// follow again at the end. The file of --output has the hops once. docs/decisions/0504-lines-and-late-names.md.
class TextProgress final {
public:
    TextProgress(const CliRequest &request, Console &console);

    /// The run has new content. Nothing is written before it has begun.
    void update(const RunView &run);
    /// The run is over: everything that is still to be said.
    void finish(const RunView &run);

private:
    void writeHeading(const RunView &run);
    void updateTrace(const RunView &run, bool over);
    void finishTrace(const RunView &run);
    void finishMonitor(const RunView &run);
    bool isDecided(const engine::PathState &path, const engine::ReportHop &hop) const;
    bool isFinal(const RunView &run, const engine::ReportHop &hop) const;
    bool knowsMore(const engine::TraceReport &report) const;
    QStringList monitorLines(const RunView &run, int width) const;

    const CliRequest &m_request;
    Console &m_console;
    bool m_headed = false;
    engine::TraceLayout m_layout;
    std::map<std::uint8_t, engine::ReportHop> m_written; ///< by TTL, as they were then
};

} // namespace app
