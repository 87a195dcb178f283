// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstddef>

namespace app {

/// Durations and limits of the window; no other file of it has one.
struct ShellOptions {
    std::chrono::seconds rateWindow{5}; ///< "probes per second" is counted over this time
    std::chrono::minutes sparkline{10}; ///< time shown by the small graph of a target
    std::size_t sparklineColumns = 43;
    std::chrono::minutes publicAddressAge{15}; ///< older, it is asked for again when a trace begins
    int historyLength = 50; ///< targets that the box remembers
    int recentTargets = 5; ///< rows on the start page
    std::array<int, 10> intervalsMs{100, 200, 500, 1000, 2000, 5000, 10'000, 30'000, 60'000, 300'000};
};

} // namespace app
