// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/age_list.h"
#include "engine/lookups/cache_file.h"

#include <functional>
#include <unordered_map>

namespace engine {

/// Answers of name servers by their time to live: in memory, and behind that in a file that survives the program. Lives
/// on one thread (look-ups).
class LookupCache final {
public:
    using Clock = std::function<QDateTime()>; ///< the present, UTC

    /// `file` empty: in memory only. The file is opened by the first load. Texts of it are cut at `longestText`.
    LookupCache(CacheOptions options, const QString &file, int longestText, Clock clock);
    ~LookupCache(); ///< writes what is not written yet

    void setOptions(const CacheOptions &options) { m_options = options; }

    // What the file knows about it is in memory from now on.
    void loadName(const platform::IpAddress &address);
    void loadOrigin(const platform::IpAddress &address);
    void loadAsName(std::uint32_t asn);

    // Null when nothing is known, or not any more. Valid until the next put, load, clear or forget.
    const CachedName *name(const platform::IpAddress &address) const;
    const CachedOrigin *origin(const platform::IpAddress &address) const; ///< of the longest network
    const CachedName *asName(std::uint32_t asn) const;

    // `state` is Known, Missing or Failed; `ttl` as the answer said, zero if it did not. A failure is kept for a short
    // time, in memory only, and replaces nothing that is still known.
    void putName(const platform::IpAddress &address, FactState state, const QString &name, std::chrono::seconds ttl,
        const QString &server);
    /// Origin::prefix is the network that it is about, whatever the state. Longer ones that contain `asked` are of the
    /// past: the answer would have been one of them.
    void putOrigin(const platform::IpAddress &asked, FactState state, const Origin &origin, std::chrono::seconds ttl,
        const QString &server);
    void putAsName(
        std::uint32_t asn, FactState state, const QString &name, std::chrono::seconds ttl, const QString &server);

    void forgetFailures(); ///< other servers may know better
    void clear(); ///< in memory and in the file
    bool hasUnwritten() const { return m_unwritten.size() != 0; }
    void write(); ///< what came since the last time, in one transaction

private:
    qint64 now() const { return m_clock().toSecsSinceEpoch(); }
    template <typename T>
    CacheEntry<T> entry(FactState state, const T &value, std::chrono::seconds known, std::chrono::seconds ttl,
        const QString &server) const;
    void keep(const platform::IpAddress &address, const CachedName &entry);
    void keep(const CachedOrigin &entry);
    void keep(std::uint32_t asn, const CachedName &entry);

    CacheOptions m_options;
    int m_longestText;
    Clock m_clock;
    std::unordered_map<platform::IpAddress, CachedName> m_names;
    PrefixMap<CachedOrigin> m_origins;
    std::unordered_map<std::uint32_t, CachedName> m_asNames;
    AgeList<platform::IpAddress> m_nameAges;
    AgeList<IpPrefix> m_originAges;
    AgeList<std::uint32_t> m_asNameAges;
    CacheFile m_file;
    CacheFile::Batch m_unwritten;
};

} // namespace engine
