// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/packet/checksum.h"
#include "platform/packet/icmp_message.h"
#include "platform/packet/ip_header.h"
#include "platform/packet/probe_packet.h"
#include "platform/packet/reply_matcher.h"
#include "platform/packet/transport_headers.h"

#include <QString> // with it the operators of QByteArray

namespace matchertest {

using namespace platform;
using namespace std::chrono_literals;

inline const NonceKey key{{0x0123456789abcdefU, 0xfedcba9876543210U}};
inline constexpr std::uint32_t channelNumber = 5;
inline constexpr std::uint16_t identifier = 0x1092;
inline const TimePoint start{1000s};

inline IpAddress address(const char *text)
{
    return *IpAddress::parse(text);
}

/// A channel to one target with its packets at hand, so that a test says only what is done to them on the way.
struct Bench {
    explicit Bench(Protocol protocol, Family family = Family::V4)
        : source(address(family == Family::V4 ? "10.0.0.2" : "2001:db8::2"))
        , target(address(family == Family::V4 ? "192.0.2.10" : "2001:db8:9::10"))
        , router(address(family == Family::V4 ? "10.9.0.1" : "2001:db8:1::1"))
        , matcher({channelNumber, protocol, target, source, identifier, port(protocol)}, key)
        , packetProtocol(protocol)
    {
    }

    static std::uint16_t port(Protocol protocol) { return protocol == Protocol::Icmp ? 0 : 33434; }

    /// Sends a probe: remembers it and gives its packet.
    Bytes send(std::uint64_t id, Duration keep = 10s)
    {
        ProbePacket packet;
        packet.source = source;
        packet.destination = target;
        packet.protocol = packetProtocol;
        packet.identifier = identifier;
        packet.port = port(packetProtocol);
        packet.icmpChecksum = icmpFlowChecksum(0);
        packet.size = 64;
        packet.ttl = static_cast<std::uint8_t>(id);
        packet.sequence = matcher.nextSequence();
        packet.nonce = matcher.nonceFor(packet.sequence);
        packet.tcpSequence = static_cast<std::uint32_t>(0x46d6c600U + id);
        OutstandingProbe probe;
        probe.id = ProbeId{id};
        probe.ttl = packet.ttl;
        probe.sentAt = start;
        probe.forgetAt = start + keep;
        if (packetProtocol == Protocol::Icmp)
            probe.checksum = packet.icmpChecksum;
        if (packetProtocol == Protocol::Tcp)
            probe.tcpSequence = packet.tcpSequence;
        matcher.add(probe);
        return buildProbePacket(packet);
    }

    Bytes fromRouter(const Bytes &icmp) const
    {
        IpHeader header;
        header.source = router;
        header.destination = source;
        header.ttl = 250;
        header.protocol = ipProtocolOf(source.family(), Protocol::Icmp);
        return buildIpPacket(header, icmp);
    }

    /// A time exceeded that quotes the first `length` bytes.
    Bytes timeExceeded(const Bytes &packet, std::size_t length = 576) const
    {
        const Bytes quote(
            packet.begin(), packet.begin() + static_cast<std::ptrdiff_t>(std::min(length, packet.size())));
        const std::uint32_t size = static_cast<std::uint32_t>(quote.size() + icmpHeaderLength);
        const std::uint32_t pseudo =
            source.family() == Family::V6 ? pseudoHeaderSum(router, source, ipproto::icmp6, size) : 0;
        return fromRouter(buildIcmp(timeExceededType(source.family()), 0, 0, quote, pseudo));
    }

    Bytes echoReply(const Bytes &packet, const IpAddress &from) const
    {
        const std::size_t headerLength = plainIpHeaderLength(source.family());
        const std::span<const std::uint8_t> message = std::span(packet).subspan(headerLength);
        const std::uint32_t pseudo = source.family() == Family::V6
            ? pseudoHeaderSum(from, source, ipproto::icmp6, static_cast<std::uint32_t>(message.size()))
            : 0;
        IpHeader header;
        header.source = from;
        header.destination = source;
        header.protocol = ipProtocolOf(source.family(), Protocol::Icmp);
        return buildIpPacket(
            header, buildIcmp(echoReplyType(source.family()), 0, readU32(message, 4), message.subspan(8), pseudo));
    }

    /// One line: "probe 3 ttl 250", "probe 3 nat source checksum", "foreign 1", "not ours", "unreadable".
    QByteArray verdict(const Bytes &packet, TimePoint now = start + 20ms)
    {
        const ReadAnswer read = readPacketAnswer(packet);
        if (read.problem)
            return *read.problem == ReadProblem::Damaged ? "damaged" : "no answer";
        const MatchVerdict result = matcher.match(read.answer, now);
        if (const auto *const reason = std::get_if<ForeignReason>(&result))
            return QByteArray("foreign ") + QByteArray::number(static_cast<int>(*reason));
        const auto *const match = std::get_if<MatchedProbe>(&result);
        if (match == nullptr)
            return "not ours";
        QByteArray text = QByteArray("probe ") + QByteArray::number(static_cast<qulonglong>(match->probe.id));
        text += match->nat.source ? " source" : "";
        text += match->nat.destination ? " destination" : "";
        text += match->nat.sourcePort ? " port" : "";
        text += match->nat.checksum ? " checksum" : "";
        return text;
    }

    IpAddress source;
    IpAddress target;
    IpAddress router;
    ReplyMatcher matcher;
    Protocol packetProtocol;
};

inline QByteArray foreign(ForeignReason reason)
{
    return QByteArray("foreign ") + QByteArray::number(static_cast<int>(reason));
}

inline constexpr std::size_t ip4 = 20;

/// What a NAT does: another source address, identifier or port; the checksum follows (RFC 1624) unless told otherwise.
inline Bytes rewritten(Bytes packet, bool newSource, bool newIdentifier, bool fixChecksum = true)
{
    if (newSource)
        packet[12] = 100;
    updateIpChecksum(packet);
    if (newIdentifier) {
        const std::uint16_t old = readU16(packet, ip4 + 4);
        const std::uint16_t now = 0x4444;
        writeU16(packet, ip4 + 4, now);
        if (fixChecksum) {
            std::uint32_t sum = static_cast<std::uint16_t>(~readU16(packet, ip4 + 2));
            sum += static_cast<std::uint16_t>(~old);
            sum += now;
            sum = (sum & 0xffff) + (sum >> 16);
            sum = (sum & 0xffff) + (sum >> 16);
            writeU16(packet, ip4 + 2, static_cast<std::uint16_t>(~sum));
        }
    }
    return packet;
}

} // namespace matchertest
