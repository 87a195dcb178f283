// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Columns, sorting and what is remembered of them.
#include "app/table/hop_grid.h"
#include "app/table/hop_table_view.h"

#include <QAction>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QScopedValueRollback>
#include <QScrollBar>

namespace app {

void HopTableView::setUpHeader()
{
    connect(m_header, &QHeaderView::sectionClicked, this, &HopTableView::sortByClick);
    connect(m_header, &QHeaderView::sectionResized, this,
        [this](int section, int, int width) { takeSectionResize(section, width); });
    connect(m_header, &QHeaderView::sectionMoved, this, &HopTableView::takeSectionMove);
    connect(m_header, &QWidget::customContextMenuRequested, this, [this](const QPoint &position) {
        QMenu *menu = columnMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(m_header->viewport()->mapToGlobal(position));
    });
    connect(m_grid, &QWidget::customContextMenuRequested, this, [this](const QPoint &position) {
        QMenu *menu = rowMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(m_grid->viewport()->mapToGlobal(position));
    });
}

void HopTableView::fitColumns()
{
    applyWidths(m_layout.fit(m_grid->viewport()->width(), m_painter.look()));
}

void HopTableView::applyWidths(const ColumnLayout::Widths &widths)
{
    const QScopedValueRollback fitting(m_fitting, true);
    for (int section = 0; section < hopColumnCount; ++section) {
        const int width = widths[static_cast<std::size_t>(section)];
        m_header->setSectionHidden(section, width == 0);
        if (width > 0)
            m_header->resizeSection(section, width);
    }
    alignRoundTrip();
}

void HopTableView::applyOrder()
{
    const QScopedValueRollback fitting(m_fitting, true);
    int visual = 0;
    for (const ColumnLayout::Column &column : m_layout.columns()) {
        m_header->moveSection(m_header->visualIndex(static_cast<int>(column.id)), visual);
        ++visual;
    }
    fitColumns();
}

/// The row below has the same columns at the same places.
void HopTableView::alignRoundTrip()
{
    QHeaderView *below = m_roundTrip->horizontalHeader();
    for (int visual = 0; visual < hopColumnCount; ++visual) {
        const int section = m_header->logicalIndex(visual);
        below->moveSection(below->visualIndex(section), visual);
        below->setSectionHidden(section, m_header->isSectionHidden(section));
        if (!m_header->isSectionHidden(section))
            below->resizeSection(section, m_header->sectionSize(section));
    }
    const QScrollBar *bar = m_grid->verticalScrollBar();
    m_below->setContentsMargins(0, 0, bar->maximum() > 0 ? bar->sizeHint().width() : 0, 0);
    m_below->activate();
    m_roundTrip->horizontalScrollBar()->setValue(m_grid->horizontalScrollBar()->value());
}

void HopTableView::takeSectionResize(int section, int width)
{
    if (m_fitting || width == 0)
        return;
    m_layout.setWidth(static_cast<HopColumn>(section), width / m_painter.look().px(1));
    alignRoundTrip();
    Q_EMIT columnsChanged();
}

void HopTableView::takeSectionMove()
{
    if (m_fitting)
        return;
    std::vector<HopColumn> order;
    for (int visual = 0; visual < hopColumnCount; ++visual)
        order.push_back(static_cast<HopColumn>(m_header->logicalIndex(visual)));
    m_layout.setOrder(order);
    alignRoundTrip();
    Q_EMIT columnsChanged();
}

/// Numbers begin with the largest, texts with A; the next click turns it round, the third goes back to the path's
/// order.
void HopTableView::sortByClick(int section)
{
    const HopColumnInfo &info = hopColumn(section);
    const Qt::SortOrder first = info.isNumber() && info.id != HopColumn::Hop ? Qt::DescendingOrder : Qt::AscendingOrder;
    const Qt::SortOrder second = first == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder;
    if (m_sorted.sortColumn() != section)
        sortBy(section, first);
    else if (m_sorted.sortOrder() == first)
        sortBy(section, second);
    else
        sortBy(std::nullopt, Qt::AscendingOrder);
    Q_EMIT columnsChanged();
}

void HopTableView::sortBy(std::optional<int> column, Qt::SortOrder order)
{
    m_sorted.sort(column.value_or(-1), order);
    m_header->setSorted(column, order);
    updateAxis();
}

QByteArray HopTableView::saveState() const
{
    QJsonObject state{{QStringLiteral("layout"), QString::fromUtf8(m_layout.save())},
        {QStringLiteral("logarithmic"), isLogarithmic()}};
    if (m_sorted.sortColumn() >= 0) {
        state.insert(QStringLiteral("sort"), QLatin1String(hopColumn(m_sorted.sortColumn()).key));
        state.insert(QStringLiteral("descending"), m_sorted.sortOrder() == Qt::DescendingOrder);
    }
    return QJsonDocument(state).toJson(QJsonDocument::Compact);
}

bool HopTableView::restoreState(const QByteArray &bytes)
{
    const QJsonObject state = QJsonDocument::fromJson(bytes).object();
    ColumnLayout layout(factKinds());
    if (!layout.restore(state.value(QLatin1String("layout")).toString().toUtf8()))
        return false;
    m_layout = layout;
    applyOrder();
    const QString key = state.value(QLatin1String("sort")).toString();
    std::optional<int> sorted;
    for (const HopColumnInfo &info : hopColumns()) {
        if (key == QLatin1String(info.key))
            sorted = static_cast<int>(info.id);
    }
    const bool descending = state.value(QLatin1String("descending")).toBool();
    sortBy(sorted, descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    setLogarithmic(state.value(QLatin1String("logarithmic")).toBool());
    return true;
}

void HopTableView::resetColumns()
{
    m_layout = ColumnLayout(factKinds());
    applyOrder();
    Q_EMIT columnsChanged();
}

QMenu *HopTableView::columnMenu(QWidget *parent)
{
    auto *menu = new QMenu(tr("Columns"), parent);
    menu->setToolTipsVisible(true);
    for (const HopColumnInfo &info : hopColumns()) {
        if (info.show == HopColumnInfo::Show::Always)
            continue;
        QAction *action = menu->addAction(info.name());
        action->setCheckable(true);
        action->setChecked(m_layout.column(info.id).visible);
        action->setToolTip(info.explanation());
        connect(action, &QAction::toggled, this, [this, id = info.id](bool visible) {
            m_layout.setVisible(id, visible);
            fitColumns();
            Q_EMIT columnsChanged();
        });
    }
    menu->addSeparator();
    QAction *logarithmic = menu->addAction(tr("Logarithmic Latency Graph"));
    logarithmic->setCheckable(true);
    logarithmic->setChecked(isLogarithmic());
    connect(logarithmic, &QAction::toggled, this, [this](bool on) {
        setLogarithmic(on);
        Q_EMIT columnsChanged();
    });
    menu->addAction(tr("Fit Columns to Window"), this, &HopTableView::fitColumns);
    menu->addAction(tr("Reset Columns"), this, &HopTableView::resetColumns);
    return menu;
}

} // namespace app
