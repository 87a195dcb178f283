// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/timeline/timeline_columns.h"

#include <QColor>
#include <QList>
#include <QPointF>
#include <QRectF>

#include <functional>
#include <vector>

class QPainter;

namespace app {

/// What the chart draws for one hop, in logical pixels of the chart, y downwards. The whole line is one list, because a
/// chart is fed with one replace per series; nothing may be drawn before a point of `starts`.
struct ChartShape {
    struct Band {
        double top = 0;
        double bottom = 0;
    };
    QColor colour;
    QList<QPointF> average; ///< rising x
    std::vector<Band> envelope; ///< at each point of `average`
    std::vector<qsizetype> starts; ///< rising; the first is 0
    std::vector<double> clippedAbove; ///< x of peaks beyond the axis

    bool startsAt(qsizetype point) const; ///< a run begins with it

    /// `y`: of a latency in ms, already kept within the lane; `top`: the highest latency of its axis.
    /// `breakWidth`: least width of a break.
    static ChartShape of(const std::vector<TimelineColumn> &columns, const std::vector<TimelineRun> &runs,
        const TimeScale &scale, const std::function<double(double)> &y, double top, double breakWidth);
};

/// The envelope: one rectangle per device pixel column, `scale` of them to a logical pixel. By hand: an area series
/// takes several frames for the same (docs/decisions/0302-timeline-painting.md).
void paintEnvelope(QPainter &painter, const ChartShape &shape, QRectF clip, qreal scale);

} // namespace app
