// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/ip_address.h"
#include "platform/packet/byte_order.h"

#include <cstdint>
#include <optional>
#include <span>

namespace platform {

/// An IPv4 (RFC 791) or IPv6 (RFC 8200) header as a value. The family is that of the addresses.
struct IpHeader {
    IpAddress source;
    IpAddress destination;
    std::uint8_t ttl = 64; ///< hop limit in IPv6
    std::uint8_t dscp = 0; ///< 6 bits (RFC 2474)
    std::uint8_t ecn = 0; ///< 2 bits (RFC 3168)
    std::uint8_t protocol = 0; ///< of what follows the header, after IPv6 extension headers
    std::uint16_t headerLength = 0; ///< bytes before the payload, IPv4 options and IPv6 extension headers included
    std::uint32_t totalLength = 0; ///< as the header says it: header and payload
    std::uint16_t identification = 0; ///< IPv4 only
    bool dontFragment = false; ///< IPv4 only
    bool moreFragments = false;
    std::uint16_t fragmentOffset = 0; ///< in bytes
    std::uint32_t flowLabel = 0; ///< IPv6 only, 20 bits
    bool checksumOk = true; ///< of the IPv4 header as parsed; a quoted header need not have a right one

    Family family() const { return destination.family(); }
    friend bool operator==(const IpHeader &, const IpHeader &) = default;
};

/// Length of the header that buildIpHeader writes: 20 or 40 bytes.
constexpr std::uint16_t plainIpHeaderLength(Family family)
{
    return family == Family::V4 ? 20 : 40;
}

/// Reads the header at the start of `bytes`. The packet may be cut short after the header (a quote is), so totalLength
/// may be more than bytes.size(). Nothing when the header itself is not whole or contradicts itself.
std::optional<IpHeader> parseIpHeader(std::span<const std::uint8_t> bytes);

/// What is there of the payload: never beyond totalLength nor beyond the end of `packet`.
std::span<const std::uint8_t> ipPayload(const IpHeader &header, std::span<const std::uint8_t> packet);

/// A whole packet: a plain header (no options, no extension headers) with right lengths and checksum, and `payload`.
/// headerLength, totalLength and checksumOk of `header` are not looked at.
Bytes buildIpPacket(const IpHeader &header, std::span<const std::uint8_t> payload);

/// Lowers the TTL or hop limit by one as a router does, keeping the IPv4 header checksum right (RFC 1624). The packet
/// must have parsed; its TTL must not be 0.
void decrementTtl(std::span<std::uint8_t> packet);

/// Writes a new IPv4 header checksum; does nothing for IPv6.
void updateIpChecksum(std::span<std::uint8_t> packet);

} // namespace platform
