// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/cache_entry.h"
#include "engine/lookups/lookup_options.h"

#include <QLoggingCategory>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace engine {

Q_DECLARE_LOGGING_CATEGORY(lookupCacheLog)

/// The look-up cache on disk: SQLite, docs/FORMATS.md "Look-up cache". Several programs may use one file at once. Made,
/// used and destroyed on one thread. A file that cannot be used costs a line in the log and nothing else: a damaged one
/// is put aside (".damaged") and begun anew, one that is locked, of a newer version or not ours is left alone. What is
/// read is checked like anything from outside.
class CacheFile final {
public:
    explicit CacheFile(QString path); ///< empty: no file. Nothing is opened yet.
    ~CacheFile();
    CacheFile(const CacheFile &) = delete;
    CacheFile &operator=(const CacheFile &) = delete;

    /// At most one entry per key; the last wins.
    struct Batch {
        std::map<platform::IpAddress, CachedName> names;
        std::map<IpPrefix, CachedOrigin> origins;
        std::map<std::uint32_t, CachedName> asNames;

        std::size_t size() const { return names.size() + origins.size() + asNames.size(); }
    };

    // What has not expired at `now`. Texts are cut at `longestText`.
    std::optional<CachedName> name(
        const platform::IpAddress &address, qint64 now, const CacheOptions &options, int longestText);
    std::optional<CachedOrigin> origin(
        const platform::IpAddress &address, qint64 now, const CacheOptions &options, int longestText);
    std::optional<CachedName> asName(std::uint32_t asn, qint64 now, const CacheOptions &options, int longestText);

    /// One transaction; what has expired or is beyond CacheOptions::entries goes at the same time. False: it did not
    /// work this time (another program writes), and may be tried again.
    bool write(const Batch &batch, qint64 now, const CacheOptions &options);
    /// Every answer, and what is left of deleted ones.
    void clear(const CacheOptions &options);

private:
    enum class State : std::uint8_t { New, Open, Off };
    enum class Opened : std::uint8_t { Yes, No, Damaged };

    bool ready(const CacheOptions &options);
    Opened open(const CacheOptions &options);
    Opened prepare();
    Opened refuse(const QString &why);
    QSqlError createTables();
    bool readLengths();
    void fail(const QSqlError &error);
    void putAside();
    void close();

    QString m_path;
    QString m_connection; ///< its name in Qt's list
    QSqlDatabase m_database;
    State m_state = State::New;
    bool m_replaced = false; ///< a damaged one was put aside once
    bool m_readOnly = false;
    std::optional<QSqlQuery> m_selectName;
    std::optional<QSqlQuery> m_selectAsName;
    std::array<std::set<unsigned>, 2> m_lengths; ///< of networks in the file: IPv4, IPv6
    std::size_t m_writtenSinceTrim = 0;
};

} // namespace engine
