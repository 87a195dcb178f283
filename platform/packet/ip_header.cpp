// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/packet/ip_header.h"

#include "platform/packet/checksum.h"

#include <algorithm>

namespace platform {

namespace {

constexpr std::size_t v4Length = 20;
constexpr std::size_t v6Length = 40;
constexpr std::uint16_t dontFragmentBit = 0x4000;
constexpr std::uint16_t moreFragmentsBit = 0x2000;

// IPv6 extension headers that may stand before the transport header (RFC 8200 section 4).
constexpr std::uint8_t hopByHopHeader = 0;
constexpr std::uint8_t routingHeader = 43;
constexpr std::uint8_t fragmentHeader = 44;
constexpr std::uint8_t destinationOptionsHeader = 60;

std::optional<IpHeader> parseV4(std::span<const std::uint8_t> bytes)
{
    if (bytes.size() < v4Length)
        return std::nullopt;
    const std::size_t length = (bytes[0] & 0x0fU) * 4U;
    if (length < v4Length || length > bytes.size())
        return std::nullopt;
    IpHeader header;
    header.headerLength = static_cast<std::uint16_t>(length);
    header.dscp = static_cast<std::uint8_t>(bytes[1] >> 2);
    header.ecn = bytes[1] & 0x03;
    header.totalLength = readU16(bytes, 2);
    header.identification = readU16(bytes, 4);
    const std::uint16_t fragment = readU16(bytes, 6);
    header.dontFragment = (fragment & dontFragmentBit) != 0;
    header.moreFragments = (fragment & moreFragmentsBit) != 0;
    header.fragmentOffset = static_cast<std::uint16_t>((fragment & 0x1fff) * 8);
    header.ttl = bytes[8];
    header.protocol = bytes[9];
    header.checksumOk = internetChecksum(bytes.first(length)) == 0;
    header.source = IpAddress::fromBytes(bytes.subspan(12, 4));
    header.destination = IpAddress::fromBytes(bytes.subspan(16, 4));
    return header.totalLength < length ? std::nullopt : std::optional(header);
}

/// Follows the extension headers; false when one is not whole.
bool skipExtensions(std::span<const std::uint8_t> bytes, IpHeader &header)
{
    std::size_t at = v6Length;
    std::uint8_t next = bytes[6];
    while (
        next == hopByHopHeader || next == routingHeader || next == fragmentHeader || next == destinationOptionsHeader) {
        if (bytes.size() < at + 8)
            return false;
        if (next == fragmentHeader) {
            const std::uint16_t field = readU16(bytes, at + 2);
            header.fragmentOffset = field & 0xfff8;
            header.moreFragments = (field & 1) != 0;
        }
        const std::size_t length = next == fragmentHeader ? 8U : (bytes[at + 1] + 1U) * 8U;
        next = bytes[at];
        at += length;
        if (at > bytes.size())
            return false;
    }
    header.protocol = next;
    header.headerLength = static_cast<std::uint16_t>(at);
    return true;
}

std::optional<IpHeader> parseV6(std::span<const std::uint8_t> bytes)
{
    if (bytes.size() < v6Length || bytes.size() > 0x1ffff)
        return std::nullopt;
    IpHeader header;
    const std::uint32_t first = readU32(bytes, 0);
    header.dscp = static_cast<std::uint8_t>(first >> 22 & 0x3f);
    header.ecn = static_cast<std::uint8_t>(first >> 20 & 0x03);
    header.flowLabel = first & 0xfffff;
    header.totalLength = static_cast<std::uint32_t>(readU16(bytes, 4) + v6Length);
    header.ttl = bytes[7];
    header.source = IpAddress::fromBytes(bytes.subspan(8, 16));
    header.destination = IpAddress::fromBytes(bytes.subspan(24, 16));
    if (!skipExtensions(bytes, header) || header.totalLength < header.headerLength)
        return std::nullopt;
    return header;
}

void writeV4(const IpHeader &header, std::span<std::uint8_t> out)
{
    out[0] = 0x45;
    out[1] = static_cast<std::uint8_t>(header.dscp << 2 | (header.ecn & 0x03));
    writeU16(out, 2, static_cast<std::uint16_t>(out.size()));
    writeU16(out, 4, header.identification);
    const unsigned flags =
        (header.dontFragment ? dontFragmentBit : 0U) | (header.moreFragments ? moreFragmentsBit : 0U);
    writeU16(out, 6, static_cast<std::uint16_t>(flags | header.fragmentOffset / 8U));
    out[8] = header.ttl;
    out[9] = header.protocol;
    std::ranges::copy(header.source.bytes(), out.begin() + 12);
    std::ranges::copy(header.destination.bytes(), out.begin() + 16);
    updateIpChecksum(out);
}

void writeV6(const IpHeader &header, std::span<std::uint8_t> out)
{
    const std::uint32_t trafficClass = static_cast<std::uint32_t>(header.dscp << 2 | (header.ecn & 0x03));
    writeU32(out, 0, 6U << 28 | trafficClass << 20 | (header.flowLabel & 0xfffff));
    writeU16(out, 4, static_cast<std::uint16_t>(out.size() - v6Length));
    out[6] = header.protocol;
    out[7] = header.ttl;
    std::ranges::copy(header.source.bytes(), out.begin() + 8);
    std::ranges::copy(header.destination.bytes(), out.begin() + 24);
}

} // namespace

std::optional<IpHeader> parseIpHeader(std::span<const std::uint8_t> bytes)
{
    if (bytes.empty())
        return std::nullopt;
    switch (bytes[0] >> 4) {
    case 4:
        return parseV4(bytes);
    case 6:
        return parseV6(bytes);
    default:
        return std::nullopt;
    }
}

std::span<const std::uint8_t> ipPayload(const IpHeader &header, std::span<const std::uint8_t> packet)
{
    return sliceOf(packet, header.headerLength, header.totalLength - header.headerLength);
}

Bytes buildIpPacket(const IpHeader &header, std::span<const std::uint8_t> payload)
{
    const std::size_t length = plainIpHeaderLength(header.family());
    Bytes packet(length + payload.size());
    if (header.family() == Family::V4)
        writeV4(header, packet);
    else
        writeV6(header, packet);
    std::ranges::copy(payload, packet.begin() + static_cast<std::ptrdiff_t>(length));
    return packet;
}

void decrementTtl(std::span<std::uint8_t> packet)
{
    const bool isV4 = packet[0] >> 4 == 4;
    std::uint8_t &ttl = packet[isV4 ? 8 : 7];
    --ttl;
    if (isV4) {
        // RFC 1624 equation 3 for a word that became smaller by 0x0100.
        const std::uint32_t sum = readU16(packet, 10) + 0x0100U;
        writeU16(packet, 10, static_cast<std::uint16_t>(sum + (sum >> 16)));
    }
}

void updateIpChecksum(std::span<std::uint8_t> packet)
{
    if (packet[0] >> 4 != 4)
        return;
    writeU16(packet, 10, 0);
    writeU16(packet, 10, internetChecksum(packet.first((packet[0] & 0x0fU) * 4U)));
}

} // namespace platform
