// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFontMetrics>
#include <QRect>
#include <QSize>

#include <optional>

namespace app {

/// Where everything of the timeline stands, in whole logical pixels, from its size and the font. Lanes may be higher
/// than their area: then they scroll in it, everything below stays.
struct LaneLayout {
    QSize size;
    QRect gutter; ///< names of lanes and strips; at the right in right-to-left layouts
    QRect lanes; ///< plot area of all lanes that is visible
    QRect route; ///< strip of route versions
    QRect axis; ///< time axis
    QRect overview; ///< whole recording
    int laneCount = 0;
    int laneHeight = 0; ///< rail included
    int laneGap = 0; ///< below each lane
    int railHeight = 0;
    int padding = 0; ///< above and below the values of a lane
    int scrolled = 0; ///< pixels by which the lanes are scrolled up

    static LaneLayout of(QSize size, int laneCount, int scrolled, const QFontMetrics &metrics, bool rightToLeft);

    int contentHeight() const { return laneCount * (laneHeight + laneGap); }
    int scrollMaximum() const { return std::max(0, contentHeight() - lanes.height()); }
    QRect lane(int index) const; ///< rail and plot, without the gap; may lie outside `lanes` when scrolled
    QRect rail(int index) const;
    QRect plot(int index) const; ///< below the rail
    QRect gutterOf(int index) const;
    QRect gutterBeside(const QRect &strip) const;
    /// Which lane (its gap included) stands at y; nothing outside the lanes.
    std::optional<int> laneAt(int y) const;
    double yAt(int index, double fraction) const; ///< of NiceAxis::fraction
    double fractionAt(int index, double y) const;

private:
    int top(int index) const { return lanes.top() - scrolled + index * (laneHeight + laneGap); }
};

} // namespace app
