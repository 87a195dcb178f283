// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/cli_options.h"
#include "engine/lookups/lookup_options.h"

#include <optional>

namespace app {

/// What the console program looks up: what the settings that it shares with the window allow, narrowed by the command
/// line. Name servers are the system's unless the command line says others; the public address is not asked for.
/// Reads the settings file and changes nothing in it.
engine::LookupOptions lookupOptions(const LookupChoice &choice);

/// Why one of these databases cannot be used, as a sentence. Reads the files.
std::optional<QString> databaseProblem(const QStringList &files);

} // namespace app
