// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/packet/transport_headers.h"

#include "platform/packet/checksum.h"

#include <algorithm>

namespace platform {

std::optional<UdpHeader> parseUdp(std::span<const std::uint8_t> bytes)
{
    if (bytes.size() < UdpHeader::size)
        return std::nullopt;
    const UdpHeader header{readU16(bytes, 0), readU16(bytes, 2), readU16(bytes, 4), readU16(bytes, 6)};
    return header.length < UdpHeader::size ? std::nullopt : std::optional(header);
}

std::optional<TcpHeader> parseTcp(std::span<const std::uint8_t> bytes)
{
    if (bytes.size() < TcpHeader::size)
        return std::nullopt;
    TcpHeader header;
    header.sourcePort = readU16(bytes, 0);
    header.destinationPort = readU16(bytes, 2);
    header.sequence = readU32(bytes, 4);
    header.acknowledgement = readU32(bytes, 8);
    header.headerLength = static_cast<std::uint8_t>((bytes[12] >> 4) * 4);
    header.flags = bytes[13];
    header.window = readU16(bytes, 14);
    header.checksum = readU16(bytes, 16);
    if (header.headerLength < TcpHeader::size || header.headerLength > bytes.size())
        return std::nullopt;
    return header;
}

std::optional<TcpStart> parseTcpStart(std::span<const std::uint8_t> bytes)
{
    if (bytes.size() < 8)
        return std::nullopt;
    return TcpStart{readU16(bytes, 0), readU16(bytes, 2), readU32(bytes, 4)};
}

Bytes buildUdp(const IpAddress &source, const IpAddress &destination, std::uint16_t sourcePort,
    std::uint16_t destinationPort, std::span<const std::uint8_t> data)
{
    Bytes datagram(UdpHeader::size + data.size());
    writeU16(datagram, 0, sourcePort);
    writeU16(datagram, 2, destinationPort);
    writeU16(datagram, 4, static_cast<std::uint16_t>(datagram.size()));
    std::ranges::copy(data, datagram.begin() + UdpHeader::size);
    const auto length = static_cast<std::uint32_t>(datagram.size());
    const std::uint16_t sum = internetChecksum(datagram, pseudoHeaderSum(source, destination, ipproto::udp, length));
    writeU16(datagram, 6, sum == 0 ? 0xffff : sum);
    return datagram;
}

Bytes buildTcp(const IpAddress &source, const IpAddress &destination, const TcpHeader &header,
    std::span<const std::uint8_t> options, std::span<const std::uint8_t> data)
{
    const std::size_t headerLength = TcpHeader::size + options.size();
    Bytes segment(headerLength + data.size());
    writeU16(segment, 0, header.sourcePort);
    writeU16(segment, 2, header.destinationPort);
    writeU32(segment, 4, header.sequence);
    writeU32(segment, 8, header.acknowledgement);
    segment[12] = static_cast<std::uint8_t>(headerLength / 4 << 4);
    segment[13] = header.flags;
    writeU16(segment, 14, header.window);
    std::ranges::copy(options, segment.begin() + TcpHeader::size);
    std::ranges::copy(data, segment.begin() + static_cast<std::ptrdiff_t>(headerLength));
    const auto length = static_cast<std::uint32_t>(segment.size());
    writeU16(segment, 16, internetChecksum(segment, pseudoHeaderSum(source, destination, ipproto::tcp, length)));
    return segment;
}

} // namespace platform
