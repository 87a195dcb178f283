// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/mmdb_reader.h"

#include <QFile>
#include <QTemporaryDir>

#include <cstdint>
#include <span>

#include <maxminddb.h>

namespace engine {

/// The private copy of a file, and libmaxminddb's view of it. Only for the sources of MmdbReader.
struct MmdbReader::Database {
    Database();
    ~Database();

    /// Until size and time were the same before and after: else somebody was writing.
    MmdbProblem takeCopy(const QString &path, Stamp &stamp);
    /// Checks what libmaxminddb relies on, opens, and checks whether tree and data fit together.
    MmdbProblem openCopy();

    QTemporaryDir folder; ///< with the copy in it; not QTemporaryFile, which keeps it open for writing
    QFile view; ///< the copy, for the checks before libmaxminddb reads
    MMDB_s db{};
    bool isOpen = false;
    std::span<const std::uint8_t> data; ///< the data section, up to the metadata

private:
    MmdbProblem checkOutline(std::span<const std::uint8_t> all, std::size_t metadata);
};

} // namespace engine
