// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/timeline/timeline_columns.h"
#include "engine/core/path_state.h"

#include <QDateTime>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace app {

/// What the timeline reads: of a session, or made by hand. The pointers are null together.
struct TimelineSource {
    const engine::PathState *path = nullptr;
    const engine::SampleHistory *history = nullptr;
    QDateTime startedAt; ///< of the run's origin
    std::function<QString(const platform::IpAddress &)> nameOf; ///< may be empty: the address stands for it

    platform::Duration end() const; ///< of what is known so far
};

/// A hop that is asked for.
struct TimelineHop {
    std::uint8_t ttl = 0;
    int series = 0; ///< colour and marker
    bool roundTrip = false; ///< stands for the whole way: nothing is selected
    friend bool operator==(const TimelineHop &, const TimelineHop &) = default;
};

struct TimelineLane {
    TimelineHop hop;
    QString name; ///< safe to show
    std::vector<TimelineColumn> columns; ///< a little more than the span, so that lines reach its edges
    std::vector<TimelineRun> runs;
    ColumnTotals totals; ///< of the span
};

/// One version of the route in the time it held.
struct RouteBlock {
    TimeSpan span;
    int letter = 0; ///< 0 is A; a version that comes back has its letter again
    QString text; ///< "A · 14 hops", "B · via 192.0.2.7"
};

/// Everything the timeline draws for a span, taken from the source in one pass. A value.
struct TimelineSnapshot {
    TimeSpan span;
    platform::Duration step{}; ///< of the columns
    std::vector<TimelineLane> lanes;
    std::vector<TimeSpan> gaps; ///< paused; the last may reach to the end of the span
    std::vector<RouteBlock> routes;
    TimeSpan whole; ///< the run so far
    std::vector<TimelineColumn> overview; ///< of the whole run: the target, else the first lane
    QDateTime startedAt;

    /// `width`: of the plot in pixels.
    static TimelineSnapshot take(
        const TimelineSource &source, const std::vector<TimelineHop> &hops, TimeSpan span, int width);

    const TimelineColumn *columnNear(std::size_t lane, platform::Duration at) const; ///< null: none within reach
    const RouteBlock *routeAt(platform::Duration at) const;
};

/// The hop that stands for the target: where it answers. Nothing until it does.
std::optional<TimelineHop> roundTripHop(const TimelineSource &source);

/// "A" to "Z", then "AA"…
QString routeLetter(int letter);

} // namespace app
