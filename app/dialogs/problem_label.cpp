// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dialogs/problem_label.h"

#include "app/theme/icons.h"
#include "app/theme/theme.h"

#include <QAccessible>
#include <QEvent>
#include <QPainter>

#include <utility>

namespace app {
namespace {

constexpr int iconSide = 14;

}

ProblemLabel::ProblemLabel(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setContentsMargins(iconSide + 6, 0, 0, 0);
    QFont small = font();
    small.setPixelSize(qMax(9, QFontInfo(small).pixelSize() - 1));
    setFont(small);
    setVisible(false);
    updateInk();
}

void ProblemLabel::setProblem(const QString &sentence)
{
    const bool fresh = sentence != text();
    setText(sentence);
    setVisible(!sentence.isEmpty());
    if (!fresh || sentence.isEmpty())
        return;
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void ProblemLabel::updateInk()
{
    if (std::exchange(m_updating, true))
        return;
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, Theme::of(colours).warn);
    setPalette(colours);
    m_updating = false;
}

void ProblemLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationPaletteChange)
        updateInk();
}

void ProblemLabel::paintEvent(QPaintEvent *event)
{
    QLabel::paintEvent(event);
    QPainter painter(this);
    const int line = fontMetrics().height();
    const int x = layoutDirection() == Qt::RightToLeft ? width() - iconSide : 0;
    const int top = std::max(0, (height() - heightForWidth(width())) / 2) + (line - iconSide) / 2;
    paintIcon(painter, Icon::Warning, QRectF(x, top, iconSide, iconSide), Theme::of(palette()).warn);
}

} // namespace app
