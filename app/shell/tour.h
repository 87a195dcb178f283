// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace app {

/// Draws the documentation's pictures into `directory`: the real window over the demo network, whose clock is moved, so
/// that ten minutes pass at once. The exit code: 0, or 5 when a file could not be written.
int drawTour(const QString &directory);

} // namespace app
