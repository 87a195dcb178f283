// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/cli_options.h"
#include "engine/formats/probe_log.h"
#include "engine/formats/report.h"
#include "engine/lookups/session_lookups.h"
#include "engine/session.h"

namespace app {

/// What there is of one target of the command line.
struct RunView {
    const engine::Session &session;
    const engine::ProbeLog &log;
    const engine::SessionLookups *lookups; ///< null: nothing is looked up

    bool isSettled() const { return !lookups || lookups->isSettled(); }
};

/// As it stands now, with what is known about the addresses. Without networks there are no segments either: the few
/// that addresses tell by themselves would look like an answer.
engine::TraceReport reportOf(const RunView &run, const CliRequest &request, bool withProbes);

} // namespace app
