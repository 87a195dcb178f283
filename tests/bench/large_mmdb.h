// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace bench {

enum class LargeMmdb : std::uint8_t { City, Asn };

/// Writes a database of the size and the layout of a real one (IPv6 format, 28-bit records, keys as pointers, names in
/// six languages): 2^`depth` IPv4 networks with `records` different records. Asks no writer, which would take minutes.
bool writeLargeMmdb(const QString &path, LargeMmdb kind, int depth, int records);

} // namespace bench
