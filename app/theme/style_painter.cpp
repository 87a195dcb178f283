// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/theme/style_painter.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>
#include <QWidget>

namespace app {
namespace {

constexpr qreal controlRadius = 4;
constexpr float disabledShare = 0.45F;

QColor faded(QColor colour)
{
    colour.setAlphaF(disabledShare);
    return colour;
}

/// The outline of one part of a segmented control: only the outer corners are round.
QPainterPath segmentPath(const QRectF &box, bool first, bool last)
{
    QPainterPath path;
    path.addRoundedRect(box, controlRadius, controlRadius);
    QPainterPath square;
    if (!first)
        square.addRect(QRectF(box.topLeft(), QSizeF(controlRadius + 1, box.height())));
    if (!last)
        square.addRect(QRectF(box.topRight() - QPointF(controlRadius + 1, 0), QSizeF(controlRadius + 1, box.height())));
    return path.united(square);
}

} // namespace

StylePainter::StylePainter(QPainter &painter, const QStyleOption &option, const QWidget *widget)
    : m_painter(painter)
    , m_option(option)
    , m_widget(widget)
    , m_theme(Theme::of(option.palette))
{
}

bool StylePainter::on(QStyle::StateFlag flag) const
{
    return m_option.state.testFlag(flag);
}

QColor StylePainter::ink() const
{
    return on(QStyle::State_Enabled) ? m_theme.text : faded(m_theme.text);
}

void StylePainter::fillRounded(const QRect &rect, qreal radius, const QColor &fill, const QColor &line) const
{
    m_painter.save();
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setPen(line.isValid() ? QPen(line, 1) : QPen(Qt::NoPen));
    m_painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    const qreal inset = line.isValid() ? 0.5 : 0;
    m_painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius);
    m_painter.restore();
}

void StylePainter::buttonPanel(const QRect &rect, bool isDefault) const
{
    const bool enabled = on(QStyle::State_Enabled);
    const bool down = on(QStyle::State_Sunken) || on(QStyle::State_On);
    const bool hovered = enabled && on(QStyle::State_MouseOver);
    if (isDefault) {
        QColor fill = m_theme.accent;
        if (hovered || down)
            fill = m_theme.dark ? fill.lighter(down ? 118 : 108) : fill.darker(down ? 125 : 112);
        fillRounded(rect, controlRadius, enabled ? fill : faded(fill), {});
    } else {
        const QColor fill = down ? m_theme.sel : hovered ? m_theme.hover : m_theme.raised;
        fillRounded(rect, controlRadius, fill, enabled ? m_theme.strong : faded(m_theme.strong));
    }
    if (on(QStyle::State_HasFocus) && on(QStyle::State_KeyboardFocusChange))
        focusRing(rect, controlRadius);
}

void StylePainter::toolPanel(const QRect &rect) const
{
    const QString segment = m_widget ? m_widget->property("segment").toString() : QString();
    const bool enabled = on(QStyle::State_Enabled);
    const bool hovered = enabled && on(QStyle::State_MouseOver);
    if (segment.isEmpty()) {
        const bool down = on(QStyle::State_Sunken) || on(QStyle::State_On);
        if (down || hovered)
            fillRounded(rect, controlRadius, down ? m_theme.sel : m_theme.hover, {});
    } else {
        const bool first = segment == QLatin1String("first") || segment == QLatin1String("only");
        const bool last = segment == QLatin1String("last") || segment == QLatin1String("only");
        const QRectF box = QRectF(rect).adjusted(first ? 0.5 : -0.5, 0.5, -0.5, -0.5);
        m_painter.save();
        m_painter.setRenderHint(QPainter::Antialiasing);
        m_painter.setPen(QPen(m_theme.border, 1));
        m_painter.setBrush(on(QStyle::State_On) ? m_theme.sel : hovered ? m_theme.hover : m_theme.raised);
        m_painter.drawPath(segmentPath(box, first, last));
        m_painter.restore();
    }
    if (on(QStyle::State_HasFocus) && on(QStyle::State_KeyboardFocusChange))
        focusRing(rect, controlRadius);
}

