// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/timeline/timeline_scale.h"
#include "engine/core/sample_history.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace app {

/// What one column of the chart shows: all samples of one hop in one step of the time grid.
struct TimelineColumn {
    TimeSpan span; ///< first to last sample in it
    std::uint32_t sent = 0; ///< probes whose fate is known
    std::uint32_t lost = 0;
    std::uint32_t late = 0;
    platform::Duration min{}; ///< min, max, sum: of the answers in time
    platform::Duration max{};
    platform::Duration sum{};

    std::uint32_t answered() const { return sent - lost - late; }
    double average() const; ///< ms; 0 without answers
    platform::Duration middle() const { return span.from + span.length() / 2; }
    friend bool operator==(const TimelineColumn &, const TimelineColumn &) = default;
};

/// The step of the time grid whose columns are at least `pixels` wide.
platform::Duration columnStep(const TimeScale &scale, double pixels);

/// Sums up buckets that begin in the same step of the grid. Steps are counted from the run's origin, so a column keeps
/// its content while the view moves. Buckets longer than a step stay as they are.
std::vector<TimelineColumn> columnsOf(const std::vector<engine::HistoryBucket> &buckets, platform::Duration step);

/// A stretch of columns without a loss, a pause or missing samples: lines are drawn within one, never between two.
/// A column with answers and losses is a run of its own.
struct TimelineRun {
    std::size_t first = 0;
    std::size_t last = 0; ///< inclusive
    friend bool operator==(const TimelineRun &, const TimelineRun &) = default;
};
std::vector<TimelineRun> runsOf(
    const std::vector<TimelineColumn> &columns, const std::vector<engine::SampleHistory::Gap> &gaps);

/// Everything that a lane's gutter and axis need from its columns.
struct ColumnTotals {
    std::uint64_t sent = 0;
    std::uint64_t lost = 0;
    std::optional<double> average; ///< ms
    std::optional<std::pair<double, double>> range; ///< ms, 0.5 % to 99.5 % of the columns
};
ColumnTotals totalsOf(const std::vector<TimelineColumn> &columns);

/// The marks of lost packets above a lane: at least `minimumWidth` wide however short the time, so that none is too
/// narrow to see. Marks that would touch are one.
struct LossRail {
    struct Mark {
        double left = 0;
        double width = 0;
        bool several = false; ///< lost packets in one mark: it takes the full height of the rail
        std::uint32_t lost = 0;
        TimeSpan span;

        double middle() const { return left + width / 2; }
    };
    std::vector<Mark> marks; ///< rising

    static LossRail of(const std::vector<TimelineColumn> &columns, const TimeScale &scale, double minimumWidth);
    /// Whether a hairline may go down from the mark: its neighbours are at least `distance` away.
    bool standsAlone(std::size_t index, double distance) const;
    const Mark *markAt(double x, double reach) const;
};

} // namespace app
