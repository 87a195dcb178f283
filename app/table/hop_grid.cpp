// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/hop_grid.h"

#include "app/table/hop_table_model.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace app {

HopHeader::HopHeader(const HopPainter &painter, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_painter(painter)
{
    setSectionsClickable(true);
    setSectionsMovable(true);
    setFirstSectionMovable(false);
    setHighlightSections(false);
    setMinimumSectionSize(20);
    setContextMenuPolicy(Qt::CustomContextMenu);
}

void HopHeader::setHistoryNote(const QStringList &note)
{
    if (note == m_note)
        return;
    m_note = note;
    updateSection(static_cast<int>(HopColumn::History));
}

void HopHeader::setSorted(std::optional<int> column, Qt::SortOrder order)
{
    m_sorted = column;
    m_order = order;
    viewport()->update();
}

QSize HopHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), m_painter.look().headerHeight()};
}

void HopHeader::paintEvent(QPaintEvent *event)
{
    // Also where no section is.
    QPainter painter(viewport());
    const Theme &theme = m_painter.look().theme();
    painter.fillRect(viewport()->rect(), theme.window);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.border);
    painter.end();
    QHeaderView::paintEvent(event);
}

void HopHeader::paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const
{
    if (!rect.isValid())
        return;
    const auto order = m_sorted == logicalIndex ? std::optional(m_order) : std::nullopt;
    painter->save();
    painter->setClipRect(rect);
    m_painter.paintHeader(*painter, rect, static_cast<HopColumn>(logicalIndex), order, m_note);
    painter->restore();
}

HopGrid::HopGrid(const HopPainter &painter, QWidget *parent)
    : QTableView(parent)
    , m_painter(painter)
{
    setItemDelegate(new HopDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1);
}

const HopRow *HopGrid::rowAt(const QModelIndex &index) const
{
    return index.data(HopRowModel::RowRole).value<const HopRow *>();
}

CellState HopGrid::stateOf(const QModelIndex &index, const QStyleOptionViewItem &option) const
{
    CellState state;
    const QHeaderView *header = horizontalHeader();
    const int visual = header->visualIndex(index.column());
    const auto isEdge = [&](int step) {
        for (int next = visual + step; next >= 0 && next < header->count(); next += step) {
            if (!header->isSectionHidden(header->logicalIndex(next)))
                return false;
        }
        return true;
    };
    state.selected = option.state.testFlag(QStyle::State_Selected);
    state.active = option.state.testFlag(QStyle::State_Active);
    state.hovered = index.row() == m_hovered;
    state.alternate = index.row() % 2 == 1;
    state.focused = hasFocus() && index.row() == currentIndex().row();
    state.firstColumn = isEdge(-1);
    state.lastColumn = isEdge(1);
    if (const HopRow *row = rowAt(index); row && m_series)
        state.series = m_series->series(row->ttl);
    return state;
}

void HopGrid::updateRow(int row)
{
    if (row >= 0)
        viewport()->update(QRect(0, rowViewportPosition(row), viewport()->width(), rowHeight(row)));
}

void HopGrid::updateColumn(HopColumn column)
{
    const int section = static_cast<int>(column);
    viewport()->update(QRect(columnViewportPosition(section), 0, columnWidth(section), viewport()->height()));
}

void HopGrid::setHovered(int row)
{
    if (row == m_hovered)
        return;
    const int before = m_hovered;
    m_hovered = row;
    updateRow(before);
    updateRow(row);
}

bool HopGrid::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        setHovered(-1);
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QModelIndex index = indexAt(help->pos());
        const HopRow *row = rowAt(index);
        if (row && index.column() == static_cast<int>(HopColumn::History)) {
            const QString text = m_painter.historyToolTip(visualRect(index), help->pos().x(), *row);
            QToolTip::showText(help->globalPos(), text, viewport());
            return true;
        }
    }
    return QTableView::viewportEvent(event);
}

void HopGrid::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        Q_EMIT roomChanged();
}

void HopGrid::mouseMoveEvent(QMouseEvent *event)
{
    setHovered(indexAt(event->position().toPoint()).row());
    QTableView::mouseMoveEvent(event);
}

void HopGrid::wheelEvent(QWheelEvent *event)
{
    QTableView::wheelEvent(event);
    setHovered(indexAt(event->position().toPoint()).row());
}

bool HopGrid::toggleAt(const QPoint &position)
{
    const QModelIndex index = indexAt(position);
    const HopRow *row = rowAt(index);
    if (!row || index.column() != static_cast<int>(HopColumn::Name)
        || !m_painter.chevronRect(visualRect(index), *row).contains(position))
        return false;
    Q_EMIT expansionRequested(row->ttl, !row->expanded);
    return true;
}

void HopGrid::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !toggleAt(event->position().toPoint()))
        QTableView::mousePressEvent(event);
}

void HopGrid::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    const HopRow *row = rowAt(index);
    if (row && row->expandable())
        Q_EMIT expansionRequested(row->ttl, !row->expanded);
    else
        QTableView::mouseDoubleClickEvent(event);
}

void HopGrid::keyPressEvent(QKeyEvent *event)
{
    const HopRow *row = rowAt(currentIndex());
    if (event->matches(QKeySequence::Copy)) {
        Q_EMIT copyRequested();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        Q_EMIT activatedByKey();
    } else if (row && row->expandable() && event->modifiers() == Qt::NoModifier
        && event->key() == (row->expanded ? Qt::Key_Left : Qt::Key_Right)) {
        Q_EMIT expansionRequested(row->ttl, !row->expanded);
    } else {
        QTableView::keyPressEvent(event);
        return;
    }
    event->accept();
}

/// Rows are what moves: Home and End go to the first and the last one.
QModelIndex HopGrid::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const int rows = model() ? model()->rowCount() : 0;
    if (rows > 0 && (action == MoveHome || action == MoveEnd))
        return model()->index(action == MoveHome ? 0 : rows - 1, std::max(0, currentIndex().column()));
    return QTableView::moveCursor(action, modifiers);
}

void HopGrid::focusInEvent(QFocusEvent *event)
{
    // Someone who comes with the keyboard sees where he is.
    if (!currentIndex().isValid() && model() && model()->rowCount() > 0)
        selectionModel()->setCurrentIndex(model()->index(0, 0), QItemSelectionModel::NoUpdate);
    QTableView::focusInEvent(event);
    updateRow(currentIndex().row());
}

void HopGrid::focusOutEvent(QFocusEvent *event)
{
    QTableView::focusOutEvent(event);
    updateRow(currentIndex().row());
}

HopDelegate::HopDelegate(HopGrid *grid)
    : QStyledItemDelegate(grid)
    , m_grid(*grid)
{
}

void HopDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (const HopRow *row = m_grid.rowAt(index))
        m_grid.painter().paint(
            *painter, option.rect, static_cast<HopColumn>(index.column()), *row, m_grid.stateOf(index, option));
}

QSize HopDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {hopColumn(index.column()).width, m_grid.painter().look().rowHeight()};
}

} // namespace app
