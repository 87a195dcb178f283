// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace platform {

struct TerminalSize {
    int columns = 80;
    int rows = 24;
};

/// The size of the terminal that standard output is; nothing when it is none (a pipe, a file) or one that cannot move
/// its cursor.
std::optional<TerminalSize> standardOutputTerminal();

} // namespace platform