void StylePainter::field(const QRect &rect) const
{
    const bool enabled = on(QStyle::State_Enabled);
    fillRounded(
        rect, controlRadius, enabled ? m_theme.base : m_theme.window, enabled ? m_theme.strong : faded(m_theme.strong));
    if (on(QStyle::State_HasFocus))
        focusRing(rect, controlRadius);
}

void StylePainter::focusRing(const QRect &rect, qreal radius) const
{
    m_painter.save();
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setPen(QPen(m_theme.accent, 2));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), radius, radius);
    m_painter.restore();
}

void StylePainter::checkBox(const QRect &rect) const
{
    const bool enabled = on(QStyle::State_Enabled);
    const bool checked = on(QStyle::State_On) || on(QStyle::State_NoChange);
    const QColor mark = enabled ? m_theme.accent : faded(m_theme.accent);
    if (checked) {
        fillRounded(rect, 3, mark, {});
        paintIcon(m_painter, on(QStyle::State_NoChange) ? Icon::Minus : Icon::Check,
            QRectF(rect).adjusted(2, 2, -2, -2), m_theme.onAccent);
    } else {
        fillRounded(rect, 3, enabled ? m_theme.base : m_theme.window, enabled ? m_theme.strong : faded(m_theme.strong));
    }
    if (on(QStyle::State_HasFocus) && on(QStyle::State_KeyboardFocusChange))
        focusRing(rect.adjusted(-2, -2, 2, 2), controlRadius);
}

void StylePainter::radioButton(const QRect &rect) const
{
    const bool enabled = on(QStyle::State_Enabled);
    const qreal radius = rect.width() / 2.0;
    if (on(QStyle::State_On)) {
        fillRounded(rect, radius, enabled ? m_theme.accent : faded(m_theme.accent), {});
        fillRounded(rect.adjusted(5, 5, -5, -5), radius, m_theme.onAccent, {});
    } else {
        fillRounded(
            rect, radius, enabled ? m_theme.base : m_theme.window, enabled ? m_theme.strong : faded(m_theme.strong));
    }
    if (on(QStyle::State_HasFocus) && on(QStyle::State_KeyboardFocusChange))
        focusRing(rect.adjusted(-2, -2, 2, 2), radius + 2);
}

void StylePainter::menuBarItem(const QStyleOptionMenuItem &item) const
{
    m_painter.fillRect(item.rect, m_theme.window);
    hairline(item.rect, Qt::BottomEdge);
    if (on(QStyle::State_Selected) && on(QStyle::State_Enabled))
        fillRounded(item.rect.adjusted(1, 2, -1, -2), controlRadius,
            on(QStyle::State_Sunken) ? m_theme.sel : m_theme.hover, {});
    m_painter.setPen(ink());
    // The underlines show once the keyboard is in the menu bar.
    const int mnemonic = on(QStyle::State_Selected) ? Qt::TextShowMnemonic : Qt::TextHideMnemonic;
    m_painter.drawText(item.rect, Qt::AlignCenter | mnemonic, item.text);
}

