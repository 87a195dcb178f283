// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/lookup_service.h"

#include "engine/lookups/lookup_service_state.h"
#include "engine/lookups/lookup_worker.h"

#include <algorithm>
#include <utility>

namespace engine {

namespace {

template <typename T>
void keepKnown(Fact<T> &fact, const Fact<T> &before)
{
    if (before.isKnown())
        fact = before;
}

/// Before anything was looked at.
AddressFacts factsAtFirst(const platform::IpAddress &address, const LookupOptions &options)
{
    AddressFacts facts;
    facts.range = rangeOf(address);
    if (options.names)
        facts.name.state = FactState::Pending;
    if (options.networks) {
        facts.origin.state = FactState::Pending;
        facts.place.state = FactState::Pending;
        facts.exchange.state = FactState::Pending;
    }
    return facts;
}

/// What the options do not want to be known any more. True: there was something.
bool forgetSwitchedOff(AddressFacts &facts, const LookupOptions &options)
{
    const AddressFacts before = facts;
    if (!options.names)
        facts.name = {};
    if (!options.networks || (!options.cymru && facts.origin.source == FactSource::Cymru))
        facts.origin = {};
    if (!options.networks) {
        facts.place = {};
        facts.exchange = {};
    }
    return facts != before;
}

} // namespace

LookupService::LookupService(
    LookupOptions options, LookupPaths paths, LookupThread &thread, QuestionLog &log, QObject *parent, Clock clock)
    : AddressLookups(parent)
    , m_state(std::make_unique<State>(*this, std::move(options), std::move(paths), thread, log, std::move(clock)))
{
}

LookupService::~LookupService() = default;

void LookupService::want(const QObject *owner, const std::vector<platform::IpAddress> &addresses)
{
    State &state = *m_state;
    State::Owner &interest = state.owners[owner];
    if (!interest.gone)
        interest.gone = connect(owner, &QObject::destroyed, this, [this, owner] { release(owner); });
    state.forgetSurplus();
    const qint64 now = state.clock().toSecsSinceEpoch();
    for (const platform::IpAddress &address : addresses) {
        if (address.isNull())
            continue;
        auto &known = *state.entries.try_emplace(address).first;
        State::Entry &entry = known.second;
        if (std::ranges::find(entry.owners, owner) == entry.owners.end()) {
            interest.addresses.push_back(address);
            entry.owners.push_back(owner);
            interest.pending += entry.pending ? 1 : 0;
        }
        if (entry.pending || (entry.ticket != 0 && now < entry.validUntil))
            continue;
        const AddressFacts before = std::exchange(entry.facts, factsAtFirst(address, state.options));
        keepKnown(entry.facts.name, before.name);
        keepKnown(entry.facts.origin, before.origin);
        keepKnown(entry.facts.place, before.place);
        keepKnown(entry.facts.exchange, before.exchange);
        state.look(known, false);
    }
}

void LookupService::release(const QObject *owner)
{
    const auto node = m_state->owners.extract(owner);
    if (!node)
        return;
    disconnect(node.mapped().gone);
    for (const platform::IpAddress &address : node.mapped().addresses)
        m_state->dropOwner(owner, address);
    if (!m_state->dropped.empty())
        m_state->sendSoon();
}

AddressFacts LookupService::facts(const platform::IpAddress &address) const
{
    const auto found = m_state->entries.find(address);
    if (found != m_state->entries.end())
        return found->second.facts;
    AddressFacts facts;
    facts.range = rangeOf(address);
    return facts;
}

bool LookupService::isSettled(const QObject *owner) const
{
    const auto found = m_state->owners.find(owner);
    return found == m_state->owners.end() || found->second.pending == 0;
}

Surroundings LookupService::surroundings() const
{
    return m_state->around;
}

void LookupService::setSurroundings(const Surroundings &surroundings)
{
    if (m_state->around == surroundings)
        return;
    m_state->around = surroundings;
    Q_EMIT surroundingsChanged();
}

const LookupOptions &LookupService::options() const
{
    return m_state->options;
}

void LookupService::setOptions(const LookupOptions &options)
{
    State &state = *m_state;
    if (state.options == options)
        return;
    state.options = options;
    for (auto &entry : state.entries) {
        if (forgetSwitchedOff(entry.second.facts, options))
            state.markChanged(entry.first);
    }
    if (LookupWorker *to = state.worker) {
        QMetaObject::invokeMethod(
            to, [to, options] { to->setOptions(options); }, Qt::QueuedConnection);
    }
    state.lookAgainAtAll();
}

void LookupService::refresh(const platform::IpAddress &address)
{
    const auto found = m_state->entries.find(address);
    if (found != m_state->entries.end() && !found->second.owners.empty())
        m_state->look(*found, true);
}

void LookupService::clearCache()
{
    std::erase_if(m_state->entries, [](const auto &entry) { return entry.second.owners.empty(); });
    LookupWorker *to = &m_state->running();
    QMetaObject::invokeMethod(
        to, [to] { to->clearCache(); }, Qt::QueuedConnection);
}

const std::vector<MmdbInfo> &LookupService::databases() const
{
    return m_state->databases;
}

void LookupService::reloadDatabases()
{
    LookupWorker *to = &m_state->running();
    QMetaObject::invokeMethod(
        to, [to] { to->reloadFiles(); }, Qt::QueuedConnection);
}

LookupService::ExchangeInfo LookupService::exchanges() const
{
    return m_state->exchanges;
}

} // namespace engine
