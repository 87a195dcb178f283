// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/mmdb_set.h"

#include "engine/lookups/mmdb_reader.h"
#include "engine/lookups/mmdb_schema.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>

namespace engine {

namespace {

constexpr std::size_t sampledRecords = 256;
constexpr qsizetype mostSystemFiles = 32;

/// What the file can tell, by a look at some of its records; Unsupported when that is nothing.
void describe(const MmdbReader &reader, int longest, MmdbInfo &info)
{
    info.type = reader.metadata().type;
    info.description = reader.metadata().description;
    info.built = reader.metadata().built;
    info.nodes = reader.metadata().nodes;
    info.attribution = attributionOf(info.type);
    for (const MmdbReader::Record &record : reader.sample(sampledRecords)) {
        info.hasNetworks = info.hasNetworks || originOf(reader, record, longest).has_value();
        const auto place = placeOf(reader, record, longest);
        info.hasCountries =
            info.hasCountries || (place && (!place->countryCode.isEmpty() || !place->country.isEmpty()));
        info.hasCities = info.hasCities || (place && (!place->city.isEmpty() || place->latitude));
    }
    if (!info.hasNetworks && !info.hasCountries && !info.hasCities)
        info.problem = MmdbProblem::Unsupported;
}

/// The other says the same country, and more.
bool isFiner(const Place &other, const Place &place)
{
    const bool sameCountry = place.countryCode.isEmpty() || other.countryCode == place.countryCode;
    const bool more = (place.city.isEmpty() && !other.city.isEmpty()) || (!place.latitude && other.latitude);
    const bool less = (!place.city.isEmpty() && other.city.isEmpty()) || (place.latitude && !other.latitude);
    return sameCountry && more && !less;
}

} // namespace

/// One file of the list: in use, or refused.
class MmdbFile {
public:
    enum class Check : std::uint8_t { Outline, Whole };

    MmdbFile(const QString &path, int longest, Check check = Check::Outline)
        : stamp(MmdbReader::stampOf(path))
        , name(QFileInfo(path).fileName())
    {
        info.path = path;
        reader = MmdbReader::open(path, info.problem);
        if (!reader)
            return;
        stamp = reader->stamp();
        describe(*reader, longest, info);
        if (check == Check::Whole && !reader->isWhole())
            info.problem = MmdbProblem::Damaged;
        if (info.problem != MmdbProblem::None)
            reader.reset();
    }

    bool isCurrent() const { return MmdbReader::stampOf(info.path) == stamp; }

    MmdbInfo info;
    MmdbReader::Stamp stamp;
    QString name;
    std::unique_ptr<MmdbReader> reader; ///< null: refused
};

MmdbSet::MmdbSet(int longestText)
    : m_longestText(longestText)
{
}

MmdbSet::~MmdbSet() = default;
MmdbSet::MmdbSet(const MmdbSet &) = default;
MmdbSet &MmdbSet::operator=(const MmdbSet &) = default;

void MmdbSet::setFiles(const QStringList &paths)
{
    std::vector<std::shared_ptr<const MmdbFile>> files;
    std::vector<MmdbInfo> infos;
    for (const QString &path : paths) {
        if (std::ranges::find(infos, path, &MmdbInfo::path) != infos.end())
            continue;
        const auto old = std::ranges::find(m_files, path, [](const auto &file) { return file->info.path; });
        if (old != m_files.end() && (*old)->isCurrent())
            files.push_back(*old);
        else
            files.push_back(std::make_shared<const MmdbFile>(path, m_longestText));
        infos.push_back(files.back()->info);
    }
    m_files = std::move(files);
    m_infos = std::move(infos);
}

MmdbInfo MmdbSet::check(const QString &path)
{
    return MmdbFile(path, MmdbSet().m_longestText, MmdbFile::Check::Whole).info;
}

QStringList MmdbSet::systemFiles()
{
    QStringList folders;
    for (const QString &place : QStandardPaths::standardLocations(QStandardPaths::GenericDataLocation))
        folders << place + QStringLiteral("/GeoIP") << place + QStringLiteral("/MaxMind/GeoIPUpdate/GeoIP");
    // Where geoipupdate and the packages of the systems put them; only meant where paths begin with "/".
    if (QDir::rootPath() == QLatin1String("/"))
        folders << QStringLiteral("/usr/share/GeoIP") << QStringLiteral("/usr/local/share/GeoIP")
                << QStringLiteral("/var/lib/GeoIP") << QStringLiteral("/var/db/GeoIP")
                << QStringLiteral("/usr/local/var/GeoIP") << QStringLiteral("/opt/homebrew/var/GeoIP")
                << QStringLiteral("/opt/homebrew/share/GeoIP") << QStringLiteral("/opt/local/share/GeoIP");
    QStringList files;
    QStringList real; // the same file under several names counts once
    for (const QString &folder : std::as_const(folders)) {
        const auto found =
            QDir(folder).entryInfoList({QStringLiteral("*.mmdb")}, QDir::Files | QDir::Readable, QDir::Name);
        for (const QFileInfo &file : found) {
            if (files.size() >= mostSystemFiles || real.contains(file.canonicalFilePath()))
                continue;
            files << file.absoluteFilePath();
            real << file.canonicalFilePath();
        }
    }
    return files;
}

MmdbAnswer MmdbSet::find(const platform::IpAddress &address) const
{
    MmdbAnswer answer;
    for (const auto &file : m_files) {
        if (!file->reader)
            continue;
        const auto record = file->reader->find(address);
        if (!record)
            continue;
        if (!answer.origin && file->info.hasNetworks) {
            answer.origin = originOf(*file->reader, *record, m_longestText);
            if (answer.origin) {
                answer.originFile = file->name;
                answer.originBuilt = file->info.built;
            }
        }
        if (!file->info.hasCountries && !file->info.hasCities)
            continue;
        const auto place = placeOf(*file->reader, *record, m_longestText);
        if (place && (!answer.place || isFiner(*place, *answer.place))) {
            answer.place = place;
            answer.placeFile = file->name;
            answer.placeBuilt = file->info.built;
        }
    }
    return answer;
}

} // namespace engine
