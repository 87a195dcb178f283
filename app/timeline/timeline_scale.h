// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/timeline/time_span.h"
#include "app/timeline/timeline_options.h"
#include "platform/time.h"

#include <optional>
#include <utility>
#include <vector>

namespace app {

/// Time to x and back. Time always runs from left to right, also in right-to-left layouts.
struct TimeScale {
    TimeSpan span;
    double left = 0;
    double width = 1;

    double x(platform::Duration time) const;
    platform::Duration timeAt(double x) const;
    platform::Duration timeOf(double pixels) const; ///< of a distance
};

/// The latency axis of a lane: round ends, two to four round marks. Value to y and back.
struct NiceAxis {
    enum class Kind : std::uint8_t { Linear, Logarithmic };

    Kind kind = Kind::Linear;
    double low = 0; ///< ms
    double high = 10; ///< ms
    double step = 5; ///< ms; Logarithmic: marks stand at the powers of ten

    /// The narrowest that holds [low, high] in ms and follows the rules of the options.
    static NiceAxis holding(double low, double high, Kind kind, const TimelineOptions &options);

    std::vector<double> marks() const; ///< rising, ms
    double fraction(double ms) const; ///< 0 at `low`, 1 at `high`; beyond them outside [0, 1]
    double valueAt(double fraction) const;
    bool holds(const NiceAxis &other) const { return kind == other.kind && low <= other.low && other.high <= high; }
    friend bool operator==(const NiceAxis &, const NiceAxis &) = default;
};

/// Keeps an axis still: it grows at once, and shrinks only when a smaller one has fitted for a while.
class AxisHold final {
public:
    /// `now`: any steady clock. Returns the axis to draw for data that `wanted` would hold.
    const NiceAxis &update(const NiceAxis &wanted, platform::Duration now, const TimelineOptions &options);
    void reset() { m_axis.reset(); } ///< the next one is taken as it is: the view was moved, not the data

private:
    std::optional<NiceAxis> m_axis;
    std::optional<NiceAxis> m_candidate; ///< holds all that was wanted since m_since
    platform::Duration m_since{};
};

/// What part of the run is shown. While live its end follows the newest sample.
class TimelineViewport final {
public:
    explicit TimelineViewport(const TimelineOptions &options);

    void setEnd(platform::Duration end); ///< of the run so far
    platform::Duration end() const { return m_end; }
    TimeSpan span() const { return m_span; }
    bool live() const { return m_live; }
    /// The span asked for with a button; nothing for "All" and after zooming.
    std::optional<platform::Duration> preset() const { return m_preset; }
    bool all() const { return m_all; }

    void goLive();
    void showLast(platform::Duration length); ///< keeps the end of the view, or live
    void showAll();
    void show(TimeSpan span); ///< cut to what there is to see
    void zoom(
        double factor, platform::Duration around); ///< over 1: closer; `around` keeps its place where the ends allow
    void scroll(platform::Duration by);

private:
    void place(platform::Duration from, platform::Duration length);

    TimelineOptions m_options;
    TimeSpan m_span;
    platform::Duration m_end{};
    platform::Duration m_length;
    std::optional<platform::Duration> m_preset;
    bool m_live = true;
    bool m_all = false;
};

double toMs(platform::Duration duration);

} // namespace app
