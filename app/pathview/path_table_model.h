// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pathview/path_graph.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace app {

/// The path graph as rows, one per node that is a hop: the same data for those who prefer, or need, text.
class PathTableModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        HopColumn,
        NameColumn,
        AddressColumn,
        ReachedFromColumn,
        ShareColumn,
        AverageColumn,
        AddedColumn,
        NotesColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Rows are kept by node: those that stay are updated, the others come and go.
    void setGraph(const PathGraph &graph);
    std::uint8_t ttlOf(int row) const;
    std::optional<int> rowOf(std::uint8_t ttl) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        PathNodeKey key;
        std::array<QString, ColumnCount> texts;
        friend bool operator==(const Row &, const Row &) = default;
    };
    static std::vector<Row> rowsOf(const PathGraph &graph);
    void removeVanished(const std::vector<Row> &wanted);

    std::vector<Row> m_rows;
};

} // namespace app
