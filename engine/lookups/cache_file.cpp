// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/cache_file.h"

#include "engine/lookups/bounded_text.h"
#include "engine/lookups/cymru.h"
#include "engine/lookups/sql_transaction.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <algorithm>
#include <atomic>

namespace engine {

Q_LOGGING_CATEGORY(lookupCacheLog, "periplus.lookups.cache")

namespace {

constexpr int applicationId = 0x50455250; // "PERP" (PRAGMA application_id: whose file it is)
constexpr int schemaVersion = 1;

// Result codes of SQLite (sqlite3.h), the lower byte of extended ones.
enum SqliteCode { Busy = 5, Locked = 6, ReadOnly = 8, Corrupt = 11, NotADatabase = 26 };

int codeOf(const QSqlError &error)
{
    constexpr int primary = 0xff;
    return error.nativeErrorCode().toInt() & primary;
}

bool isDamage(const QSqlError &error)
{
    const int code = codeOf(error);
    return code == Corrupt || code == NotADatabase;
}

QString textOf(const platform::IpAddress &address)
{
    return QString::fromStdString(address.toString());
}

/// Columns 0 to 3: value or NULL, server, asked, expires. Nothing when times make no sense.
template <typename T>
std::optional<CacheEntry<T>> entryOf(const QSqlQuery &row, qint64 now, std::chrono::seconds longest, int longestText)
{
    CacheEntry<T> entry;
    entry.state = row.isNull(0) ? FactState::Missing : FactState::Known;
    entry.server = boundedText(row.value(1).toString(), longestText);
    entry.asked = row.value(2).toLongLong();
    entry.expires = row.value(3).toLongLong();
    if (entry.asked <= 0 || entry.asked > now || entry.expires <= now || entry.expires - entry.asked > longest.count())
        return std::nullopt;
    return entry;
}

std::optional<CachedName> nameOf(QSqlQuery &query, qint64 now, std::chrono::seconds longest, int longestText)
{
    if (!query.next())
        return std::nullopt;
    auto entry = entryOf<QString>(query, now, longest, longestText);
    if (entry)
        entry->value = boundedText(query.value(0).toString(), longestText);
    return entry;
}

} // namespace

CacheFile::CacheFile(QString path)
    : m_path(std::move(path))
{
    static std::atomic<unsigned> count = 0;
    m_connection = QStringLiteral("periplus-lookups-%1").arg(++count);
    if (m_path.isEmpty())
        m_state = State::Off;
}

CacheFile::~CacheFile()
{
    close();
}

void CacheFile::close()
{
    if (!m_database.isValid())
        return;
    m_selectName.reset();
    m_selectAsName.reset();
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_connection);
}

bool CacheFile::ready(const CacheOptions &options)
{
    if (m_state != State::New)
        return m_state == State::Open;
    Opened opened = open(options);
    if (opened == Opened::Damaged && !m_replaced) {
        putAside();
        opened = open(options);
    }
    m_state = opened == Opened::Yes ? State::Open : State::Off;
    if (m_state == State::Off)
        close();
    return m_state == State::Open;
}

CacheFile::Opened CacheFile::open(const CacheOptions &options)
{
    const QString driver = QStringLiteral("QSQLITE");
    if (!QSqlDatabase::isDriverAvailable(driver))
        return refuse(QStringLiteral("no SQLite driver"));
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    m_database = QSqlDatabase::addDatabase(driver, m_connection);
    m_database.setDatabaseName(m_path);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(options.busyTimeout.count()));
    if (!m_database.open())
        return refuse(m_database.lastError().text());
    return prepare();
}

CacheFile::Opened CacheFile::refuse(const QString &why)
{
    qCWarning(lookupCacheLog).noquote() << "answers are kept in memory only:" << m_path << why;
    return Opened::No;
}

/// Nothing is written before it is clear that the file is ours, or new.
CacheFile::Opened CacheFile::prepare()
{
    QSqlQuery query(m_database);
    const bool asked = query.exec(
        QStringLiteral("SELECT (SELECT application_id FROM pragma_application_id()),"
                       " (SELECT user_version FROM pragma_user_version()), (SELECT count(*) FROM sqlite_master)"));
    if (!asked || !query.next())
        return isDamage(query.lastError()) ? Opened::Damaged : refuse(query.lastError().text());
    const int owner = query.value(0).toInt();
    const int version = query.value(1).toInt();
    const bool empty = query.value(2).toInt() == 0;
    query.finish();
    const bool isNew = owner == 0 && version == 0 && empty;
    if (!isNew && owner != applicationId)
        return refuse(QStringLiteral("is something else"));
    if (!isNew && version != schemaVersion)
        return refuse(QStringLiteral("is of version %1").arg(version));
    query.exec(QStringLiteral("PRAGMA journal_mode = WAL")); // without it, if it cannot be
    query.exec(QStringLiteral("PRAGMA synchronous = NORMAL"));
    if (isNew) {
        if (const QSqlError error = createTables(); error.isValid())
            return refuse(error.text());
    }
    return readLengths() ? Opened::Yes : Opened::Damaged;
}

