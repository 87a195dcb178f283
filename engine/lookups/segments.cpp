// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/segments.h"

#include <algorithm>
#include <optional>

namespace engine {

namespace {

using Asns = std::vector<std::uint32_t>;

bool meet(const Asns &a, const Asns &b)
{
    return std::find_first_of(a.begin(), a.end(), b.begin(), b.end()) != a.end();
}

/// What counts of an address.
struct Member {
    platform::IpAddress address;
    AddressRange range = AddressRange::Global;
    bool isExchange = false;
    Asns asns;
    bool isPending = false; ///< the AS numbers may still come
    bool isLan = false;
};

using Members = std::vector<Member>; ///< of one hop

/// Whose AS numbers somebody has.
struct Owner {
    Asns asns;
    bool isPending = false;
};

bool isHomely(AddressRange range)
{
    switch (range) {
    case AddressRange::Private:
    case AddressRange::Loopback:
    case AddressRange::LinkLocal:
    case AddressRange::UniqueLocal:
        return true;
    case AddressRange::Global:
    case AddressRange::CarrierNat:
    case AddressRange::Documentation:
    case AddressRange::Multicast:
    case AddressRange::Benchmark:
    case AddressRange::Reserved:
        return false;
    }
    return false;
}

bool isLocal(const platform::IpAddress &address, const Surroundings &surroundings)
{
    return std::ranges::any_of(
        surroundings.localNetworks, [&address](const IpPrefix &network) { return network.contains(address); });
}

/// Says of each address whether it is of the Lan: what depends on where on the path it stands.
void findLan(std::vector<Members> &hops, const Surroundings &surroundings)
{
    bool atHome = true;
    for (Members &hop : hops) {
        bool leaves = false;
        for (Member &member : hop) {
            const bool homely = isHomely(member.range);
            const bool unique = !homely && member.range != AddressRange::CarrierNat;
            member.isLan = (homely && atHome) || ((unique || atHome) && isLocal(member.address, surroundings));
            leaves = leaves || !member.isLan;
        }
        atHome = atHome && !leaves;
    }
}

/// The first AS on the way. The own network's counts: its addresses are the provider's, or it is its own provider.
Owner firstOnTheWay(const std::vector<Members> &hops, const Owner &target)
{
    bool directly = true; // nothing but the Lan so far
    for (const Members &hop : hops) {
        for (const Member &member : hop) {
            if (member.isExchange)
                continue;
            if (member.isPending || (!member.asns.empty() && !directly && target.isPending))
                return {{}, true};
            if (!member.asns.empty() && (directly || !meet(member.asns, target.asns)))
                return {member.asns, false};
        }
        directly = directly && !hop.empty() && std::ranges::all_of(hop, &Member::isLan);
    }
    return {};
}

Owner findProvider(const std::vector<Members> &hops, const platform::IpAddress &target, const Owner &targetOwner,
    const Surroundings &surroundings)
{
    const Asns &known = surroundings.providerAsns;
    const auto &own =
        target.family() == platform::Family::V4 ? surroundings.publicAddress4 : surroundings.publicAddress6;
    const bool isMet = std::ranges::any_of(hops, [&known](const Members &hop) {
        return std::ranges::any_of(hop, [&known](const Member &member) { return meet(member.asns, known); });
    });
    return !known.empty() && (own || isMet) ? Owner{known, false} : firstOnTheWay(hops, targetOwner);
}

class Rules final {
public:
    Rules(const platform::IpAddress &target, Owner targetOwner, Owner provider)
        : m_target(target)
        , m_targetOwner(std::move(targetOwner))
        , m_provider(std::move(provider))
    {
    }

    /// To be called for the hops in their order.
    Segment segmentOf(const Members &hop)
    {
        Segment found = Segment::Unknown;
        bool leaves = false;
        for (const Member &member : hop) {
            const Segment segment = segmentOf(member);
            if (member.address == m_target)
                return segment;
            if (found == Segment::Unknown)
                found = segment;
            leaves = leaves || segment == Segment::Transit || segment == Segment::Destination;
        }
        m_nearHome = m_nearHome && !leaves;
        return found;
    }

private:
    Segment segmentOf(const Member &member) const
    {
        if (member.isLan)
            return Segment::Lan;
        if (member.address == m_target)
            return Segment::Destination;
        if (member.isExchange)
            return Segment::Transit;
        if ((m_nearHome && member.range == AddressRange::CarrierNat) || meet(member.asns, m_provider.asns))
            return Segment::Isp;
        if (member.asns.empty() || m_provider.isPending)
            return Segment::Unknown;
        if (meet(member.asns, m_targetOwner.asns))
            return Segment::Destination;
        return m_targetOwner.isPending ? Segment::Unknown : Segment::Transit;
    }

    platform::IpAddress m_target;
    Owner m_targetOwner;
    Owner m_provider;
    bool m_nearHome = true; ///< no network yet but our own and the provider's
};

void fillBetween(std::vector<Segment> &segments)
{
    std::optional<std::size_t> last; // known
    for (std::size_t i = 0; i < segments.size(); ++i) {
        if (segments[i] == Segment::Unknown)
            continue;
        if (last && segments[*last] == segments[i])
            std::fill(segments.begin() + std::ptrdiff_t(*last), segments.begin() + std::ptrdiff_t(i), segments[i]);
        last = i;
    }
}

Member memberOf(const platform::IpAddress &address, const AddressFacts &facts)
{
    const bool mayHaveAs = !isHomely(facts.range) && facts.range != AddressRange::CarrierNat;
    return {address, facts.range, facts.exchange.isKnown(), facts.origin.isKnown() ? facts.origin.value.asns : Asns(),
        mayHaveAs && facts.origin.state == FactState::Pending, false};
}

} // namespace

QLatin1String segmentName(Segment segment)
{
    switch (segment) {
    case Segment::Unknown:
        break;
    case Segment::Lan:
        return QLatin1String("lan");
    case Segment::Isp:
        return QLatin1String("isp");
    case Segment::Transit:
        return QLatin1String("transit");
    case Segment::Destination:
        return QLatin1String("destination");
    }
    return QLatin1String("unknown");
}

std::vector<Segment> segmentsOf(const std::vector<SegmentHop> &hops, const platform::IpAddress &target,
    const std::function<AddressFacts(const platform::IpAddress &)> &facts, const Surroundings &surroundings)
{
    std::vector<Members> members;
    for (const SegmentHop &hop : hops) {
        Members &made = members.emplace_back();
        for (const auto &address : hop.addresses)
            made.push_back(memberOf(address, facts(address)));
    }
    findLan(members, surroundings);
    Owner targetOwner;
    if (!target.isNull()) {
        const Member member = memberOf(target, facts(target));
        targetOwner = {member.asns, member.isPending};
    }
    Rules rules(target, targetOwner, findProvider(members, target, targetOwner, surroundings));
    std::vector<Segment> segments;
    for (const Members &hop : members)
        segments.push_back(rules.segmentOf(hop));
    fillBetween(segments);
    return segments;
}

} // namespace engine
