// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/lookup_facts.h"

#include "engine/lookups/session_lookups.h"

namespace app {

LookupFacts::LookupFacts(
    const engine::SessionLookups &path, engine::AddressLookups &lookups, FactKinds kinds, QObject *parent)
    : HopFacts(parent)
    , m_path(path)
    , m_lookups(lookups)
    , m_kinds(kinds)
{
    connect(&path, &engine::SessionLookups::changed, this, &HopFacts::changed);
}

engine::AddressFacts LookupFacts::facts(const platform::IpAddress &address) const
{
    return m_lookups.facts(address);
}

Segment LookupFacts::segment(std::uint8_t ttl, const platform::IpAddress &) const
{
    return m_path.segment(ttl);
}

engine::Surroundings LookupFacts::surroundings() const
{
    return m_lookups.surroundings();
}

void LookupFacts::refresh(const platform::IpAddress &address)
{
    m_lookups.refresh(address);
}

} // namespace app
