// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/time.h"

#include <array>
#include <chrono>
#include <cstddef>

namespace app {

inline constexpr std::chrono::milliseconds oneSecond = std::chrono::seconds(1);
inline constexpr std::chrono::milliseconds oneMinute = std::chrono::minutes(1);
inline constexpr std::chrono::milliseconds oneHour = std::chrono::hours(1);
inline constexpr std::chrono::milliseconds oneDay = std::chrono::hours(24);

/// The durations of the timeline; no other file of it has one.
struct TimelineOptions {
    /// Spans with a button; "All" comes after them. The second is the default.
    std::array<platform::Duration, 6> spans{std::chrono::minutes(1), std::chrono::minutes(10), std::chrono::hours(1),
        std::chrono::hours(6), std::chrono::hours(24), std::chrono::hours(24 * 7)};
    std::size_t defaultSpan = 1;
    platform::Duration shortestSpan = std::chrono::seconds(2);
    platform::Duration longestSpan = std::chrono::hours(24 * 366);
    platform::Duration axisShrinkAfter = std::chrono::seconds(30); ///< a smaller axis must have fitted for so long
    platform::Duration axisMinimumHeight = std::chrono::milliseconds(10); ///< so that noise does not look like trouble
    platform::Duration axisLogFloor = std::chrono::microseconds(100); ///< lowest value of a logarithmic axis
};

/// Distances of the marks on the time axis, rising.
inline constexpr std::array<std::chrono::milliseconds, 21> markSteps{oneSecond, 2 * oneSecond, 5 * oneSecond,
    10 * oneSecond, 15 * oneSecond, 30 * oneSecond, //
    oneMinute, 2 * oneMinute, 5 * oneMinute, 10 * oneMinute, 15 * oneMinute, 30 * oneMinute, //
    oneHour, 2 * oneHour, 3 * oneHour, 6 * oneHour, 12 * oneHour, oneDay, 7 * oneDay, 28 * oneDay, 364 * oneDay};

} // namespace app
