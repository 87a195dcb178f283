// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/lookup_cache.h"

#include <algorithm>

namespace engine {

namespace {

/// The interface does not matter to who an address is.
platform::IpAddress withoutScope(const platform::IpAddress &address)
{
    return platform::IpAddress::fromBytes(address.bytes());
}

template <typename T>
bool isValid(const CacheEntry<T> &entry, qint64 now)
{
    return entry.asked <= now && now < entry.expires; // a clock that was set back makes it invalid, too
}

template <typename Map, typename Key>
auto *validIn(const Map &map, const Key &key, qint64 now)
{
    const auto found = map.find(key);
    return found != map.end() && isValid(found->second, now) ? &found->second : nullptr;
}

template <typename T>
bool holds(const CacheEntry<T> *entry)
{
    return entry && entry->state != FactState::Failed;
}

} // namespace

LookupCache::LookupCache(CacheOptions options, const QString &file, int longestText, Clock clock)
    : m_options(options)
    , m_longestText(longestText)
    , m_clock(std::move(clock))
    , m_file(file)
{
}

LookupCache::~LookupCache()
{
    write();
}

template <typename T>
CacheEntry<T> LookupCache::entry(
    FactState state, const T &value, std::chrono::seconds known, std::chrono::seconds ttl, const QString &server) const
{
    std::chrono::seconds kept = known;
    if (state == FactState::Missing) {
        kept = ttl.count() > 0 ? std::clamp(ttl, m_options.shortestName, m_options.longestName) : m_options.missing;
    } else if (state == FactState::Failed) {
        kept = m_options.failed;
    }
    const qint64 asked = now();
    return {state, value, server, asked, asked + kept.count()};
}

void LookupCache::loadName(const platform::IpAddress &address)
{
    const platform::IpAddress key = withoutScope(address);
    if (name(key))
        return;
    if (const auto found = m_file.name(key, now(), m_options, m_longestText))
        keep(key, *found);
}

void LookupCache::loadOrigin(const platform::IpAddress &address)
{
    const platform::IpAddress key = withoutScope(address);
    if (origin(key))
        return;
    if (const auto found = m_file.origin(key, now(), m_options, m_longestText))
        keep(*found);
}

void LookupCache::loadAsName(std::uint32_t asn)
{
    if (asName(asn))
        return;
    if (const auto found = m_file.asName(asn, now(), m_options, m_longestText))
        keep(asn, *found);
}

const CachedName *LookupCache::name(const platform::IpAddress &address) const
{
    return validIn(m_names, withoutScope(address), now());
}

const CachedOrigin *LookupCache::origin(const platform::IpAddress &address) const
{
    const qint64 present = now();
    const auto *found =
        m_origins.find(withoutScope(address), [present](const CachedOrigin &entry) { return isValid(entry, present); });
    return found ? &found->value : nullptr;
}

const CachedName *LookupCache::asName(std::uint32_t asn) const
{
    return validIn(m_asNames, asn, now());
}

void LookupCache::keep(const platform::IpAddress &address, const CachedName &entry)
{
    m_names.insert_or_assign(address, entry);
    m_nameAges.touch(address);
    while (m_nameAges.size() > std::max<std::size_t>(m_options.entries, 1)) {
        m_names.erase(m_nameAges.oldest());
        m_nameAges.erase(platform::IpAddress(m_nameAges.oldest()));
    }
}

void LookupCache::keep(const CachedOrigin &entry)
{
    m_origins.insert(entry.value.prefix, entry);
    m_originAges.touch(entry.value.prefix);
    while (m_originAges.size() > std::max<std::size_t>(m_options.entries, 1)) {
        m_origins.erase(m_originAges.oldest());
        m_originAges.erase(IpPrefix(m_originAges.oldest()));
    }
}

void LookupCache::keep(std::uint32_t asn, const CachedName &entry)
{
    m_asNames.insert_or_assign(asn, entry);
    m_asNameAges.touch(asn);
    while (m_asNameAges.size() > std::max<std::size_t>(m_options.entries, 1)) {
        m_asNames.erase(m_asNameAges.oldest());
        m_asNameAges.erase(std::uint32_t(m_asNameAges.oldest()));
    }
}

void LookupCache::putName(const platform::IpAddress &address, FactState state, const QString &name,
    std::chrono::seconds ttl, const QString &server)
{
    const platform::IpAddress key = withoutScope(address);
    if (state == FactState::Failed && holds(this->name(key)))
        return;
    const auto known = std::clamp(ttl, m_options.shortestName, m_options.longestName);
    const CachedName made = entry(state, name, known, ttl, server);
    keep(key, made);
    if (state != FactState::Failed)
        m_unwritten.names.insert_or_assign(key, made);
}

void LookupCache::putOrigin(const platform::IpAddress &asked, FactState state, const Origin &origin,
    std::chrono::seconds ttl, const QString &server)
{
    if (state == FactState::Failed && holds(this->origin(asked)))
        return;
    const CachedOrigin *old = this->origin(asked);
    while (old && old->value.prefix.length() > origin.prefix.length()) {
        CachedOrigin past = *old;
        past.expires = past.asked;
        m_origins.erase(past.value.prefix);
        m_originAges.erase(past.value.prefix);
        m_unwritten.origins.insert_or_assign(past.value.prefix, past);
        old = this->origin(asked);
    }
    CachedOrigin made = entry(state, origin, m_options.origin, ttl, server);
    made.value.asName.clear();
    keep(made);
    if (state != FactState::Failed)
        m_unwritten.origins.insert_or_assign(origin.prefix, made);
}

void LookupCache::putAsName(
    std::uint32_t asn, FactState state, const QString &name, std::chrono::seconds ttl, const QString &server)
{
    if (state == FactState::Failed && holds(asName(asn)))
        return;
    const CachedName made = entry(state, name, m_options.asName, ttl, server);
    keep(asn, made);
    if (state != FactState::Failed)
        m_unwritten.asNames.insert_or_assign(asn, made);
}

void LookupCache::forgetFailures()
{
    const auto failed = [](const auto &entry) { return entry.second.state == FactState::Failed; };
    std::erase_if(m_names, failed);
    std::erase_if(m_asNames, failed);
    m_origins.eraseIf([](const CachedOrigin &entry) { return entry.state == FactState::Failed; });
}

void LookupCache::clear()
{
    m_names.clear();
    m_origins.clear();
    m_asNames.clear();
    m_nameAges.clear();
    m_originAges.clear();
    m_asNameAges.clear();
    m_unwritten = {};
    m_file.clear(m_options);
}

void LookupCache::write()
{
    if (m_file.write(m_unwritten, now(), m_options) || m_unwritten.size() > m_options.entries)
        m_unwritten = {};
}

} // namespace engine
