// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/time.h"

#include <QString>

#include <optional>
#include <vector>

namespace app {

/// Where a latency stands in a cell of the latency graph, and back. Milliseconds; pixels from the cell's left edge.
struct LatencyScale {
    double max = 5; ///< at the right end
    bool logarithmic = false;
    double left = 10; ///< room before 0 and behind max
    double right = 14;

    static constexpr double lowest = 0.1; ///< left end of the logarithmic scale

    double x(double ms, double width) const; ///< beyond `max` it goes on
    double valueAt(double x, double width) const;
    bool holds(double ms) const { return ms <= max; }
    std::vector<double> ticks() const;

    friend bool operator==(const LatencyScale &, const LatencyScale &) = default;
};

/// 5 × the smallest step of {1, 2, 2.5, 5} · 10ⁿ that holds `largest`; never under 1 ms.
double latencyAxisMax(platform::Duration largest);

/// The common axis of all rows: grows at once, shrinks only when the next smaller value has fitted for a while, and not
/// while it is held (the pointer is over the table). Time is whatever clock the caller counts by.
class LatencyAxis final {
public:
    explicit LatencyAxis(platform::Duration shrinkDelay)
        : m_shrinkDelay(shrinkDelay)
    {
    }

    double max() const { return m_max; }
    bool update(platform::Duration largest, platform::Duration now, bool held); ///< true: max() is another one
    void reset(); ///< takes the next value whatever it is

private:
    platform::Duration m_shrinkDelay;
    double m_max = 0;
    std::optional<platform::Duration> m_fitsSince;
};

} // namespace app
