// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/cli_options.h"
#include "app/cli/console.h"
#include "engine/formats/probe_log.h"
#include "engine/session.h"

namespace app {

/// The text form of one target on the console: a heading, the hops in their order as they become known, a closing
/// sentence. On a terminal what is not yet final stands below, drawn anew with each update.
class TextProgress final {
public:
    TextProgress(const CliRequest &request, Console &console);

    /// The session has new content. Nothing is written before the run has begun.
    void update(const engine::Session &session, const engine::ProbeLog &log);
    /// The session is over: everything that is still to be said.
    void finish(const engine::Session &session, const engine::ProbeLog &log);

private:
    void writeHeading(const engine::Session &session);
    void updateTrace(const engine::Session &session, const engine::ProbeLog &log, bool over);
    QStringList monitorLines(const engine::Session &session) const;
    bool isDecided(const engine::PathState &path, const engine::Hop &hop) const;

    const CliRequest &m_request;
    Console &m_console;
    bool m_headed = false;
    std::uint8_t m_lastWritten = 0; ///< TTL
};

} // namespace app
