// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/targets_panel.h"

#include "app/shell/actions.h"
#include "app/shell/session_list.h"
#include "app/shell/target_delegate.h"
#include "app/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace app {
namespace {

constexpr int usualWidth = 204;
constexpr int headerHeight = 34;

QLabel *smallLabel(QWidget *parent, int smaller)
{
    auto *label = new QLabel(parent);
    QFont font = label->font();
    font.setPixelSize(qMax(9, QFontInfo(font).pixelSize() - smaller));
    label->setFont(font);
    label->setTextFormat(Qt::PlainText);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

} // namespace

TargetsPanel::TargetsPanel(SessionList &sessions, Actions &actions, QWidget *parent)
    : QWidget(parent)
    , m_sessions(sessions)
    , m_actions(actions)
    , m_view(new QListView(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    column->addWidget(m_view, 1);
    auto *footer = new QVBoxLayout;
    footer->setContentsMargins(14, 10, 8, 10);
    footer->setSpacing(2);
    m_counts = smallLabel(this, 1);
    m_rate = smallLabel(this, 1);
    footer->addWidget(m_counts);
    footer->addWidget(m_rate);
    column->addLayout(footer);

    m_view->setModel(&m_sessions);
    m_view->setItemDelegate(new TargetDelegate(m_view));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setUniformItemSizes(true);
    m_view->setMouseTracking(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->viewport()->setBackgroundRole(QPalette::Window);
    m_view->setBackgroundRole(QPalette::Window);
    m_view->setAccessibleName(tr("Targets"));
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->addAction(m_actions[ActionId::RemoveTarget]);
    setMinimumWidth(TargetDelegate::foldedWidth);
    setMaximumWidth(scaled(360, fontMetrics()));
    connect(m_view, &QWidget::customContextMenuRequested, this, &TargetsPanel::showMenu);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        if (!m_sessions.isRemoving())
            Q_EMIT currentChanged(current());
    });
    connect(&m_sessions, &SessionList::summariesChanged, this, &TargetsPanel::updateFooter);
    updateFooter();
}

QWidget *TargetsPanel::makeHeader()
{
    auto *header = new QWidget(this);
    header->setFixedHeight(scaled(headerHeight, fontMetrics()));
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(10, 2, 6, 0);
    m_title = smallLabel(header, 2);
    m_title->setText(tr("Targets"));
    QFont font = m_title->font();
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    m_add = new QToolButton(header);
    m_add->setDefaultAction(m_actions[ActionId::NewTarget]);
    m_add->setToolButtonStyle(Qt::ToolButtonIconOnly);
    m_add->setProperty("compact", true);
    m_add->setAccessibleName(tr("New target"));
    row->addWidget(m_title, 1);
    row->addWidget(m_add);
    return header;
}

QSize TargetsPanel::sizeHint() const
{
    return {scaled(usualWidth, fontMetrics()), scaled(400, fontMetrics())};
}

engine::Session *TargetsPanel::current() const
{
    return m_sessions.at(m_view->currentIndex().row());
}

void TargetsPanel::setCurrent(const engine::Session *session)
{
    m_view->setCurrentIndex(m_sessions.index(m_sessions.rowOf(session)));
}

void TargetsPanel::step(int by)
{
    const int count = m_sessions.count();
    if (count > 0)
        m_view->setCurrentIndex(m_sessions.index((m_view->currentIndex().row() + by + count) % count));
}

void TargetsPanel::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.window);
    painter.fillRect(QRect(0, m_view->geometry().bottom() + 1, width(), 1), theme.border);
}

void TargetsPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool folded = width() <= scaled(TargetDelegate::foldedWidth, fontMetrics());
    m_title->setVisible(!folded);
    m_counts->setVisible(!folded);
    m_rate->setVisible(!folded);
}

void TargetsPanel::updateFooter()
{
    const int targets = m_sessions.count();
    const int rate = static_cast<int>(std::lround(m_sessions.probesPerSecond()));
    const QString count = targets == 1 ? tr("1 target") : tr("%n targets", nullptr, targets);
    m_counts->setText(tr("%1 · %n replying", nullptr, m_sessions.replying()).arg(count));
    m_rate->setText(rate == 1 ? tr("1 probe per second") : tr("%n probes per second", nullptr, rate));
}

void TargetsPanel::showMenu(const QPoint &at)
{
    if (!m_view->indexAt(at).isValid())
        return;
    QMenu menu;
    for (const auto id : {ActionId::Pause, ActionId::Stop, ActionId::Restart})
        menu.addAction(m_actions[id]);
    menu.addSeparator();
    menu.addAction(m_actions[ActionId::CopyText]);
    menu.addSeparator();
    menu.addAction(m_actions[ActionId::RemoveTarget]);
    menu.exec(m_view->viewport()->mapToGlobal(at));
}

} // namespace app
