// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/path_items.h"
#include "app/pathview/path_text.h"

#include <QPainter>
#include <QPainterPathStroker>

namespace app {

namespace {

using Kind = PathNodeKey::Kind;

constexpr qreal haloRadius = 19;
constexpr qreal ringRadius = 17;
constexpr qreal cursorReach = 19;
constexpr qreal segmentRing = 2;
constexpr qreal labelHalo = 3; ///< to each side of the letters half of it

} // namespace

NodeItem::NodeItem(const PathStyle &style)
    : m_style(style)
{
    setCacheMode(DeviceCoordinateCache);
    setZValue(3);
}

void NodeItem::setNode(const PathNode &node, const QRectF &label)
{
    if (label != m_label) {
        prepareGeometryChange();
        m_label = label;
        update();
    }
    if (node == m_node)
        return;
    m_node = node;
    update();
}

void NodeItem::setMarked(bool selected, bool cursor)
{
    if (selected == m_selected && cursor == m_cursor)
        return;
    m_selected = selected;
    m_cursor = cursor;
    update();
}

void NodeItem::restyle()
{
    prepareGeometryChange();
    update();
}

QRectF NodeItem::boundingRect() const
{
    const qreal reach = m_style.px(cursorReach + 2);
    return QRectF(-reach, -reach, 2 * reach, 2 * reach).united(m_label.adjusted(-2, 0, 2, 0));
}

QPainterPath NodeItem::shape() const
{
    QPainterPath path;
    const qreal radius = m_style.px(ringRadius);
    path.addEllipse({0, 0}, radius, radius);
    const QRectF label(m_label.left(), m_label.top(), m_label.width(), m_style.px(30));
    path.addRect(label);
    return path;
}

void NodeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    painter->setRenderHint(QPainter::Antialiasing);
    paintMarks(*painter);
    if (m_node.key.kind == Kind::Computer)
        paintComputer(*painter);
    else
        paintDisc(*painter);
    paintLabel(*painter);
}

void NodeItem::paintMarks(QPainter &painter) const
{
    painter.setPen(Qt::NoPen);
    if (m_selected) {
        painter.setBrush(m_style.theme->sel);
        painter.drawEllipse({0, 0}, m_style.px(haloRadius), m_style.px(haloRadius));
    }
    if (m_selected && !m_cursor) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_style.theme->accent, m_style.px(2)));
        painter.drawEllipse({0, 0}, m_style.px(ringRadius), m_style.px(ringRadius));
    }
    if (m_cursor) {
        const qreal reach = m_style.px(cursorReach);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_style.theme->accent, m_style.px(2)));
        painter.drawRoundedRect(QRectF(-reach, -reach, 2 * reach, 2 * reach), m_style.px(6), m_style.px(6));
    }
}

void NodeItem::paintComputer(QPainter &painter) const
{
    const auto px = [this](qreal logical) { return m_style.px(logical); };
    painter.setPen(QPen(m_style.theme->text2, px(1.5), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(m_style.theme->base);
    painter.drawRoundedRect(QRectF(px(-12), px(-9), px(24), px(15)), px(2), px(2));
    painter.drawLine(QPointF(px(-6), px(10)), QPointF(px(6), px(10)));
    painter.drawLine(QPointF(0, px(6)), QPointF(0, px(10)));
}

void NodeItem::paintDisc(QPainter &painter) const
{
    const Theme &theme = *m_style.theme;
    const bool silent = m_node.key.kind == Kind::Silent;
    const QColor ring = silent || m_node.segment == Segment::Unknown ? (silent ? theme.text3 : theme.strong)
                                                                     : theme.segment(m_node.segment).mark;
    QPen pen(ring, m_style.px(silent ? 1.5 : segmentRing));
    if (silent) {
        pen.setDashPattern({2, 2});
        pen.setCapStyle(Qt::FlatCap);
    }
    painter.setPen(pen);
    painter.setBrush(m_node.target ? ring : theme.base);
    // The ring's outer edge is the disc's edge.
    const qreal radius = m_style.metrics.radius() + m_style.px(segmentRing / 2);
    painter.drawEllipse({0, 0}, radius, radius);

    painter.setFont(m_style.mark);
    painter.setPen(m_node.target ? theme.base : silent ? theme.text3 : theme.text);
    painter.drawText(QRectF(-radius, -radius, 2 * radius, 2 * radius), Qt::AlignCenter, PathText::mark(m_node));
}

void NodeItem::paintLabel(QPainter &painter) const
{
    const Theme &theme = *m_style.theme;
    const bool silent = m_node.key.kind == Kind::Silent;
    const bool address = m_node.key.kind == Kind::Router && m_node.name == m_node.address;
    QFont font = m_style.name;
    font.setItalic(silent);
    if (m_selected || m_node.target)
        font.setWeight(QFont::DemiBold);
    qreal top = m_label.top();
    for (const QString &line : PathText::wrap(PathText::label(m_node), QFontMetricsF(font), m_label.width(), address))
        paintLine(painter, line, font, silent ? theme.text2 : theme.text, top);
    QStringList lines = PathText::wrap(PathText::note(m_node), QFontMetricsF(m_style.value), m_label.width(), false);
    lines.prepend(PathText::value(m_node));
    for (const QString &line : lines) {
        if (!line.isEmpty())
            paintLine(painter, line, m_style.value, theme.text2, top);
    }
}

void NodeItem::paintLine(
    QPainter &painter, const QString &text, const QFont &font, const QColor &colour, qreal &top) const
{
    const QFontMetricsF metrics(font);
    const QString shown = metrics.elidedText(text, Qt::ElideRight, m_label.width() + 2);
    const QPointF at(-metrics.horizontalAdvance(shown) / 2, top + metrics.ascent());
    QPainterPath letters;
    letters.addText(at, font, shown);
    const QColor ground = m_style.ground(m_node.key.kind == Kind::Computer ? Segment::Unknown : m_node.segment);
    painter.strokePath(letters, QPen(ground, m_style.px(labelHalo), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(at, shown);
    top += metrics.height();
}

} // namespace app
