// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/mmdb_database.h"

#include "engine/lookups/mmdb_structure.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <limits>

namespace engine {

namespace {

constexpr qint64 copyStep = 1 << 20;
constexpr qint64 largestFile = std::numeric_limits<std::uint32_t>::max(); // offsets in the format have 32 bits
constexpr int copyTries = 3; // while somebody is writing it
constexpr std::size_t separatorLength = 16; // between search tree and data

MmdbProblem copyTo(QFile &target, const QString &path)
{
    QFile source(path);
    if (!source.open(QIODevice::ReadOnly))
        return QFileInfo::exists(path) ? MmdbProblem::Denied : MmdbProblem::NotFound;
    QByteArray buffer(copyStep, Qt::Uninitialized);
    qint64 total = 0;
    for (;;) {
        const qint64 length = source.read(buffer.data(), buffer.size());
        if (length < 0)
            return MmdbProblem::Denied;
        if (length == 0)
            return MmdbProblem::None;
        total += length;
        if (total > largestFile)
            return MmdbProblem::Unsupported;
        if (target.write(buffer.constData(), length) != length)
            return MmdbProblem::NoRoom;
    }
}

} // namespace

MmdbReader::Database::Database()
    : folder(QDir::tempPath() + QStringLiteral("/periplus-XXXXXX"))
    , view(folder.filePath(QStringLiteral("copy.mmdb")))
{
}

MmdbReader::Database::~Database()
{
    if (isOpen)
        MMDB_close(&db);
}

MmdbProblem MmdbReader::Database::takeCopy(const QString &path, Stamp &stamp)
{
    for (int left = copyTries; left > 0; --left) {
        const QFileInfo info(path);
        if (!info.exists())
            return MmdbProblem::NotFound;
        if (!info.isFile()) // a pipe would block, a device never end
            return MmdbProblem::NotADatabase;
        stamp = stampOf(path);
        QFile copy(view.fileName());
        if (!folder.isValid() || !copy.open(QIODevice::WriteOnly | QIODevice::Truncate))
            return MmdbProblem::NoRoom;
        const MmdbProblem problem = copyTo(copy, path);
        if (problem != MmdbProblem::None)
            return problem;
        if (!copy.flush())
            return MmdbProblem::NoRoom;
        if (stampOf(path) == stamp && copy.size() == stamp.size)
            return MmdbProblem::None;
    }
    return MmdbProblem::Damaged;
}

MmdbProblem MmdbReader::Database::openCopy()
{
    if (!view.open(QIODevice::ReadOnly))
        return MmdbProblem::Denied;
    if (view.size() == 0)
        return MmdbProblem::NotADatabase;
    const uchar *bytes = view.map(0, view.size());
    if (!bytes)
        return MmdbProblem::NoRoom;
    const std::span<const std::uint8_t> all(bytes, static_cast<std::size_t>(view.size()));
    const auto metadata = findMetadata(all);
    if (!metadata)
        return beginsLikeDatabase(all) ? MmdbProblem::Damaged : MmdbProblem::NotADatabase;
    const MmdbProblem problem = checkOutline(all, *metadata);
    if (problem != MmdbProblem::None)
        return problem;
    // On Windows, too, the name is taken as UTF-8; and there nobody may have it open for writing.
    isOpen = MMDB_open(view.fileName().toUtf8().constData(), MMDB_MODE_MMAP, &db) == MMDB_SUCCESS;
    // Where files may be removed while they are open the copy has no name any more; elsewhere it goes at the end.
    if (folder.remove())
        folder.setAutoRemove(false);
    const bool fits = isOpen && (db.metadata.ip_version == 4 || db.metadata.ip_version == 6);
    return fits ? MmdbProblem::None : MmdbProblem::Damaged;
}

MmdbProblem MmdbReader::Database::checkOutline(std::span<const std::uint8_t> all, std::size_t metadata)
{
    const auto section = all.subspan(metadata);
    int budget = mostValuesInRecord;
    if (!isSoundValue(section, 0, budget))
        return MmdbProblem::Damaged;
    const auto outline = readOutline(section);
    if (!outline || outline->nodes == 0)
        return MmdbProblem::Damaged;
    if (outline->majorVersion != 2)
        return MmdbProblem::Unsupported;
    if (outline->recordBits != 24 && outline->recordBits != 28 && outline->recordBits != 32)
        return MmdbProblem::Unsupported;
    const auto body = all.first(metadata - metadataMarkerLength);
    if (body.size() < outline->treeBytes() + separatorLength)
        return MmdbProblem::Damaged;
    const auto behindTree = body.subspan(outline->treeBytes());
    if (std::ranges::any_of(behindTree.first(separatorLength), [](std::uint8_t byte) { return byte != 0; }))
        return MmdbProblem::Damaged;
    data = behindTree.subspan(separatorLength);
    return MmdbProblem::None;
}

} // namespace engine
