// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/lookup_worker.h"

#include "engine/lookups/bounded_text.h"
#include "engine/lookups/cymru.h"
#include "engine/lookups/dns_questions.h"
#include "engine/lookups/local_sources.h"
#include "engine/lookups/lookup_cache.h"
#include "engine/lookups/make_fact.h"
#include "engine/lookups/origin_lookup.h"

#include <algorithm>
#include <iterator>

namespace engine {

namespace {

constexpr std::size_t looksPerPass = 256;
constexpr std::size_t factsPerUpdate = 512;
constexpr std::size_t questionsPerUpdate = 1024;

/// Nobody outside has a name for these (RFC 6761, RFC 6762 section 4: link-local ones are asked by mDNS only).
bool mayHaveName(const platform::IpAddress &address, AddressRange range)
{
    return range != AddressRange::Loopback && range != AddressRange::Multicast && range != AddressRange::LinkLocal
        && !address.isUnspecified() && !address.isLimitedBroadcast();
}

QString textOf(const platform::IpAddress &address)
{
    return QString::fromStdString(address.toString());
}

} // namespace

LookupWorker::LookupWorker(LookupOptions options, LookupPaths paths, Clock clock)
    : m_options(std::move(options))
    , m_paths(std::move(paths))
    , m_clock(std::move(clock))
    , m_writing(this)
{
    m_writing.setSingleShot(true);
    connect(&m_writing, &QTimer::timeout, this, [this] {
        m_cache->write();
        if (m_cache->hasUnwritten())
            m_writing.start(m_options.cache.writeDelay);
    });
}

LookupWorker::~LookupWorker() = default;

/// On the look-ups thread, with the first batch.
void LookupWorker::open()
{
    if (m_cache)
        return;
    m_cache = std::make_unique<LookupCache>(m_options.cache, m_paths.cacheFile, m_options.longestText, m_clock);
    m_questions = std::make_unique<DnsQuestions>(m_options.dns);
    connect(m_questions.get(), &DnsQuestions::noted, this, &LookupWorker::sendSoon);
    m_origins = std::make_unique<OriginLookup>(
        *m_questions, *m_cache, [this](const auto &addresses) { onNetworks(addresses); });
    m_origins->setOptions(m_options);
    m_files = std::make_unique<LocalSources>(m_paths);
    connect(m_files.get(), &LocalSources::loaded, this, &LookupWorker::onFilesLoaded);
    m_files->load(m_options);
}

void LookupWorker::take(const LookupBatch &batch)
{
    open();
    for (const platform::IpAddress &address : batch.dropped)
        drop(address);
    m_requests.insert(m_requests.end(), batch.looks.begin(), batch.looks.end());
    if (!m_lookPosted)
        lookSome();
}

/// Thousands of addresses are no reason not to read answers for a while.
void LookupWorker::lookSome()
{
    m_lookPosted = false;
    for (std::size_t count = 0; count < looksPerPass && !m_requests.empty(); ++count) {
        const LookRequest request = std::move(m_requests.front());
        m_requests.pop_front();
        look(request);
    }
    if (m_requests.empty())
        return;
    m_lookPosted = true;
    QMetaObject::invokeMethod(
        this, [this] { lookSome(); }, Qt::QueuedConnection);
}

void LookupWorker::look(const LookRequest &request)
{
    Work &work = *m_work.try_emplace(request.address).first;
    work.second.ticket = request.ticket;
    if (request.fresh) {
        work.second.freshName = m_options.mayAskNames() && work.second.nameQuestion == 0;
        work.second.freshNetwork = m_options.mayAskCymru() && !work.second.networkPending;
    }
    work.second.facts.range = rangeOf(request.address);
    if (m_options.names)
        m_cache->loadName(request.address);
    if (m_options.networks && m_options.cymru && work.second.facts.range == AddressRange::Global)
        m_cache->loadOrigin(request.address);
    findName(work);
    findNetwork(work);
}

void LookupWorker::drop(const platform::IpAddress &address)
{
    std::erase_if(m_requests, [&address](const LookRequest &request) { return request.address == address; });
    const auto found = m_work.find(address);
    if (found == m_work.end())
        return;
    m_questions->cancel(found->second.nameQuestion);
    m_origins->drop(address);
    m_work.erase(found);
    m_dirty.erase(address);
}

/// Says what is known of the name now, and asks if that is nothing.
void LookupWorker::findName(Work &work)
{
    const platform::IpAddress &address = work.first;
    AddressWork &state = work.second;
    state.facts.name = {};
    state.nameUntil = AddressWork::always;
    markDirty(address);
    if (!m_options.names)
        return;
    if (!mayHaveName(address, state.facts.range)) {
        state.facts.name = bySpecialRange<QString>();
        return;
    }
    const CachedName *cached = m_cache->name(address);
    const bool usable = cached && !state.freshName;
    if (!usable && state.nameQuestion == 0 && m_options.mayAskNames()) {
        state.freshName = false;
        state.askedName = true;
        state.nameQuestion =
            m_questions->askNames(address, [this, address](const DnsAnswer &answer) { onName(address, answer); });
    }
    if (cached) {
        state.facts.name = factOf(*cached, FactSource::Dns, state.askedName);
        state.nameUntil = cached->expires;
    } else if (state.nameQuestion != 0) {
        state.facts.name = pending<QString>(FactSource::Dns);
    }
    if (cached && !state.askedName)
        m_questions->noteCached(QuestionKind::ReverseName,
            QString::fromLatin1(reverseName(address)) + QLatin1String(" PTR"), textOf(address), cached->server);
}

/// The same for network, place and exchange point.
void LookupWorker::findNetwork(Work &work)
{
    AddressWork &state = work.second;
    AddressFacts &facts = state.facts;
    facts.exchange = {};
    facts.place = {};
    facts.origin = {};
    state.asNameFailed = false;
    state.networkUntil = AddressWork::always;
    state.filesPending = m_options.networks && m_files->isLoading();
    if (state.filesPending) {
        facts.exchange = pending<ExchangePoint>(FactSource::PeeringDb);
        facts.place = pending<Place>(FactSource::Database);
        facts.origin = pending<Origin>(FactSource::Database);
    } else if (m_options.networks) {
        takeFiles(work);
        const bool global = facts.range == AddressRange::Global;
        if (global && m_options.cymru && !facts.origin.isKnown())
            takeCymru(work);
        if (global && m_options.cymru && facts.origin.isKnown() && facts.origin.value.asName.isEmpty())
            takeAsName(work);
    }
    state.networkPending = m_origins->isPending(work.first);
    markDirty(work.first);
}

void LookupWorker::takeFiles(Work &work)
{
    AddressFacts &facts = work.second.facts;
    if (m_files->hasExchanges())
        facts.exchange = byFile(m_files->exchange(work.first), FactSource::PeeringDb, {}, m_files->exchangesAsOf());
    MmdbAnswer found = m_files->find(work.first);
    if (found.place || m_files->hasPlaces())
        facts.place = byFile(std::move(found.place), FactSource::Database, found.placeFile, found.placeBuilt);
    if (found.origin && found.origin->asns.empty())
        found.origin.reset(); // a network without its AS says nothing about who announces it
    if (found.origin || m_files->hasNetworks())
        facts.origin = byFile(std::move(found.origin), FactSource::Database, found.originFile, found.originBuilt);
    if (facts.range == AddressRange::Global)
        return;
    if (!facts.place.isKnown()) // a database of one's own networks may know them all the same
        facts.place = bySpecialRange<Place>();
    if (!facts.origin.isKnown())
        facts.origin = bySpecialRange<Origin>();
}

void LookupWorker::takeCymru(Work &work)
{
    const platform::IpAddress &address = work.first;
    AddressWork &state = work.second;
    const CachedOrigin *cached = m_cache->origin(address);
    const bool usable = cached && !state.freshNetwork;
    if (!usable && m_options.mayAskCymru()) {
        state.freshNetwork = false;
        state.askedNetwork = true;
        m_origins->wantNetwork(address);
    }
    if (cached) {
        state.facts.origin = factOf(*cached, FactSource::Cymru, state.askedNetwork);
        state.networkUntil = cached->expires;
        if (!state.askedNetwork) {
            const bool v6 = address.family() == platform::Family::V6;
            m_questions->noteCached(QuestionKind::OriginNetwork,
                originQuestion(address, v6 ? m_options.originZone6 : m_options.originZone4) + QLatin1String(" TXT"),
                QString::fromStdString(cached->value.prefix.toString()), cached->server);
        }
    } else if (m_origins->isPending(address)) {
        state.facts.origin = pending<Origin>(FactSource::Cymru);
    }
}

/// An origin is known without the name of its AS, which comes when it comes.
void LookupWorker::takeAsName(Work &work)
{
    Origin &origin = work.second.facts.origin.value;
    if (origin.asns.empty())
        return;
    const std::uint32_t asn = origin.asns.front();
    m_cache->loadAsName(asn);
    if (const CachedName *cached = m_cache->asName(asn)) {
        if (cached->state == FactState::Known)
            origin.asName = cached->value;
        work.second.asNameFailed = cached->state == FactState::Failed;
        if (work.second.asNameFailed)
            work.second.networkUntil = std::min(work.second.networkUntil, cached->expires);
        if (!work.second.askedNetwork)
            m_questions->noteCached(QuestionKind::AsName, asQuestion(asn, m_options.asZone) + QLatin1String(" TXT"),
                QLatin1String("AS") + QString::number(asn), cached->server);
    } else if (m_options.mayAskCymru() && !m_origins->isPending(work.first)) {
        work.second.askedNetwork = true;
        m_origins->wantAsName(asn, work.first);
    }
}

void LookupWorker::onName(const platform::IpAddress &address, const DnsAnswer &answer)
{
    QString name;
    FactState state = answer.status == DnsAnswer::Status::Missing ? FactState::Missing : FactState::Failed;
    if (answer.status == DnsAnswer::Status::Found) {
        name = answer.values.isEmpty() ? QString()
                                       : boundedText(QString::fromUtf8(answer.values.front()), m_options.longestText);
        state = name.isEmpty() ? FactState::Missing : FactState::Known;
    }
    m_cache->putName(address, state, name, answer.ttl, answer.server);
    const auto found = m_work.find(address);
    if (found == m_work.end())
        return;
    found->second.nameQuestion = 0;
    findName(*found);
}

void LookupWorker::onNetworks(const std::vector<platform::IpAddress> &addresses)
{
    for (const platform::IpAddress &address : addresses) {
        const auto found = m_work.find(address);
        if (found != m_work.end())
            findNetwork(*found);
    }
}

void LookupWorker::onFilesLoaded()
{
    m_sourcesDirty = true;
    std::vector<Work *> all;
    std::ranges::transform(m_work, std::back_inserter(all), [](Work &work) { return &work; });
    std::ranges::sort(all, {}, [](const Work *work) { return work->second.ticket; }); // as they were wanted
    for (Work *work : all)
        findNetwork(*work);
    sendSoon();
}

void LookupWorker::setOptions(const LookupOptions &options)
{
    const LookupOptions old = std::exchange(m_options, options);
    if (!m_cache)
        return;
    m_cache->setOptions(options.cache);
    m_origins->setOptions(options);
    const bool otherServers = old.dns != options.dns;
    const bool otherZones = old.originZone4 != options.originZone4 || old.originZone6 != options.originZone6
        || old.asZone != options.asZone;
    if (otherServers || otherZones) {
        m_questions->setOptions(options.dns);
        m_cache->forgetFailures();
    }
    if (otherServers || !options.mayAskNames()) {
        for (Work &work : m_work)
            m_questions->cancel(std::exchange(work.second.nameQuestion, 0));
    }
    if (otherServers || otherZones || !options.mayAskCymru())
        m_origins->dropAll();
    if (options.nothingLeaves)
        m_questions->cancelAll();
    if (old.databases != options.databases || old.systemDatabases != options.systemDatabases
        || old.localFiles != options.localFiles)
        m_files->load(options);
}

void LookupWorker::reloadFiles()
{
    const bool first = !m_cache;
    open();
    if (!first)
        m_files->load(m_options);
}

void LookupWorker::clearCache()
{
    open();
    m_cache->clear();
}

void LookupWorker::markDirty(const platform::IpAddress &address)
{
    m_dirty.insert(address);
    sendSoon();
}

void LookupWorker::sendSoon()
{
    if (m_sendPosted || !m_mayGo)
        return;
    m_sendPosted = true;
    QMetaObject::invokeMethod(
        this, [this] { send(); }, Qt::QueuedConnection);
}

void LookupWorker::send()
{
    m_sendPosted = false;
    LookupUpdate update;
    update.questions = m_questions->takeEvents(questionsPerUpdate);
    for (auto it = m_dirty.begin(); it != m_dirty.end() && update.facts.size() < factsPerUpdate;) {
        const auto found = m_work.find(*it);
        it = m_dirty.erase(it);
        if (found == m_work.end())
            continue;
        const AddressWork &state = found->second;
        const bool settled = state.isSettled();
        update.facts.push_back(
            {found->first, state.ticket, state.facts, settled, state.hasFailed(), state.validUntil()});
        if (settled)
            m_work.erase(found);
    }
    if (std::exchange(m_sourcesDirty, false))
        update.sources = m_files->sources();
    if (m_cache->hasUnwritten() && !m_writing.isActive())
        m_writing.start(m_options.cache.writeDelay);
    if (update.facts.empty() && update.questions.empty() && !update.sources)
        return;
    m_mayGo = false;
    Q_EMIT updated(update);
}

void LookupWorker::acknowledge()
{
    m_mayGo = true;
    sendSoon();
}

} // namespace engine
