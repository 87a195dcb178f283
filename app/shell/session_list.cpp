// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/session_list.h"

#include "app/shell/probe_network.h"
#include "app/shell/shell_options.h"
#include "app/table/lookup_facts.h"

#include <QScopedValueRollback>

#include <algorithm>
#include <map>

namespace app {

using State = engine::Session::State;

SessionList::SessionList(QObject *parent)
    : QAbstractListModel(parent)
{
}

SessionList::~SessionList() = default;

int SessionList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant SessionList::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= count())
        return {};
    const Entry &entry = m_entries[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return summarise(*entry.session).name;
    case Qt::ToolTipRole: {
        const TargetSummary summary = summarise(*entry.session);
        const QString address = QString::fromStdString(entry.session->path().target().toString());
        const QString first =
            address.isEmpty() || address == summary.name ? summary.name : summary.name + QStringLiteral("  ") + address;
        return QStringLiteral("<qt>%1<br>%2</qt>").arg(first.toHtmlEscaped(), summary.line().toHtmlEscaped());
    }
    case Qt::AccessibleTextRole:
        return summarise(*entry.session).spoken();
    case SummaryRole:
        return QVariant::fromValue(summarise(*entry.session));
    case SimulatedRole:
        return entry.simulated;
    default:
        return {};
    }
}

engine::Session *SessionList::at(int row) const
{
    return row >= 0 && row < count() ? m_entries[static_cast<std::size_t>(row)].session.get() : nullptr;
}

int SessionList::rowOf(const engine::Session *session) const
{
    const auto found =
        std::ranges::find_if(m_entries, [session](const Entry &entry) { return entry.session.get() == session; });
    return found == m_entries.end() ? -1 : static_cast<int>(found - m_entries.begin());
}

int SessionList::find(const engine::Target &target, bool simulated) const
{
    const auto found = std::ranges::find_if(m_entries, [&](const Entry &entry) {
        const engine::Target &other = entry.session->target();
        return entry.simulated == simulated && other.host == target.host && other.port == target.port;
    });
    return found == m_entries.end() ? -1 : static_cast<int>(found - m_entries.begin());
}

bool SessionList::isSimulated(const engine::Session *session) const
{
    const int row = rowOf(session);
    return row >= 0 && m_entries[static_cast<std::size_t>(row)].simulated;
}

HopFacts *SessionList::factsOf(const engine::Session *session) const
{
    const int row = rowOf(session);
    return row >= 0 ? m_entries[static_cast<std::size_t>(row)].facts.get() : nullptr;
}

engine::Session *SessionList::add(const engine::Target &target, ProbeNetwork &network)
{
    Entry entry;
    entry.session = std::make_unique<engine::Session>(target, *network.engine, *network.resolver);
    entry.simulated = network.simulated;
    engine::Session *added = entry.session.get();
    if (network.lookups) {
        entry.lookups = std::make_unique<engine::SessionLookups>(*added, *network.lookups);
        entry.facts = std::make_unique<LookupFacts>(*entry.lookups, *network.lookups, network.kinds);
    }
    watch(added);
    beginInsertRows({}, count(), count());
    m_entries.push_back(std::move(entry));
    endInsertRows();
    Q_EMIT summariesChanged();
    return added;
}

void SessionList::watch(engine::Session *session)
{
    connect(session, &engine::Session::changed, this, [this, session] { touched(session); });
    connect(session, &engine::Session::stateChanged, this, [this, session] {
        touched(session);
        Q_EMIT sessionStateChanged(session);
        Q_EMIT summariesChanged();
    });
}

void SessionList::touched(const engine::Session *session)
{
    if (const int row = rowOf(session); row >= 0)
        Q_EMIT dataChanged(index(row), index(row));
}

