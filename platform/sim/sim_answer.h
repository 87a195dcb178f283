// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/packet/ip_header.h"
#include "platform/sim/sim_node.h"

#include <optional>
#include <span>

namespace platform {

/// A packet with what every part of the model wants to know of it. `bytes` belong to it.
struct SimPacket {
    Bytes bytes;
    IpHeader header;
    std::optional<Protocol> protocol; ///< absent: none that we know
    std::uint32_t start = 0; ///< first four bytes after the IP header: ports, or type, code and checksum

    /// Nothing when it is no whole IP packet with at least eight bytes after its header.
    static std::optional<SimPacket> parse(std::span<const std::uint8_t> bytes);

    std::span<const std::uint8_t> transport() const { return ipPayload(header, bytes); }
    bool isIcmpError() const;
    std::uint64_t flowHash() const; ///< of what per-flow load balancers look at
};

/// Answers of routers and hosts as bytes. All pure: whose, when and whether is SimNetwork's business.
namespace simanswer {

/// An ICMP error from `from` to `to` about `packet` as it was when it arrived. `mtu` only for packet-too-big.
Bytes icmpError(const SimAnswering &answering, const IpAddress &from, const IpAddress &to, const SimError &error,
    const SimPacket &packet, std::uint32_t mtu, std::uint8_t ttl);

/// What a host says to the packet, or nothing. `state` is that of the port; `from` its address.
std::optional<Bytes> fromHost(const SimPacket &packet, const IpAddress &from, SimPort state, std::uint8_t ttl);

/// A packet that must not count, or nothing when the forgery does not fit the protocol.
std::optional<Bytes> forged(SimForgery forgery, const SimPacket &packet, const IpAddress &stranger, std::uint8_t ttl);

/// What a source NAT makes of the packet: address, port or identifier, and right checksums.
void translateSource(SimPacket &packet, const IpAddress &source, std::optional<std::uint16_t> port);

/// A translated packet as a NAT that repairs quotes carelessly puts it back: address and port, not the checksum.
SimPacket repaired(const SimPacket &packet, const SimPacket &original);

/// Flips one bit behind the IP header, chosen by `random`; with `repair` the ICMP checksum is made right again.
void corrupt(Bytes &packet, std::uint64_t random, bool repair);

} // namespace simanswer

inline constexpr SimError simTimeExceeded{11, 0, 3, 0};
inline constexpr SimError simPacketTooBig{3, 4, 2, 0};
inline constexpr SimError simPortUnreachable{3, 3, 1, 4};
inline constexpr SimError simProhibited{3, 13, 1, 1};

} // namespace platform
