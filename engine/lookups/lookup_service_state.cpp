// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/lookup_service_state.h"

#include "engine/lookups/lookup_worker.h"

#include <algorithm>
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

} // namespace

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
    retrying.setSingleShot(true);
    QObject::connect(&retrying, &QTimer::timeout, &face, [this] { tryAgain(); });
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
    entry.second.fresh = fresh || (entry.second.queued && entry.second.fresh);
    setPending(entry.second, true);
    if (!std::exchange(entry.second.queued, true))
        looks.push_back(entry.first);
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
    for (const platform::IpAddress &address : looks) {
        const auto found = entries.find(address);
        if (found != entries.end() && std::exchange(found->second.queued, false))
            batch.looks.push_back({address, found->second.ticket, found->second.fresh});
    }
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
    if (!news.failed)
        entry.failures = 0;
    else if (news.settled)
        tryLater(*found);
}

void LookupService::State::tryLater(Entries::value_type &entry)
{
    if (entry.second.failures >= options.cache.failedAgain)
        return;
    const std::chrono::seconds wait = options.cache.failed * (1 << entry.second.failures);
    ++entry.second.failures;
    failed.emplace(clock().toSecsSinceEpoch() + wait.count(), entry.first);
    if (!retrying.isActive() || retrying.remainingTimeAsDuration() > wait)
        retrying.start(wait);
}

/// What failed and is still wanted. Somebody may have asked about it since: then it is not done twice.
void LookupService::State::tryAgain()
{
    const qint64 now = clock().toSecsSinceEpoch();
    while (!failed.empty() && failed.begin()->first <= now) {
        const auto found = entries.find(failed.begin()->second);
        failed.erase(failed.begin());
        if (found != entries.end() && !found->second.owners.empty() && !found->second.pending
            && found->second.validUntil <= now)
            look(*found, false);
    }
    if (!failed.empty())
        retrying.start(std::chrono::seconds(failed.begin()->first - now));
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
    if (!std::exchange(entry.queued, false) || worker)
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

} // namespace engine
