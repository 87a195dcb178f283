// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/packet/icmp_extensions.h"
#include "platform/probe.h"

#include <cstdint>
#include <optional>
#include <span>

namespace platform {

/// In which way an answer refers to a probe.
enum class AnswerForm : std::uint8_t {
    Echo, ///< echo reply: identifier, sequence and payload come back
    Quote, ///< ICMP error: quotes the start of the probe as the router saw it
    Segment, ///< TCP segment: acknowledges our sequence number
    Datagram, ///< UDP data: application data from the probed port
};

/// What an answer shows of the probe that it answers. Absent: this way of receiving, or so short a quote, does not show
/// it.
struct ProbeTraits {
    Protocol protocol = Protocol::Icmp;
    std::optional<IpAddress> source;
    std::optional<IpAddress> destination;
    std::optional<std::uint8_t> ttl;
    std::optional<std::uint8_t> dscp;
    std::optional<std::uint16_t> identifier; ///< ICMP identifier, or our port
    std::optional<std::uint16_t> port; ///< the target's port
    std::optional<std::uint16_t> checksum; ///< of the transport header
    std::optional<std::uint16_t> sequence; ///< of the ICMP header, otherwise of the payload
    std::optional<std::uint64_t> nonce;
    std::optional<std::uint32_t> tcpSequence; ///< a quote's own; a segment's acknowledgement minus one

    friend bool operator==(const ProbeTraits &, const ProbeTraits &) = default;
};

/// An answer before anyone knows whose it is.
struct SeenAnswer {
    IpAddress from;
    IpAddress to; ///< our address as the packet says it; null where the system does not tell
    AnswerForm form = AnswerForm::Quote;
    ReplyKind kind = ReplyKind::Other;
    std::uint8_t icmpType = 0;
    std::uint8_t icmpCode = 0;
    std::optional<std::uint8_t> replyTtl;
    std::optional<std::uint32_t> mtu;
    IcmpExtensions extensions;
    ProbeTraits probe;

    friend bool operator==(const SeenAnswer &, const SeenAnswer &) = default;
};

/// Reads what is there of a probe's bytes from its ICMP, UDP or TCP header on.
void readTransport(ProbeTraits &traits, Family family, std::span<const std::uint8_t> bytes);
/// Reads what is there of a probe's payload (ProbePayload). Zeros where the nonce should be are padding, not a nonce.
void readPayloadTraits(ProbeTraits &traits, std::span<const std::uint8_t> payload);

enum class ReadProblem : std::uint8_t {
    NotAnAnswer, ///< some other packet: echo requests, other protocols, fragments
    Damaged, ///< wrong checksum, or too short to be decoded
};

/// The outcome of reading a packet: `answer` is meaningful when there is no problem, and says what could be read
/// otherwise.
struct ReadAnswer {
    std::optional<ReadProblem> problem;
    SeenAnswer answer;
};

/// Reads an ICMP message that arrived from `from` at `to` (null: unknown, then an ICMPv6 checksum is not verified).
ReadAnswer readIcmpAnswer(const IpAddress &from, const IpAddress &to, std::span<const std::uint8_t> message);

/// Reads a whole IP packet: what a raw IPv4 socket or the simulated network delivers.
ReadAnswer readPacketAnswer(std::span<const std::uint8_t> packet);

} // namespace platform
