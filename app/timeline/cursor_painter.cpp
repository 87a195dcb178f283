// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/theme/theme.h"
#include "app/timeline/series_marker.h"
#include "app/timeline/timeline_scene.h"
#include "app/timeline/timeline_text.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace app {

using platform::Duration;

namespace {

constexpr int plateDistance = 12;

struct PlateRow {
    int series = 0;
    QString name;
    ReadOut value;
};

/// Sizes of the plate from its rows.
struct Plate {
    QString head;
    QString route;
    std::vector<PlateRow> rows;
    int lineHeight = 0;
    int padding = 0;
    int nameLeft = 0; ///< within the plate
    QSize size;

    static Plate of(const TimelineScene &scene, Duration at, const TimelineFonts &fonts);
    QRect place(const TimelineScene &scene, double x) const;
};

Plate Plate::of(const TimelineScene &scene, Duration at, const TimelineFonts &fonts)
{
    const QFontMetrics metrics(fonts.small);
    const QFontMetrics body(fonts.body);
    Plate plate;
    plate.head = scene.moment(at);
    if (const RouteBlock *route = scene.snapshot.routeAt(at))
        plate.route = TimelineText::tr("route %1").arg(routeLetter(route->letter));
    plate.lineHeight = scaled(19, body);
    plate.padding = scaled(10, body);
    plate.nameLeft = plate.padding + scaled(15, body);
    const int longestName = scaled(170, body);
    int width = metrics.horizontalAdvance(plate.head + plate.route) + scaled(24, body) + 2 * plate.padding;
    for (std::size_t hop = 0; hop < scene.snapshot.lanes.size(); ++hop) {
        const TimelineLane &lane = scene.snapshot.lanes[hop];
        const QString name = lane.hop.roundTrip ? TimelineText::tr("Round trip")
                                                : QStringLiteral("%1 %2").arg(lane.hop.ttl).arg(lane.name);
        plate.rows.push_back(
            {lane.hop.series, metrics.elidedText(name, Qt::ElideRight, longestName), readOut(scene, hop, at)});
        const PlateRow &row = plate.rows.back();
        width = std::max(width,
            plate.nameLeft + metrics.horizontalAdvance(row.name) + scaled(20, body)
                + metrics.horizontalAdvance(row.value.text) + plate.padding);
    }
    plate.size = QSize(width, static_cast<int>(plate.rows.size() + 1) * plate.lineHeight + plate.padding);
    return plate;
}

QRect Plate::place(const TimelineScene &scene, double x) const
{
    const QRect area = scene.layout.lanes;
    int left = static_cast<int>(x) + plateDistance;
    if (left + size.width() > area.right())
        left = static_cast<int>(x) - plateDistance - size.width();
    const int top = std::max(2, std::min(area.center().y() - size.height() / 2, area.bottom() - size.height()));
    return {QPoint(std::max(left, 0), top), size};
}

void paintRow(QPainter &painter, const PlateRow &row, const Plate &plate, const QRect &line, const TimelineFonts &fonts,
    const Theme &theme)
{
    constexpr int markerSize = 8;
    paintSeriesMarker(painter, row.series,
        QPointF(line.left() + plate.padding + markerSize / 2.0, line.top() + line.height() / 2.0), markerSize, theme);
    painter.setPen(theme.text);
    painter.setFont(fonts.small);
    painter.drawText(line.adjusted(plate.nameLeft, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, row.name);
    if (row.value.loss) {
        QFont bold = fonts.small;
        bold.setWeight(QFont::DemiBold);
        painter.setFont(bold);
        painter.setPen(theme.bad);
    }
    painter.drawText(line.adjusted(0, 0, -plate.padding, 0), Qt::AlignRight | Qt::AlignVCenter, row.value.text);
}

} // namespace

void paintCursor(
    QPainter &painter, const TimelineScene &scene, Duration at, const QFont &font, const Theme &theme, qreal pixelScale)
{
    const QRect lanes = scene.layout.lanes;
    const double x = std::floor(scene.scale.x(at) * pixelScale) / pixelScale;
    if (x < lanes.left() || x > lanes.right() + 1 || scene.snapshot.lanes.empty())
        return;
    painter.fillRect(QRectF(x, lanes.top(), 1, scene.layout.axis.top() - lanes.top()), theme.text);
    const TimelineFonts fonts = TimelineFonts::of(font);
    const Plate plate = Plate::of(scene, at, fonts);
    const QRect box = plate.place(scene, x);
    painter.save();
    painter.setLayoutDirection(Qt::LeftToRight);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.strong, 1));
    painter.setBrush(theme.raised);
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    QRect line(box.left(), box.top() + plate.padding / 2, box.width(), plate.lineHeight);
    QFont bold = fonts.small;
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(theme.text);
    painter.drawText(line.adjusted(plate.padding, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, plate.head);
    painter.setFont(fonts.small);
    painter.setPen(theme.text2);
    painter.drawText(line.adjusted(0, 0, -plate.padding, 0), Qt::AlignRight | Qt::AlignVCenter, plate.route);
    for (const PlateRow &row : plate.rows) {
        line.translate(0, plate.lineHeight);
        paintRow(painter, row, plate, line, fonts, theme);
    }
    painter.restore();
}

} // namespace app
