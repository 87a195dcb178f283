// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/packet/probe_packet.h"

#include "platform/packet/checksum.h"
#include "platform/packet/icmp_message.h"
#include "platform/packet/ip_header.h"
#include "platform/packet/transport_headers.h"
#include "platform/probe_payload.h"

#include <algorithm>
#include <array>

namespace platform {

namespace {

/// Maximum segment size option (RFC 9293 section 3.2): without any option some firewalls drop a SYN.
constexpr std::array<std::uint8_t, 4> segmentSizeOption{2, 4, 0x05, 0xb4};

std::uint16_t payloadLength(const ProbePacket &probe)
{
    const std::uint16_t size = probeSize(probe.family(), probe.protocol, probe.size);
    const std::uint16_t transport = icmpHeaderLength; // the UDP header has 8 bytes too
    return static_cast<std::uint16_t>(size - plainIpHeaderLength(probe.family()) - transport);
}

Bytes buildTransport(const ProbePacket &probe)
{
    switch (probe.protocol) {
    case Protocol::Icmp:
        return buildEchoMessage(probe);
    case Protocol::Udp: {
        Bytes data(payloadLength(probe));
        writePayload({0, probe.sequence, probe.nonce}, data);
        return buildUdp(probe.source, probe.destination, probe.identifier, probe.port, data);
    }
    case Protocol::Tcp: {
        TcpHeader syn;
        syn.sourcePort = probe.identifier;
        syn.destinationPort = probe.port;
        syn.sequence = probe.tcpSequence;
        syn.flags = TcpHeader::syn;
        syn.window = 0xffff;
        return buildTcp(probe.source, probe.destination, syn, segmentSizeOption);
    }
    }
    return {};
}

} // namespace

std::uint16_t minimumProbeSize(Family family, Protocol protocol)
{
    const std::size_t transport =
        protocol == Protocol::Tcp ? TcpHeader::size + segmentSizeOption.size() : icmpHeaderLength + ProbePayload::size;
    return static_cast<std::uint16_t>(plainIpHeaderLength(family) + transport);
}

std::uint16_t probeSize(Family family, Protocol protocol, std::uint16_t wanted)
{
    const std::uint16_t minimum = minimumProbeSize(family, protocol);
    return protocol == Protocol::Tcp ? minimum : std::max(minimum, wanted);
}

std::uint16_t icmpFlowChecksum(std::uint32_t flow)
{
    // An odd multiplier spreads neighbouring flows over the bits that load balancers hash; its top 14 bits are kept.
    const std::uint32_t mixed = flow * 0x9e3779b1U;
    return static_cast<std::uint16_t>(0x8000U | mixed >> 18);
}

std::uint8_t ipProtocolOf(Family family, Protocol protocol)
{
    switch (protocol) {
    case Protocol::Icmp:
        return family == Family::V4 ? ipproto::icmp4 : ipproto::icmp6;
    case Protocol::Udp:
        return ipproto::udp;
    case Protocol::Tcp:
        return ipproto::tcp;
    }
    return 0;
}

Bytes buildEchoMessage(const ProbePacket &probe)
{
    Bytes message(static_cast<std::size_t>(payloadLength(probe)) + icmpHeaderLength);
    message[0] = echoRequestType(probe.family());
    writeU16(message, 4, probe.identifier);
    writeU16(message, 6, probe.sequence);
    const std::span<std::uint8_t> payload = std::span(message).subspan(icmpHeaderLength);
    writePayload({0, probe.sequence, probe.nonce}, payload);
    const auto length = static_cast<std::uint32_t>(message.size());
    const std::uint32_t pseudo =
        probe.family() == Family::V6 ? pseudoHeaderSum(probe.source, probe.destination, ipproto::icmp6, length) : 0;
    writeU16(payload, 0, balanceFor(message, probe.icmpChecksum, pseudo));
    writeU16(message, 2, internetChecksum(message, pseudo));
    return message;
}

Bytes buildProbePacket(const ProbePacket &probe)
{
    IpHeader header;
    header.source = probe.source;
    header.destination = probe.destination;
    header.ttl = probe.ttl;
    header.dscp = probe.dscp;
    header.protocol = ipProtocolOf(probe.family(), probe.protocol);
    header.identification = probe.ipIdentification;
    header.dontFragment = true;
    header.flowLabel = probe.flowLabel;
    return buildIpPacket(header, buildTransport(probe));
}

} // namespace platform
