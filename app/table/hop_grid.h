// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/table/hop_painter.h"
#include "app/table/hop_selection.h"

#include <QHeaderView>
#include <QStyledItemDelegate>
#include <QTableView>

namespace app {

/// The header of the hop table: titles, sort arrow, ticks of the latency graph, times of the history.
class HopHeader final : public QHeaderView {
    Q_OBJECT

public:
    explicit HopHeader(const HopPainter &painter, QWidget *parent = nullptr);

    void setHistoryNote(const QStringList &note); ///< left and right
    void setSorted(std::optional<int> column, Qt::SortOrder order);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override;

private:
    const HopPainter &m_painter;
    QStringList m_note;
    std::optional<int> m_sorted;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

/// A table of hop rows, drawn by a HopPainter: whole rows are hovered, selected and focused. Only what is visible is
/// drawn.
class HopGrid final : public QTableView {
    Q_OBJECT

public:
    explicit HopGrid(const HopPainter &painter, QWidget *parent = nullptr);

    void setSelectionSeries(const HopSelection *selection) { m_series = selection; }
    const HopRow *rowAt(const QModelIndex &index) const;
    CellState stateOf(const QModelIndex &index, const QStyleOptionViewItem &option) const;
    const HopPainter &painter() const { return m_painter; }
    bool pointerInside() const { return m_hovered >= 0; }
    void updateRow(int row);
    void updateColumn(HopColumn column);

Q_SIGNALS:
    void expansionRequested(int ttl, bool expand);
    void activatedByKey(); ///< Enter
    void copyRequested();
    void roomChanged(); ///< the width for columns is another one

protected:
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;

private:
    void setHovered(int row);
    bool toggleAt(const QPoint &position);

    const HopPainter &m_painter;
    const HopSelection *m_series = nullptr;
    int m_hovered = -1;
};

/// Hands each cell of a HopGrid to its HopPainter.
class HopDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit HopDelegate(HopGrid *grid);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    HopGrid &m_grid;
};

} // namespace app
