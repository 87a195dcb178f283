// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/path_items.h"

#include <QPainter>
#include <QPainterPathStroker>
#include <QtMath>

namespace app {

namespace {

constexpr qreal thinnest = 1.5;
constexpr qreal perShare = 5; ///< more for all probes
constexpr qreal inferredWidth = 2;
constexpr qreal gapEvery = 7; ///< of the slanted cuts in an edge that loses
constexpr qreal gapWidth = 2;
constexpr qreal reach = 6; ///< how far beside it an edge still feels the pointer

} // namespace

EdgeItem::EdgeItem(const PathStyle &style)
    : m_style(style)
{
    setZValue(2);
}

void EdgeItem::setEdge(const PathEdge &edge, bool loses, const QPainterPath &curve)
{
    const int level = edge.added ? steadyLevel(m_level, *edge.added) : m_level;
    if (curve != m_curve) {
        prepareGeometryChange();
        m_curve = curve;
        const qreal margin = m_style.px(thinnest + perShare);
        m_bounds = curve.boundingRect().adjusted(-margin, -margin, margin, margin);
    }
    const bool same =
        edge.share == m_edge.share && edge.inferred == m_edge.inferred && loses == m_loses && level == m_level;
    m_edge = edge;
    m_loses = loses;
    m_level = level;
    if (!same)
        update();
}

void EdgeItem::restyle()
{
    update();
}

QPainterPath EdgeItem::shape() const
{
    QPainterPathStroker stroker;
    stroker.setWidth(m_style.px(2 * reach));
    return stroker.createStroke(m_curve);
}

qreal EdgeItem::width() const
{
    return m_style.px(thinnest + perShare * m_edge.share);
}

void EdgeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    if (m_loses) {
        paintLoss(*painter);
        return;
    }
    const Theme &theme = *m_style.theme;
    if (m_edge.inferred) {
        QPen pen(theme.text3, m_style.px(inferredWidth), Qt::CustomDashLine, Qt::FlatCap);
        pen.setDashPattern({1.5, 1.5});
        painter->setPen(pen);
    } else {
        const QColor colour = theme.levels[static_cast<std::size_t>(std::max(0, m_level))];
        painter->setPen(QPen(colour, width(), Qt::SolidLine, Qt::FlatCap));
    }
    painter->drawPath(m_curve);
}

/// Full width whatever its share, cut by slanted gaps: seen without colour as well.
void EdgeItem::paintLoss(QPainter &painter) const
{
    const qreal wide = m_style.px(thinnest + perShare);
    painter.setPen(QPen(m_style.theme->loss, wide, Qt::SolidLine, Qt::FlatCap));
    painter.drawPath(m_curve);
    painter.setPen(QPen(m_style.theme->base, m_style.px(gapWidth), Qt::SolidLine, Qt::FlatCap));
    const qreal length = m_curve.length();
    for (qreal at = m_style.px(gapEvery) / 2; at < length; at += m_style.px(gapEvery)) {
        const qreal percent = m_curve.percentAtLength(at);
        const QPointF middle = m_curve.pointAtPercent(percent);
        const qreal angle = qDegreesToRadians(m_curve.angleAtPercent(percent) + 60);
        const QPointF half(qCos(angle) * wide * 0.7, -qSin(angle) * wide * 0.7);
        painter.drawLine(middle - half, middle + half);
    }
}

} // namespace app
