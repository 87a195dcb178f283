// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/theme/theme_style.h"

#include "app/theme/style_painter.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QStyleFactory>
#include <QStyleOption>
#include <QToolButton>

namespace app {
namespace {

constexpr int chevronWidth = 24;
constexpr int menuRowPadding = 12;
constexpr int indicatorSide = 16;

int controlHeight(const QStyleOption *option, const QWidget *widget)
{
    const bool compact = widget && widget->property("compact").toBool();
    return scaled(compact ? 24 : 28, option ? option->fontMetrics : QFontMetrics(QFont()));
}

/// A combo box that belongs to another row of text looks like text until the pointer is over it.
bool isQuiet(const QWidget *widget)
{
    return widget && widget->property("quiet").toBool();
}

bool isEditable(const QStyleOption &option)
{
    const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(&option);
    return combo && combo->editable;
}

bool hasMenu(const QStyleOptionToolButton &button)
{
    return button.features.testFlag(QStyleOptionToolButton::HasMenu)
        && !button.features.testFlag(QStyleOptionToolButton::MenuButtonPopup);
}

} // namespace

ThemeStyle::ThemeStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) // takes it over
{
}

void ThemeStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

int ThemeStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_MenuBarVMargin:
    case PM_MenuBarPanelWidth:
    case PM_MenuBarItemSpacing:
    case PM_ToolBarFrameWidth:
    case PM_ToolBarItemMargin:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarBaseOverlap:
    case PM_TabBarTabOverlap:
    case PM_DockWidgetFrameWidth:
    case PM_ScrollView_ScrollBarSpacing:
        return 0;
    case PM_DefaultFrameWidth:
    case PM_SplitterWidth:
    case PM_MenuPanelWidth:
    case PM_ComboBoxFrameWidth:
    case PM_SpinBoxFrameWidth:
        return 1;
    case PM_MenuVMargin:
        return 4;
    case PM_HeaderMargin:
        return 6;
    case PM_FocusFrameHMargin: // also the space around icons in lists
    case PM_DockWidgetSeparatorExtent:
        return 5;
    case PM_MenuBarHMargin:
    case PM_ToolBarItemSpacing:
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return 8;
    case PM_ButtonMargin:
        return 10;
    case PM_ScrollBarExtent:
        return 12;
    case PM_ScrollBarSliderMin:
        return 32;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
        return 12;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_TabBarIconSize:
    case PM_ToolBarIconSize:
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return indicatorSide;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ThemeStyle::styleHint(
    StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_EtchDisabledText:
    case SH_ComboBox_Popup:
    case SH_ScrollBar_Transient:
    case SH_ItemView_ActivateItemOnSingleClick:
        return 0;
    case SH_FormLayoutLabelAlignment:
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize ThemeStyle::sizeFromContents(
    ContentsType type, const QStyleOption *option, const QSize &contents, const QWidget *widget) const
{
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    switch (type) {
    case CT_PushButton:
        size = QSize(contents.width() + 24, qMax(controlHeight(option, widget), contents.height()));
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            if (!button->icon.isNull())
                size.rwidth() += 4;
            if (button->features.testFlag(QStyleOptionButton::HasMenu))
                size.rwidth() += 4;
        }
        return size;
    case CT_ToolButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            const bool textless = button->toolButtonStyle == Qt::ToolButtonIconOnly || button->text.isEmpty();
            const int height = controlHeight(option, widget);
            const int extra = hasMenu(*button) && !textless ? chevronWidth - 8 : 0;
            return {textless ? qMax(height, contents.width() + 8) : contents.width() + 16 + extra,
                qMax(height, contents.height())};
        }
        return size;
    case CT_ComboBox:
        return {contents.width() + 12 + chevronWidth, qMax(controlHeight(option, widget), contents.height() + 2)};
    case CT_LineEdit:
    case CT_SpinBox:
        return {size.width() + 8, qMax(controlHeight(option, widget), contents.height())};
    case CT_MenuBarItem:
        return {contents.width() + 20, scaled(26, option->fontMetrics)};
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            if (item->menuItemType == QStyleOptionMenuItem::Separator)
                return {contents.width(), 9};
            const int shortcut = item->text.contains(QLatin1Char('\t')) ? 32 : 0;
            return {
                contents.width() + 2 * menuRowPadding + indicatorSide + 8 + item->reservedShortcutWidth + shortcut + 16,
                scaled(28, option->fontMetrics)};
        }
        return size;
    case CT_TabBarTab:
        return {contents.width() + 4, scaled(31, option->fontMetrics)};
    default:
        return size;
    }
}

