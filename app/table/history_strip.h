// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/table/hop_row.h"
#include "engine/core/sample_history.h"

#include <vector>

namespace app {

/// The time that a history strip shows, cut into whole buckets since the run's origin: bars shift by one and keep their
/// shape.
struct HistoryWindow {
    platform::Duration bucket{1}; ///< time of one bar
    std::int64_t first = 0; ///< number of the leftmost bar; negative: before the run began
    int bars = 0;

    /// `width`: logical pixels of the whole cell; the newest bar covers `end`.
    static HistoryWindow ending(platform::Duration end, platform::Duration span, int width);
    static constexpr int barWidth = 2;
    static constexpr int inset = 6; ///< left and right

    platform::Duration start() const { return bucket * first; }
    platform::Duration end() const { return bucket * (first + bars); }
    double barLeft(int bar, int width) const { return width - inset - barWidth * (bars - bar); }
    int barAt(double x, int width) const; ///< -1: none

    friend bool operator==(const HistoryWindow &, const HistoryWindow &) = default;
};

/// One bar. Without `average` nothing was answered in its time.
struct HistoryBar {
    std::optional<platform::Duration> average;
    platform::Duration min{}, max{};
    std::uint32_t sent = 0;
    std::uint32_t lost = 0;
    std::uint32_t late = 0;
    int level = 0; ///< colour; follows the latency thresholds with a little inertia

    friend bool operator==(const HistoryBar &, const HistoryBar &) = default;
};

/// The bars of one hop in the window.
std::vector<HistoryBar> historyBars(
    const engine::SampleHistory &history, std::uint8_t ttl, const HistoryWindow &window);

/// The next bar's level: another one only from 5 % beyond its threshold on.
int steadyLevel(platform::Duration average, int previous);

/// Height of a bar: how much it differs from what is usual for its hop.
struct HistoryHeight {
    platform::Duration low{};
    platform::Duration range{1};

    static HistoryHeight of(const HopFigures &figures);
    double height(platform::Duration average, double cellHeight) const;
};

} // namespace app
