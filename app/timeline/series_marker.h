// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>

class QPainter;

namespace app {

struct Theme;

/// The sign of a selected hop, 0 to 5: disc, square, triangle, diamond, hollow disc, hollow square, in the series
/// colour. `size`: width and height, 8 in the design.
void paintSeriesMarker(QPainter &painter, int series, QPointF centre, qreal size, const Theme &theme);

} // namespace app
