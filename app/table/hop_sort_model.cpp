// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/hop_sort_model.h"

namespace app {

HopSortModel::HopSortModel(HopTableModel *source, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_source(*source)
{
    setDynamicSortFilter(false);
    setSortRole(HopRowModel::SortRole);
    setSourceModel(source);
}

bool HopSortModel::inPathOrder() const
{
    return sortColumn() < 0 || (sortColumn() == static_cast<int>(HopColumn::Hop) && sortOrder() == Qt::AscendingOrder);
}

const HopRow *HopSortModel::row(const QModelIndex &index) const
{
    return m_source.row(mapToSource(index));
}

/// The value by which a row is sorted is that of its hop, so that address rows stay together.
QVariant HopSortModel::hopValue(const QModelIndex &index) const
{
    int row = index.row();
    while (row > 0 && m_source.rows()[static_cast<std::size_t>(row)].kind == HopRow::Kind::Address)
        --row;
    return m_source.data(m_source.index(row, index.column()), HopRowModel::SortRole);
}

int HopSortModel::compareHops(const QModelIndex &left, const QModelIndex &right) const
{
    const QVariant a = hopValue(left);
    const QVariant b = hopValue(right);
    if (!a.isValid() || !b.isValid()) // rows without a value come last in both directions
        return a.isValid() == b.isValid() ? 0 : (a.isValid() == (sortOrder() == Qt::AscendingOrder)) ? -1 : 1;
    if (a.typeId() == QMetaType::QString)
        return QString::localeAwareCompare(a.toString(), b.toString());
    if (a.typeId() == QMetaType::QByteArray)
        return a.toByteArray().compare(b.toByteArray());
    const double x = a.toDouble();
    const double y = b.toDouble();
    return x < y ? -1 : x > y ? 1 : 0;
}

bool HopSortModel::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const HopRow *a = m_source.row(left);
    const HopRow *b = m_source.row(right);
    const bool rising = sortOrder() == Qt::AscendingOrder;
    if (a->ttl != b->ttl) {
        if (const int order = compareHops(left, right))
            return order < 0;
    }
    return rising ? a->key() < b->key() : b->key() < a->key();
}

} // namespace app
