// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/address_facts.h"
#include "platform/error.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace engine {

/// Why a file is not used. `app` has the sentences.
enum class MmdbProblem : std::uint8_t {
    None,
    NotFound,
    Denied,
    NotADatabase, ///< no MaxMind metadata in it
    Damaged, ///< metadata, search tree or data section do not fit together; a download that was cut off
    Unsupported, ///< a database, but of nothing that is of use here
    NoRoom, ///< no room for the private copy, in the temporary folder or in memory
};

/// A database as the settings show it.
struct MmdbInfo {
    QString path;
    MmdbProblem problem = MmdbProblem::None;
    QString type; ///< as it says itself: "GeoLite2-City", "DBIP-ASN-Lite"
    QString description; ///< in English, as it says itself
    QDateTime built; ///< UTC
    quint64 nodes = 0;
    bool hasNetworks = false; ///< what it can tell
    bool hasCountries = false;
    bool hasCities = false;
    QString attribution; ///< what its licence wants shown, plain text; empty: not known

    friend bool operator==(const MmdbInfo &, const MmdbInfo &) = default;
};

/// What the files know about one address.
struct MmdbAnswer {
    std::optional<Origin> origin; ///< prefix: of the database's entry
    QString originFile; ///< file name without folder
    QDateTime originBuilt;
    std::optional<Place> place;
    QString placeFile;
    QDateTime placeBuilt;
};

class MmdbFile;

/// MMDB files (MaxMind DB format 2.0) through libmaxminddb. Each is read by a private copy that stays as it is when the
/// file is replaced, rewritten or cut short meanwhile.
///
/// A value: copies share the open files. One thread at a time; but setFiles(), which reads whole files, can run on a
/// copy in another thread while the original goes on finding, and then take its place.
class MmdbSet final {
public:
    explicit MmdbSet(int longestText = 253); ///< characters kept of a text (LookupOptions::longestText)
    ~MmdbSet();
    MmdbSet(const MmdbSet &);
    MmdbSet &operator=(const MmdbSet &);

    /// Opens what is new or changed (size, time), closes what is not listed any more. Earlier files are believed more.
    void setFiles(const QStringList &paths);
    /// A whole check of a file without using it: also what decides whether a download replaces the old one. Any thread;
    /// takes time with the size of the file.
    static MmdbInfo check(const QString &path);
    /// The files with the ending .mmdb in the usual folders of this system.
    static QStringList systemFiles();

    const std::vector<MmdbInfo> &files() const { return m_infos; }
    /// The first file that knows an AS says the origin. The first that knows a place says it, unless a later one agrees
    /// about the country and also knows the city or the coordinates.
    MmdbAnswer find(const platform::IpAddress &address) const;

private:
    int m_longestText;
    std::vector<std::shared_ptr<const MmdbFile>> m_files;
    std::vector<MmdbInfo> m_infos;
};

} // namespace engine
