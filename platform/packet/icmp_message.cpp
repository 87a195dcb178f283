// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/packet/icmp_message.h"

#include "platform/packet/checksum.h"

#include <algorithm>

namespace platform {

namespace {

/// RFC 792; RFC 1812 section 5.2.7.1 for the codes above 5.
ReplyKind classifyUnreachable4(std::uint8_t code)
{
    switch (code) {
    case 0: // net
    case 6: // destination network unknown
    case 11: // network, for this type of service
        return ReplyKind::NetUnreachable;
    case 1: // host
    case 7: // destination host unknown
    case 8: // source host isolated
    case 12: // host, for this type of service
        return ReplyKind::HostUnreachable;
    case 3:
        return ReplyKind::PortUnreachable;
    case 4:
        return ReplyKind::PacketTooBig;
    case 9: // network administratively prohibited
    case 10: // host administratively prohibited
    case 13: // communication administratively prohibited
    case 14: // host precedence violation
    case 15: // precedence cutoff
        return ReplyKind::AdminProhibited;
    default:
        return ReplyKind::Other;
    }
}

/// RFC 4443 section 3.1.
ReplyKind classifyUnreachable6(std::uint8_t code)
{
    switch (code) {
    case 0: // no route
    case 2: // beyond scope of source address
        return ReplyKind::NetUnreachable;
    case 1: // administratively prohibited
    case 5: // source address failed ingress or egress policy
    case 6: // reject route
        return ReplyKind::AdminProhibited;
    case 3:
        return ReplyKind::HostUnreachable;
    case 4:
        return ReplyKind::PortUnreachable;
    default:
        return ReplyKind::Other;
    }
}

ReplyKind classify4(std::uint8_t type, std::uint8_t code)
{
    switch (type) {
    case icmp4::echoReply:
        return ReplyKind::EchoReply;
    case icmp4::timeExceeded: // code 1 is fragment reassembly, at the destination
        return code == 0 ? ReplyKind::TimeExceeded : ReplyKind::Other;
    case icmp4::unreachable:
        return classifyUnreachable4(code);
    default:
        return ReplyKind::Other;
    }
}

ReplyKind classify6(std::uint8_t type, std::uint8_t code)
{
    switch (type) {
    case icmp6::echoReply:
        return ReplyKind::EchoReply;
    case icmp6::timeExceeded:
        return code == 0 ? ReplyKind::TimeExceeded : ReplyKind::Other;
    case icmp6::packetTooBig:
        return ReplyKind::PacketTooBig;
    case icmp6::unreachable:
        return classifyUnreachable6(code);
    default:
        return ReplyKind::Other;
    }
}

} // namespace

std::uint8_t echoRequestType(Family family)
{
    return family == Family::V4 ? icmp4::echoRequest : icmp6::echoRequest;
}

std::uint8_t echoReplyType(Family family)
{
    return family == Family::V4 ? icmp4::echoReply : icmp6::echoReply;
}

std::uint8_t timeExceededType(Family family)
{
    return family == Family::V4 ? icmp4::timeExceeded : icmp6::timeExceeded;
}

bool isIcmpError(Family family, std::uint8_t type)
{
    if (family == Family::V6)
        return type >= icmp6::unreachable && type <= icmp6::parameterProblem;
    constexpr std::uint8_t sourceQuench = 4;
    return type == icmp4::unreachable || type == sourceQuench || type == icmp4::redirect || type == icmp4::timeExceeded
        || type == icmp4::parameterProblem;
}

ReplyKind classify(Family family, std::uint8_t type, std::uint8_t code)
{
    return family == Family::V4 ? classify4(type, code) : classify6(type, code);
}

std::optional<IcmpMessage> IcmpMessage::parse(Family family, std::span<const std::uint8_t> bytes)
{
    if (bytes.size() < icmpHeaderLength)
        return std::nullopt;
    return IcmpMessage(family, bytes);
}

std::optional<std::uint32_t> IcmpMessage::mtu() const
{
    if (kind() != ReplyKind::PacketTooBig)
        return std::nullopt;
    const std::uint32_t value = m_family == Family::V4 ? readU16(m_bytes, 6) : readU32(m_bytes, 4);
    return value == 0 ? std::nullopt : std::optional(value);
}

std::size_t IcmpMessage::declaredQuoteLength() const
{
    // RFC 4884 section 4: only these types have the field; a packet too big does not (its second word is the MTU).
    if (m_family == Family::V6)
        return type() == icmp6::unreachable || type() == icmp6::timeExceeded ? m_bytes[4] * 8U : 0U;
    const bool hasLength =
        type() == icmp4::unreachable || type() == icmp4::timeExceeded || type() == icmp4::parameterProblem;
    return hasLength ? m_bytes[5] * 4U : 0U;
}

std::span<const std::uint8_t> IcmpMessage::quote() const
{
    if (!isError())
        return {};
    const std::size_t length = declaredQuoteLength();
    return length == 0 ? body() : sliceOf(body(), 0, length);
}

bool IcmpMessage::checksumOk(std::uint32_t pseudo) const
{
    return internetChecksum(m_bytes, pseudo) == 0;
}

Bytes buildIcmp(
    std::uint8_t type, std::uint8_t code, std::uint32_t rest, std::span<const std::uint8_t> body, std::uint32_t pseudo)
{
    Bytes message(icmpHeaderLength + body.size());
    message[0] = type;
    message[1] = code;
    writeU32(message, 4, rest);
    std::ranges::copy(body, message.begin() + icmpHeaderLength);
    writeU16(message, 2, internetChecksum(message, pseudo));
    return message;
}

} // namespace platform
