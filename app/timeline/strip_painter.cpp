// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/theme/theme.h"
#include "app/timeline/series_marker.h"
#include "app/timeline/timeline_scene.h"
#include "app/timeline/timeline_text.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>

namespace app {

using platform::Duration;

namespace {

constexpr double gripWidth = 5;
constexpr double gripHeight = 11;
constexpr float focusOpacity = 0.12F;

void stripLabel(QPainter &painter, const TimelineScene &scene, const QRect &strip, const TimelineFonts &fonts,
    const Theme &theme, const QString &text)
{
    const QFontMetrics metrics(fonts.small);
    const QRect box = scene.layout.gutterBeside(strip).adjusted(scaled(10, metrics), 0, -scaled(10, metrics), 0);
    painter.setFont(fonts.small);
    painter.setPen(theme.text2);
    painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft, metrics.elidedText(text, Qt::ElideRight, box.width()));
}

const Theme::SegmentColours &routeColours(const Theme &theme, int letter)
{
    constexpr std::array order{Segment::Isp, Segment::Transit, Segment::Destination, Segment::Lan};
    return theme.segment(order[static_cast<std::size_t>(letter) % order.size()]);
}

void paintHatch(QPainter &painter, const QRectF &box, const QColor &colour)
{
    painter.save();
    painter.setClipRect(box, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor faint = colour;
    faint.setAlphaF(0.4F);
    painter.setPen(QPen(faint, 1));
    constexpr double pitch = 6;
    for (double x = box.left() - box.height(); x < box.right(); x += pitch)
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()));
    painter.restore();
}

void paintRoutes(QPainter &painter, const TimelineScene &scene, const TimelineFonts &fonts, const Theme &theme)
{
    const QRect strip = scene.layout.route;
    stripLabel(painter, scene, strip, fonts, theme, TimelineText::tr("Route"));
    QFont font = fonts.tiny;
    font.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(font);
    for (const RouteBlock &block : scene.snapshot.routes) {
        const double left = std::max(scene.scale.x(block.span.from), double(strip.left()));
        const double right = std::min(scene.scale.x(block.span.to), strip.right() + 1.0);
        if (right <= left)
            continue;
        const Theme::SegmentColours &colours = routeColours(theme, block.letter);
        const QRectF box(std::floor(left) + 0.5, strip.top() + 0.5,
            std::max(1.0, std::floor(right) - std::floor(left) - 1), strip.height() - 1);
        painter.fillRect(box, colours.tint);
        if (block.letter > 0)
            paintHatch(painter, box, colours.mark);
        painter.setPen(QPen(colours.mark, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box, 2, 2);
        const QRectF room = box.adjusted(6, 0, -4, 0);
        const QString whole =
            metrics.horizontalAdvance(block.text) <= room.width() ? block.text : routeLetter(block.letter);
        painter.setFont(font);
        painter.setPen(theme.text);
        if (metrics.horizontalAdvance(whole) <= room.width())
            painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft, whole);
    }
}

void paintAxis(QPainter &painter, const TimelineScene &scene, const TimelineFonts &fonts, const Theme &theme)
{
    const QRect strip = scene.layout.axis;
    painter.fillRect(QRectF(strip.left(), strip.top(), strip.width(), 1), theme.strong);
    painter.setFont(fonts.tiny);
    const QFontMetrics metrics(fonts.tiny);
    for (const TimeMark &mark : scene.marks) {
        const double x = std::floor(scene.scale.x(mark.at));
        if (x < strip.left() || x > strip.right())
            continue;
        painter.fillRect(QRectF(x, strip.top(), 1, 4), theme.strong);
        const double width = metrics.horizontalAdvance(mark.label);
        const double left = std::clamp(x - width / 2, double(strip.left()), strip.right() + 1 - width);
        painter.setPen(theme.text2);
        painter.drawText(QPointF(left, strip.top() + 5 + metrics.ascent()), mark.label);
    }
}

void paintOverviewBars(QPainter &painter, const TimelineScene &scene, const Theme &theme)
{
    const QRect strip = scene.layout.overview;
    double highest = 0;
    for (const TimelineColumn &column : scene.snapshot.overview)
        highest = std::max(highest, column.average());
    const int rail = scene.layout.railHeight;
    const double room = strip.height() - rail - 2;
    QList<QRectF> bars;
    for (const TimelineColumn &column : scene.snapshot.overview) {
        if (column.answered() == 0 || highest <= 0)
            continue;
        const double height = std::max(1.0, std::round(column.average() / highest * room));
        const double left = std::floor(scene.wholeScale.x(column.middle()));
        bars.append(QRectF(std::min(left, strip.right() - 0.0), strip.bottom() - height, 1, height));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.strong);
    painter.drawRects(bars);
    for (const LossRail::Mark &mark : scene.wholeRail.marks) {
        const double left = std::min(mark.left, strip.right() + 1 - mark.width);
        painter.fillRect(QRectF(left, strip.top() + 1, mark.width, mark.several ? rail : rail - 2), theme.loss);
    }
}

void paintOverview(QPainter &painter, const TimelineScene &scene, const TimelineFonts &fonts, const Theme &theme)
{
    const QRect strip = scene.layout.overview;
    stripLabel(painter, scene, strip, fonts, theme, TimelineText::tr("Whole recording"));
    painter.fillRect(strip, theme.alt);
    const TimeSpan span = scene.snapshot.span;
    const double left = std::clamp(scene.wholeScale.x(span.from), double(strip.left()), double(strip.right() - 1));
    const double right = std::clamp(scene.wholeScale.x(span.to), left + 2, strip.right() + 1.0);
    const QRectF window(std::floor(left) + 0.5, strip.top() + 0.5,
        std::max(2.0, std::floor(right) - std::floor(left) - 1), strip.height() - 1);
    painter.fillRect(window, theme.sel);
    painter.setPen(theme.border);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(strip).adjusted(0.5, 0.5, -0.5, -0.5));
    paintOverviewBars(painter, scene, theme);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.accent, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(window, 2, 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.accent);
    for (const double x : {window.left(), window.right()})
        painter.drawRoundedRect(
            QRectF(x - gripWidth / 2, window.center().y() - gripHeight / 2, gripWidth, gripHeight), 2, 2);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void paintFocus(QPainter &painter, const TimelineScene &scene, const Theme &theme)
{
    if (!scene.focus)
        return;
    const QRect lanes = scene.layout.lanes;
    const double left = std::clamp(scene.scale.x(scene.focus->from), double(lanes.left()), lanes.right() + 1.0);
    const double right = std::clamp(scene.scale.x(scene.focus->to), left, lanes.right() + 1.0);
    QColor tint = theme.accent;
    tint.setAlphaF(focusOpacity);
    painter.fillRect(QRectF(left, lanes.top(), right - left, lanes.height()), tint);
    for (const double x : {left, right - 1})
        painter.fillRect(QRectF(std::floor(x), lanes.top(), 1, lanes.height()), theme.accent);
}

} // namespace

void paintStrips(QPainter &painter, const TimelineScene &scene, const TimelineFonts &fonts, const Theme &theme)
{
    paintFocus(painter, scene, theme);
    paintRoutes(painter, scene, fonts, theme);
    paintAxis(painter, scene, fonts, theme);
    paintOverview(painter, scene, fonts, theme);
}

} // namespace app
