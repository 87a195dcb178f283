// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dialogs/settings_dialog.h"

#include "app/dialogs/basic_pages.h"
#include "app/dialogs/databases_page.h"
#include "app/dialogs/lookups_page.h"
#include "app/theme/theme.h"

#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace app {
namespace {

constexpr QSize dialogSize(780, 600);
constexpr int listWidth = 200;

/// The footer and the list's ground, with their hairlines.
class Strip final : public QWidget {
public:
    Strip(QPalette::ColorRole ground, Qt::Edge edge)
        : m_edge(edge)
    {
        setBackgroundRole(ground);
        setAutoFillBackground(true);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const QColor &line = Theme::of(palette()).border;
        painter.fillRect(m_edge == Qt::TopEdge ? QRect(0, 0, width(), 1) : QRect(width() - 1, 0, 1, height()), line);
    }

private:
    Qt::Edge m_edge;
};

} // namespace

SettingsDialog::SettingsDialog(Settings &settings, LookupCenter &lookups, QWidget *parent)
    : QDialog(parent)
    , m_settings(settings)
    , m_list(new QListWidget)
    , m_stack(new QStackedWidget)
{
    setWindowTitle(tr("Settings"));
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(makeSide());
    middle->addWidget(m_stack, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(middle, 1);
    column->addWidget(makeFooter());

    addPage(new GeneralPage(settings));
    addPage(new ProbingPage(settings));
    addPage(new GraphsPage(settings));
    addPage(new LookupsPage(settings, lookups));
    addPage(new DatabasesPage(settings, lookups));
    m_apply->setEnabled(false);
    connect(m_list, &QListWidget::currentRowChanged, m_stack, &QStackedWidget::setCurrentIndex);
    m_list->setCurrentRow(0);
    resize(scaled(dialogSize.width(), fontMetrics()), scaled(dialogSize.height(), fontMetrics()));
}

QWidget *SettingsDialog::makeSide()
{
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Pages"));
    m_list->setSpacing(1);
    m_list->setIconSize(QSize(16, 16));
    auto *side = new Strip(QPalette::Base, Qt::RightEdge);
    side->setFixedWidth(scaled(listWidth, fontMetrics()));
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(6, 8, 7, 8);
    column->addWidget(m_list);
    return side;
}

QWidget *SettingsDialog::makeFooter()
{
    auto *footer = new Strip(QPalette::Window, Qt::TopEdge);
    auto *row = new QHBoxLayout(footer);
    row->setContentsMargins(16, 12, 16, 12);
    auto *defaults = new QPushButton(tr("Restore defaults"));
    defaults->setFlat(true);
    defaults->setAutoDefault(false);
    auto *cancel = new QPushButton(tr("Cancel"));
    m_apply = new QPushButton(tr("Apply"));
    auto *ok = new QPushButton(tr("OK"));
    m_apply->setToolTip(tr("Use the changes and stay here"));
    for (auto *button : {cancel, m_apply, ok}) {
        button->setAutoDefault(button == ok);
        button->setMinimumWidth(scaled(62, fontMetrics()));
    }
    ok->setDefault(true);
    row->addWidget(defaults);
    row->addStretch();
    row->addWidget(cancel);
    row->addWidget(m_apply);
    row->addWidget(ok);
    connect(defaults, &QPushButton::clicked, this, [this] {
        for (SettingsPage *page : m_pages)
            page->reset();
    });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_apply, &QPushButton::clicked, this, &SettingsDialog::apply);
    connect(ok, &QPushButton::clicked, this, &SettingsDialog::accept);
    return footer;
}

void SettingsDialog::addPage(SettingsPage *page)
{
    auto *item = new QListWidgetItem(icon(page->pageIcon()), page->title(), m_list);
    item->setSizeHint(QSize(0, scaled(32, fontMetrics())));
    m_stack->addWidget(page);
    m_pages.push_back(page);
    page->load();
    connect(page, &SettingsPage::touched, this, &SettingsDialog::touched);
}

void SettingsDialog::showPage(Page page)
{
    m_list->setCurrentRow(static_cast<int>(page));
}

SettingsPage *SettingsDialog::page(Page page) const
{
    return m_pages.at(static_cast<std::size_t>(page));
}

void SettingsDialog::touched()
{
    m_apply->setEnabled(true);
}

bool SettingsDialog::apply()
{
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        if (QWidget *control = m_pages[i]->refused()) {
            m_list->setCurrentRow(static_cast<int>(i));
            m_pages[i]->ensureWidgetVisible(control);
            control->setFocus();
            return false;
        }
    }
    for (SettingsPage *page : m_pages)
        page->store();
    m_settings.sync();
    m_apply->setEnabled(false);
    return true;
}

void SettingsDialog::accept()
{
    if (apply())
        QDialog::accept();
}

} // namespace app
