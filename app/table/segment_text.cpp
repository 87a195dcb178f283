// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/segment_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace app {

namespace {

class Texts {
    Q_DECLARE_TR_FUNCTIONS(app::SegmentText)
};

QString localReason(
    const platform::IpAddress &address, const engine::AddressFacts &facts, const std::vector<engine::IpPrefix> &own)
{
    using engine::AddressRange;
    const auto network =
        std::ranges::find_if(own, [&](const engine::IpPrefix &prefix) { return prefix.contains(address); });
    if (network != own.end())
        return Texts::tr("in your own network %1").arg(QString::fromStdString(network->toString()));
    switch (facts.range) {
    case AddressRange::Private:
    case AddressRange::UniqueLocal:
        return Texts::tr("private address before the first public one");
    case AddressRange::LinkLocal:
        return Texts::tr("link-local address");
    case AddressRange::Loopback:
        return Texts::tr("this computer");
    default:
        return {};
    }
}

QString providerReason(const engine::AddressFacts &facts, const std::vector<std::uint32_t> &provider)
{
    if (facts.range == engine::AddressRange::CarrierNat)
        return Texts::tr("carrier-grade NAT (RFC 6598)");
    if (!facts.origin.isKnown() || facts.origin.value.asns.empty())
        return {};
    const std::vector<std::uint32_t> &asns = facts.origin.value.asns;
    const bool same = std::ranges::find_first_of(asns, provider) != asns.end();
    return same ? Texts::tr("same AS as your public address") : Texts::tr("first AS on the way");
}

} // namespace

QString segmentText(Segment segment)
{
    switch (segment) {
    case Segment::Lan:
        return Texts::tr("Local");
    case Segment::Isp:
        return Texts::tr("Provider");
    case Segment::Transit:
        return Texts::tr("Transit");
    case Segment::Destination:
        return Texts::tr("Target");
    case Segment::Unknown:
        break;
    }
    return {};
}

QString segmentLetter(Segment segment)
{
    switch (segment) {
    case Segment::Lan:
        return Texts::tr("L", "letter of the segment: local network");
    case Segment::Isp:
        return Texts::tr("P", "letter of the segment: provider");
    case Segment::Transit:
        return Texts::tr("T", "letter of the segment: transit");
    case Segment::Destination:
        return Texts::tr("D", "letter of the segment: destination");
    case Segment::Unknown:
        break;
    }
    return {};
}

QString segmentReason(Segment segment, const platform::IpAddress &address, const engine::AddressFacts &facts,
    bool target, const engine::Surroundings &surroundings)
{
    const bool announced = facts.origin.isKnown() && !facts.origin.value.asns.empty();
    QString reason;
    switch (segment) {
    case Segment::Lan:
        reason = localReason(address, facts, surroundings.localNetworks);
        break;
    case Segment::Isp:
        reason = providerReason(facts, surroundings.providerAsns);
        break;
    case Segment::Transit:
        reason = facts.exchange.isKnown() ? Texts::tr("an exchange point")
            : announced                   ? Texts::tr("neither your provider's AS nor the target's")
                                          : QString();
        break;
    case Segment::Destination:
        reason = target ? Texts::tr("the target itself") : announced ? Texts::tr("same AS as the target") : QString();
        break;
    case Segment::Unknown:
        return {};
    }
    return reason.isEmpty() ? Texts::tr("between hops that are") : reason;
}

} // namespace app
