// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/timeline/chart_shape.h"

#include <QSize>
#include <QString>

#include <memory>
#include <vector>

class QPainter;

namespace app {

/// The lines of the timeline, drawn with Qt Charts without any chart view: it paints where it is told to.
/// Two implementations, chosen by CMake: with Qt Charts, and without it, which only says so. GUI thread.
class TimelineChart final {
public:
    TimelineChart();
    ~TimelineChart();

    /// One sentence why nothing is drawn; empty when Qt Charts is there.
    static QString missing();

    /// One replace per series. `scale`: device pixels to a logical one.
    void setShapes(QSize size, qreal scale, const std::vector<ChartShape> &shapes);
    void paint(QPainter &painter, QPoint at) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace app
