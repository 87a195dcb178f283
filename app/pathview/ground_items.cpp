// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/path_items.h"
#include "app/pathview/path_text.h"
#include "app/table/segment_text.h"

#include <QPainter>

namespace app {

namespace {

constexpr qreal clusterRadius = 8;
constexpr qreal clusterTint = 0.55;
constexpr qreal clusterLine = 0.45;
constexpr qreal hatchPitch = 5;
constexpr qreal plateRadius = 3;

QColor faded(QColor colour, qreal alpha)
{
    colour.setAlphaF(static_cast<float>(alpha));
    return colour;
}

QPen hairline(const QColor &colour, Qt::PenStyle style = Qt::SolidLine)
{
    QPen pen(colour, 1, style);
    pen.setCosmetic(true);
    return pen;
}

} // namespace

PillItem::PillItem(const PathStyle &style)
    : m_style(style)
{
    setZValue(4);
    setAcceptedMouseButtons(Qt::NoButton);
}

void PillItem::setPill(const PathPill &pill)
{
    if (pill == m_pill)
        return;
    prepareGeometryChange();
    m_pill = pill;
    update();
}

void PillItem::restyle()
{
    update();
}

QRectF PillItem::boundingRect() const
{
    QRectF rect = m_pill.rect.adjusted(-1, -1, 1, 1);
    if (m_pill.leaderTo)
        rect.setBottom(std::max(rect.bottom(), *m_pill.leaderTo));
    return rect;
}

void PillItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const Theme &theme = *m_style.theme;
    const bool loss = m_pill.key.kind == PathPill::Kind::Loss;
    const bool plate = m_pill.key.kind == PathPill::Kind::Tunnel;
    painter->setRenderHint(QPainter::Antialiasing);
    if (m_pill.leaderTo) {
        painter->setPen(hairline(theme.strong, Qt::DotLine));
        const qreal x = m_pill.rect.center().x();
        painter->drawLine(QPointF(x, m_pill.rect.bottom()), QPointF(x, *m_pill.leaderTo));
    }
    const qreal radius = plate ? m_style.px(plateRadius) : m_pill.rect.height() / 2;
    painter->setPen(hairline(loss ? theme.loss : theme.border));
    painter->setBrush(loss ? theme.badTint : theme.base);
    painter->drawRoundedRect(m_pill.rect, radius, radius);
    painter->setFont(loss ? m_style.title : m_style.name);
    painter->setPen(loss ? theme.bad : theme.text);
    painter->drawText(m_pill.rect, Qt::AlignCenter, m_pill.text);
}

TunnelItem::TunnelItem(const PathStyle &style)
    : m_style(style)
{
    setZValue(1);
    setAcceptedMouseButtons(Qt::NoButton);
}

void TunnelItem::setRect(const QRectF &rect)
{
    if (rect == m_rect)
        return;
    prepareGeometryChange();
    m_rect = rect;
    update();
}

void TunnelItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const qreal radius = m_style.metrics.radius() * 2;
    QPainterPath capsule;
    capsule.addRoundedRect(m_rect, radius, radius);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->save();
    painter->setClipPath(capsule, Qt::IntersectClip);
    painter->setPen(hairline(faded(m_style.theme->text3, 0.3)));
    const qreal pitch = m_style.px(hatchPitch) * 1.4;
    for (qreal x = m_rect.left() - m_rect.height(); x < m_rect.right(); x += pitch)
        painter->drawLine(QPointF(x, m_rect.bottom()), QPointF(x + m_rect.height(), m_rect.top()));
    painter->restore();
    QPen dashes = hairline(m_style.theme->strong, Qt::CustomDashLine);
    dashes.setDashPattern({4, 3});
    painter->setPen(dashes);
    painter->setBrush(Qt::NoBrush);
    painter->drawPath(capsule);
}

ClusterItem::ClusterItem(const PathStyle &style)
    : m_style(style)
{
    setZValue(0);
    setAcceptedMouseButtons(Qt::NoButton);
}

void ClusterItem::setCluster(const PathLayout::Cluster &cluster)
{
    if (cluster == m_cluster)
        return;
    prepareGeometryChange();
    m_cluster = cluster;
    update();
}

void ClusterItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const auto px = [this](qreal logical) { return m_style.px(logical); };
    const Theme &theme = *m_style.theme;
    const Theme::SegmentColours &colours = theme.segment(m_cluster.segment);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(hairline(faded(colours.mark, clusterLine)));
    painter->setBrush(faded(colours.tint, clusterTint));
    painter->drawRoundedRect(m_cluster.rect, px(clusterRadius), px(clusterRadius));

    const QRectF letter(m_cluster.rect.left() + px(6), m_cluster.rect.top() + px(8), px(16), px(16));
    painter->setPen(Qt::NoPen);
    painter->setBrush(colours.mark);
    painter->drawRoundedRect(letter, px(3), px(3));
    QFont bold = m_style.title;
    bold.setWeight(QFont::Bold);
    painter->setFont(bold);
    painter->setPen(theme.base);
    painter->drawText(letter, Qt::AlignCenter, segmentLetter(m_cluster.segment));

    QRectF room(letter.right() + px(4), letter.top(), m_cluster.rect.right() - letter.right() - px(6), letter.height());
    const QFontMetricsF metrics(m_style.title);
    const QString title = PathText::clusterTitle(m_cluster);
    // A network's name is cut where it must be; a segment's is left out, for the letter says it as well.
    if (m_cluster.network.isEmpty() && metrics.horizontalAdvance(title) > room.width())
        return;
    painter->setFont(m_style.title);
    painter->setPen(theme.text);
    painter->drawText(room, Qt::AlignVCenter | Qt::AlignLeft, metrics.elidedText(title, Qt::ElideRight, room.width()));

    const QString remark = PathText::clusterRemark(m_cluster);
    room.setLeft(room.left() + metrics.horizontalAdvance(title) + px(8));
    if (remark.isEmpty() || QFontMetricsF(m_style.value).horizontalAdvance(remark) > room.width())
        return;
    painter->setFont(m_style.value);
    painter->setPen(theme.text2);
    painter->drawText(room, Qt::AlignVCenter | Qt::AlignLeft, remark);
}

} // namespace app
