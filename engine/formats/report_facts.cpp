// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/report_facts.h"

namespace engine {

namespace {

void setOrigin(ReportAddress &address, const Fact<Origin> &origin)
{
    address.asn.reset();
    address.asName.clear();
    address.prefix.clear();
    if (!origin.isKnown())
        return;
    if (!origin.value.asns.empty())
        address.asn = origin.value.asns.front();
    address.asName = origin.value.asName;
    address.prefix = QString::fromStdString(origin.value.prefix.toString());
}

void setPlace(ReportAddress &address, const Fact<Place> &place)
{
    const Place known = place.isKnown() ? place.value : Place();
    const bool hasPosition = known.latitude && known.longitude;
    address.country = known.countryCode;
    address.city = known.city;
    address.latitude = hasPosition ? known.latitude : std::nullopt;
    address.longitude = hasPosition ? known.longitude : std::nullopt;
}

} // namespace

void setFacts(ReportAddress &address, const AddressFacts &facts, Segment segment)
{
    address.name = facts.name.isKnown() ? facts.name.value : QString();
    setOrigin(address, facts.origin);
    setPlace(address, facts.place);
    address.ixp = facts.exchange.isKnown() ? facts.exchange.value.name : QString();
    const bool isAsked = facts.origin.state != FactState::Unknown;
    address.segment = isAsked || segment != Segment::Unknown ? QString(segmentName(segment)) : QString();
}

void addFacts(ReportHop &hop, const SessionLookups &lookups)
{
    for (ReportAddress &address : hop.addresses)
        setFacts(address, lookups.facts(address.address), lookups.segment(hop.ttl));
}

void addFacts(TraceReport &report, const SessionLookups &lookups)
{
    for (ReportHop &hop : report.hops)
        addFacts(hop, lookups);
}

} // namespace engine
