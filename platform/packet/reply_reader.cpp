// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/packet/reply_reader.h"

#include "platform/packet/byte_order.h"
#include "platform/packet/checksum.h"
#include "platform/packet/icmp_message.h"
#include "platform/packet/ip_header.h"
#include "platform/packet/transport_headers.h"
#include "platform/probe_payload.h"

namespace platform {

namespace {

using Span = std::span<const std::uint8_t>;

std::optional<Protocol> probeProtocol(Family family, std::uint8_t number)
{
    if (number == (family == Family::V4 ? ipproto::icmp4 : ipproto::icmp6))
        return Protocol::Icmp;
    if (number == ipproto::udp)
        return Protocol::Udp;
    if (number == ipproto::tcp)
        return Protocol::Tcp;
    return std::nullopt;
}

/// The packet inside an ICMP error, from its IP header on. False when it cannot be one of ours.
bool readQuote(ProbeTraits &traits, Family family, Span quote)
{
    const auto header = parseIpHeader(quote);
    if (!header || header->family() != family || header->fragmentOffset != 0)
        return false;
    const auto protocol = probeProtocol(family, header->protocol);
    if (!protocol)
        return false;
    traits.protocol = *protocol;
    traits.source = header->source;
    traits.destination = header->destination;
    traits.ttl = header->ttl;
    traits.dscp = header->dscp;
    readTransport(traits, family, ipPayload(*header, quote));
    return true;
}

/// Source quench and redirect (RFC 792) quote a packet that nevertheless went on: no end of any probe.
bool isNotice(Family family, std::uint8_t type)
{
    return family == Family::V4 && (type == 4 || type == icmp4::redirect);
}

ReadAnswer problem(ReadProblem what)
{
    return {what, {}};
}

void readEcho(SeenAnswer &answer, Span message)
{
    answer.form = AnswerForm::Echo;
    answer.probe.protocol = Protocol::Icmp;
    answer.probe.destination = answer.from;
    readTransport(answer.probe, answer.from.family(), message);
    answer.probe.checksum.reset(); // the reply's own
}

ReadAnswer readSegment(SeenAnswer answer, Span bytes)
{
    const auto tcp = parseTcp(bytes);
    if (!tcp)
        return problem(ReadProblem::Damaged);
    const std::uint32_t pseudo =
        pseudoHeaderSum(answer.from, answer.to, ipproto::tcp, static_cast<std::uint32_t>(bytes.size()));
    answer.form = AnswerForm::Segment;
    answer.kind = tcp->isReset() ? ReplyKind::TcpClosed : ReplyKind::TcpOpen;
    answer.probe.protocol = Protocol::Tcp;
    answer.probe.destination = answer.from;
    answer.probe.identifier = tcp->destinationPort;
    answer.probe.port = tcp->sourcePort;
    answer.probe.tcpSequence = tcp->acknowledgement - 1;
    if (internetChecksum(bytes, pseudo) != 0)
        return {ReadProblem::Damaged, std::move(answer)};
    const bool answersSyn = tcp->isSynAck() || (tcp->isReset() && (tcp->flags & TcpHeader::ack) != 0);
    if (!answersSyn)
        return problem(ReadProblem::NotAnAnswer);
    return {std::nullopt, std::move(answer)};
}

ReadAnswer readDatagram(SeenAnswer answer, Span bytes)
{
    const auto udp = parseUdp(bytes);
    if (!udp)
        return problem(ReadProblem::Damaged);
    answer.form = AnswerForm::Datagram;
    answer.probe.protocol = Protocol::Udp;
    answer.probe.destination = answer.from;
    answer.probe.identifier = udp->destinationPort;
    answer.probe.port = udp->sourcePort;
    readPayloadTraits(answer.probe, bytes.subspan(UdpHeader::size));
    const std::uint32_t pseudo =
        pseudoHeaderSum(answer.from, answer.to, ipproto::udp, static_cast<std::uint32_t>(bytes.size()));
    if (udp->checksum != 0 && internetChecksum(bytes, pseudo) != 0)
        return {ReadProblem::Damaged, std::move(answer)};
    return {std::nullopt, std::move(answer)};
}

} // namespace

void readPayloadTraits(ProbeTraits &traits, Span payload)
{
    constexpr std::size_t sequenceEnd = 4;
    constexpr std::size_t nonceEnd = 12;
    if (payload.size() >= nonceEnd) {
        const std::uint64_t nonce = readU64(payload, sequenceEnd);
        if (nonce == 0)
            return;
        traits.nonce = nonce;
    }
    if (payload.size() >= sequenceEnd && !traits.sequence)
        traits.sequence = readU16(payload, 2);
}

void readTransport(ProbeTraits &traits, Family family, Span bytes)
{
    switch (traits.protocol) {
    case Protocol::Icmp:
        if (const auto icmp = IcmpMessage::parse(family, bytes); icmp && icmp->isEcho()) {
            traits.identifier = icmp->identifier();
            traits.sequence = icmp->sequence();
            traits.checksum = icmp->checksum();
            readPayloadTraits(traits, icmp->body());
        }
        break;
    case Protocol::Udp:
        if (const auto udp = parseUdp(bytes)) {
            traits.identifier = udp->sourcePort;
            traits.port = udp->destinationPort;
            traits.checksum = udp->checksum;
            readPayloadTraits(traits, bytes.subspan(UdpHeader::size));
        }
        break;
    case Protocol::Tcp:
        if (const auto tcp = parseTcpStart(bytes)) {
            traits.identifier = tcp->sourcePort;
            traits.port = tcp->destinationPort;
            traits.tcpSequence = tcp->sequence;
        }
        if (const auto tcp = parseTcp(bytes))
            traits.checksum = tcp->checksum;
        break;
    }
}

ReadAnswer readIcmpAnswer(const IpAddress &from, const IpAddress &to, Span message)
{
    const Family family = from.family();
    const auto icmp = IcmpMessage::parse(family, message);
    if (!icmp)
        return problem(ReadProblem::Damaged);
    ReadAnswer result;
    SeenAnswer &answer = result.answer;
    answer.from = from;
    answer.to = to;
    answer.icmpType = icmp->type();
    answer.icmpCode = icmp->code();
    answer.kind = icmp->kind();
    if (icmp->type() == echoReplyType(family)) {
        readEcho(answer, message);
    } else if (icmp->isError() && !isNotice(family, icmp->type())) {
        answer.form = AnswerForm::Quote;
        answer.mtu = icmp->mtu();
        if (!readQuote(answer.probe, family, icmp->quote()))
            return problem(ReadProblem::NotAnAnswer);
        answer.extensions = findExtensions(icmp->body(), icmp->declaredQuoteLength());
    } else {
        return problem(ReadProblem::NotAnAnswer);
    }
    const bool verifiable = family == Family::V4 || !to.isNull();
    const auto length = static_cast<std::uint32_t>(message.size());
    const std::uint32_t pseudo =
        family == Family::V6 && verifiable ? pseudoHeaderSum(from, to, ipproto::icmp6, length) : 0;
    if (verifiable && !icmp->checksumOk(pseudo))
        result.problem = ReadProblem::Damaged;
    return result;
}

ReadAnswer readPacketAnswer(Span packet)
{
    const auto header = parseIpHeader(packet);
    if (!header || header->totalLength > packet.size())
        return problem(ReadProblem::Damaged);
    if (header->fragmentOffset != 0 || header->moreFragments)
        return problem(ReadProblem::NotAnAnswer);
    const auto protocol = probeProtocol(header->family(), header->protocol);
    if (!protocol)
        return problem(ReadProblem::NotAnAnswer);
    const Span payload = ipPayload(*header, packet);
    SeenAnswer answer;
    answer.from = header->source;
    answer.to = header->destination;
    ReadAnswer result;
    switch (*protocol) {
    case Protocol::Icmp:
        result = readIcmpAnswer(header->source, header->destination, payload);
        break;
    case Protocol::Udp:
        result = readDatagram(std::move(answer), payload);
        break;
    case Protocol::Tcp:
        result = readSegment(std::move(answer), payload);
        break;
    }
    result.answer.replyTtl = header->ttl;
    return result;
}

} // namespace platform
