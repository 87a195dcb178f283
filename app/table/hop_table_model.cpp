// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/hop_table_model.h"

#include "app/table/span_figures.h"

#include <algorithm>

namespace app {

const HopRow *HopRowModel::row(const QModelIndex &index) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return nullptr;
    return &m_rows[static_cast<std::size_t>(index.row())];
}

int HopRowModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int HopRowModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : hopColumnCount;
}

QVariant HopRowModel::data(const QModelIndex &index, int role) const
{
    const HopRow *hop = row(index);
    if (!hop)
        return {};
    const HopColumnInfo &column = hopColumn(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return column.text(*hop, QLocale());
    case Qt::TextAlignmentRole:
        return static_cast<int>(column.alignment);
    case Qt::ToolTipRole:
        return cellToolTip(column.id, *hop);
    case Qt::AccessibleTextRole: {
        const QString text = column.text(*hop, QLocale());
        return text.isEmpty() || column.id == HopColumn::Hop ? rowSentence(*hop)
                                                             : QStringLiteral("%1: %2").arg(column.name(), text);
    }
    case RowRole:
        return QVariant::fromValue(hop);
    case SortRole:
        return column.value(*hop);
    default:
        return {};
    }
}

QVariant HopRowModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= hopColumnCount)
        return {};
    const HopColumnInfo &column = hopColumn(section);
    switch (role) {
    case Qt::DisplayRole:
        return column.title();
    case Qt::ToolTipRole: {
        QStringList lines{column.explanation()};
        if (column.name() != column.title())
            lines.prepend(column.name());
        if (const QString why = whyEmpty(column.id); !why.isEmpty() && std::ranges::none_of(m_rows, column.asked))
            lines.append(why);
        return lines.join(QLatin1Char('\n'));
    }
    case Qt::AccessibleTextRole:
        return column.name();
    case Qt::TextAlignmentRole:
        return static_cast<int>(column.alignment);
    default:
        return {};
    }
}

void HopRowModel::replace(std::vector<HopRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void HopRowModel::merge(std::vector<HopRow> rows)
{
    removeMissing(rows);
    insertNew(rows);
    takeChanges(std::move(rows));
}

void HopRowModel::removeMissing(const std::vector<HopRow> &rows)
{
    const auto missing = [&rows](const HopRow &row) {
        return !std::binary_search(
            rows.begin(), rows.end(), row, [](const HopRow &a, const HopRow &b) { return a.key() < b.key(); });
    };
    for (std::size_t end = m_rows.size(); end > 0;) {
        if (!missing(m_rows[end - 1])) {
            --end;
            continue;
        }
        std::size_t begin = end - 1;
        while (begin > 0 && missing(m_rows[begin - 1]))
            --begin;
        beginRemoveRows({}, static_cast<int>(begin), static_cast<int>(end) - 1);
        m_rows.erase(
            m_rows.begin() + static_cast<std::ptrdiff_t>(begin), m_rows.begin() + static_cast<std::ptrdiff_t>(end));
        endRemoveRows();
        end = begin;
    }
}

void HopRowModel::insertNew(const std::vector<HopRow> &rows)
{
    const auto isNew = [this, &rows](std::size_t at) {
        return at < rows.size() && (at >= m_rows.size() || m_rows[at].key() != rows[at].key());
    };
    for (std::size_t at = 0; at < rows.size(); ++at) {
        if (!isNew(at))
            continue;
        // All that come before the row which stands here now.
        std::size_t end = at + 1;
        while (end < rows.size() && (at >= m_rows.size() || rows[end].key() < m_rows[at].key()))
            ++end;
        beginInsertRows({}, static_cast<int>(at), static_cast<int>(end) - 1);
        m_rows.insert(m_rows.begin() + static_cast<std::ptrdiff_t>(at), rows.begin() + static_cast<std::ptrdiff_t>(at),
            rows.begin() + static_cast<std::ptrdiff_t>(end));
        endInsertRows();
        at = end - 1;
    }
}

void HopRowModel::takeChanges(std::vector<HopRow> &&rows)
{
    for (std::size_t first = 0; first < rows.size(); ++first) {
        std::size_t end = first;
        while (end < rows.size() && !(m_rows[end] == rows[end])) {
            m_rows[end] = std::move(rows[end]);
            ++end;
        }
        if (end == first)
            continue;
        Q_EMIT dataChanged(index(static_cast<int>(first), 0), index(static_cast<int>(end) - 1, hopColumnCount - 1));
        first = end - 1;
    }
}

void RoundTripModel::setRow(HopRow row)
{
    std::vector<HopRow> rows;
    rows.push_back(std::move(row));
    merge(std::move(rows));
}

HopTableModel::HopTableModel(QObject *parent)
    : HopRowModel(parent)
    , m_roundTrip(this)
{
}

std::vector<HopRow> HopTableModel::makeRows() const
{
    std::vector<HopRow> rows = hopRows(*m_path, m_facts, m_expanded);
    const auto span = m_history ? m_shown.span(m_history->end()) : std::nullopt;
    if (span)
        showSpan(rows, *m_history, *span);
    return rows;
}

void HopTableModel::setShown(const ShownTime &shown)
{
    if (shown == m_shown)
        return;
    m_shown = shown;
    refresh();
}

void HopTableModel::setPath(const engine::PathState *path, const engine::SampleHistory *history)
{
    m_path = path;
    m_history = history;
    m_run = path ? path->run() : engine::RunId{};
    m_expanded.clear();
    replace(path ? makeRows() : std::vector<HopRow>());
    m_roundTrip.clear();
    if (path)
        m_roundTrip.setRow(roundTripRow(rows(), path->target(), m_facts));
}

void HopTableModel::setFacts(const HopFacts *facts)
{
    if (m_facts)
        disconnect(m_facts, nullptr, this, nullptr);
    m_facts = facts;
    if (m_facts)
        connect(m_facts, &HopFacts::changed, this, &HopTableModel::refresh);
    refresh();
}

void HopTableModel::refresh()
{
    if (!m_path)
        return;
    if (m_path->run() != m_run) {
        m_run = m_path->run();
        m_expanded.clear();
    }
    merge(makeRows());
    m_roundTrip.setRow(roundTripRow(rows(), m_path->target(), m_facts));
}

void HopTableModel::setExpanded(std::uint8_t ttl, bool expanded)
{
    if (expanded == m_expanded.contains(ttl))
        return;
    if (expanded)
        m_expanded.insert(ttl);
    else
        m_expanded.erase(ttl);
    refresh();
}

platform::Duration HopTableModel::largestP95() const
{
    platform::Duration largest{};
    for (const HopRow &row : rows())
        largest = std::max(largest, row.figures.p95.value_or(platform::Duration{}));
    return largest;
}

} // namespace app
