// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/latency_cell.h"

#include "app/table/formatting.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace app {

namespace {

double milliseconds(platform::Duration time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

double hatchPitch(double loss)
{
    return loss < 0.01 ? 10 : loss < 0.05 ? 7 : 5;
}

QColor faded(QColor colour, double alpha)
{
    colour.setAlphaF(static_cast<float>(alpha));
    return colour;
}

/// One device pixel, whatever the scale.
QPen hairline(const QColor &colour)
{
    QPen pen(colour, 1);
    pen.setCosmetic(true);
    return pen;
}

void placeMarks(
    LatencyCell &cell, const HopFigures &figures, const LatencyScale &scale, const QSizeF &size, const TableLook &look)
{
    const double y = std::floor(size.height() / 2) + 0.5;
    const double edge = size.width() - look.px(14);
    const auto x = [&](platform::Duration time) { return scale.x(milliseconds(time), size.width()); };
    const auto inside = [&](platform::Duration time) { return scale.holds(milliseconds(time)); };
    if (figures.best && figures.worst) {
        const bool beyond = !inside(*figures.worst);
        if (inside(*figures.best)) {
            cell.whisker = QLineF(x(*figures.best), y, beyond ? edge : x(*figures.worst), y);
            cell.capLeft = true;
            cell.capRight = !beyond;
        }
        if (beyond)
            cell.chevron = QPointF(size.width() - look.px(9), y);
    }
    if (figures.mean && inside(*figures.mean)) {
        const double width = look.px(3);
        const double height = look.averageMarkHeight();
        cell.average = QRectF(std::round(x(*figures.mean) - width / 2), y - height / 2, width, height);
    }
    if (figures.lastWasLate)
        cell.lateRing = QPointF(size.width() - look.px(11), y);
    else if (figures.last && !figures.lastWasLost && inside(*figures.last))
        cell.last = QPointF(x(*figures.last), y);
}

void placeLoss(
    LatencyCell &cell, const HopRow &row, const LatencyScale &scale, const QSizeF &size, const TableLook &look)
{
    if (row.lossKind == engine::LossKind::None)
        return;
    cell.hatchGrey = row.lossKind == engine::LossKind::Limited;
    cell.hatchPitch = look.px(hatchPitch(row.figures.loss.share)) * std::numbers::sqrt2; // across the lines
    if (cell.hatchGrey)
        return;
    const QSizeF plate(look.px(44), look.px(16));
    const double begin = row.figures.best ? scale.x(milliseconds(*row.figures.best), size.width()) : size.width();
    const double end = cell.chevron
        ? size.width()
        : scale.x(milliseconds(row.figures.worst.value_or(platform::Duration{})), size.width());
    const bool leftHasMore = begin > size.width() - end;
    const double x = leftHasMore ? look.px(10) : size.width() - look.px(10) - plate.width();
    cell.plate = QRectF(QPointF(std::round(x), std::round((size.height() - plate.height()) / 2)), plate);
}

void paintHatch(QPainter &painter, const QRect &area, double pitch, const QColor &colour, double width)
{
    QList<QLineF> lines;
    const double height = area.height();
    for (double x = area.left() - height; x < area.right() + 1; x += pitch)
        lines.append(QLineF(x, area.bottom() + 1, x + height, area.top()));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, width));
    painter.drawLines(lines);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void paintJoins(QPainter &painter, const LatencyCell &cell, const QColor &colour)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const auto draw = [&](const std::optional<QLineF> &line, bool dashed) {
        if (!line)
            return;
        QPen pen = hairline(colour);
        if (dashed)
            pen.setDashPattern({2, 3});
        painter.setPen(pen);
        painter.drawLine(*line);
    };
    draw(cell.joinAbove, cell.dashedAbove);
    draw(cell.joinBelow, cell.dashedBelow);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void paintWhisker(QPainter &painter, const LatencyCell &cell, const QColor &colour, const TableLook &look)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, look.px(1.5), Qt::SolidLine, Qt::FlatCap));
    if (cell.whisker) {
        painter.drawLine(*cell.whisker);
        const double cap = look.px(3);
        const auto drawCap = [&](QPointF at) { painter.drawLine(QLineF(at.x(), at.y() - cap, at.x(), at.y() + cap)); };
        if (cell.capLeft)
            drawCap(cell.whisker->p1());
        if (cell.capRight)
            drawCap(cell.whisker->p2());
    }
    if (cell.chevron) {
        const double half = look.px(4);
        const QPointF tip = *cell.chevron + QPointF(look.px(2), 0);
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(QPolygonF{tip + QPointF(-half, -half), tip, tip + QPointF(-half, half)});
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace

LatencyCell LatencyCell::of(
    const HopRow &row, const LatencyScale &scale, const QSizeF &size, const TableLook &look, bool joins)
{
    LatencyCell cell;
    placeMarks(cell, row.figures, scale, size, look);
    placeLoss(cell, row, scale, size, look);
    if (!joins)
        return cell;
    const double y = std::floor(size.height() / 2) + 0.5;
    const auto point = [&](platform::Duration mean, int rows) {
        return QPointF(std::min(scale.x(milliseconds(mean), size.width()), size.width()), y + rows * size.height());
    };
    cell.dashedAbove = row.above.dashed;
    cell.dashedBelow = row.below.dashed;
    if (row.silentBetween && row.above.rows > 0 && row.below.rows > 0) {
        cell.joinAbove = QLineF(point(row.above.mean, -row.above.rows), point(row.below.mean, row.below.rows));
    } else if (row.figures.mean) {
        const QPointF own = point(*row.figures.mean, 0);
        if (row.above.rows > 0)
            cell.joinAbove = QLineF(point(row.above.mean, -row.above.rows), own);
        if (row.below.rows > 0)
            cell.joinBelow = QLineF(own, point(row.below.mean, row.below.rows));
    }
    return cell;
}

void paintLatencyCell(QPainter &painter, const QRect &area, const HopRow &row, const LatencyScale &scale,
    const TableLook &look, bool joins, const QColor &background)
{
    const Theme &theme = look.theme();
    const LatencyCell cell = LatencyCell::of(row, scale, area.size(), look, joins);
    painter.save();
    painter.setClipRect(area, Qt::IntersectClip);
    painter.translate(area.topLeft());
    const QRect local(QPoint(0, 0), area.size());

    if (cell.hatchPitch > 0)
        paintHatch(painter, local, cell.hatchPitch, cell.hatchGrey ? faded(theme.text3, 0.32) : faded(theme.loss, 0.55),
            look.px(1.4));
    painter.setPen(hairline(theme.grid));
    for (const double tick : scale.ticks()) {
        const double x = std::round(scale.x(tick, area.width()));
        painter.drawLine(QLineF(x, 0, x, area.height()));
    }
    paintJoins(painter, cell, theme.text2);

    const QColor &level = theme.level(row.figures.mean.value_or(platform::Duration{}));
    paintWhisker(painter, cell, level, look);
    if (cell.average)
        painter.fillRect(*cell.average, level);
    painter.setRenderHint(QPainter::Antialiasing);
    if (cell.last) {
        painter.setPen(QPen(background, look.px(1)));
        painter.setBrush(theme.text);
        painter.drawEllipse(*cell.last, look.px(3.5), look.px(3.5));
    }
    if (cell.lateRing) {
        painter.setPen(QPen(theme.warn, look.px(1.5)));
        painter.setBrush(background);
        painter.drawEllipse(*cell.lateRing, look.px(3.5), look.px(3.5));
    }
    if (cell.plate) {
        painter.fillRect(*cell.plate, background);
        painter.setPen(theme.bad);
        const QString text = formatPercent(row.figures.loss.share, 1);
        const double x = cell.plate->center().x() - look.chip.width(text) / 2;
        look.chip.draw(painter, {x, look.chip.baseline(*cell.plate)}, text);
    }
    painter.restore();
}

} // namespace app
