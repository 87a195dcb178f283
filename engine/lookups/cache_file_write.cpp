// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/cache_file.h"
#include "engine/lookups/cymru.h"
#include "engine/lookups/sql_transaction.h"

#include <QVariant>

namespace engine {

namespace {

constexpr std::size_t writesBetweenTrims = 2'000;

QVariant orNull(FactState state, const QString &text)
{
    return state == FactState::Known ? QVariant(text) : QVariant(QMetaType(QMetaType::QString));
}

void writeEntries(SqlTransaction &transaction, const CacheFile::Batch &batch)
{
    transaction.prepare(QStringLiteral("INSERT OR REPLACE INTO name VALUES (?, ?, ?, ?, ?)"));
    for (const auto &[address, entry] : batch.names)
        transaction.runWith(QString::fromStdString(address.toString()), orNull(entry.state, entry.value), entry.server,
            entry.asked, entry.expires);
    transaction.prepare(QStringLiteral("INSERT OR REPLACE INTO network VALUES (?, ?, ?, ?, ?)"));
    for (const auto &[network, entry] : batch.origins)
        transaction.runWith(QString::fromStdString(network.toString()), orNull(entry.state, originRecord(entry.value)),
            entry.server, entry.asked, entry.expires);
    transaction.prepare(QStringLiteral("INSERT OR REPLACE INTO as_name VALUES (?, ?, ?, ?, ?)"));
    for (const auto &[asn, entry] : batch.asNames)
        transaction.runWith(asn, orNull(entry.state, entry.value), entry.server, entry.asked, entry.expires);
}

/// What has expired goes, and of the rest the oldest.
void trim(SqlTransaction &transaction, qint64 now, std::size_t entries)
{
    for (const char *table : {"name", "network", "as_name"}) {
        transaction.prepare(QStringLiteral("DELETE FROM %1 WHERE expires <= ? OR rowid IN"
                                           " (SELECT rowid FROM %1 ORDER BY asked DESC LIMIT -1 OFFSET ?)")
                                .arg(QLatin1String(table)));
        transaction.runWith(now, static_cast<qint64>(entries));
    }
}

} // namespace

bool CacheFile::write(const Batch &batch, qint64 now, const CacheOptions &options)
{
    if (batch.size() == 0 || !ready(options) || m_readOnly)
        return true;
    const bool trimming = m_writtenSinceTrim == 0;
    QSqlError error;
    {
        SqlTransaction transaction(m_database);
        writeEntries(transaction, batch);
        if (trimming)
            trim(transaction, now, options.entries);
        error = transaction.commit();
    }
    if (error.isValid()) {
        fail(error);
        return m_state != State::Open || m_readOnly; // nothing to be gained by another try
    }
    m_writtenSinceTrim += batch.size();
    if (m_writtenSinceTrim > writesBetweenTrims)
        m_writtenSinceTrim = 0;
    for (const auto &[network, entry] : batch.origins)
        m_lengths.at(network.address().family() == platform::Family::V6 ? 1 : 0).insert(network.length());
    return true;
}

void CacheFile::clear(const CacheOptions &options)
{
    if (!ready(options) || m_readOnly)
        return;
    QSqlError error;
    {
        SqlTransaction transaction(m_database);
        for (const char *table : {"name", "network", "as_name"})
            transaction.run(QStringLiteral("DELETE FROM %1").arg(QLatin1String(table)));
        error = transaction.commit();
    }
    if (error.isValid())
        fail(error);
    else // the pages, too: what was asked is nobody's business any more
        QSqlQuery(m_database).exec(QStringLiteral("VACUUM"));
}

} // namespace engine
