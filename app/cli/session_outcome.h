// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/cli_options.h"

namespace app {

/// What a session's failure means for the exit code.
ExitCode exitCodeOf(const engine::Session &session);
ExitCode exitCodeOf(const platform::Error &error);

/// The failure as a sentence; where nothing is allowed, the reason and the remedy that the system's methods give.
QString failureText(const engine::Session &session, const CliRequest &request);

/// The failure as one word for programs, as in the JSON lines: "host-not-found", …
QLatin1String problemName(const engine::Session &session);

} // namespace app
