// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace app {

/// Durations of the hop table.
struct TableOptions {
    std::chrono::seconds axisShrinkDelay{30}; ///< the next smaller axis must have fitted for so long
    std::chrono::seconds historySpan{600}; ///< time shown by a whole history strip
};

/// How tall rows and marks are; the text size stays.
enum class Density { Compact, Normal, Roomy };

} // namespace app
