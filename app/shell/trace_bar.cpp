// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/trace_bar.h"

#include "app/shell/actions.h"
#include "app/shell/probe_controls.h"
#include "app/shell/showing_box.h"
#include "app/shell/target_box.h"
#include "app/theme/icons.h"
#include "app/theme/theme.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

namespace app {
namespace {

constexpr int barHeight = 46;
constexpr int boxWidth = 340;

void setPlainTip(QToolButton *button, const QAction *action)
{
    button->setToolTip(action->toolTip());
}

} // namespace

TraceBar::TraceBar(Settings &settings, Actions &actions, QMenu *exportMenu, QWidget *parent)
    : QWidget(parent)
    , m_box(new TargetBox(this))
    , m_controls(new ProbeControls(settings, ProbeControls::Look::Buttons, false, this))
    , m_showing(new ShowingBox(this))
    , m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(10, 0, 10, 0);
    m_row->setSpacing(8);
    m_box->setMinimumWidth(scaled(170, fontMetrics()));
    m_box->setMaximumWidth(scaled(boxWidth, fontMetrics()));
    m_box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_controls->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    m_row->addWidget(m_box, 10);
    m_row->addWidget(m_controls);
    m_start = addButton(actions[ActionId::Start]);
    m_pause = addButton(actions[ActionId::Pause]);
    m_stop = addButton(actions[ActionId::Stop]);
    m_row->addStretch(1);
    m_row->addWidget(m_showing);

    m_columns = new QToolButton(this);
    m_columns->setIcon(icon(Icon::Columns));
    m_columns->setToolTip(tr("Columns of the table"));
    m_columns->setAccessibleName(tr("Columns"));
    m_columns->hide();
    m_row->addWidget(m_columns);
    m_export = new QToolButton(this);
    m_export->setProperty("framed", true);
    m_export->setIcon(icon(Icon::Export));
    m_export->setText(tr("Export"));
    m_export->setToolTip(tr("Save or copy what was measured"));
    m_export->setAccessibleName(tr("Export"));
    m_export->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_export->setPopupMode(QToolButton::InstantPopup);
    m_export->setMenu(exportMenu);
    m_row->addWidget(m_export);

    connect(m_box, &TargetBox::editedChanged, this, &TraceBar::updateButtons);
    updateButtons();
}

QToolButton *TraceBar::addButton(QAction *action)
{
    auto *button = new QToolButton(this);
    button->setProperty("framed", true);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(action->iconText());
    setPlainTip(button, action);
    connect(action, &QAction::changed, button, [button, action] { button->setAccessibleName(action->iconText()); });
    m_row->addWidget(button);
    return button;
}

void TraceBar::setActive(bool active)
{
    m_active = active;
    updateButtons();
}

void TraceBar::setColumnsMenu(std::function<QMenu *(QWidget *)> make)
{
    m_columns->setVisible(static_cast<bool>(make));
    connect(m_columns, &QToolButton::clicked, this, [this, make = std::move(make)] {
        QMenu *menu = make(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(m_columns->mapToGlobal(QPoint(0, m_columns->height())));
    });
}

void TraceBar::updateButtons()
{
    const bool start = !m_active || m_box->edited();
    m_start->setVisible(start);
    m_pause->setVisible(!start);
}

QSize TraceBar::sizeHint() const
{
    return {QWidget::sizeHint().width(), scaled(barHeight, fontMetrics())};
}

void TraceBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.window);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.border);
}

} // namespace app
