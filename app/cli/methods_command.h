// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/cli_options.h"
#include "app/cli/console.h"
#include "platform/capabilities.h"

namespace app {

/// Prints what works and why not. NotAllowed when nothing does.
ExitCode printMethods(const platform::Capabilities &capabilities, CliFormat format, Console &console);

} // namespace app
