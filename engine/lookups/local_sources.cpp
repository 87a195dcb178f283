// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/local_sources.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace engine {

namespace {

constexpr qint64 largestExchangeFile = qint64(256) << 20; // bytes; a real one has ten million

/// In the order of belief: the user's own, downloaded ones, those of the system.
QStringList databaseFiles(const LookupOptions &options, const LookupPaths &paths)
{
    if (!options.localFiles)
        return {};
    QStringList files = options.databases;
    if (!paths.dataFolder.isEmpty()) {
        const QDir folder(paths.dataFolder);
        for (const QString &name : folder.entryList({QStringLiteral("*.mmdb")}, QDir::Files, QDir::Name))
            files.append(folder.filePath(name));
    }
    if (options.systemDatabases)
        files.append(MmdbSet::systemFiles());
    files.removeDuplicates();
    return files;
}

} // namespace

LocalSources::LocalSources(LookupPaths paths, QObject *parent)
    : QObject(parent)
    , m_paths(std::move(paths))
{
}

LocalSources::~LocalSources()
{
    if (m_loader)
        m_loader->wait();
}

void LocalSources::load(const LookupOptions &options)
{
    if (m_loader)
        m_next = options;
    else
        read(options);
}

void LocalSources::read(const LookupOptions &options)
{
    const auto files = std::make_shared<Files>(Files{m_files.databases, std::nullopt, {}});
    m_loader.reset(QThread::create([files, options, paths = m_paths] {
        files->databases.setFiles(databaseFiles(options, paths));
        QFile file(paths.exchangeFile());
        if (paths.dataFolder.isEmpty() || !options.localFiles || !file.exists())
            return;
        if (!file.open(QIODevice::ReadOnly)) {
            files->exchangesProblem = file.errorString();
            return;
        }
        const auto table = ExchangeTable::read(file.read(largestExchangeFile));
        if (table)
            files->exchanges = *table;
        else
            files->exchangesProblem = QString::fromStdString(table.error().context);
    }));
    m_loader->setObjectName(QStringLiteral("look-up files"));
    connect(m_loader.get(), &QThread::finished, this, [this, files] {
        m_loader->wait();
        m_loader.reset();
        m_files = *files;
        if (const auto next = std::exchange(m_next, std::nullopt))
            read(*next);
        else
            Q_EMIT loaded();
    });
    m_loader->start();
}

bool LocalSources::hasPlaces() const
{
    return std::ranges::any_of(m_files.databases.files(), [](const MmdbInfo &info) {
        return info.problem == MmdbProblem::None && (info.hasCountries || info.hasCities);
    });
}

bool LocalSources::hasNetworks() const
{
    return std::ranges::any_of(m_files.databases.files(),
        [](const MmdbInfo &info) { return info.problem == MmdbProblem::None && info.hasNetworks; });
}

std::optional<ExchangePoint> LocalSources::exchange(const platform::IpAddress &address) const
{
    return m_files.exchanges ? m_files.exchanges->find(address) : std::nullopt;
}

QDateTime LocalSources::exchangesAsOf() const
{
    return m_files.exchanges ? m_files.exchanges->asOf() : QDateTime();
}

LookupSources LocalSources::sources() const
{
    return {m_files.databases.files(), m_files.exchanges ? m_files.exchanges->size() : 0, exchangesAsOf(),
        m_files.exchangesProblem};
}

} // namespace engine
