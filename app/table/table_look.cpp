// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/table_look.h"

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace app {

namespace {

QFont resized(QFont font, double pixels, QFont::Weight weight)
{
    constexpr double bodyPixels = 13;
    if (font.pixelSize() > 0)
        font.setPixelSize(std::max(1, static_cast<int>(std::lround(font.pixelSize() * pixels / bodyPixels))));
    else
        font.setPointSizeF(font.pointSizeF() * pixels / bodyPixels);
    font.setWeight(weight);
    return font;
}

template <typename T>
T pick(Density density, T compact, T normal, T roomy)
{
    return density == Density::Compact ? compact : density == Density::Roomy ? roomy : normal;
}

} // namespace

TableLook::TableLook(const QFont &font, const Theme &theme, Density density)
    : body(resized(font, 13, QFont::Normal))
    , bodyMedium(resized(font, 13, QFont::Medium))
    , bodyStrong(resized(font, 13, QFont::DemiBold))
    , small(resized(font, 12, QFont::Normal))
    , smallStrong(resized(font, 12, QFont::DemiBold))
    , chip(resized(font, 11, QFont::DemiBold))
    , axis(resized(font, 10, QFont::Normal))
    , letter(resized(font, 10, QFont::Bold))
    , italic(resized(font, 13, QFont::Normal))
    , m_theme(&theme)
    // A font whose lines are not 18 high at 13 px (Inter's are 16) still gets the design's sizes: see scaled().
    , m_unit(std::max(1.0, QFontMetricsF(font).height() / 18.0))
    , m_density(density)
{
    italic.setItalic(true);
}

int TableLook::whole(double design) const
{
    return static_cast<int>(std::lround(px(design)));
}

int TableLook::rowHeight() const
{
    return whole(pick(m_density, 22, 25, 32));
}

int TableLook::roundTripHeight() const
{
    return whole(pick(m_density, 24, 27, 34));
}

int TableLook::padding() const
{
    return whole(pick(m_density, 6, 8, 10));
}

double TableLook::averageMarkHeight() const
{
    return px(pick(m_density, 13, 15, 19));
}

void paintSeriesMarker(QPainter &painter, const QRectF &box, int series, const Theme &theme)
{
    if (series < 0 || series >= static_cast<int>(theme.series.size()))
        return;
    const QColor &colour = theme.series[static_cast<std::size_t>(series)];
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    const double line = box.width() / 5;
    const QRectF inner = box.adjusted(line / 2, line / 2, -line / 2, -line / 2);
    const QPointF middle = box.center();
    switch (series) {
    case 0:
        painter.drawEllipse(box);
        break;
    case 1:
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
        break;
    case 2:
        painter.drawPolygon(QPolygonF{{middle.x(), box.top()}, box.bottomRight(), box.bottomLeft()});
        break;
    case 3:
        painter.drawPolygon(QPolygonF{
            {middle.x(), box.top()}, {box.right(), middle.y()}, {middle.x(), box.bottom()}, {box.left(), middle.y()}});
        break;
    default:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, line));
        if (series == 4)
            painter.drawEllipse(inner);
        else
            painter.drawRect(inner);
    }
    painter.restore();
}

} // namespace app
