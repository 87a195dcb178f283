// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/lookup_options.h"
#include "engine/lookups/lookup_thread.h"
#include "engine/lookups/mmdb_set.h"
#include "engine/lookups/question_log.h"
#include "engine/web/download_source.h"
#include "engine/web/http_fetch.h"

#include <QDateTime>
#include <QObject>
#include <QString>

#include <memory>
#include <vector>

namespace engine {

/// Why a file that arrived was not taken.
enum class DownloadProblem : std::uint8_t {
    None,
    Transfer, ///< DownloadState::transfer
    Packed, ///< gzip that is damaged, or larger than the bound when it is unpacked
    Checksum,
    Content, ///< DownloadState::content, or for exchanges `detail`
    File, ///< could not be written or put in place: `detail`
    InUse, ///< another Periplus is downloading into the same folder
    NotAllowed,
};

/// How far one source is.
struct DownloadState {
    enum class Phase : std::uint8_t { Idle, Waiting, Transferring, Checking, Done, Failed } phase = Phase::Idle;
    qint64 received = 0; ///< bytes, of all files of the source
    qint64 total = -1; ///< -1: not known
    DownloadProblem problem = DownloadProblem::None;
    HttpResult transfer; ///< with Transfer; without a body
    MmdbProblem content = MmdbProblem::None; ///< with Content
    QString detail; ///< technical; hostile text in it, bounded
    QDateTime have; ///< UTC: when the file that is in use was fetched; null: there is none
    bool outOfDate = false;

    friend bool operator==(const DownloadState &, const DownloadState &) = default;
};

/// Fetches databases and exchange prefixes when the user wants it: transfer (resumed where it was cut off, also by the
/// end of the program), unpacking (gzip, bounded), checksum where there is one, a whole check of the content, and only
/// then the old file is replaced, atomically. One transfer at a time, the others wait. Transfers on the look-ups
/// thread, unpacking and checking on one of their own, so that no look-up waits for them; face on the GUI (main)
/// thread.
class Downloads final : public QObject {
    Q_OBJECT

public:
    /// Reads the list of sources and what is there on the look-ups thread: until then sources() is the built-in list
    /// and nothing is there; sourcesChanged() and changed() tell. `thread` and `log` live longer.
    Downloads(LookupPaths paths, LookupThread &thread, QuestionLog &log, QObject *parent = nullptr);
    ~Downloads() override;

    const std::vector<DownloadSource> &sources() const;
    QString sourcesProblem() const; ///< why the user's list was not taken and the built-in one is used; or empty
    DownloadState state(const QString &id) const;
    QString filePath(const DownloadSource &source) const;

    void start(const QString &id, const LookupOptions &options);
    void cancel(const QString &id); ///< what has arrived stays for the next start
    void remove(const QString &id); ///< the file on disk, and what is there of a transfer; cancels
    /// Starts those that are there, wanted kept current (`ids`) and out of date. Waits for what is there to be known.
    void keepCurrent(const QStringList &ids, const LookupOptions &options);

Q_SIGNALS:
    void sourcesChanged(); ///< the user's own list was read
    void changed(const QString &id);
    void replaced(const QString &path); ///< a new file is in place, or one was removed

private:
    struct Private;
    std::unique_ptr<Private> m;
};

} // namespace engine
