// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/privacy/question_table.h"

#include "app/theme/theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace app {
namespace {

constexpr int designRowHeight = 25;

}

QuestionTable::QuestionTable(QWidget *parent)
    : QTableView(parent)
{
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setWordWrap(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false); // Tab leaves the table
    setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(scaled(designRowHeight, fontMetrics()));
    verticalHeader()->setMinimumSectionSize(1);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
}

void QuestionTable::setEmptyText(const QString &text)
{
    if (text == m_emptyText)
        return;
    m_emptyText = text;
    viewport()->update();
}

QList<int> QuestionTable::selectedRows() const
{
    QList<int> rows;
    if (selectionModel()) {
        const auto selected = selectionModel()->selectedRows();
        for (const QModelIndex &index : selected)
            rows.append(index.row());
    }
    std::ranges::sort(rows);
    return rows;
}

void QuestionTable::rowsInserted(const QModelIndex &parent, int start, int end)
{
    const int first = verticalScrollBar()->value();
    QTableView::rowsInserted(parent, start, end);
    if (first == 0 || start > first)
        return; // at the top the newest are wanted
    updateGeometries(); // the range grows before the value
    verticalScrollBar()->setValue(first + end - start + 1);
}

void QuestionTable::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (m_emptyText.isEmpty() || (model() && model()->rowCount() > 0))
        return;
    QPainter painter(viewport());
    painter.setPen(Theme::of(palette()).text2);
    const int margin = scaled(24, fontMetrics());
    painter.drawText(
        viewport()->rect().adjusted(margin, margin, -margin, -margin), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
}

} // namespace app
