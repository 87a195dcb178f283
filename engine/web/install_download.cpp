// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/web/install_download.h"

#include "engine/lookups/exchange_table.h"
#include "engine/web/gunzip.h"
#include "engine/web/part_file.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSaveFile>

#include <filesystem>

namespace engine {

namespace {

constexpr qsizetype longestDetail = 500;
constexpr qint64 largestBody = 64 << 20; // of PeeringDB's answers, which are read in memory

QString withFile(const QFileDevice &file)
{
    return file.fileName() + QLatin1String(": ") + file.errorString();
}

InstallResult failed(DownloadProblem problem, const QString &detail)
{
    return {problem, MmdbProblem::None, detail.left(longestDetail), false};
}

InstallResult stoppedResult()
{
    InstallResult result;
    result.stopped = true;
    return result;
}

InstallResult unpackingFailed(GunzipResult result, const QFileDevice &from)
{
    switch (result) {
    case GunzipResult::Unreadable:
        return failed(DownloadProblem::File, withFile(from));
    case GunzipResult::TooLarge:
        return failed(DownloadProblem::Packed, QStringLiteral("too large"));
    default:
        return failed(DownloadProblem::Packed, QStringLiteral("gzip"));
    }
}

InstallResult checkSum(const DownloadedFiles &files)
{
    const QByteArray wanted = checksumIn(files.checksum, files.name);
    if (wanted.isEmpty())
        return failed(DownloadProblem::Checksum, QStringLiteral("no checksum in %1").arg(files.source.checksumUrl));
    constexpr qsizetype sha1Length = 40;
    QCryptographicHash hash(wanted.size() == sha1Length ? QCryptographicHash::Sha1 : QCryptographicHash::Sha256);
    QFile file(files.parts.constFirst());
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return failed(DownloadProblem::File, withFile(file));
    const QByteArray found = hash.result().toHex();
    return found == wanted ? InstallResult()
                           : failed(DownloadProblem::Checksum, QString::fromLatin1(found + " != " + wanted));
}

InstallResult unpack(const QString &part, const QString &to, qint64 largest, const std::atomic<bool> &stop)
{
    QFile from(part);
    QFile out(to);
    if (!from.open(QIODevice::ReadOnly))
        return failed(DownloadProblem::File, withFile(from));
    if (!out.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return failed(DownloadProblem::File, withFile(out));
    InstallResult result;
    const GunzipResult gunzipped = gunzip(from, largest, [&](QByteArrayView bytes) {
        result.stopped = stop;
        if (!result.stopped && out.write(bytes.data(), bytes.size()) != bytes.size())
            result = failed(DownloadProblem::File, withFile(out));
        return !result.stopped && result.problem == DownloadProblem::None;
    });
    if (gunzipped == GunzipResult::Stopped)
        return result;
    if (gunzipped != GunzipResult::Done)
        return unpackingFailed(gunzipped, from);
    return out.flush() ? InstallResult() : failed(DownloadProblem::File, withFile(out));
}

InstallResult replace(const QString &from, const QString &target)
{
    std::error_code error; // replaces at once, which QFile::rename() does not
    std::filesystem::rename(QFileInfo(from).filesystemFilePath(), QFileInfo(target).filesystemFilePath(), error);
    if (!error)
        return {};
    return failed(
        DownloadProblem::File, target + QLatin1String(": ") + QString::fromLocal8Bit(error.message().c_str()));
}

InstallResult installDatabase(const DownloadedFiles &files, const std::atomic<bool> &stop)
{
    const QString part = files.parts.constFirst();
    const QString unpacked = files.target + QLatin1String(".new");
    QFile file(part);
    if (!file.open(QIODevice::ReadOnly))
        return failed(DownloadProblem::File, withFile(file));
    const bool packed = isGzip(file);
    file.close();
    InstallResult result;
    if (packed)
        result = unpack(part, unpacked, files.largest, stop);
    const QString &candidate = packed ? unpacked : part;
    if (result.problem == DownloadProblem::None && !result.stopped) {
        result.content = MmdbSet::check(candidate).problem;
        if (result.content == MmdbProblem::NoRoom)
            result.problem = DownloadProblem::File;
        else if (result.content != MmdbProblem::None)
            result.problem = DownloadProblem::Content;
        result.stopped = stop;
    }
    if (result.problem == DownloadProblem::None && !result.stopped)
        result = replace(candidate, files.target);
    if (packed)
        QFile::remove(unpacked);
    return result;
}

/// The whole of a file in memory, unpacked.
InstallResult read(const QString &path, QByteArray &body, const std::atomic<bool> &stop)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failed(DownloadProblem::File, withFile(file));
    if (!isGzip(file)) {
        body = file.read(largestBody + 1);
        return body.size() <= largestBody ? InstallResult()
                                          : failed(DownloadProblem::Content, QStringLiteral("too large"));
    }
    const GunzipResult result = gunzip(file, largestBody, [&body, &stop](QByteArrayView bytes) {
        body.append(bytes);
        return !stop;
    });
    if (result == GunzipResult::Stopped)
        return stoppedResult();
    return result == GunzipResult::Done ? InstallResult() : unpackingFailed(result, file);
}

InstallResult installExchanges(const DownloadedFiles &files, const std::atomic<bool> &stop)
{
    QList<QByteArray> bodies(files.parts.size());
    for (qsizetype number = 0; number < bodies.size(); ++number) {
        const InstallResult result = read(files.parts[number], bodies[number], stop);
        if (result.problem != DownloadProblem::None || result.stopped)
            return result;
    }
    const auto json = ExchangeTable::convert(bodies[0], bodies[1], bodies[2], bodies[3], files.now);
    if (!json)
        return failed(DownloadProblem::Content, QString::fromStdString(json.error().context));
    const auto table = ExchangeTable::read(*json);
    if (!table || table->size() == 0)
        return failed(DownloadProblem::Content, QStringLiteral("no exchange points in it"));
    if (stop)
        return stoppedResult();
    QSaveFile file(files.target);
    if (!file.open(QIODevice::WriteOnly) || file.write(*json) != json->size() || !file.commit())
        return failed(DownloadProblem::File, withFile(file));
    return {};
}

} // namespace

InstallResult installDownload(const DownloadedFiles &files, const std::atomic<bool> &stop)
{
    InstallResult result;
    if (!files.source.checksumUrl.isEmpty())
        result = checkSum(files);
    if (result.problem == DownloadProblem::None) {
        result = files.source.kind == DownloadSource::Kind::Exchanges ? installExchanges(files, stop)
                                                                      : installDatabase(files, stop);
    }
    // Kept when the same bytes may do another time; otherwise the next download would go on with them.
    if (!result.stopped && result.problem != DownloadProblem::File) {
        for (const QString &part : files.parts)
            PartFile::remove(part);
    }
    return result;
}

QByteArray checksumIn(const QByteArray &text, const QString &name)
{
    static const QRegularExpression hash(
        QStringLiteral("(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{64}|[0-9A-Fa-f]{40})(?![0-9A-Za-z])"));
    constexpr qsizetype longest = 1 << 20;
    QByteArray first;
    int count = 0;
    for (const QByteArray &line : text.left(longest).split('\n')) {
        const QString read = QString::fromLatin1(line);
        const QRegularExpressionMatch match = hash.match(read);
        if (!match.hasMatch())
            continue;
        const QByteArray found = match.captured().toLatin1().toLower();
        if (!name.isEmpty() && read.contains(name))
            return found;
        if (++count == 1)
            first = found;
    }
    return count == 1 ? first : QByteArray();
}

} // namespace engine
