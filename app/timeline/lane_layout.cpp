// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/timeline/lane_layout.h"

#include "app/theme/theme.h"

#include <algorithm>

namespace app {

LaneLayout LaneLayout::of(QSize size, int laneCount, int scrolled, const QFontMetrics &metrics, bool rightToLeft)
{
    const auto px = [&](int logical) { return scaled(logical, metrics); };
    LaneLayout result;
    result.size = size;
    const int margin = px(14);
    const int gutterWidth = std::min(px(150), size.width() / 3);
    const int plotWidth = std::max(1, size.width() - gutterWidth - margin);
    const int plotLeft = rightToLeft ? margin : gutterWidth;
    result.gutter = QRect(rightToLeft ? size.width() - gutterWidth : 0, 0, gutterWidth, size.height());

    const int overviewTop = size.height() - px(25) - px(6);
    const int axisTop = overviewTop - px(4) - px(20);
    const int routeTop = axisTop - px(6) - px(16);
    result.overview = QRect(plotLeft, overviewTop, plotWidth, px(25));
    result.axis = QRect(plotLeft, axisTop, plotWidth, px(20));
    result.route = QRect(plotLeft, routeTop, plotWidth, px(16));
    const int lanesTop = px(8);
    result.lanes = QRect(plotLeft, lanesTop, plotWidth, std::max(1, routeTop - px(4) - lanesTop));

    result.laneCount = std::max(0, laneCount);
    result.laneGap = px(6);
    result.railHeight = px(7);
    result.padding = px(5);
    if (laneCount > 0)
        result.laneHeight = std::max(px(64), result.lanes.height() / laneCount - result.laneGap);
    result.scrolled = std::clamp(scrolled, 0, result.scrollMaximum());
    return result;
}

QRect LaneLayout::lane(int index) const
{
    return {lanes.left(), top(index), lanes.width(), laneHeight};
}

QRect LaneLayout::rail(int index) const
{
    return {lanes.left(), top(index), lanes.width(), railHeight};
}

QRect LaneLayout::plot(int index) const
{
    return lane(index).adjusted(0, railHeight, 0, 0);
}

QRect LaneLayout::gutterOf(int index) const
{
    return gutterBeside(lane(index));
}

QRect LaneLayout::gutterBeside(const QRect &strip) const
{
    return {gutter.left(), strip.top(), gutter.width(), strip.height()};
}

std::optional<int> LaneLayout::laneAt(int y) const
{
    if (laneCount == 0 || y < lanes.top() || y > lanes.bottom())
        return std::nullopt;
    const int index = (y - lanes.top() + scrolled) / (laneHeight + laneGap);
    return index < laneCount ? std::optional(index) : std::nullopt;
}

double LaneLayout::yAt(int index, double fraction) const
{
    const QRect area = plot(index).adjusted(0, padding, 0, -padding);
    return area.top() + (1 - fraction) * area.height();
}

double LaneLayout::fractionAt(int index, double y) const
{
    const QRect area = plot(index).adjusted(0, padding, 0, -padding);
    return 1 - (y - area.top()) / std::max(1, area.height());
}

} // namespace app
