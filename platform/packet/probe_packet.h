// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/packet/byte_order.h"
#include "platform/probe.h"

#include <cstdint>

namespace platform {

/// Everything that decides the bytes of one probe. The first block is the flow: a load balancer may look at it, so it
/// stays the same for all probes of a channel. The second block changes from probe to probe.
struct ProbePacket {
    IpAddress source;
    IpAddress destination;
    Protocol protocol = Protocol::Icmp;
    std::uint16_t identifier = 0; ///< ICMP identifier, or source port
    std::uint16_t port = 0; ///< destination port of UDP and TCP
    std::uint16_t icmpChecksum = 0x8000; ///< what every echo of the flow shall have; not 0xffff
    std::uint32_t flowLabel = 0; ///< IPv6
    std::uint8_t dscp = 0;
    std::uint16_t size = 0; ///< whole IP packet; raised to minimumProbeSize

    std::uint8_t ttl = 64;
    std::uint16_t sequence = 0; ///< ICMP sequence, and the payload's
    std::uint64_t nonce = 0; ///< see ProbePayload
    std::uint32_t tcpSequence = 0; ///< initial sequence number of a SYN
    std::uint16_t ipIdentification = 0; ///< IPv4

    Family family() const { return destination.family(); }
};

/// Headers and ProbePayload; a TCP SYN has no payload but the maximum segment size option.
std::uint16_t minimumProbeSize(Family family, Protocol protocol);

/// Bytes of IP packet that a probe of `wanted` bytes really has: TCP SYNs have one size, the others at least the
/// minimum.
std::uint16_t probeSize(Family family, Protocol protocol, std::uint16_t wanted);

/// The ICMP checksum that stands for a flow: the same for the same flow, never 0xffff, and not 0, in all 16384 of them.
std::uint16_t icmpFlowChecksum(std::uint32_t flow);

/// IP protocol number of a probe.
std::uint8_t ipProtocolOf(Family family, Protocol protocol);

/// The echo request from its ICMP header on, checksum right. For sockets that write the IP header themselves.
Bytes buildEchoMessage(const ProbePacket &probe);

/// The whole IP packet, every checksum right. IPv4 probes carry "don't fragment", as the system's sockets do.
Bytes buildProbePacket(const ProbePacket &probe);

} // namespace platform
