// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/ip_address.h"
#include "platform/packet/byte_order.h"

#include <optional>
#include <span>

namespace platform {

/// UDP header (RFC 768).
struct UdpHeader {
    std::uint16_t sourcePort = 0;
    std::uint16_t destinationPort = 0;
    std::uint16_t length = 0; ///< header and data, as the header says it
    std::uint16_t checksum = 0;

    static constexpr std::size_t size = 8;
    friend bool operator==(const UdpHeader &, const UdpHeader &) = default;
};

/// TCP header (RFC 9293 section 3.1).
struct TcpHeader {
    std::uint16_t sourcePort = 0;
    std::uint16_t destinationPort = 0;
    std::uint32_t sequence = 0;
    std::uint32_t acknowledgement = 0;
    std::uint8_t flags = 0;
    std::uint16_t window = 0;
    std::uint16_t checksum = 0;
    std::uint8_t headerLength = 20; ///< bytes, options included

    static constexpr std::size_t size = 20;
    static constexpr std::uint8_t fin = 0x01;
    static constexpr std::uint8_t syn = 0x02;
    static constexpr std::uint8_t rst = 0x04;
    static constexpr std::uint8_t psh = 0x08;
    static constexpr std::uint8_t ack = 0x10;

    bool isSynAck() const { return (flags & (syn | ack | rst)) == (syn | ack); }
    bool isReset() const { return (flags & rst) != 0; }
    friend bool operator==(const TcpHeader &, const TcpHeader &) = default;
};

std::optional<UdpHeader> parseUdp(std::span<const std::uint8_t> bytes);
std::optional<TcpHeader> parseTcp(std::span<const std::uint8_t> bytes);

/// What the first 8 bytes of a TCP header say: all that a minimal quote has (RFC 792).
struct TcpStart {
    std::uint16_t sourcePort = 0;
    std::uint16_t destinationPort = 0;
    std::uint32_t sequence = 0;

    friend bool operator==(const TcpStart &, const TcpStart &) = default;
};
std::optional<TcpStart> parseTcpStart(std::span<const std::uint8_t> bytes);

/// Datagram with right length and checksum; a checksum of 0 is sent as 0xffff (RFC 768).
Bytes buildUdp(const IpAddress &source, const IpAddress &destination, std::uint16_t sourcePort,
    std::uint16_t destinationPort, std::span<const std::uint8_t> data);

/// Segment with right checksum. `options` must be a multiple of 4 bytes, at most 40.
Bytes buildTcp(const IpAddress &source, const IpAddress &destination, const TcpHeader &header,
    std::span<const std::uint8_t> options = {}, std::span<const std::uint8_t> data = {});

} // namespace platform
