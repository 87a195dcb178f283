// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/web/downloads.h"

#include <atomic>

namespace engine {

/// What has arrived and where it is to be.
struct DownloadedFiles {
    DownloadSource source;
    QStringList parts; ///< one for each of the source's urls
    QString target;
    QByteArray checksum; ///< the text that checksumUrl gave; of no meaning without one
    QString name; ///< the last part of the address, as checksum lists name it
    qint64 largest = 0; ///< bytes after unpacking
    QDateTime now; ///< UTC
};

struct InstallResult {
    DownloadProblem problem = DownloadProblem::None;
    MmdbProblem content = MmdbProblem::None;
    QString detail;
    bool stopped = false; ///< by the flag; nothing was replaced
};

/// Unpacks, checks, and only then puts the file in place of the old one, atomically. What is worth nothing is removed;
/// what can be used another time (stopped, no room) stays. Any thread; takes seconds with large files.
InstallResult installDownload(const DownloadedFiles &files, const std::atomic<bool> &stop);

/// The SHA-256 or SHA-1 in a text: alone, or on the line that names the file ("hash  name", "SHA256 (name) = hash").
/// Empty when there is none; in lower case.
QByteArray checksumIn(const QByteArray &text, const QString &name);

} // namespace engine
