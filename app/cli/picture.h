// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/cli_options.h"
#include "engine/formats/report.h"

#include <optional>

namespace app {

// The picture of a result. The window program beside this one draws it: this one has no graphics.

/// What is known to go wrong before anything is measured, as a sentence: no window program, no place for the file.
std::optional<QString> pictureProblem(const QString &file);

/// Draws it; a sentence when that failed.
std::optional<QString> drawPicture(
    const std::vector<engine::TraceReport> &reports, const QString &file, const ConsoleTiming &timing);

} // namespace app
