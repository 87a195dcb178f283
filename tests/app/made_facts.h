// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/address_facts.h"

/// Facts as the tests need them.
template <typename T>
engine::Fact<T> knownFact(T value)
{
    engine::Fact<T> fact;
    fact.state = engine::FactState::Known;
    fact.value = std::move(value);
    return fact;
}

inline engine::Fact<QString> knownName(const QString &name)
{
    return knownFact(name);
}

inline engine::Fact<engine::Origin> knownOrigin(std::vector<std::uint32_t> asns, const QString &name)
{
    engine::Origin origin;
    origin.asns = std::move(asns);
    origin.asName = name;
    return knownFact(origin);
}
