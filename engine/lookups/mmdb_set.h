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

/// MMDB files (MaxMind DB format 2.0) through libmaxminddb. Each is read by a private copy or mapping that stays valid
/// when the file is replaced or cut short meanwhile. Lives on one thread (look-ups). Facts: design notes E1, E2.
class MmdbSet final {
public:
    MmdbSet();
    ~MmdbSet();

    /// Opens what is new or changed (size, time), closes what is not listed any more. Earlier files are believed more.
    void setFiles(const QStringList &paths);
    /// A whole check of a file without using it: also what decides whether a download replaces the old one.
    static MmdbInfo check(const QString &path);
    /// The files with the ending .mmdb in the usual folders of this system.
    static QStringList systemFiles();

    const std::vector<MmdbInfo> &files() const { return m_infos; }
    MmdbAnswer find(const platform::IpAddress &address) const;

private:
    std::vector<std::unique_ptr<MmdbFile>> m_files;
    std::vector<MmdbInfo> m_infos;
};

} // namespace engine
