// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/path_state.h"
#include "engine/lookups/address_lookups.h"

#include <QLatin1String>

#include <functional>
#include <vector>

namespace engine {

/// The part of the way that a hop belongs to.
enum class Segment : std::uint8_t { Unknown, Lan, Isp, Transit, Destination };

QLatin1String segmentName(Segment segment); ///< "lan", "isp", "transit", "destination", "unknown": as in the JSON

/// A hop as far as segments care: its addresses, or none when it is silent.
struct SegmentHop {
    std::vector<platform::IpAddress> addresses;
};

/// One segment per hop, and the rules in their order:
/// 1. Lan: private, link-local, loopback and unique-local addresses before the first that is none of those, and every
///    address of a local network (the own IPv6 /64 among them).
/// 2. Isp: CGNAT (RFC 6598); the AS of the public address; without a known public address the first AS on the way.
/// 3. Destination: the target itself, and the AS of the target, unless that is the provider's.
/// 4. Transit: every other known AS, and exchange points.
/// 5. An unknown hop between two of the same segment takes it.
std::vector<Segment> segmentsOf(const std::vector<SegmentHop> &hops, const platform::IpAddress &target,
    const std::function<AddressFacts(const platform::IpAddress &)> &facts, const Surroundings &surroundings);

} // namespace engine
