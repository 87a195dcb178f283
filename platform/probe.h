// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/ip_address.h"
#include "platform/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace platform {

enum class Protocol : std::uint8_t { Icmp, Udp, Tcp };

/// One way of sending. Its name (methodName) is part of the command line's contract.
enum class Method : std::uint8_t {
    IcmpSocket, ///< "icmp-socket": unprivileged ping socket (Linux, macOS)
    IcmpRaw, ///< "icmp-raw": raw socket, needs the capability
    IcmpApi, ///< "icmp-api": IcmpSendEcho2Ex / Icmp6SendEcho2 (Windows)
    UdpSocket, ///< "udp-socket": UDP with the error queue (Linux) or a listener (macOS)
    TcpConnect, ///< "tcp-connect": non-blocking connect
    Simulated, ///< "simulated": the simulated network
};

std::string_view protocolName(Protocol protocol); ///< "icmp", "udp", "tcp"
std::string_view methodName(Method method);
std::optional<Method> methodFromName(std::string_view name);

/// Chosen by the engine, unique within one transport for the life of the process, never reused.
enum class ProbeId : std::uint64_t {};

/// Names one channel of one transport; never reused.
enum class ChannelId : std::uint32_t {};

/// What all probes of one flow to one target have in common. With the same spec every probe takes the same path
/// through per-flow load balancers (Paris traceroute, Augustin et al., IMC 2006); another `flow` may take another.
struct ChannelSpec {
    IpAddress target;
    Protocol protocol = Protocol::Icmp;
    std::optional<Method> method = std::nullopt; ///< force this one; otherwise the best that works here
    std::uint16_t port = 0; ///< destination port, UDP and TCP
    std::uint32_t flow = 0;
    std::uint16_t size = 64; ///< whole IP packet in bytes; raised to what the headers and the nonce need
    std::uint8_t dscp = 0; ///< 0 to 63 (RFC 2474)
    IpAddress source = {}; ///< null: the system chooses, once, when the channel is opened
    std::string interfaceName = {}; ///< empty: the system chooses

    friend bool operator==(const ChannelSpec &, const ChannelSpec &) = default;
};

/// What opening a channel found out.
struct ChannelInfo {
    ChannelId id{};
    Protocol protocol = Protocol::Icmp; ///< may differ from the spec: see ProbeTransport::open
    Method method = Method::Simulated;
    IpAddress source; ///< the address that the probes carry; null where the system does not tell
    std::uint16_t size = 0; ///< bytes of IP packet really sent
    /// How many probes may be under way at once. 0: no limit. TCP connect has 1: one local port can have only one
    /// connection attempt to the same target at a time, and another port would be another flow.
    std::uint32_t maxInFlight = 0;
    bool kernelTimestamps = false;

    friend bool operator==(const ChannelInfo &, const ChannelInfo &) = default;
};

struct SentProbe {
    TimePoint sentAt; ///< just before the packet was handed to the system; kernel send times refine only the rtt
};

enum class ReplyKind : std::uint8_t {
    TimeExceeded,
    EchoReply,
    PortUnreachable,
    HostUnreachable,
    NetUnreachable,
    AdminProhibited,
    PacketTooBig,
    TcpOpen,
    TcpClosed,
    Other, ///< any other ICMP error (see icmpType, icmpCode), or application data that answered a UDP probe
};

std::string_view replyKindName(ReplyKind kind); ///< as in the JSON contract: "time-exceeded", …

enum class RttSource : std::uint8_t {
    Kernel, ///< both ends stamped by the kernel
    KernelReceive, ///< kernel receive time, our own send time
    User, ///< our own clock readings: includes scheduling
    System, ///< the system's own measurement in whole milliseconds, taken because our thread was late (Windows)
};

/// One MPLS label stack entry as quoted by a router (RFC 4950 section 3; RFC 3032 section 2.1).
struct MplsLabel {
    std::uint32_t label = 0; ///< 20 bits
    std::uint8_t trafficClass = 0; ///< 3 bits
    bool bottom = false;
    std::uint8_t ttl = 0;

    friend bool operator==(const MplsLabel &, const MplsLabel &) = default;
};

/// The interface a router says it means (RFC 5837 section 4). Its name is hostile text.
struct QuotedInterface {
    std::uint8_t role = 0; ///< 0 incoming, 1 sub-IP, 2 outgoing, 3 next hop
    std::optional<std::uint32_t> index;
    IpAddress address;
    std::string name; ///< at most 63 bytes as received
    std::optional<std::uint32_t> mtu;

    friend bool operator==(const QuotedInterface &, const QuotedInterface &) = default;
};

/// What a NAT on the way changed in the packet that was quoted back to us.
struct NatRewrite {
    bool source = false;
    bool destination = false; ///< the port: a quote with another destination address is foreign
    bool sourcePort = false; ///< also the ICMP identifier
    bool checksum = false;

    bool any() const { return source || destination || sourcePort || checksum; }
    friend bool operator==(const NatRewrite &, const NatRewrite &) = default;
};

/// One answer that has proved that it belongs to one of our probes.
struct ProbeReply {
    ProbeId probe{};
    IpAddress from;
    ReplyKind kind = ReplyKind::Other;
    std::uint8_t icmpType = 0; ///< of the family's ICMP; both 0 where no ICMP message was seen (TCP, UDP data)
    std::uint8_t icmpCode = 0;
    Duration rtt{};
    RttSource rttSource = RttSource::User;
    TimePoint receivedAt; ///< when it arrived, on our clock
    std::optional<std::uint8_t> replyTtl; ///< TTL or hop limit with which the answer arrived
    std::optional<std::uint8_t> quotedTtl; ///< TTL of our probe as the router saw it
    std::optional<std::uint8_t> quotedDscp;
    std::optional<std::uint32_t> mtu; ///< next-hop MTU of a packet-too-big
    std::vector<MplsLabel> mpls; ///< top of stack first
    std::vector<QuotedInterface> interfaces;
    NatRewrite nat;

    friend bool operator==(const ProbeReply &, const ProbeReply &) = default;
};

enum class ForeignReason : std::uint8_t {
    WrongAddress, ///< an echo reply, or a quote, of another destination than the probe's
    WrongNonce, ///< identifier and sequence fit, the payload does not
    UnknownProbe, ///< our identifier or port, but no probe of ours has that sequence
    WrongAcknowledgement, ///< a TCP answer that does not acknowledge our SYN
    Ambiguous, ///< could be one of several probes: never guessed
    Malformed, ///< too short or inconsistent to be decoded
};

/// A packet that reached one of our channels and did not prove itself. Counted, never a hop, never a sample.
struct ForeignPacket {
    ChannelId channel{};
    IpAddress from;
    ForeignReason reason = ForeignReason::UnknownProbe;

    friend bool operator==(const ForeignPacket &, const ForeignPacket &) = default;
};

} // namespace platform
