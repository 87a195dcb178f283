// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/address_facts.h"

#include <QString>

#include <cstdint>

namespace engine {

/// An answer that is kept: of Known, Missing or Failed.
template <typename T>
struct CacheEntry {
    FactState state = FactState::Failed;
    T value{}; ///< meaningful when Known
    QString server; ///< who answered, or was asked
    qint64 asked = 0; ///< seconds since 1970, UTC
    qint64 expires = 0; ///< from this second on it is not known any more

    friend bool operator==(const CacheEntry &, const CacheEntry &) = default;
};

using CachedName = CacheEntry<QString>; ///< of an address, or of an AS
/// Origin::prefix is the network that the answer is about, also of one that is missing; without asName, which is an
/// entry of its own.
using CachedOrigin = CacheEntry<Origin>;

} // namespace engine
