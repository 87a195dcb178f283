// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/address_facts.h"
#include "engine/lookups/mmdb_reader.h"

#include <QString>

#include <optional>

namespace engine {

/// Makers of databases put the same things under different keys, and different things under the same one ("country" is
/// a map, a name or a code). What a record says is found by the keys it has and the types behind them.

/// Who announces the network of the record; none where it does not say an AS number. Texts at most `longest` long.
std::optional<Origin> originOf(const MmdbReader &reader, const MmdbReader::Record &record, int longest);
/// Where it is; none where it says neither country nor city nor coordinates.
std::optional<Place> placeOf(const MmdbReader &reader, const MmdbReader::Record &record, int longest);

/// What the licence of a database of this type wants shown; empty when it is not known.
QString attributionOf(const QString &databaseType);

} // namespace engine
