// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/table/hop_selection.h"
#include "app/table/hop_sort_model.h"
#include "app/table/table_options.h"

#include <QPointer>
#include <QWidget>

class QMenu;
class QTableView;

namespace engine {
class SampleHistory;
class Session;
} // namespace engine

namespace app {

/// The hop table with its latency graph, its history strips and the round-trip row frozen below it.
class HopTableView final : public QWidget {
    Q_OBJECT

public:
    explicit HopTableView(QWidget *parent = nullptr);
    explicit HopTableView(const TableOptions &options, QWidget *parent = nullptr);
    ~HopTableView() override;

    /// Shows this session, or nothing. Forgets it by itself when it is deleted.
    void setSession(engine::Session *session);
    /// Shows a path without a session; both must outlive this, and refresh() says that they have changed.
    void setPath(const engine::PathState *path, const engine::SampleHistory *history);
    void refresh();
    void setSelection(HopSelection *selection); ///< shared with the other views; must outlive this
    void setFacts(const HopFacts *facts);

    const HopTableModel &model() const { return m_model; }

private:
    void syncSelection();

    TableOptions m_options;
    HopTableModel m_model;
    HopSortModel m_sorted;
    QPointer<engine::Session> m_session;
    HopSelection *m_selection = nullptr;
    QTableView *m_table = nullptr;
    QTableView *m_roundTrip = nullptr;
};

} // namespace app
