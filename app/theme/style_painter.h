// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/theme/icons.h"
#include "app/theme/theme.h"

#include <QStyle>

class QPainter;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionMenuItem;
class QStyleOptionTab;
class QWidget;

namespace app {

/// What ThemeStyle draws, one function per shape. Colours come from the option's palette.
class StylePainter final {
public:
    StylePainter(QPainter &painter, const QStyleOption &option, const QWidget *widget);

    const Theme &theme() const { return m_theme; }
    void buttonPanel(const QRect &rect, bool isDefault) const;
    void toolPanel(const QRect &rect) const;
    void field(const QRect &rect) const; ///< line edit, spin box, editable combo
    void focusRing(const QRect &rect, qreal radius) const;
    void checkBox(const QRect &rect) const;
    void radioButton(const QRect &rect) const;
    void menuBarItem(const QStyleOptionMenuItem &item) const;
    void menuItem(const QStyleOptionMenuItem &item, int rowPadding) const;
    void tab(const QStyleOptionTab &tab) const;
    void hairline(const QRect &rect, Qt::Edge edge) const;
    void glyph(const QRect &rect, Icon which, int side) const; ///< chevrons and marks, in the control's text colour
    void itemPanel(const QRect &rect, bool rounded) const; ///< of lists, trees and tables
    void scrollHandle(const QRect &rect) const;
    void frame(const QRect &rect, qreal radius) const; ///< a hairline all around

private:
    void fillRounded(const QRect &rect, qreal radius, const QColor &fill, const QColor &line) const;
    bool on(QStyle::StateFlag flag) const;
    QColor ink() const; ///< text, faded when disabled

    QPainter &m_painter;
    const QStyleOption &m_option;
    const QWidget *m_widget;
    const Theme &m_theme;
};

} // namespace app
