// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/mmdb_set.h"
#include "tests/engine/crafted_mmdb.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdlib>

namespace {

/// The first bytes decide: a file as it comes, or search tree and data of one whose metadata are in order.
QByteArray fileOf(const std::uint8_t *data, std::size_t size)
{
    constexpr std::size_t choices = 2;
    const QByteArray rest(reinterpret_cast<const char *>(data + choices), static_cast<qsizetype>(size - choices));
    if ((data[0] & 3) == 0)
        return rest;
    CraftedMmdb crafted;
    crafted.recordBits = static_cast<quint16>(20 + 4 * (data[0] & 3)); // 24, 28, 32
    crafted.ipVersion = (data[0] & 4) != 0 ? 6 : 4;
    crafted.nodes = 1 + data[1] % 16U;
    const auto tree = static_cast<qsizetype>(crafted.nodes * crafted.recordBits / 4);
    crafted.tree = rest.left(tree).leftJustified(tree, '\1');
    crafted.data = rest.mid(tree);
    if ((data[0] & 8) != 0)
        crafted.languages = rest.right(8);
    return crafted.file();
}

} // namespace

/// No file does harm, and what is known of one that is refused is nothing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const bool inMemory = QFileInfo(QStringLiteral("/dev/shm")).isWritable() && qputenv("TMPDIR", "/dev/shm");
    static_cast<void>(inMemory); // six times as many files a second
    static const QTemporaryDir folder;
    if (size < 2)
        return 0;
    const QString path = folder.filePath(QStringLiteral("fuzz.mmdb"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(fileOf(data, size)) < 0)
        return 0;
    file.close();
    static_cast<void>(engine::MmdbSet::check(path));
    engine::MmdbSet set;
    set.setFiles({path});
    for (const char *text : {"0.0.0.0", "128.0.0.1", "203.0.113.9", "::", "8000::1", "2001:db8:a::1"}) {
        const auto answer = set.find(*platform::IpAddress::parse(text));
        if ((answer.origin || answer.place) && set.files()[0].problem != engine::MmdbProblem::None)
            std::abort();
    }
    return 0;
}
