// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/table/history_strip.h"
#include "app/table/hop_columns.h"
#include "app/table/latency_scale.h"
#include "app/table/table_look.h"

#include <QDateTime>
#include <QHash>
#include <QPixmap>

class QPainter;

namespace app {

/// How a cell stands in its table at this moment.
struct CellState {
    bool selected = false;
    bool active = true; ///< the window has the focus
    bool hovered = false;
    bool alternate = false;
    bool focused = false; ///< the row with the keyboard focus
    bool firstColumn = false; ///< at the left edge: what frames the row closes here
    bool lastColumn = false;
    std::optional<int> series;
};

/// Draws the cells of the hop table: for the view, and for pictures of it. No widget and no style is needed, so that a
/// picture can be drawn without a window.
class HopPainter final {
public:
    explicit HopPainter(const TableLook &look);

    const TableLook &look() const { return m_look; }
    void setLook(const TableLook &look);
    void setScale(const LatencyScale &scale) { m_scale = scale; }
    const LatencyScale &scale() const { return m_scale; }
    void setJoins(bool joins) { m_joins = joins; } ///< false while the rows are not in the order of the path
    bool joins() const { return m_joins; }
    /// Null: strips show nothing but their base line.
    void setHistory(const engine::SampleHistory *history, platform::Duration span);
    HistoryWindow historyWindow(int width) const;
    void setOrigin(const QDateTime &origin) { m_origin = origin; } ///< of the run, for the times in tool tips
    /// What the bar at `x` of the cell stands for; "" where there is none.
    QString historyToolTip(const QRect &cell, int x, const HopRow &row) const;

    void paint(QPainter &painter, const QRect &cell, HopColumn column, const HopRow &row, const CellState &state) const;
    /// One header section, latency ticks included. `note`: a second line for the history's times, left and right.
    void paintHeader(QPainter &painter, const QRect &cell, HopColumn column, std::optional<Qt::SortOrder> order,
        const QStringList &note) const;

    /// Where the name cell's chevron is, for the mouse; empty for rows that cannot be opened.
    QRect chevronRect(const QRect &cell, const HopRow &row) const;

private:
    QColor background(const HopRow &row, const CellState &state) const;
    void paintFrame(QPainter &painter, const QRect &cell, HopColumn column, const CellState &state) const;
    void paintHop(QPainter &painter, const QRect &cell, const HopRow &row) const;
    void paintName(QPainter &painter, const QRect &cell, const HopRow &row, const CellState &state) const;
    void paintShare(QPainter &painter, const QRect &cell, const HopRow &row) const;
    double paintChips(QPainter &painter, const QRect &cell, const HopRow &row) const; ///< width taken at the right
    void paintText(QPainter &painter, const QRect &cell, const HopColumnInfo &column, const HopRow &row) const;
    void paintNumber(QPainter &painter, const QRect &cell, const HopColumnInfo &column, const HopRow &row) const;
    void paintLoss(QPainter &painter, const QRect &cell, const HopRow &row) const;
    void paintHistory(QPainter &painter, const QRect &cell, const HopRow &row) const;
    QPixmap historyPixmap(const QSize &size, qreal ratio, const HopRow &row) const;
    const TabularText &weighted(const HopRow &row) const;

    TableLook m_look;
    LatencyScale m_scale;
    bool m_joins = true;
    const engine::SampleHistory *m_history = nullptr;
    QDateTime m_origin;
    platform::Duration m_span{1};

    /// The strip of a row as it was drawn last, for as long as nothing in it changed.
    struct Strip {
        HopFigures figures;
        HistoryWindow window;
        engine::LossKind lossKind = engine::LossKind::None;
        QPixmap pixmap;
    };
    mutable QHash<int, Strip> m_strips; ///< by TTL; the round trip has 0
};

} // namespace app
