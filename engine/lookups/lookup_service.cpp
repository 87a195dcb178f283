// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/lookup_service.h"

#include "engine/lookups/lookup_worker.h"

#include <QTimer>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace engine {

namespace {

/// What has come, except that what was known stays until something better comes.
template <typename T>
void take(Fact<T> &fact, const Fact<T> &news)
{
    if (news.state != FactState::Pending || !fact.isKnown())
        fact = news;
}

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

template <typename T>
void unlessPending(Fact<T> &fact)
{
    if (fact.state == FactState::Pending)
        fact = {};
}

void forgetPending(AddressFacts &facts)
{
    unlessPending(facts.name);
    unlessPending(facts.origin);
    unlessPending(facts.place);
    unlessPending(facts.exchange);
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

struct LookupService::State final {
    /// An address that somebody wants, or that was looked at for somebody.
    struct Entry {
        AddressFacts facts;
        quint64 ticket = 0; ///< of the look under way, or the last one; 0: look at it when it is wanted again
        bool pending = false;
        qint64 validUntil = 0;
        std::vector<const QObject *> owners;
    };
    struct Owner {
        std::unordered_set<platform::IpAddress> addresses;
        std::size_t pending = 0;
        QMetaObject::Connection gone;
    };
    using Entries = std::unordered_map<platform::IpAddress, Entry>;

    State(LookupService &service, LookupOptions options, LookupPaths paths, LookupThread &thread, QuestionLog &log,
        Clock clock);
    ~State();

    LookupWorker &running();
    void look(Entries::value_type &entry, bool fresh);
    void lookAgainAtAll();
    void setPending(Entry &entry, bool pending);
    void dropOwner(const QObject *owner, const platform::IpAddress &address);
    void markChanged(const platform::IpAddress &address);
    void forgetSurplus();
    void sendSoon();
    void send();
    void apply(const LookupUpdate &update);
    void apply(const LookupSources &sources);
    void apply(const FactsUpdate &news);
    void note(const QuestionEvent &event);
    void report();

    LookupService &service;
    LookupOptions options;
    LookupPaths paths;
    LookupThread &thread;
    QuestionLog &log;
    Clock clock;
    LookupWorker *worker = nullptr; ///< lives on the look-ups thread; null before the first use
    Entries entries;
    std::unordered_map<const QObject *, Owner> owners;
    std::unordered_map<platform::IpAddress, LookRequest> looks; ///< of the next batch
    std::unordered_set<platform::IpAddress> dropped;
    bool sendPosted = false;
    quint64 lastTicket = 0;
    std::unordered_set<platform::IpAddress> changed; ///< not reported yet
    QTimer reporting; ///< once per pass of the event loop
    bool updateTaken = false; ///< to be acknowledged in this pass
    std::unordered_map<quint64, quint64> logIds; ///< of questions under way, by the worker's number
    Surroundings around;
    std::vector<MmdbInfo> databases;
    ExchangeInfo exchanges;
};

LookupService::State::State(
    LookupService &face, LookupOptions with, LookupPaths at, LookupThread &lookups, QuestionLog &questions, Clock now)
    : service(face)
    , options(std::move(with))
    , paths(std::move(at))
    , thread(lookups)
    , log(questions)
    , clock(std::move(now))
{
    reporting.setSingleShot(true);
    QObject::connect(&reporting, &QTimer::timeout, &face, [this] { report(); });
}

LookupService::State::~State()
{
    for (const auto &[id, logId] : logIds)
        log.setOutcome(logId, QuestionOutcome::Cancelled);
    if (worker)
        worker->deleteLater();
}

LookupWorker &LookupService::State::running()
{
    if (!worker) {
        worker = new LookupWorker(options, paths, clock);
        QObject::connect(
            worker, &LookupWorker::updated, &service, [this](const LookupUpdate &update) { apply(update); },
            Qt::QueuedConnection);
        thread.adopt(worker);
    }
    return *worker;
}

void LookupService::State::setPending(Entry &entry, bool pending)
{
    if (entry.pending == pending)
        return;
    entry.pending = pending;
    for (const QObject *owner : entry.owners) {
        std::size_t &count = owners.at(owner).pending;
        count = pending ? count + 1 : count - 1;
    }
}

void LookupService::State::markChanged(const platform::IpAddress &address)
{
    changed.insert(address);
    if (!reporting.isActive())
        reporting.start(0);
}

void LookupService::State::look(Entries::value_type &entry, bool fresh)
{
    entry.second.ticket = ++lastTicket;
    setPending(entry.second, true);
    looks.insert_or_assign(entry.first, LookRequest{entry.first, lastTicket, fresh});
    dropped.erase(entry.first);
    sendSoon();
}

/// Other options, other files: what is known stays until the answer is there.
void LookupService::State::lookAgainAtAll()
{
    for (auto &entry : entries) {
        if (entry.second.owners.empty())
            entry.second.ticket = 0;
        else
            look(entry, false);
    }
}

void LookupService::State::sendSoon()
{
    if (std::exchange(sendPosted, true))
        return;
    QMetaObject::invokeMethod(
        &service, [this] { send(); }, Qt::QueuedConnection);
}

void LookupService::State::send()
{
    sendPosted = false;
    LookupBatch batch;
    batch.dropped.assign(dropped.begin(), dropped.end());
    batch.looks.reserve(looks.size());
    for (auto &[address, request] : looks)
        batch.looks.push_back(request);
    std::ranges::sort(batch.looks, {}, &LookRequest::ticket); // as they were wanted
    dropped.clear();
    looks.clear();
    if (batch.dropped.empty() && batch.looks.empty())
        return;
    LookupWorker *to = &running();
    QMetaObject::invokeMethod(
        to, [to, batch = std::move(batch)] { to->take(batch); }, Qt::QueuedConnection);
}

void LookupService::State::apply(const LookupUpdate &update)
{
    if (update.sources)
        apply(*update.sources);
    for (const FactsUpdate &news : update.facts)
        apply(news);
    for (const QuestionEvent &event : update.questions)
        note(event);
    updateTaken = true;
    if (!reporting.isActive())
        reporting.start(0);
}

/// What is under way was looked at with the new files; the rest was settled before.
void LookupService::State::apply(const LookupSources &sources)
{
    databases = sources.databases;
    exchanges = {sources.exchangePrefixes, sources.exchangesAsOf, sources.exchangesProblem};
    for (auto &entry : entries) {
        if (entry.second.owners.empty())
            entry.second.ticket = 0;
        else if (!entry.second.pending)
            look(entry, false);
    }
    Q_EMIT service.databasesChanged();
    Q_EMIT service.exchangesChanged();
}

void LookupService::State::apply(const FactsUpdate &news)
{
    const auto found = entries.find(news.address);
    if (found == entries.end() || found->second.ticket != news.ticket)
        return;
    Entry &entry = found->second;
    const AddressFacts before = entry.facts;
    entry.facts.range = news.facts.range;
    take(entry.facts.name, news.facts.name);
    take(entry.facts.origin, news.facts.origin);
    take(entry.facts.place, news.facts.place);
    take(entry.facts.exchange, news.facts.exchange);
    entry.validUntil = news.validUntil;
    setPending(entry, !news.settled);
    if (entry.facts != before || news.settled)
        markChanged(news.address);
}

void LookupService::State::note(const QuestionEvent &event)
{
    if (event.asked) {
        const quint64 logId = log.add(*event.asked);
        if (event.id != 0)
            logIds.emplace(event.id, logId);
    } else if (const auto found = logIds.find(event.id); found != logIds.end()) {
        log.setOutcome(found->second, event.outcome);
        logIds.erase(found);
    }
}

/// Once per pass: says what is new, and lets the worker send the next.
void LookupService::State::report()
{
    if (std::exchange(updateTaken, false)) {
        LookupWorker *to = worker;
        QMetaObject::invokeMethod(
            to, [to] { to->acknowledge(); }, Qt::QueuedConnection);
    }
    const std::vector<platform::IpAddress> addresses(changed.begin(), changed.end());
    changed.clear();
    if (!addresses.empty())
        Q_EMIT service.changed(addresses);
}

/// Takes the owner's interest from the address. Nobody else's: the question is dropped.
void LookupService::State::dropOwner(const QObject *owner, const platform::IpAddress &address)
{
    const auto found = entries.find(address);
    if (found == entries.end())
        return;
    Entry &entry = found->second;
    std::erase(entry.owners, owner);
    if (!entry.owners.empty() || !entry.pending)
        return;
    entry.pending = false;
    entry.ticket = 0;
    forgetPending(entry.facts);
    if (looks.erase(address) == 0 || worker)
        dropped.insert(address);
    markChanged(address);
}

/// Addresses that nobody wants any more are remembered as long as there is room.
void LookupService::State::forgetSurplus()
{
    if (entries.size() <= options.cache.entries)
        return;
    std::erase_if(entries, [](const auto &entry) { return entry.second.owners.empty(); });
}

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
        if (interest.addresses.insert(address).second) {
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