void SessionList::remove(int row)
{
    if (row < 0 || row >= count())
        return;
    const QScopedValueRollback removing(m_removing, true);
    const auto position = m_entries.begin() + row;
    beginRemoveRows({}, row, row);
    m_removed = std::make_unique<Entry>(std::move(*position));
    m_removedRow = row;
    m_entries.erase(position);
    endRemoveRows();
    m_removed->pausedByRemoval = m_removed->session->state() == State::Running;
    if (m_removed->pausedByRemoval)
        m_removed->session->pause();
    Q_EMIT summariesChanged();
}

QString SessionList::removedName() const
{
    return m_removed ? summarise(*m_removed->session).name : QString();
}

engine::Session *SessionList::undoRemove()
{
    if (!m_removed)
        return nullptr;
    const int row = std::min(m_removedRow, count());
    beginInsertRows({}, row, row);
    Entry entry = std::move(*m_removed);
    m_removed.reset();
    engine::Session *session = entry.session.get();
    const bool resume = std::exchange(entry.pausedByRemoval, false);
    m_entries.insert(m_entries.begin() + row, std::move(entry));
    endInsertRows();
    if (resume)
        session->resume();
    Q_EMIT summariesChanged();
    return session;
}

void SessionList::removeSimulated()
{
    const QScopedValueRollback removing(m_removing, true);
    for (int row = count() - 1; row >= 0; --row) {
        if (!m_entries[static_cast<std::size_t>(row)].simulated)
            continue;
        beginRemoveRows({}, row, row);
        const Entry gone = std::move(m_entries[static_cast<std::size_t>(row)]); // lives until the views know
        m_entries.erase(m_entries.begin() + row);
        endRemoveRows();
    }
    if (m_removed && m_removed->simulated)
        m_removed.reset();
    Q_EMIT summariesChanged();
}

void SessionList::clear()
{
    m_removed.reset();
    if (m_entries.empty())
        return;
    const QScopedValueRollback removing(m_removing, true);
    beginRemoveRows({}, 0, count() - 1);
    const auto gone = std::exchange(m_entries, {});
    endRemoveRows();
    Q_EMIT summariesChanged();
}

void SessionList::apply(const engine::TraceEvents &events)
{
    countProbes(events);
    // Each session sees only its own events, in their order: many targets do not multiply the work.
    std::map<engine::RunId, engine::TraceEvents> byRun;
    for (const auto &event : events)
        byRun[event.run].push_back(event);
    const auto feed = [&byRun](engine::Session &session) {
        if (const auto own = byRun.find(session.run()); own != byRun.end())
            session.apply(own->second);
    };
    for (const Entry &entry : m_entries)
        feed(*entry.session);
    if (m_removed)
        feed(*m_removed->session);
    Q_EMIT summariesChanged();
}

void SessionList::countProbes(const engine::TraceEvents &events)
{
    constexpr ShellOptions options;
    for (const auto &event : events)
        if (const auto *probe = std::get_if<engine::ProbeSent>(&event.what); probe && !probe->sendError)
            m_sent.push_back(event.at);
    while (!m_sent.empty() && m_sent.front() + options.rateWindow < events.back().at)
        m_sent.pop_front();
}

int SessionList::replying() const
{
    return static_cast<int>(std::ranges::count_if(m_entries, [](const Entry &entry) {
        return entry.session->state() == State::Running && entry.session->path().reached();
    }));
}

bool SessionList::anyRunning() const
{
    return std::ranges::any_of(m_entries, [](const Entry &entry) {
        return entry.session->state() == State::Running || entry.session->state() == State::Resolving;
    });
}

double SessionList::probesPerSecond() const
{
    if (m_sent.size() < 2 || !anyRunning())
        return 0;
    constexpr ShellOptions options;
    constexpr std::chrono::duration<double> shortest = options.rateWindow / 5.0; // a burst at the start is no rate
    const std::chrono::duration<double> span = m_sent.back() - m_sent.front();
    return static_cast<double>(m_sent.size()) / std::max(span, shortest).count();
}

} // namespace app
