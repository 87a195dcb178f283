// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/lookup_options.h"
#include "engine/lookups/lookup_thread.h"
#include "engine/lookups/mmdb_set.h"
#include "engine/lookups/question_log.h"
#include "engine/web/http_fetch.h"
#include "platform/error.h"

#include <QDateTime>
#include <QObject>
#include <QString>

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
    /// One, or four for the exchanges (ix, ixlan, ixpfx, netixlan). "{yyyy}" and "{MM}" stand for the month, UTC; when
    /// this month's is not there yet (404), the month before is taken.
    QStringList urls;
    QString fileName; ///< in the data folder
    QString checksumUrl; ///< of a text with a SHA-256 or SHA-1 in hex in it; may be empty
    int maxAgeDays = 31; ///< older than this it is out of date

    friend bool operator==(const DownloadSource &, const DownloadSource &) = default;
};

/// The list, from JSON; fails with Malformed and what is wrong. docs/FORMATS.md "Download sources".
platform::Result<std::vector<DownloadSource>> readDownloadSources(const QByteArray &json);

/// Why a file that arrived was not taken.
enum class DownloadProblem : std::uint8_t { None, Transfer, Packed, Checksum, Content, File, NotAllowed };

/// How far one source is.
struct DownloadState {
    enum class Phase : std::uint8_t { Idle, Waiting, Transferring, Checking, Done, Failed } phase = Phase::Idle;
    qint64 received = 0;
    qint64 total = -1; ///< -1: not known
    DownloadProblem problem = DownloadProblem::None;
    HttpResult transfer; ///< with Transfer; without a body
    MmdbProblem content = MmdbProblem::None; ///< with Content
    QString detail;
    QDateTime have; ///< UTC: when the file that is in use was fetched; null: there is none
    bool outOfDate = false;

    friend bool operator==(const DownloadState &a, const DownloadState &b)
    {
        return a.phase == b.phase && a.received == b.received && a.total == b.total && a.problem == b.problem
            && a.content == b.content && a.detail == b.detail && a.have == b.have && a.outOfDate == b.outOfDate;
    }
};

/// Fetches databases and exchange prefixes when the user wants it: transfer (resumed where it was cut off), unpacking
/// (gzip, bounded), checksum where there is one, a whole check of the content, and only then the old file is replaced,
/// atomically. One transfer at a time. Work on the look-ups thread; face on the GUI (main) thread.
class Downloads final : public QObject {
    Q_OBJECT

public:
    Downloads(LookupPaths paths, LookupThread &thread, QuestionLog &log, QObject *parent = nullptr);
    ~Downloads() override;

    const std::vector<DownloadSource> &sources() const;
    QString sourcesProblem() const; ///< why the user's list was not taken and the built-in one is used; or empty
    DownloadState state(const QString &id) const;
    QString filePath(const DownloadSource &source) const;

    void start(const QString &id, const LookupOptions &options);
    void cancel(const QString &id);
    void remove(const QString &id); ///< the file on disk
    /// Starts those that are there, wanted kept current (`ids`) and out of date.
    void keepCurrent(const QStringList &ids, const LookupOptions &options);

Q_SIGNALS:
    void changed(const QString &id);
    void replaced(const QString &path); ///< a new file is in place, or one was removed

private:
    struct Private;
    std::unique_ptr<Private> m;
};

} // namespace engine
