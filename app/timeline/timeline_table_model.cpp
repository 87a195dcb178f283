// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/timeline/timeline_table_model.h"

#include "app/table/formatting.h"

#include <algorithm>
#include <map>

namespace app {

using platform::Duration;

std::vector<TimelineTableModel::Row> TimelineTableModel::rowsOf(const TimelineScene &scene) const
{
    const TimelineSnapshot &snapshot = scene.snapshot;
    std::map<Duration, Row> rows;
    for (std::size_t hop = 0; hop < snapshot.lanes.size(); ++hop) {
        for (const TimelineColumn &column : snapshot.lanes[hop].columns) {
            if (column.span.to < snapshot.span.from || column.span.from > snapshot.span.to)
                continue;
            const Duration slot = column.span.from / snapshot.step * snapshot.step;
            Row &row = rows[slot];
            row.slot = slot;
            row.hops.resize(snapshot.lanes.size());
            row.hops[hop] = column;
        }
    }
    std::vector<Row> result;
    result.reserve(rows.size());
    for (auto &[slot, row] : rows) {
        row.time = scene.moment(slot);
        result.push_back(std::move(row));
    }
    return result;
}

void TimelineTableModel::setScene(const TimelineScene &scene)
{
    std::vector<TimelineHop> hops;
    std::vector<QString> names;
    for (const TimelineLane &lane : scene.snapshot.lanes) {
        hops.push_back(lane.hop);
        names.push_back(lane.name);
    }
    m_locale = scene.locale;
    std::vector<Row> rows = rowsOf(scene);
    const bool apart = m_rows.empty() || rows.empty() || rows.front().slot > m_rows.back().slot
        || rows.back().slot < m_rows.front().slot;
    if (hops != m_hops || names != m_names || scene.snapshot.step != m_step || apart) {
        beginResetModel();
        m_hops = std::move(hops);
        m_names = std::move(names);
        m_step = scene.snapshot.step;
        m_rows.assign(rows.begin(), rows.end());
        endResetModel();
        return;
    }
    merge(std::move(rows));
}

void TimelineTableModel::merge(std::vector<Row> rows)
{
    const auto removeFrom = [this](int first, int last) {
        if (first > last)
            return;
        beginRemoveRows({}, first, last);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        endRemoveRows();
    };
    const auto isMissing = [&](const Row &row) {
        return !std::binary_search(
            rows.begin(), rows.end(), row, [](const Row &one, const Row &other) { return one.slot < other.slot; });
    };
    for (int i = static_cast<int>(m_rows.size()) - 1; i >= 0;) {
        const int last = i;
        while (i >= 0 && isMissing(m_rows[static_cast<std::size_t>(i)]))
            --i;
        removeFrom(i + 1, last);
        --i;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        std::size_t fresh = i;
        while (fresh < rows.size() && (i >= m_rows.size() || rows[fresh].slot < m_rows[i].slot))
            ++fresh;
        if (fresh > i) {
            beginInsertRows({}, static_cast<int>(i), static_cast<int>(fresh) - 1);
            m_rows.insert(m_rows.begin() + static_cast<std::ptrdiff_t>(i),
                rows.begin() + static_cast<std::ptrdiff_t>(i), rows.begin() + static_cast<std::ptrdiff_t>(fresh));
            endInsertRows();
            i = fresh - 1;
        } else if (!(m_rows[i] == rows[i])) {
            m_rows[i] = std::move(rows[i]);
            Q_EMIT dataChanged(index(static_cast<int>(i), 0), index(static_cast<int>(i), columnCount() - 1));
        }
    }
}

int TimelineTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TimelineTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 1 + static_cast<int>(m_hops.size()) * HopColumnCount;
}

QString TimelineTableModel::text(const TimelineColumn &column, int which) const
{
    const bool answered = column.answered() > 0;
    switch (which) {
    case AverageColumn:
        return answered ? formatRtt(Duration(column.sum / column.answered()), m_locale) : formatNothing();
    case MinimumColumn:
        return answered ? formatRtt(column.min, m_locale) : formatNothing();
    case MaximumColumn:
        return answered ? formatRtt(column.max, m_locale) : formatNothing();
    default:
        return tr("%1 of %2").arg(m_locale.toString(column.lost), m_locale.toString(column.sent));
    }
}

QVariant TimelineTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    if (index.column() == 0)
        return row.time;
    const auto &column = row.hops[static_cast<std::size_t>((index.column() - 1) / HopColumnCount)];
    return column ? text(*column, (index.column() - 1) % HopColumnCount) : formatNothing();
}

QVariant TimelineTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (section == 0)
        return role == Qt::DisplayRole ? QVariant(tr("Time")) : QVariant();
    const auto hop = static_cast<std::size_t>((section - 1) / HopColumnCount);
    const QString who = m_hops[hop].roundTrip ? tr("Round trip") : QString::number(m_hops[hop].ttl);
    if (role == Qt::ToolTipRole)
        return m_names[hop];
    if (role != Qt::DisplayRole)
        return {};
    switch ((section - 1) % HopColumnCount) {
    case AverageColumn:
        return tr("%1: average, ms").arg(who);
    case MinimumColumn:
        return tr("%1: least, ms").arg(who);
    case MaximumColumn:
        return tr("%1: most, ms").arg(who);
    default:
        return tr("%1: lost").arg(who);
    }
}

} // namespace app
