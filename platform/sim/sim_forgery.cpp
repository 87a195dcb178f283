// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/packet/checksum.h"
#include "platform/packet/icmp_message.h"
#include "platform/packet/probe_packet.h"
#include "platform/packet/transport_headers.h"
#include "platform/probe_payload.h"
#include "platform/sim/sim_answer.h"

#include <algorithm>

namespace platform::simanswer {

namespace {

// What a forger who has not seen the probe may write.
constexpr std::uint64_t wrongNonce = 0x0bad0bad0bad0badU;
constexpr std::uint16_t otherSequences = 0x4000;
constexpr std::uint32_t wrongAcknowledgement = 0x01234567;
constexpr std::size_t shortQuote = 8; // bytes of transport header

Bytes wrap(const SimPacket &packet, const IpAddress &from, std::uint8_t protocol, std::uint8_t ttl,
    std::span<const std::uint8_t> payload)
{
    IpHeader header;
    header.source = from;
    header.destination = packet.header.source;
    header.protocol = protocol;
    header.ttl = ttl;
    return buildIpPacket(header, payload);
}

Bytes wrapIcmp(const SimPacket &packet, const IpAddress &from, std::uint8_t ttl, std::uint8_t type, std::uint32_t rest,
    std::span<const std::uint8_t> body)
{
    const Family family = packet.header.family();
    const auto length = static_cast<std::uint32_t>(body.size() + icmpHeaderLength);
    const std::uint32_t pseudo =
        family == Family::V4 ? 0 : pseudoHeaderSum(from, packet.header.source, ipproto::icmp6, length);
    return wrap(packet, from, ipProtocolOf(family, Protocol::Icmp), ttl, buildIcmp(type, 0, rest, body, pseudo));
}

/// An echo reply with the probe's identifier, and a sequence and payload of the forger's choice.
std::optional<Bytes> echo(const SimPacket &packet, const IpAddress &from, std::uint8_t ttl, std::uint16_t addToSequence,
    std::optional<std::uint64_t> nonce)
{
    const auto probe = IcmpMessage::parse(packet.header.family(), packet.transport());
    if (packet.protocol != Protocol::Icmp || !probe || probe->type() != echoRequestType(packet.header.family()))
        return std::nullopt;
    Bytes body(probe->body().begin(), probe->body().end());
    if (nonce && body.size() >= ProbePayload::size)
        writeU64(body, 4, *nonce);
    const auto sequence = static_cast<std::uint16_t>(probe->sequence() + addToSequence);
    const std::uint32_t rest = static_cast<std::uint32_t>(probe->identifier()) << 16 | sequence;
    return wrapIcmp(packet, from, ttl, echoReplyType(packet.header.family()), rest, body);
}

/// A time exceeded with the start of a packet to the next address.
Bytes quoteOfAnother(const SimPacket &packet, const IpAddress &from, std::uint8_t ttl)
{
    Bytes quote(packet.bytes.begin(), packet.bytes.begin() + packet.header.headerLength + shortQuote);
    const std::size_t lastOfDestination = packet.header.family() == Family::V4 ? 19 : 39;
    quote[lastOfDestination] ^= 1;
    updateIpChecksum(quote);
    return wrapIcmp(packet, from, ttl, timeExceededType(packet.header.family()), 0, quote);
}

/// The whole quote, but for the nonce.
Bytes quoteWithWrongNonce(const SimPacket &packet, const IpAddress &from, std::uint8_t ttl)
{
    Bytes quote = packet.bytes;
    const std::size_t nonceAt = packet.header.headerLength + UdpHeader::size + 4;
    if (quote.size() >= nonceAt + 8)
        writeU64(quote, nonceAt, wrongNonce);
    return wrapIcmp(packet, from, ttl, timeExceededType(packet.header.family()), 0, quote);
}

std::optional<Bytes> reset(const SimPacket &packet, std::uint8_t ttl)
{
    const auto segment = parseTcp(packet.transport());
    if (packet.protocol != Protocol::Tcp || !segment)
        return std::nullopt;
    TcpHeader answer;
    answer.sourcePort = segment->destinationPort;
    answer.destinationPort = segment->sourcePort;
    answer.acknowledgement = segment->sequence + wrongAcknowledgement;
    answer.flags = TcpHeader::rst | TcpHeader::ack;
    const IpAddress &from = packet.header.destination;
    return wrap(packet, from, ipproto::tcp, ttl, buildTcp(from, packet.header.source, answer));
}

} // namespace

std::optional<Bytes> forged(SimForgery forgery, const SimPacket &packet, const IpAddress &stranger, std::uint8_t ttl)
{
    const IpAddress &target = packet.header.destination;
    switch (forgery) {
    case SimForgery::Echo:
        return echo(packet, stranger, ttl, 0, wrongNonce);
    case SimForgery::Nonce:
        if (packet.protocol == Protocol::Udp)
            return quoteWithWrongNonce(packet, stranger, ttl);
        return echo(packet, target, ttl, 0, wrongNonce);
    case SimForgery::Quote:
        return quoteOfAnother(packet, stranger, ttl);
    case SimForgery::Reset:
        return reset(packet, ttl);
    case SimForgery::Sequence:
        return echo(packet, target, ttl, otherSequences, std::nullopt);
    case SimForgery::Malformed:
        return wrapIcmp(packet, stranger, ttl, timeExceededType(packet.header.family()), 0,
            std::span(packet.bytes).first(shortQuote));
    }
    return std::nullopt;
}

} // namespace platform::simanswer
