// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/linux/answer.h"

#include "platform/packet/byte_order.h"
#include "platform/packet/icmp_message.h"
#include "platform/packet/ip_header.h"
#include "platform/packet/transport_headers.h"

#include <cerrno>

namespace platform {

namespace {

/// Bytes of the quoted packet that the kernel keeps to itself.
std::size_t hiddenBytes(Protocol protocol, Family family)
{
    return plainIpHeaderLength(family) + (protocol == Protocol::Udp ? UdpHeader::size : 0);
}

IcmpExtensions readExtensions(Protocol protocol, Family family, const ReceivedMessage &message)
{
    const QueuedError &error = *message.error;
    if (error.extensionInvalid)
        return {};
    if (error.extensionOffset != 0)
        return parseExtensions(sliceOf(message.data, error.extensionOffset), ExtensionPlace::Declared);
    return findExtensions(message.data, 0, hiddenBytes(protocol, family));
}

/// Redirects and source quenches are no end of a probe.
bool endsProbe(Family family, std::uint8_t type)
{
    return isIcmpError(family, type) && !(family == Family::V4 && (type == icmp4::redirect || type == 4));
}

} // namespace

std::optional<SeenAnswer> readQueuedAnswer(Protocol protocol, const ReceivedMessage &message)
{
    const QueuedError &error = *message.error;
    const Family family = message.address.family();
    if (error.origin != QueuedError::Origin::Icmp || error.offender.isNull() || !endsProbe(family, error.type))
        return std::nullopt;
    SeenAnswer answer;
    answer.from = error.offender;
    answer.form = AnswerForm::Quote;
    answer.icmpType = error.type;
    answer.icmpCode = error.code;
    answer.kind = classify(family, error.type, error.code);
    answer.replyTtl = message.ttl;
    if (answer.kind == ReplyKind::PacketTooBig && error.info != 0)
        answer.mtu = error.info;
    answer.probe.protocol = protocol;
    answer.probe.destination = message.address;
    if (protocol == Protocol::Udp) {
        answer.probe.port = message.port;
        readPayloadTraits(answer.probe, message.data);
    } else {
        readTransport(answer.probe, family, message.data);
    }
    answer.extensions = readExtensions(protocol, family, message);
    return answer;
}

bool isOwnError(const SeenAnswer &answer, const IpAddress &source, const IpAddress &target)
{
    return answer.form == AnswerForm::Quote && answer.from == source && source != target;
}

Error ownError(const SeenAnswer &answer, const IpAddress &target)
{
    const bool noNeighbour = answer.kind == ReplyKind::HostUnreachable || answer.kind == ReplyKind::NetUnreachable;
    if (noNeighbour)
        return {Operation::SendProbe, ErrorKind::NoRoute, EHOSTUNREACH, target.toString()};
    if (answer.kind == ReplyKind::PacketTooBig)
        return {Operation::SendProbe, ErrorKind::TooBig, EMSGSIZE, target.toString()};
    return {Operation::SendProbe, ErrorKind::Firewall, EPERM, target.toString()};
}

Finding makeFinding(ChannelId channel, const MatchedProbe &match, const SeenAnswer &answer, const Arrival &arrival,
    const ReplyMatcher::Flow &flow, const LinuxTransportOptions &options)
{
    if (isOwnError(answer, flow.source, flow.target))
        return {channel, SendFailure{match.probe.id, ownError(answer, flow.target)}};
    ProbeReply reply;
    reply.probe = match.probe.id;
    reply.from = answer.from;
    reply.kind = answer.kind;
    reply.icmpType = answer.icmpType;
    reply.icmpCode = answer.icmpCode;
    reply.replyTtl = answer.replyTtl;
    reply.quotedTtl = answer.probe.ttl;
    reply.quotedDscp = answer.probe.dscp;
    reply.mtu = answer.mtu;
    reply.mpls = answer.extensions.mpls;
    reply.interfaces = answer.extensions.interfaces;
    reply.nat = match.nat;
    fillTimes(reply, match.probe, arrival, options);
    return {channel, std::move(reply)};
}

} // namespace platform
