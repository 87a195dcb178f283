// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/table/hop_columns.h"
#include "app/table/hop_row.h"
#include "app/table/shown_time.h"
#include "engine/core/sample_history.h"

#include <QAbstractTableModel>
#include <QPointer>

#include <set>
#include <vector>

namespace app {

/// Columns, texts and roles of hop rows, for the table and for the round-trip row below it.
class HopRowModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        RowRole = Qt::UserRole + 1, ///< const app::HopRow *, valid until control returns to the event loop
        SortRole, ///< raw value: never the text
    };

    using QAbstractTableModel::QAbstractTableModel;

    const std::vector<HopRow> &rows() const { return m_rows; }
    const HopRow *row(const QModelIndex &index) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    /// Goes over to `rows` with the fewest removals, insertions and changes; both rise by HopRow::key().
    void merge(std::vector<HopRow> rows);
    void replace(std::vector<HopRow> rows); ///< resets

private:
    void removeMissing(const std::vector<HopRow> &rows);
    void insertNew(const std::vector<HopRow> &rows);
    void takeChanges(std::vector<HopRow> &&rows);

    std::vector<HopRow> m_rows;
};

/// One row: the target once more.
class RoundTripModel final : public HopRowModel {
    Q_OBJECT

public:
    using HopRowModel::HopRowModel;
    void setRow(HopRow row);
    void clear() { replace({}); }
};

/// The hops of one path, each followed by the rows of its addresses while it is expanded. GUI thread. Replies never
/// reset it: rows keep their identity (TTL, address), so that selection and scrolling survive.
class HopTableModel final : public HopRowModel {
    Q_OBJECT

public:
    explicit HopTableModel(QObject *parent = nullptr);

    /// Shows another path, or none; both must outlive this or the next call. Without a history only the whole run can
    /// be shown.
    void setPath(const engine::PathState *path, const engine::SampleHistory *history = nullptr);
    /// What part of the run the figures sum up. Which rows there are does not depend on it.
    void setShown(const ShownTime &shown);
    const ShownTime &shown() const { return m_shown; }
    void setFacts(const HopFacts *facts);
    /// Takes over what changed in path and facts.
    void refresh();

    bool isExpanded(std::uint8_t ttl) const { return m_expanded.contains(ttl); }
    void setExpanded(std::uint8_t ttl, bool expanded);

    RoundTripModel *roundTrip() { return &m_roundTrip; }
    const RoundTripModel *roundTrip() const { return &m_roundTrip; }
    /// The largest p95 of all rows: what the latency axis must hold.
    platform::Duration largestP95() const;

private:
    std::vector<HopRow> makeRows() const;

    const engine::PathState *m_path = nullptr;
    const engine::SampleHistory *m_history = nullptr;
    ShownTime m_shown;
    QPointer<const HopFacts> m_facts;
    engine::RunId m_run{};
    std::set<std::uint8_t> m_expanded;
    RoundTripModel m_roundTrip;
};

} // namespace app
