// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/table/hop_table_model.h"

#include <QSortFilterProxyModel>

namespace app {

/// Sorts hops by raw values when asked to; the addresses of an opened hop stay below it. Rows do not move while replies
/// come in. Without a sort column, or rising by hop, it is the order of the path.
class HopSortModel final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit HopSortModel(HopTableModel *source, QObject *parent = nullptr);

    bool inPathOrder() const;
    const HopRow *row(const QModelIndex &index) const;

protected:
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    int compareHops(const QModelIndex &left, const QModelIndex &right) const;
    QVariant hopValue(const QModelIndex &index) const;

    HopTableModel &m_source;
};

} // namespace app
