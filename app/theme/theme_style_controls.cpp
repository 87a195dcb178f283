// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later

// ThemeStyle's compound controls: buttons, boxes, tabs, menus, scroll bars.
#include "app/theme/style_painter.h"
#include "app/theme/theme_style.h"

#include <QPainter>
#include <QStyleOption>
#include <QWidget>

namespace app {
namespace {

constexpr int chevronSide = 14;

void fillScrollBar(const StylePainter &paint, const QStyle &style, const QStyleOptionSlider &bar, const QWidget *widget)
{
    QRect handle = style.subControlRect(QStyle::CC_ScrollBar, &bar, QStyle::SC_ScrollBarSlider, widget);
    constexpr int margin = 3;
    handle = bar.orientation == Qt::Vertical ? handle.adjusted(margin, 1, -margin, -1)
                                             : handle.adjusted(1, margin, -1, -margin);
    if (bar.maximum > bar.minimum)
        paint.scrollHandle(handle);
}

void drawPushButtonLabel(QPainter &painter, const QStyleOptionButton &button, const Theme &theme)
{
    const bool enabled = button.state.testFlag(QStyle::State_Enabled);
    const bool isDefault = button.features.testFlag(QStyleOptionButton::DefaultButton);
    const bool menu = button.features.testFlag(QStyleOptionButton::HasMenu);
    QColor ink = isDefault ? theme.onAccent : theme.text;
    if (!enabled)
        ink.setAlphaF(isDefault ? 0.8F : 0.45F);
    const int textWidth = button.fontMetrics.size(Qt::TextShowMnemonic, button.text).width();
    const int iconWidth = button.icon.isNull() ? 0 : button.iconSize.width();
    const int gap = iconWidth > 0 && textWidth > 0 ? 8 : 0;
    const int chevron = menu ? chevronSide + 4 : 0;
    QRect row = button.rect;
    row.setLeft(qMax(row.left() + 4, row.center().x() - (iconWidth + gap + textWidth + chevron) / 2 + 1));
    if (iconWidth > 0) {
        const QRect box(row.left(), row.center().y() - iconWidth / 2 + 1, iconWidth, iconWidth);
        button.icon.paint(&painter, box, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
        row.setLeft(row.left() + iconWidth + gap);
    }
    painter.setPen(ink);
    painter.drawText(row, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic, button.text);
    if (menu) {
        const QRectF box(button.rect.right() - chevronSide - 7, button.rect.center().y() - chevronSide / 2.0 + 0.5,
            chevronSide, chevronSide);
        paintIcon(painter, Icon::ArrowDown, box, ink);
    }
}

void drawToolButtonLabel(QPainter &painter, const QStyleOptionToolButton &button, const Theme &theme)
{
    const bool enabled = button.state.testFlag(QStyle::State_Enabled);
    QColor ink = theme.text;
    if (!enabled)
        ink.setAlphaF(0.45F);
    const bool withIcon = !button.icon.isNull() && button.toolButtonStyle != Qt::ToolButtonTextOnly;
    const bool withText = !button.text.isEmpty() && button.toolButtonStyle != Qt::ToolButtonIconOnly;
    const bool menu = button.features.testFlag(QStyleOptionToolButton::HasMenu) && withText;
    const int textWidth = withText ? button.fontMetrics.size(Qt::TextShowMnemonic, button.text).width() : 0;
    const int iconWidth = withIcon ? button.iconSize.width() : 0;
    const int gap = withIcon && withText ? 6 : 0;
    QRect row = button.rect;
    row.setLeft(
        qMax(row.left() + 2, row.center().x() - (iconWidth + gap + textWidth + (menu ? chevronSide + 2 : 0)) / 2 + 1));
    if (withIcon) {
        const QRect box(row.left(), row.center().y() - iconWidth / 2 + 1, iconWidth, iconWidth);
        button.icon.paint(&painter, box, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
        row.setLeft(row.left() + iconWidth + gap);
    }
    painter.setFont(button.font);
    painter.setPen(ink);
    if (withText)
        painter.drawText(row, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic, button.text);
    if (menu) {
        const QRectF box(button.rect.right() - chevronSide - 5, button.rect.center().y() - chevronSide / 2.0 + 0.5,
            chevronSide, chevronSide);
        paintIcon(painter, Icon::ArrowDown, box, ink);
    }
}

void drawComboLabel(QPainter &painter, const QStyle &style, const QStyleOptionComboBox &combo, const QWidget *widget)
{
    if (combo.editable)
        return;
    const QRect field = style.subControlRect(QStyle::CC_ComboBox, &combo, QStyle::SC_ComboBoxEditField, widget);
    painter.setPen(combo.palette.color(
        combo.state.testFlag(QStyle::State_Enabled) ? QPalette::Active : QPalette::Disabled, QPalette::ButtonText));
    painter.drawText(field, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
        combo.fontMetrics.elidedText(combo.currentText, Qt::ElideRight, field.width()));
}

} // namespace

void ThemeStyle::drawControl(
    ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const StylePainter paint(*painter, *option, widget);
    switch (element) {
    case CE_PushButtonBevel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            const bool flat = button->features.testFlag(QStyleOptionButton::Flat);
            if (flat)
                paint.toolPanel(option->rect);
            else
                paint.buttonPanel(option->rect, button->features.testFlag(QStyleOptionButton::DefaultButton));
        }
        return;
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option))
            drawPushButtonLabel(*painter, *button, paint.theme());
        return;
    case CE_PushButton:
        drawControl(CE_PushButtonBevel, option, painter, widget);
        drawControl(CE_PushButtonLabel, option, painter, widget);
        return;
    case CE_ComboBoxLabel:
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option))
            drawComboLabel(*painter, *this, *combo, widget);
        return;
    case CE_MenuBarItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            paint.menuBarItem(*item);
        return;
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, paint.theme().window);
        paint.hairline(option->rect, Qt::BottomEdge);
        return;
    case CE_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            paint.menuItem(*item, 12);
        return;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, paint.theme().base);
        paint.hairline(option->rect, Qt::BottomEdge);
        return;
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            QFont font = painter->font();
            font.setWeight(QFont::DemiBold);
            painter->setFont(font);
            painter->setPen(paint.theme().text2);
            painter->drawText(header->rect, static_cast<int>(header->textAlignment),
                QFontMetrics(font).elidedText(header->text, Qt::ElideRight, header->rect.width()));
        }
        return;
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            paint.tab(*tab);
        return;
    case CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            const bool selected = option->state.testFlag(State_Selected);
            painter->setPen(selected ? paint.theme().text : paint.theme().text2);
            QFont font = painter->font();
            font.setWeight(selected ? QFont::Medium : QFont::Normal);
            painter->setFont(font);
            painter->drawText(tab->rect, Qt::AlignCenter | Qt::TextShowMnemonic, tab->text);
        }
        return;
    case CE_ToolBar:
        painter->fillRect(option->rect, paint.theme().window);
        return;
    case CE_Splitter:
        painter->fillRect(option->rect, paint.theme().border);
        return;
    case CE_ShapedFrame:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->frameShape == QFrame::StyledPanel) {
            paint.frame(option->rect, 0);
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void ThemeStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const StylePainter paint(*painter, *option, widget);
    if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option); combo && control == CC_ComboBox) {
        if (combo->editable)
            paint.field(option->rect);
        else if (widget && widget->property("quiet").toBool())
            paint.toolPanel(option->rect);
        else
            paint.buttonPanel(option->rect, false);
        paint.glyph(subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget), Icon::ArrowDown, chevronSide);
        return;
    }
    if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option); spin && control == CC_SpinBox) {
        if (spin->frame)
            paint.field(option->rect);
        paint.glyph(subControlRect(control, option, SC_SpinBoxUp, widget).translated(0, 1), Icon::ArrowUp, 12);
        paint.glyph(subControlRect(control, option, SC_SpinBoxDown, widget).translated(0, -1), Icon::ArrowDown, 12);
        return;
    }
    if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        button && control == CC_ToolButton) {
        const bool framed = widget && widget->property("framed").toBool();
        if (framed)
            paint.buttonPanel(option->rect, false);
        else
            paint.toolPanel(option->rect);
        drawToolButtonLabel(*painter, *button, paint.theme());
        return;
    }
    if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option); bar && control == CC_ScrollBar) {
        fillScrollBar(paint, *this, *bar, widget);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace app
