// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/sim/sim_answer.h"

#include "platform/packet/checksum.h"
#include "platform/packet/icmp_message.h"
#include "platform/packet/probe_packet.h"
#include "platform/packet/transport_headers.h"
#include "platform/sim/sim_extensions.h"
#include "platform/sim/sim_random.h"

#include <algorithm>

namespace platform {

namespace {

constexpr std::uint8_t icmpErrorDscp = 48; // CS6, as Linux and other routers mark their errors
constexpr std::uint32_t serverSequence = 0x5eed5eed;

std::optional<Protocol> protocolOf(const IpHeader &header)
{
    if (header.fragmentOffset != 0)
        return std::nullopt;
    if (header.protocol == ipProtocolOf(header.family(), Protocol::Icmp))
        return Protocol::Icmp;
    if (header.protocol == ipproto::udp)
        return Protocol::Udp;
    if (header.protocol == ipproto::tcp)
        return Protocol::Tcp;
    return std::nullopt;
}

std::uint32_t icmpPseudo(const IpAddress &from, const IpAddress &to, std::size_t length)
{
    return from.family() == Family::V4 ? 0
                                       : pseudoHeaderSum(from, to, ipproto::icmp6, static_cast<std::uint32_t>(length));
}

Bytes answerPacket(const IpAddress &from, const IpAddress &to, std::uint8_t protocol, std::uint8_t dscp,
    std::uint8_t ttl, std::span<const std::uint8_t> payload)
{
    IpHeader header;
    header.source = from;
    header.destination = to;
    header.protocol = protocol;
    header.dscp = dscp;
    header.ttl = ttl;
    return buildIpPacket(header, payload);
}

Bytes icmpAnswer(const IpAddress &from, const IpAddress &to, std::uint8_t dscp, std::uint8_t ttl, std::uint8_t type,
    std::uint8_t code, std::uint32_t rest, std::span<const std::uint8_t> body)
{
    const std::uint32_t pseudo = icmpPseudo(from, to, body.size() + icmpHeaderLength);
    const Bytes message = buildIcmp(type, code, rest, body, pseudo);
    return answerPacket(from, to, ipProtocolOf(from.family(), Protocol::Icmp), dscp, ttl, message);
}

/// RFC 1812 section 4.3.2.3: as much as fits in 576 bytes; RFC 4443 section 2.4: in 1280.
std::size_t longestQuote(Family family, std::size_t extensions)
{
    const std::size_t whole = family == Family::V4 ? 576 : 1280;
    return whole - plainIpHeaderLength(family) - icmpHeaderLength - extensions;
}

std::optional<Bytes> echoAnswer(const SimPacket &packet, const IpAddress &from, std::uint8_t ttl)
{
    const auto echo = IcmpMessage::parse(packet.header.family(), packet.transport());
    if (!echo || echo->type() != echoRequestType(packet.header.family()))
        return std::nullopt;
    const std::uint32_t rest = static_cast<std::uint32_t>(echo->identifier()) << 16 | echo->sequence();
    return icmpAnswer(from, packet.header.source, packet.header.dscp, ttl, echoReplyType(packet.header.family()), 0,
        rest, echo->body());
}

std::optional<Bytes> tcpAnswer(const SimPacket &packet, const IpAddress &from, SimPort state, std::uint8_t ttl)
{
    const auto segment = parseTcp(packet.transport());
    const bool isAnswered = segment && !segment->isReset() && (state == SimPort::Open || state == SimPort::Closed);
    if (!isAnswered)
        return std::nullopt;
    TcpHeader answer;
    answer.sourcePort = segment->destinationPort;
    answer.destinationPort = segment->sourcePort;
    const bool isSyn = (segment->flags & (TcpHeader::syn | TcpHeader::ack)) == TcpHeader::syn;
    const bool isFin = (segment->flags & TcpHeader::fin) != 0;
    if (isSyn) {
        answer.acknowledgement = segment->sequence + 1;
        answer.sequence = state == SimPort::Open ? serverSequence : 0;
        answer.flags =
            static_cast<std::uint8_t>((state == SimPort::Open ? TcpHeader::syn : TcpHeader::rst) | TcpHeader::ack);
        answer.window = state == SimPort::Open ? 0xffff : 0;
    } else if (isFin || state == SimPort::Closed) {
        answer.sequence = segment->acknowledgement;
        answer.flags = TcpHeader::rst;
    } else {
        return std::nullopt; // the end of a handshake
    }
    const Bytes bytes = buildTcp(from, packet.header.source, answer);
    return answerPacket(from, packet.header.source, ipproto::tcp, packet.header.dscp, ttl, bytes);
}

std::optional<Bytes> udpAnswer(const SimPacket &packet, const IpAddress &from, SimPort state, std::uint8_t ttl)
{
    const auto datagram = parseUdp(packet.transport());
    if (!datagram || state != SimPort::Answering)
        return std::nullopt;
    const Bytes bytes = buildUdp(from, packet.header.source, datagram->destinationPort, datagram->sourcePort,
        packet.transport().subspan(UdpHeader::size));
    return answerPacket(from, packet.header.source, ipproto::udp, packet.header.dscp, ttl, bytes);
}

/// Where the transport header's checksum stands, from its start.
std::size_t checksumOffset(Protocol protocol)
{
    return protocol == Protocol::Icmp ? 2 : protocol == Protocol::Udp ? 6 : 16;
}

/// Changes a 16-bit word that a checksum covers, and the checksum with it (RFC 1624 equation 3).
void adjust(std::span<std::uint8_t> transport, std::size_t checksumAt, std::uint32_t before, std::uint32_t after)
{
    if (transport.size() < checksumAt + 2)
        return;
    std::uint32_t sum = static_cast<std::uint16_t>(~readU16(transport, checksumAt)) + (~before & 0xffffU) + after;
    sum = (sum & 0xffff) + (sum >> 16);
    sum = (sum & 0xffff) + (sum >> 16);
    writeU16(transport, checksumAt, static_cast<std::uint16_t>(~sum));
}

} // namespace

std::optional<SimPacket> SimPacket::parse(std::span<const std::uint8_t> bytes)
{
    const auto header = parseIpHeader(bytes);
    if (!header || header->totalLength > bytes.size())
        return std::nullopt;
    SimPacket packet;
    packet.header = *header;
    packet.bytes.assign(bytes.begin(), bytes.begin() + header->totalLength);
    if (packet.transport().size() < 8)
        return std::nullopt;
    packet.protocol = protocolOf(*header);
    packet.start = readU32(packet.transport(), 0);
    return packet;
}

bool SimPacket::isIcmpError() const
{
    return protocol == Protocol::Icmp && platform::isIcmpError(header.family(), transport()[0]);
}

std::uint64_t SimPacket::flowHash() const
{
    std::uint64_t hash = mixBits(std::uint64_t{header.protocol} << 32 | start) + header.flowLabel;
    for (const IpAddress &address : {header.source, header.destination}) {
        for (const std::uint8_t byte : address.bytes())
            hash = mixBits(hash + byte);
    }
    return hash;
}

namespace simanswer {

Bytes icmpError(const SimAnswering &answering, const IpAddress &from, const IpAddress &to, const SimError &error,
    const SimPacket &packet, std::uint32_t mtu, std::uint8_t ttl)
{
    const Family family = packet.header.family();
    const bool isV4 = family == Family::V4;
    const std::uint8_t type = isV4 ? error.type4 : error.type6;
    const bool isTooBig = classify(family, type, isV4 ? error.code4 : error.code6) == ReplyKind::PacketTooBig;
    const Bytes extensions = isTooBig ? Bytes() : buildExtensions(answering);
    const std::size_t headerDifference = plainIpHeaderLength(family) - plainIpHeaderLength(Family::V4);
    const std::size_t wanted =
        answering.quoteLength == 0 ? packet.bytes.size() : answering.quoteLength + headerDifference;
    const std::size_t length = std::min({wanted, packet.bytes.size(), longestQuote(family, extensions.size())});
    Bytes body(packet.bytes.begin(), packet.bytes.begin() + static_cast<std::ptrdiff_t>(length));
    if (answering.quotedTtl) {
        body[isV4 ? 8 : 7] = *answering.quotedTtl;
        updateIpChecksum(body);
    }
    std::uint32_t rest = isTooBig ? mtu : 0;
    if (!extensions.empty())
        rest = appendExtensions(body, extensions, family, answering.extensionStyle);
    return icmpAnswer(from, to, icmpErrorDscp, ttl, type, isV4 ? error.code4 : error.code6, rest, body);
}

std::optional<Bytes> fromHost(const SimPacket &packet, const IpAddress &from, SimPort state, std::uint8_t ttl)
{
    if (!packet.protocol)
        return std::nullopt;
    switch (*packet.protocol) {
    case Protocol::Icmp:
        return echoAnswer(packet, from, ttl);
    case Protocol::Udp:
        return udpAnswer(packet, from, state, ttl);
    case Protocol::Tcp:
        return tcpAnswer(packet, from, state, ttl);
    }
    return std::nullopt;
}

void translateSource(SimPacket &packet, const IpAddress &source, std::optional<std::uint16_t> port)
{
    if (source.family() != packet.header.family() || !packet.protocol)
        return;
    const Protocol protocol = *packet.protocol;
    const std::span<std::uint8_t> transport = std::span(packet.bytes).subspan(packet.header.headerLength);
    const std::size_t checksumAt = checksumOffset(protocol);
    const bool hasPseudo = protocol != Protocol::Icmp || source.family() == Family::V6;
    const auto before = packet.header.source.bytes();
    const auto after = source.bytes();
    for (std::size_t at = 0; hasPseudo && at < after.size(); at += 2)
        adjust(transport, checksumAt, readU16(before, at), readU16(after, at));
    if (port) {
        const std::size_t portAt = protocol == Protocol::Icmp ? 4 : 0;
        adjust(transport, checksumAt, readU16(transport, portAt), *port);
        writeU16(transport, portAt, *port);
    }
    const std::size_t sourceAt = source.family() == Family::V4 ? 12 : 8;
    std::ranges::copy(after, packet.bytes.begin() + static_cast<std::ptrdiff_t>(sourceAt));
    updateIpChecksum(packet.bytes);
    packet.header.source = source;
    packet.start = readU32(transport, 0);
}

SimPacket repaired(const SimPacket &packet, const SimPacket &original)
{
    SimPacket result = packet;
    const std::span<std::uint8_t> transport = std::span(result.bytes).subspan(result.header.headerLength);
    const std::size_t portAt = packet.protocol == Protocol::Icmp ? 4 : 0;
    writeU16(transport, portAt, readU16(original.transport(), portAt));
    const std::size_t sourceAt = original.header.family() == Family::V4 ? 12 : 8;
    std::ranges::copy(original.header.source.bytes(), result.bytes.begin() + static_cast<std::ptrdiff_t>(sourceAt));
    updateIpChecksum(result.bytes);
    result.header.source = original.header.source;
    return result;
}

void corrupt(Bytes &packet, std::uint64_t random, bool repair)
{
    const auto header = parseIpHeader(packet);
    if (!header || packet.size() <= header->headerLength)
        return;
    const std::span<std::uint8_t> transport = std::span(packet).subspan(header->headerLength);
    transport[random / 8 % transport.size()] ^= static_cast<std::uint8_t>(1U << random % 8);
    const bool isIcmp = header->protocol == ipProtocolOf(header->family(), Protocol::Icmp);
    if (repair && isIcmp && transport.size() >= icmpHeaderLength) {
        writeU16(transport, 2, 0);
        writeU16(transport, 2,
            internetChecksum(transport, icmpPseudo(header->source, header->destination, transport.size())));
    }
}

} // namespace simanswer

} // namespace platform
