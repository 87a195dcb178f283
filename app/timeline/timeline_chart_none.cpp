// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/timeline/timeline_chart.h"
#include "app/timeline/timeline_text.h"

namespace app {

struct TimelineChart::Private { };

TimelineChart::TimelineChart() = default;
TimelineChart::~TimelineChart() = default;

QString TimelineChart::missing()
{
    return TimelineText::tr(
        "This build has no latency chart, because it was made without Qt Charts. Losses, routes and the table are "
        "here.");
}

void TimelineChart::setShapes(QSize, qreal, const std::vector<ChartShape> &) { }

void TimelineChart::paint(QPainter &, QPoint) const { }

} // namespace app
