// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/address_facts.h"
#include "engine/lookups/cache_entry.h"

#include <optional>
#include <utility>

namespace engine {

/// The address itself says that there is none.
template <typename T>
Fact<T> bySpecialRange()
{
    Fact<T> fact;
    fact.state = FactState::Missing;
    fact.source = FactSource::SpecialRange;
    return fact;
}

template <typename T>
Fact<T> pending(FactSource source)
{
    Fact<T> fact;
    fact.state = FactState::Pending;
    fact.source = source;
    return fact;
}

/// `asked`: the answer came now, not from the cache.
template <typename T>
Fact<T> factOf(const CacheEntry<T> &entry, FactSource source, bool asked)
{
    Fact<T> fact;
    fact.state = entry.state;
    if (entry.state == FactState::Known)
        fact.value = entry.value;
    fact.source = source;
    fact.sourceDetail = entry.server;
    fact.asOf = QDateTime::fromSecsSinceEpoch(entry.asked, Qt::UTC);
    fact.cached = !asked;
    return fact;
}

template <typename T>
Fact<T> byFile(std::optional<T> value, FactSource source, const QString &file, const QDateTime &built)
{
    Fact<T> fact;
    fact.state = value ? FactState::Known : FactState::Missing;
    if (value)
        fact.value = *std::move(value);
    fact.source = source;
    fact.sourceDetail = file;
    fact.asOf = built;
    return fact;
}

} // namespace engine