QRect ThemeStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    if (element == SE_LineEditContents)
        return QProxyStyle::subElementRect(element, option, widget).adjusted(4, 0, -4, 0);
    if (element == SE_ItemViewItemFocusRect)
        return option->rect;
    return QProxyStyle::subElementRect(element, option, widget);
}

QRect ThemeStyle::subControlRect(
    ComplexControl control, const QStyleOptionComplex *option, SubControl sub, const QWidget *widget) const
{
    const QRect box = option->rect;
    QRect result;
    if (control == CC_ComboBox && sub == SC_ComboBoxArrow)
        result = QRect(box.right() - chevronWidth + 1, box.top(), chevronWidth, box.height());
    else if (control == CC_ComboBox && sub == SC_ComboBoxEditField)
        result = box.adjusted(isQuiet(widget) ? 0 : isEditable(*option) ? 2 : 10, 1, -chevronWidth, -1);
    else if (control == CC_SpinBox && sub == SC_SpinBoxEditField)
        result = box.adjusted(4, 1, -chevronWidth, -1);
    else if (control == CC_SpinBox && sub == SC_SpinBoxUp)
        result = QRect(box.right() - chevronWidth + 1, box.top() + 1, chevronWidth - 1, box.height() / 2 - 1);
    else if (control == CC_SpinBox && sub == SC_SpinBoxDown)
        result = QRect(box.right() - chevronWidth + 1, box.center().y() + 1, chevronWidth - 1, box.height() / 2 - 1);
    else
        return QProxyStyle::subControlRect(control, option, sub, widget);
    return visualRect(option->direction, box, result);
}

void ThemeStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const StylePainter paint(*painter, *option, widget);
    switch (element) {
    case PE_PanelButtonCommand: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        paint.buttonPanel(option->rect, button && button->features.testFlag(QStyleOptionButton::DefaultButton));
        return;
    }
    case PE_PanelButtonTool:
        paint.toolPanel(option->rect);
        return;
    case PE_PanelLineEdit:
        // The edit inside a combo or spin box has no frame of its own.
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            paint.field(option->rect);
        return;
    case PE_FrameLineEdit:
        return;
    case PE_FrameFocusRect:
        if (option->state.testFlag(State_KeyboardFocusChange))
            paint.focusRing(option->rect, 3);
        return;
    case PE_IndicatorCheckBox:
        paint.checkBox(option->rect);
        return;
    case PE_IndicatorRadioButton:
        paint.radioButton(option->rect);
        return;
    case PE_IndicatorArrowDown:
        paint.glyph(option->rect, Icon::ArrowDown, 14);
        return;
    case PE_IndicatorArrowUp:
        paint.glyph(option->rect, Icon::ArrowUp, 14);
        return;
    case PE_IndicatorArrowRight:
        paint.glyph(option->rect, Icon::ArrowRight, 14);
        return;
    case PE_IndicatorDockWidgetResizeHandle: {
        const QRect &box = option->rect;
        const bool upright = box.height() > box.width();
        painter->fillRect(upright ? QRect(box.center().x(), box.top(), 1, box.height())
                                  : QRect(box.left(), box.center().y(), box.width(), 1),
            paint.theme().border);
        return;
    }
    case PE_Frame:
    case PE_FrameDockWidget:
        paint.frame(option->rect, 0);
        return;
    case PE_FrameMenu:
        paint.frame(option->rect, 0);
        return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, paint.theme().raised);
        paint.frame(option->rect, 0);
        return;
    case PE_PanelItemViewItem:
        paint.itemPanel(option->rect, qobject_cast<const QListView *>(widget) != nullptr);
        return;
    case PE_PanelItemViewRow:
        if (!qobject_cast<const QListView *>(widget))
            QProxyStyle::drawPrimitive(element, option, painter, widget);
        return;
    case PE_FrameTabBarBase:
    case PE_FrameStatusBarItem:
    case PE_PanelStatusBar:
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

} // namespace app
