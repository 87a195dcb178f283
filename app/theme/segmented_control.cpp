// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/theme/segmented_control.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QToolButton>

namespace app {

SegmentedControl::SegmentedControl(QWidget *parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this))
    , m_group(new QButtonGroup(this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(0);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_group, &QButtonGroup::idClicked, this, &SegmentedControl::chosen);
}

void SegmentedControl::addSegment(int id, const QString &text, const QString &toolTip, const QString &accessibleName)
{
    auto *button = new QToolButton(this);
    button->setText(text);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setCheckable(true);
    button->setAccessibleName(accessibleName.isEmpty() ? text : accessibleName);
    button->setToolTip(toolTip);
    button->setProperty("compact", m_compact);
    button->setChecked(m_group->buttons().isEmpty());
    m_group->addButton(button, id);
    m_row->addWidget(button);
    updateEnds();
}

void SegmentedControl::setCompact(bool compact)
{
    m_compact = compact;
    const auto buttons = m_group->buttons();
    for (auto *button : buttons)
        button->setProperty("compact", compact);
}

int SegmentedControl::current() const
{
    return m_group->checkedId();
}

void SegmentedControl::setCurrent(int id)
{
    if (auto *button = m_group->button(id))
        button->setChecked(true);
}

void SegmentedControl::keyPressEvent(QKeyEvent *event)
{
    const int forward = layoutDirection() == Qt::RightToLeft ? -1 : 1;
    if (event->key() == Qt::Key_Right)
        step(forward);
    else if (event->key() == Qt::Key_Left)
        step(-forward);
    else
        QWidget::keyPressEvent(event);
}

void SegmentedControl::updateEnds()
{
    const auto buttons = m_group->buttons();
    for (qsizetype i = 0; i < buttons.size(); ++i) {
        const bool first = i == 0;
        const bool last = i == buttons.size() - 1;
        buttons[i]->setProperty("segment",
            first && last ? QStringLiteral("only")
                : first   ? QStringLiteral("first")
                : last    ? QStringLiteral("last")
                          : QStringLiteral("middle"));
    }
}

void SegmentedControl::step(int by)
{
    const auto buttons = m_group->buttons();
    const qsizetype next = buttons.indexOf(m_group->checkedButton()) + by;
    if (next < 0 || next >= buttons.size())
        return;
    buttons[next]->setFocus(Qt::TabFocusReason);
    buttons[next]->click();
}

} // namespace app
