// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/hop_facts.h"

namespace app {

Segment HopFacts::segment(std::uint8_t, const platform::IpAddress &) const
{
    return Segment::Unknown;
}

Segment segmentOf(const HopFacts *facts, std::uint8_t ttl, const platform::IpAddress &address, bool target)
{
    if (const Segment known = facts ? facts->segment(ttl, address) : Segment::Unknown; known != Segment::Unknown)
        return known;
    if (target)
        return Segment::Destination;
    const bool local = address.isPrivate() || address.isLinkLocal() || address.isLoopback();
    return !address.isNull() && local ? Segment::Lan : Segment::Unknown;
}

} // namespace app
