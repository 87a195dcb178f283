// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/target_summary.h"
#include "engine/lookups/session_lookups.h"
#include "engine/session.h"

#include <QAbstractListModel>

#include <deque>
#include <memory>
#include <vector>

namespace app {

class HopFacts;
class LookupFacts;
struct ProbeNetwork;

/// All targets of the window, in the order in which they were added. Owns their sessions. GUI thread.
class SessionList final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { SummaryRole = Qt::UserRole, SparklineRole, SimulatedRole };

    explicit SessionList(QObject *parent = nullptr);
    ~SessionList() override;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    int count() const { return static_cast<int>(m_entries.size()); }
    engine::Session *at(int row) const; ///< null out of range
    int rowOf(const engine::Session *session) const; ///< -1 when it is not (or no longer) in the list
    /// The row of a target with the same host and the same network, or -1.
    int find(const engine::Target &target, bool simulated) const;
    bool isSimulated(const engine::Session *session) const;
    HopFacts *factsOf(const engine::Session *session) const; ///< null: nobody can be asked about its addresses

    engine::Session *add(const engine::Target &target, ProbeNetwork &network);
    /// Takes it from the list, pausing it. The newest removed one can come back with undoRemove().
    void remove(int row);
    /// Rows are going: a view that moves its current row because of that has not been asked to by anybody.
    bool isRemoving() const { return m_removing; }
    bool canUndoRemove() const { return m_removed != nullptr; }
    QString removedName() const;
    engine::Session *undoRemove();
    void removeSimulated(); ///< for good: their network goes away
    void clear(); ///< for good

    /// Hands events to the sessions that they belong to.
    void apply(const engine::TraceEvents &events);

    int replying() const;
    bool anyRunning() const;
    double probesPerSecond() const; ///< counted, of all running targets together

Q_SIGNALS:
    void summariesChanged(); ///< of any target; at most once in a pass
    void sessionStateChanged(engine::Session *session);

private:
    struct Entry {
        std::unique_ptr<engine::Session> session;
        std::unique_ptr<engine::SessionLookups> lookups; ///< null without; goes before the session
        std::unique_ptr<LookupFacts> facts; ///< of `lookups`
        bool simulated = false;
        bool pausedByRemoval = false;
    };

    void watch(engine::Session *session);
    void touched(const engine::Session *session);
    void countProbes(const engine::TraceEvents &events);

    std::vector<Entry> m_entries;
    std::unique_ptr<Entry> m_removed;
    int m_removedRow = 0;
    bool m_removing = false;
    std::deque<platform::TimePoint> m_sent; ///< when the probes of the last seconds left
};

} // namespace app

Q_DECLARE_METATYPE(app::TargetSummary)