void StylePainter::menuItem(const QStyleOptionMenuItem &item, int rowPadding) const
{
    if (item.menuItemType == QStyleOptionMenuItem::Separator) {
        const int y = item.rect.center().y();
        m_painter.fillRect(QRect(item.rect.left() + 8, y, item.rect.width() - 16, 1), m_theme.border);
        return;
    }
    const bool enabled = on(QStyle::State_Enabled);
    if (on(QStyle::State_Selected) && enabled)
        fillRounded(item.rect.adjusted(4, 1, -4, -1), controlRadius, m_theme.sel, {});
    QRect row = item.rect.adjusted(rowPadding, 0, -rowPadding, 0);
    constexpr int side = 16;
    const QRect mark(row.left(), row.center().y() - side / 2 + 1, side, side);
    if (item.checkType != QStyleOptionMenuItem::NotCheckable && item.checked)
        paintIcon(m_painter, Icon::Check, mark.adjusted(1, 1, -1, -1), ink());
    else if (!item.icon.isNull())
        item.icon.paint(&m_painter, mark, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    row.setLeft(row.left() + side + 8);

    const qsizetype tab = item.text.indexOf(QLatin1Char('\t'));
    m_painter.setFont(item.font);
    m_painter.setPen(ink());
    m_painter.drawText(row, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic | Qt::TextSingleLine,
        tab < 0 ? item.text : item.text.left(tab));
    if (item.menuItemType == QStyleOptionMenuItem::SubMenu) {
        glyph(QRect(row.right() - side, row.top(), side, row.height()), Icon::ArrowRight, side - 2);
    } else if (tab >= 0) {
        m_painter.setPen(enabled ? m_theme.text3 : faded(m_theme.text3));
        m_painter.drawText(row, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, item.text.mid(tab + 1));
    }
}

void StylePainter::tab(const QStyleOptionTab &tab) const
{
    const bool selected = on(QStyle::State_Selected);
    if (!selected && on(QStyle::State_MouseOver) && on(QStyle::State_Enabled))
        fillRounded(tab.rect.adjusted(2, 3, -2, -3), controlRadius, m_theme.hover, {});
    if (selected) {
        constexpr int line = 2;
        m_painter.fillRect(
            QRect(tab.rect.left() + 8, tab.rect.bottom() - line + 1, tab.rect.width() - 16, line), m_theme.accent);
    }
    if (on(QStyle::State_HasFocus) && on(QStyle::State_KeyboardFocusChange))
        focusRing(tab.rect.adjusted(2, 3, -2, -4), controlRadius);
}

void StylePainter::hairline(const QRect &rect, Qt::Edge edge) const
{
    QRect line = rect;
    switch (edge) {
    case Qt::TopEdge:
        line.setHeight(1);
        break;
    case Qt::BottomEdge:
        line.setTop(line.bottom());
        break;
    case Qt::LeftEdge:
        line.setWidth(1);
        break;
    case Qt::RightEdge:
        line.setLeft(line.right());
        break;
    }
    m_painter.fillRect(line, m_theme.border);
}

void StylePainter::glyph(const QRect &rect, Icon which, int side) const
{
    const QRectF box(rect.center().x() - side / 2.0 + 0.5, rect.center().y() - side / 2.0 + 0.5, side, side);
    const QColor colour = on(QStyle::State_Enabled) ? m_theme.text2 : faded(m_theme.text2);
    paintIcon(m_painter, which, box, colour);
}

void StylePainter::itemPanel(const QRect &rect, bool rounded) const
{
    const bool selected = on(QStyle::State_Selected);
    if (!selected && !on(QStyle::State_MouseOver))
        return;
    const auto group = on(QStyle::State_Active) ? QPalette::Active : QPalette::Inactive;
    fillRounded(rect, rounded ? controlRadius : 0,
        selected ? m_option.palette.color(group, QPalette::Highlight) : m_theme.hover, {});
}

void StylePainter::scrollHandle(const QRect &rect) const
{
    QColor colour = m_theme.strong;
    colour.setAlphaF(on(QStyle::State_MouseOver) || on(QStyle::State_Sunken) ? 0.75F : 0.4F);
    fillRounded(rect, qMin(rect.width(), rect.height()) / 2.0, colour, {});
}

void StylePainter::frame(const QRect &rect, qreal radius) const
{
    if (radius > 0) {
        fillRounded(rect, radius, {}, m_theme.border);
        return;
    }
    for (const auto edge : {Qt::TopEdge, Qt::BottomEdge, Qt::LeftEdge, Qt::RightEdge})
        hairline(rect, edge);
}

} // namespace app
