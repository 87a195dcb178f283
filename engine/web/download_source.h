// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/error.h"

#include <QByteArray>
#include <QDate>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <cstdint>
#include <vector>

namespace engine {

/// Something that can be downloaded: an entry of resources/data/sources.json or of the user's own list.
struct DownloadSource {
    enum class Kind : std::uint8_t { Database, Exchanges };
    QString id; ///< "dbip-city-lite"
    Kind kind = Kind::Database;
    QString title;
    QString provider;
    QString licence; ///< "CC BY 4.0"
    QString licenceUrl;
    QString attribution; ///< what must be shown where the data are
    QString attributionUrl; ///< what the attribution links to; may be empty
    /// One, or four for the exchanges (ix, ixlan, ixpfx, netixlan). "{yyyy}" and "{MM}" stand for the month, UTC; when
    /// this month's is not there yet (404), the month before is taken.
    QStringList urls;
    QString fileName; ///< in the data folder
    QString checksumUrl; ///< of a text with a SHA-256 or SHA-1 in hex of the file as it is transferred; may be empty
    int maxAgeDays = 31; ///< older than this it is out of date

    bool isMonthly() const { return urls.constFirst().contains(QLatin1String("{MM}")); }
    friend bool operator==(const DownloadSource &, const DownloadSource &) = default;
};

/// The list, from JSON; fails with Malformed and what is wrong. docs/FORMATS.md "Download sources".
platform::Result<std::vector<DownloadSource>> readDownloadSources(const QByteArray &json);

/// The one that comes with the program.
std::vector<DownloadSource> builtInDownloadSources();

/// `pattern` with its month filled in.
QUrl downloadUrl(const QString &pattern, const QDate &month);

} // namespace engine
