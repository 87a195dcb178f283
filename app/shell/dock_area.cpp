// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/dock_area.h"

#include "app/theme/theme.h"

#include <QDockWidget>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QTabBar>

namespace app {

/// The title of a dock: nothing while a tab names it, its name and controls otherwise.
class DockArea::Title final : public QWidget {
public:
    Title(const QString &text, QWidget *parent)
        : QWidget(parent)
        , m_row(new QHBoxLayout(this))
        , m_label(new QLabel(text, this))
    {
        m_row->setContentsMargins(12, 0, 8, 0);
        QFont font = m_label->font();
        font.setWeight(QFont::Medium);
        m_label->setFont(font);
        m_row->addWidget(m_label);
        m_row->addStretch();
    }

    void setNamed(bool named)
    {
        if (m_label->isHidden() != named)
            return; // asking for a new layout each time would never end
        m_label->setVisible(named);
        updateGeometry();
    }

    void take(QWidget *controls)
    {
        if (controls->parentWidget() == this && !controls->isHidden())
            return;
        m_row->addWidget(controls);
        controls->show();
        updateGeometry();
    }

    QSize sizeHint() const override
    {
        const bool empty = m_label->isHidden() && m_row->count() <= 2;
        return {0, empty ? 0 : scaled(31, fontMetrics())};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), Theme::of(palette()).window);
        painter.fillRect(QRect(0, height() - 1, width(), 1), Theme::of(palette()).border);
    }

private:
    QHBoxLayout *m_row;
    QLabel *m_label;
};

DockArea::DockArea(QWidget *parent)
    : QMainWindow(parent)
{
    setWindowFlags(Qt::Widget); // the constructor insists on a window
    setDockOptions(QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks | QMainWindow::GroupedDragging);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
}

QDockWidget *DockArea::addTab(const QString &name, const QString &title, std::function<QWidget *()> make,
    std::function<QWidget *(QWidget *)> controlsOf)
{
    auto *dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    dock->setAccessibleName(title);
    dock->setAllowedAreas(Qt::BottomDockWidgetArea | Qt::RightDockWidgetArea | Qt::LeftDockWidgetArea);
    auto *bar = new Title(title, dock);
    dock->setTitleBarWidget(bar);
    auto *empty = new QWidget(dock); // keeps the place until the view is made
    empty->setMinimumHeight(scaled(120, fontMetrics()));
    dock->setWidget(empty);
    addDockWidget(Qt::BottomDockWidgetArea, dock);
    if (!m_tabs.empty())
        tabifyDockWidget(m_tabs.front().dock, dock);
    const std::size_t index = m_tabs.size();
    m_tabs.push_back({dock, bar, std::move(make), std::move(controlsOf), {}, false});
    connect(dock, &QDockWidget::visibilityChanged, this, [this, index](bool visible) {
        m_tabs[index].inFront = visible;
        if (visible && isVisible())
            makeView(m_tabs[index]);
        placeControls();
    });
    connect(dock, &QDockWidget::topLevelChanged, this, &DockArea::placeControls);
    return dock;
}

void DockArea::arrange()
{
    for (const Tab &tab : m_tabs) {
        tab.dock->setFloating(false);
        addDockWidget(Qt::BottomDockWidgetArea, tab.dock);
        tab.dock->show();
        if (&tab != &m_tabs.front())
            tabifyDockWidget(m_tabs.front().dock, tab.dock);
    }
    if (!m_tabs.empty()) {
        m_tabs.front().dock->raise();
        resizeDocks({m_tabs.front().dock}, {height() * 43 / 100}, Qt::Vertical);
    }
}

void DockArea::ensureViews()
{
    for (Tab &tab : m_tabs)
        if (tab.inFront)
            makeView(tab);
}

void DockArea::ensureView(const QDockWidget *dock)
{
    for (Tab &tab : m_tabs)
        if (tab.dock == dock)
            makeView(tab);
}

void DockArea::setEnlarged(bool enlarged)
{
    m_enlarged = enlarged;
    if (centralWidget())
        centralWidget()->setVisible(!enlarged);
}

bool DockArea::event(QEvent *event)
{
    const bool done = QMainWindow::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize || event->type() == QEvent::Show)
        placeControls();
    return done;
}

void DockArea::makeView(Tab &tab)
{
    if (!tab.make)
        return;
    const auto make = std::exchange(tab.make, {});
    QWidget *empty = tab.dock->widget();
    QWidget *view = make();
    tab.dock->setWidget(view);
    delete empty;
    if (tab.controlsOf)
        tab.controls = tab.controlsOf(view);
    Q_EMIT viewMade(view);
    placeControls();
}

void DockArea::placeControls()
{
    const auto rows = findChildren<QTabBar *>(QString(), Qt::FindDirectChildrenOnly);
    for (QTabBar *row : rows)
        row->setFocusPolicy(row->count() > 0 ? Qt::TabFocus : Qt::NoFocus); // Qt keeps empty ones in reserve
    for (const Tab &tab : m_tabs) {
        const bool tabbed = !tab.dock->isFloating() && !tabifiedDockWidgets(tab.dock).isEmpty();
        tab.title->setNamed(!tabbed);
        if (!tab.controls)
            continue;
        const QTabBar *row = nullptr;
        for (const QTabBar *bar : rows)
            if (bar->isVisible() && bar->tabText(bar->currentIndex()) == tab.dock->windowTitle())
                row = bar;
        const bool front = tabbed && row;
        const int room = front ? row->width() - row->tabRect(row->count() - 1).right() - scaled(24, fontMetrics()) : 0;
        const QSize wanted = tab.controls->sizeHint();
        if (front && wanted.width() <= room) {
            const QRect bar = row->geometry();
            const int x = layoutDirection() == Qt::RightToLeft ? bar.left() + 8 : bar.right() - wanted.width() - 8;
            const QRect place(QPoint(x, bar.top() + (bar.height() - wanted.height()) / 2), wanted);
            if (tab.controls->parentWidget() != this) {
                tab.controls->setParent(this);
                tab.title->updateGeometry();
            }
            tab.controls->setGeometry(place);
            if (tab.controls->isHidden())
                tab.controls->show();
            tab.controls->raise();
        } else if (tabbed && !row) {
            tab.controls->hide();
        } else {
            tab.title->take(tab.controls);
        }
    }
}

} // namespace app
