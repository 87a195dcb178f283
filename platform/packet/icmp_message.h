// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/packet/byte_order.h"
#include "platform/probe.h"

#include <optional>
#include <span>

namespace platform {

/// ICMP types (RFC 792) and codes (RFC 792, 1122 section 3.2.2.1, 1812 section 5.2.7.1) as used here.
namespace icmp4 {
inline constexpr std::uint8_t echoReply = 0;
inline constexpr std::uint8_t unreachable = 3;
inline constexpr std::uint8_t redirect = 5;
inline constexpr std::uint8_t echoRequest = 8;
inline constexpr std::uint8_t timeExceeded = 11;
inline constexpr std::uint8_t parameterProblem = 12;
inline constexpr std::uint8_t netUnreachable = 0;
inline constexpr std::uint8_t hostUnreachable = 1;
inline constexpr std::uint8_t protocolUnreachable = 2;
inline constexpr std::uint8_t portUnreachable = 3;
inline constexpr std::uint8_t fragmentationNeeded = 4;
inline constexpr std::uint8_t hostProhibited = 10;
inline constexpr std::uint8_t adminProhibited = 13;
} // namespace icmp4

/// ICMPv6 types and codes (RFC 4443).
namespace icmp6 {
inline constexpr std::uint8_t unreachable = 1;
inline constexpr std::uint8_t packetTooBig = 2;
inline constexpr std::uint8_t timeExceeded = 3;
inline constexpr std::uint8_t parameterProblem = 4;
inline constexpr std::uint8_t echoRequest = 128;
inline constexpr std::uint8_t echoReply = 129;
inline constexpr std::uint8_t noRoute = 0;
inline constexpr std::uint8_t adminProhibited = 1;
inline constexpr std::uint8_t addressUnreachable = 3;
inline constexpr std::uint8_t portUnreachable = 4;
} // namespace icmp6

/// Type, code and the second word of every ICMP header.
inline constexpr std::size_t icmpHeaderLength = 8;

std::uint8_t echoRequestType(Family family);
std::uint8_t echoReplyType(Family family);
std::uint8_t timeExceededType(Family family);

/// True for messages that quote the packet that caused them.
bool isIcmpError(Family family, std::uint8_t type);

/// What an ICMP message means for a probe. Echo requests and everything unknown are ReplyKind::Other.
ReplyKind classify(Family family, std::uint8_t type, std::uint8_t code);

/// View of one ICMP message. Holds no copy: valid as long as the bytes are.
class IcmpMessage final {
public:
    /// Nothing when there is not even a whole header. The checksum is not looked at: see checksumOk().
    static std::optional<IcmpMessage> parse(Family family, std::span<const std::uint8_t> bytes);

    Family family() const { return m_family; }
    std::uint8_t type() const { return m_bytes[0]; }
    std::uint8_t code() const { return m_bytes[1]; }
    std::uint16_t checksum() const { return readU16(m_bytes, 2); }
    std::uint16_t identifier() const { return readU16(m_bytes, 4); } ///< echo only
    std::uint16_t sequence() const { return readU16(m_bytes, 6); } ///< echo only
    ReplyKind kind() const { return classify(m_family, type(), code()); }
    bool isError() const { return isIcmpError(m_family, type()); }
    bool isEcho() const { return type() == echoRequestType(m_family) || type() == echoReplyType(m_family); }
    std::span<const std::uint8_t> bytes() const { return m_bytes; }
    std::span<const std::uint8_t> body() const
    {
        return m_bytes.subspan(icmpHeaderLength);
    } ///< what follows the header

    /// Next-hop MTU of a packet-too-big (RFC 1191, RFC 4443 section 3.2); nothing for others or when it says 0.
    std::optional<std::uint32_t> mtu() const;
    /// The original datagram of an error, without extensions when the RFC 4884 length says where they begin; padding
    /// stays. Empty when this is no error. Non-conforming extensions without a length stay in the quote.
    std::span<const std::uint8_t> quote() const;
    /// RFC 4884 section 4: octets of original datagram; 0 when the message does not say.
    std::size_t declaredQuoteLength() const;
    /// `pseudo` is the pseudo-header's sum for ICMPv6, else 0.
    bool checksumOk(std::uint32_t pseudo = 0) const;

private:
    IcmpMessage(Family family, std::span<const std::uint8_t> bytes)
        : m_family(family)
        , m_bytes(bytes)
    {
    }

    Family m_family;
    std::span<const std::uint8_t> m_bytes;
};

/// Builds a message; `rest` is the second word of the header (identifier and sequence, MTU, length field).
/// `pseudo` as in IcmpMessage::checksumOk.
Bytes buildIcmp(std::uint8_t type, std::uint8_t code, std::uint32_t rest, std::span<const std::uint8_t> body,
    std::uint32_t pseudo = 0);

} // namespace platform
