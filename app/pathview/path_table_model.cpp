// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/path_table_model.h"

#include "app/pathview/path_text.h"
#include "app/table/formatting.h"
#include "app/table/hop_columns.h"

#include <QStringList>

#include <algorithm>

namespace app {

std::vector<PathTableModel::Row> PathTableModel::rowsOf(const PathGraph &graph)
{
    std::vector<Row> rows;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const PathNode &node = graph.nodes[i];
        if (node.key.kind == PathNodeKey::Kind::Computer)
            continue;
        Row row{node.key, {}};
        const bool router = node.key.kind == PathNodeKey::Kind::Router;
        row.texts[HopColumn] = router     ? PathText::mark(node)
            : node.lastTtl > node.key.ttl ? tr("%1–%2", "a span of hops").arg(node.key.ttl).arg(node.lastTtl)
                                          : QString::number(node.key.ttl);
        row.texts[NameColumn] = router && node.name == node.address ? formatNothing()
            : router                                                ? node.name
                                                                    : PathText::label(node);
        row.texts[AddressColumn] = node.address.isEmpty() ? formatNothing() : node.address;
        row.texts[ShareColumn] = router ? formatPercent(node.share, 0) : formatNothing();
        row.texts[AverageColumn] = node.average ? formatRttUnit(node.average) : formatNothing();
        row.texts[AddedColumn] = formatNothing();
        QStringList from;
        for (const PathEdge &edge : graph.edges) {
            if (edge.to != static_cast<int>(i))
                continue;
            const PathNode &before = graph.nodes[static_cast<std::size_t>(edge.from)];
            const QString name = before.key.kind == PathNodeKey::Kind::Router ? PathText::mark(before)
                : before.key.kind == PathNodeKey::Kind::Computer              ? PathText::hopName(before)
                                                                              : QString::number(before.lastTtl);
            from << tr("%1 (%2)", "a hop and its share").arg(name, formatPercent(edge.share, 0));
            if (edge.added)
                row.texts[AddedColumn] = formatRttUnit(edge.added);
        }
        row.texts[ReachedFromColumn] = from.isEmpty() ? formatNothing() : from.join(QStringLiteral(", "));
        QStringList notes;
        if (graph.loss && graph.loss->ttl == node.key.ttl)
            notes << tr("loss begins here: %1")
                         .arg(formatInterval(graph.loss->lost, graph.loss->of, graph.loss->interval));
        if (node.limitsReplies)
            notes << PathText::note(node);
        for (const platform::MplsLabel &label : node.mpls)
            notes << tr("MPLS label %1").arg(label.label);
        row.texts[NotesColumn] = notes.join(QStringLiteral("; "));
        rows.push_back(std::move(row));
    }
    return rows;
}

void PathTableModel::removeVanished(const std::vector<Row> &wanted)
{
    for (int row = static_cast<int>(m_rows.size()) - 1; row >= 0; --row) {
        if (std::ranges::find(wanted, m_rows[static_cast<std::size_t>(row)].key, &Row::key) != wanted.end())
            continue;
        beginRemoveRows({}, row, row);
        m_rows.erase(m_rows.begin() + row);
        endRemoveRows();
    }
}

void PathTableModel::setGraph(const PathGraph &graph)
{
    std::vector<Row> wanted = rowsOf(graph);
    removeVanished(wanted);
    // Both are in the order of TTL and first answer, so what is left of the old ones is in the order of the new.
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const int row = static_cast<int>(i);
        if (i >= m_rows.size() || m_rows[i].key != wanted[i].key) {
            beginInsertRows({}, row, row);
            m_rows.insert(m_rows.begin() + row, std::move(wanted[i]));
            endInsertRows();
        } else if (m_rows[i] != wanted[i]) {
            m_rows[i] = std::move(wanted[i]);
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
    }
}

std::uint8_t PathTableModel::ttlOf(int row) const
{
    return m_rows.at(static_cast<std::size_t>(row)).key.ttl;
}

std::optional<int> PathTableModel::rowOf(std::uint8_t ttl) const
{
    const auto found = std::ranges::find_if(m_rows, [ttl](const Row &row) { return row.key.ttl == ttl; });
    return found == m_rows.end() ? std::nullopt : std::optional(static_cast<int>(found - m_rows.begin()));
}

int PathTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PathTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PathTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto column = static_cast<std::size_t>(index.column());
    const bool number =
        index.column() == ShareColumn || index.column() == AverageColumn || index.column() == AddedColumn;
    switch (role) {
    case Qt::ToolTipRole:
        return plainToolTip(m_rows[static_cast<std::size_t>(index.row())].texts[column]);
    case Qt::DisplayRole:
        return m_rows[static_cast<std::size_t>(index.row())].texts[column];
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

QVariant PathTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount)
        return {};
    const std::array<QString, ColumnCount> titles{
        tr("Hop"), tr("Name"), tr("Address"), tr("Reached from"), tr("Share"), tr("Average"), tr("Added"), tr("Notes")};
    return titles[static_cast<std::size_t>(section)];
}

} // namespace app
