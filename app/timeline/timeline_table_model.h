// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/timeline/timeline_scene.h"

#include <QAbstractTableModel>

#include <deque>

namespace app {

/// The chart in numbers: a row per column of the visible span, newest last; per hop its average, range and losses.
/// GUI thread. New samples append and change rows; only another view of time or other hops reset it.
class TimelineTableModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum HopColumn { AverageColumn, MinimumColumn, MaximumColumn, LostColumn, HopColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setScene(const TimelineScene &scene);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        platform::Duration slot{}; ///< start of the step of the time grid
        QString time;
        std::vector<std::optional<TimelineColumn>> hops;
        friend bool operator==(const Row &, const Row &) = default;
    };
    std::vector<Row> rowsOf(const TimelineScene &scene) const;
    void merge(std::vector<Row> rows);
    QString text(const TimelineColumn &column, int which) const;

    std::vector<TimelineHop> m_hops;
    std::vector<QString> m_names;
    platform::Duration m_step{};
    QLocale m_locale;
    std::deque<Row> m_rows; ///< rising by slot
};

} // namespace app
