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

/// What columns and marks of time are aligned to, so that scrolling does not change their shape: from 1 ms to 7 days.
inline constexpr std::array<std::chrono::milliseconds, 33> timeSteps{std::chrono::milliseconds(1),
    std::chrono::milliseconds(2), std::chrono::milliseconds(5), std::chrono::milliseconds(10),
    std::chrono::milliseconds(20), std::chrono::milliseconds(50), std::chrono::milliseconds(100),
    std::chrono::milliseconds(200), std::chrono::milliseconds(500), std::chrono::seconds(1), std::chrono::seconds(2),
    std::chrono::seconds(5), std::chrono::seconds(10), std::chrono::seconds(15), std::chrono::seconds(30),
    std::chrono::minutes(1), std::chrono::minutes(2), std::chrono::minutes(5), std::chrono::minutes(10),
    std::chrono::minutes(15), std::chrono::minutes(30), std::chrono::hours(1), std::chrono::hours(2),
    std::chrono::hours(3), std::chrono::hours(6), std::chrono::hours(12), std::chrono::hours(24),
    std::chrono::hours(24 * 2), std::chrono::hours(24 * 7), std::chrono::hours(24 * 14), std::chrono::hours(24 * 28),
    std::chrono::hours(24 * 91), std::chrono::hours(24 * 364)};

} // namespace app
