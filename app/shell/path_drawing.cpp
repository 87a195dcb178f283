// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/path_drawing.h"

#include "app/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace app {
namespace {

constexpr QSizeF design(560, 56);
constexpr qreal main = 40; // y of the straight path
constexpr qreal fork = 16; // y of the other one

struct Node {
    qreal x, y;
    Segment segment;
    bool target = false;
};

constexpr Node nodes[] = {
    {20, main, Segment::Lan},
    {110, main, Segment::Isp},
    {190, fork, Segment::Transit},
    {300, fork, Segment::Transit},
    {245, main, Segment::Transit},
    {380, main, Segment::Transit},
    {460, main, Segment::Destination},
    {540, main, Segment::Destination, true},
};

} // namespace

PathDrawing::PathDrawing(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::NoFocus);
}

QSize PathDrawing::sizeHint() const
{
    return design.toSize();
}

void PathDrawing::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (layoutDirection() == Qt::RightToLeft) {
        painter.translate(width(), 0);
        painter.scale(-1, 1);
    }
    painter.scale(width() / design.width(), 1);

    painter.setPen(QPen(theme.border, 2, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(nodes[0].x, main), QPointF(nodes[7].x, main));
    QPainterPath other(QPointF(nodes[1].x, main));
    other.cubicTo(150, main, 150, fork, nodes[2].x, fork);
    other.lineTo(nodes[3].x, fork);
    other.cubicTo(340, fork, 340, main, nodes[5].x, main);
    painter.drawPath(other);

    const qreal squeeze = design.width() / std::max(1, width()); // discs stay round
    for (const Node &node : nodes) {
        const QColor &colour = theme.segment(node.segment).mark;
        painter.setPen(QPen(colour, 2));
        painter.setBrush(node.target ? colour : theme.base);
        const qreal radius = node.target ? 8 : 7;
        painter.drawEllipse(QPointF(node.x, node.y), radius * squeeze, radius);
    }
}

} // namespace app
