// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/table/hop_row.h"
#include "app/table/latency_scale.h"
#include "app/table/table_look.h"

#include <QLineF>
#include <QRectF>

class QPainter;

namespace app {

/// Where everything of one cell of the latency graph is, in the cell's own coordinates.
struct LatencyCell {
    std::optional<QLineF> joinAbove, joinBelow; ///< they end outside of the cell and are clipped
    bool dashedAbove = false;
    bool dashedBelow = false;
    std::optional<QLineF> whisker;
    bool capLeft = false;
    bool capRight = false;
    std::optional<QRectF> average;
    std::optional<QPointF> last;
    std::optional<QPointF> lateRing;
    std::optional<QPointF> chevron; ///< its tip's middle: something lies beyond the axis
    std::optional<QRectF> plate; ///< for the loss number
    double hatchPitch = 0; ///< 0: no hatch
    bool hatchGrey = false;

    static LatencyCell of(
        const HopRow &row, const LatencyScale &scale, const QSizeF &size, const TableLook &look, bool joins);
};

void paintLatencyCell(QPainter &painter, const QRect &cell, const HopRow &row, const LatencyScale &scale,
    const TableLook &look, bool joins, const QColor &background);

} // namespace app
