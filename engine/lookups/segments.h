// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/address_lookups.h"

#include <QLatin1String>

#include <functional>
#include <vector>

namespace engine {

/// The part of the way that a hop belongs to.
enum class Segment : std::uint8_t { Unknown, Lan, Isp, Transit, Destination };

QLatin1String segmentName(Segment segment); ///< "lan", "isp", "transit", "destination", "unknown": as in the JSON

/// A hop as far as segments care: its addresses in the order of their first answer, or none when it is silent.
struct SegmentHop {
    std::vector<platform::IpAddress> addresses;

    friend bool operator==(const SegmentHop &, const SegmentHop &) = default;
};

/// One segment per hop. The rules for an address, the first that fits counts:
/// 1. Lan: private, link-local, loopback and unique-local addresses on the hops up to the first that has another one;
///    every address of a local network (the own IPv6 /64 among them), special ranges only up to there as well: behind
///    it the same private network is somebody else's.
/// 2. Destination: the target itself.
/// 3. Transit: exchange points.
/// 4. Isp: CGNAT (RFC 6598) up to the first network that is not the provider's, and the provider's AS. That is the AS
///    of the public address. Where that is not known, or belongs to the other family and is not met on this path, it
///    is the first AS on the way; but the target's own AS only where it begins right behind the Lan, with no hop
///    between that could have been the provider.
/// 5. Destination: the AS of the target.
/// 6. Transit: every other AS. A network that several announce fits if one of them does.
/// A hop has the segment of its first address that has one; the target's, where it is among them. An unknown hop,
/// silent or not, between two of the same segment takes it. Where the answer depends on a network that is still being
/// asked for (the target's, or that of the first hop behind the Lan), it is Unknown meanwhile rather than wrong.
///
/// Pure; `facts` is asked once for each address and for the target.
std::vector<Segment> segmentsOf(const std::vector<SegmentHop> &hops, const platform::IpAddress &target,
    const std::function<AddressFacts(const platform::IpAddress &)> &facts, const Surroundings &surroundings);

} // namespace engine
