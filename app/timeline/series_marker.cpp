// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/timeline/series_marker.h"

#include "app/theme/theme.h"

#include <QPainter>

namespace app {

void paintSeriesMarker(QPainter &painter, int series, QPointF centre, qreal size, const Theme &theme)
{
    const QColor colour = theme.series[static_cast<std::size_t>(series) % theme.series.size()];
    const qreal half = size / 2;
    const QRectF box(centre.x() - half, centre.y() - half, size, size);
    const bool hollow = series >= 4;
    const qreal line = size / 5;
    const QRectF inner = hollow ? box.adjusted(line / 2, line / 2, -line / 2, -line / 2) : box;

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hollow ? QPen(colour, line) : QPen(Qt::NoPen));
    painter.setBrush(hollow ? QBrush(Qt::NoBrush) : QBrush(colour));
    switch (series) {
    case 1:
    case 5:
        painter.drawRect(inner);
        break;
    case 2:
        painter.drawPolygon(QPolygonF({box.bottomLeft(), QPointF(centre.x(), box.top()), box.bottomRight()}));
        break;
    case 3: {
        const qreal reach = half * 1.2;
        painter.drawPolygon(QPolygonF({centre + QPointF(0, -reach), centre + QPointF(reach, 0),
            centre + QPointF(0, reach), centre + QPointF(-reach, 0)}));
        break;
    }
    default:
        painter.drawEllipse(inner);
    }
    painter.restore();
}

} // namespace app