QSqlError CacheFile::createTables()
{
    SqlTransaction transaction(m_database);
    for (const char *statement : {
             "CREATE TABLE IF NOT EXISTS name (address TEXT PRIMARY KEY, name TEXT, server TEXT, asked INTEGER,"
             " expires INTEGER)",
             "CREATE TABLE IF NOT EXISTS network (network TEXT PRIMARY KEY, record TEXT, server TEXT, asked INTEGER,"
             " expires INTEGER)",
             "CREATE TABLE IF NOT EXISTS as_name (asn INTEGER PRIMARY KEY, name TEXT, server TEXT, asked INTEGER,"
             " expires INTEGER)",
         })
        transaction.run(QLatin1String(statement));
    transaction.run(QStringLiteral("PRAGMA application_id = %1").arg(applicationId));
    transaction.run(QStringLiteral("PRAGMA user_version = %1").arg(schemaVersion));
    return transaction.commit();
}

bool CacheFile::readLengths()
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.exec(QStringLiteral("SELECT DISTINCT instr(network, ':') > 0,"
                                   " CAST(substr(network, instr(network, '/') + 1) AS INTEGER) FROM network")))
        return false;
    while (query.next())
        m_lengths.at(query.value(0).toInt() != 0 ? 1 : 0).insert(query.value(1).toUInt());
    return !query.lastError().isValid();
}

void CacheFile::putAside()
{
    close();
    m_replaced = true;
    const QString aside = m_path + QLatin1String(".damaged");
    for (const char *part : {"-wal", "-shm"})
        QFile::remove(m_path + QLatin1String(part));
    QFile::remove(aside);
    const bool moved = QFile::rename(m_path, aside);
    qCWarning(lookupCacheLog).noquote() << "damaged:" << m_path << (moved ? "put aside as" : "not put aside") << aside;
}

/// Something did not work: decides what becomes of the file.
void CacheFile::fail(const QSqlError &error)
{
    const int code = codeOf(error);
    if (code == Busy || code == Locked)
        return;
    if (code == ReadOnly) {
        m_readOnly = true;
        qCWarning(lookupCacheLog).noquote() << "cannot be written:" << m_path << error.text();
        return;
    }
    for (auto &lengths : m_lengths)
        lengths.clear();
    if (isDamage(error) && !m_replaced) {
        putAside();
        m_state = State::New;
        return;
    }
    refuse(error.text());
    close();
    m_state = State::Off;
}

std::optional<CachedName> CacheFile::name(
    const platform::IpAddress &address, qint64 now, const CacheOptions &options, int longestText)
{
    if (!ready(options))
        return std::nullopt;
    if (!m_selectName) {
        m_selectName.emplace(m_database);
        m_selectName->prepare(QStringLiteral("SELECT name, server, asked, expires FROM name WHERE address = ?"));
    }
    m_selectName->bindValue(0, textOf(address));
    if (!m_selectName->exec()) {
        fail(QSqlError(m_selectName->lastError()));
        return std::nullopt;
    }
    const auto found = nameOf(*m_selectName, now, options.longestName, longestText);
    m_selectName->finish();
    return found;
}

std::optional<CachedName> CacheFile::asName(std::uint32_t asn, qint64 now, const CacheOptions &options, int longestText)
{
    if (!ready(options))
        return std::nullopt;
    if (!m_selectAsName) {
        m_selectAsName.emplace(m_database);
        m_selectAsName->prepare(QStringLiteral("SELECT name, server, asked, expires FROM as_name WHERE asn = ?"));
    }
    m_selectAsName->bindValue(0, asn);
    if (!m_selectAsName->exec()) {
        fail(QSqlError(m_selectAsName->lastError()));
        return std::nullopt;
    }
    const auto found = nameOf(*m_selectAsName, now, options.asName, longestText);
    m_selectAsName->finish();
    return found;
}

std::optional<CachedOrigin> CacheFile::origin(
    const platform::IpAddress &address, qint64 now, const CacheOptions &options, int longestText)
{
    if (!ready(options))
        return std::nullopt;
    const auto &lengths = m_lengths.at(address.family() == platform::Family::V6 ? 1 : 0);
    QStringList networks;
    for (const unsigned length : lengths)
        networks.append(QLatin1Char('\'') + QString::fromStdString(IpPrefix(address, length).toString()) + u'\'');
    if (networks.isEmpty())
        return std::nullopt;
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.exec(QStringLiteral("SELECT record, server, asked, expires, network FROM network WHERE network IN (")
            + networks.join(u',') + u')')) {
        fail(QSqlError(query.lastError()));
        return std::nullopt;
    }
    std::optional<CachedOrigin> longest;
    while (query.next()) {
        auto entry = entryOf<Origin>(query, now, std::max(options.origin, options.longestName), longestText);
        const auto network = IpPrefix::parse(query.value(4).toString().toStdString());
        if (!entry || !network || (longest && longest->value.prefix.length() > network->length()))
            continue;
        if (entry->state == FactState::Known) {
            const auto origin = parseOrigin({query.value(0).toString()}, address);
            if (!origin || origin->prefix != *network)
                continue;
            entry->value = *origin;
        }
        entry->value.prefix = *network;
        longest = entry;
    }
    return longest;
}

} // namespace engine
