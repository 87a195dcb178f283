// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/ip_address.h"
#include "platform/probe.h"
#include "platform/time.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace platform {

/// A random extra time, never negative.
struct SimSpread {
    enum class Shape : std::uint8_t { Exponential, Normal, Uniform };
    Shape shape = Shape::Exponential;
    Duration mean{};

    friend bool operator==(const SimSpread &, const SimSpread &) = default;
};

/// The link that leads to a node, both ways. Chances are from 0 to 1.
struct SimLink {
    Duration delay{}; ///< forward
    Duration backDelay{};
    Duration extra{}; ///< added forward: a queue, for changes at a time
    SimSpread jitter; ///< each way
    double spikeChance = 0; ///< forward
    Duration spike{};
    double loss = 0;
    double backLoss = 0;
    std::uint32_t mtu = 0; ///< largest packet; 0 is no limit

    friend bool operator==(const SimLink &, const SimLink &) = default;
};

/// An ICMP error in both families.
struct SimError {
    std::uint8_t type4 = 0;
    std::uint8_t code4 = 0;
    std::uint8_t type6 = 0;
    std::uint8_t code6 = 0;

    friend bool operator==(const SimError &, const SimError &) = default;
};

/// Which protocols a rule is for: one bit each, see protocolBit(). 0 is none.
using ProtocolMask = std::uint8_t;
constexpr ProtocolMask protocolBit(Protocol protocol)
{
    return static_cast<ProtocolMask>(1U << static_cast<unsigned>(protocol));
}
inline constexpr ProtocolMask everyProtocol = 7;

/// A packet that nobody asked for and that must never count as an answer. Sent when a probe comes by.
enum class SimForgery : std::uint8_t {
    Echo, ///< a stranger's echo reply with the probe's identifier and sequence
    Nonce, ///< the target's answer with a wrong nonce
    Quote, ///< a time exceeded that quotes another destination
    Reset, ///< a RST from the target that acknowledges something else
    Sequence, ///< an echo reply of a sequence that was never sent
    Malformed, ///< an ICMP message that ends too early
};

/// How RFC 4884 extensions are attached.
enum class SimExtensionStyle : std::uint8_t { Conforming, Legacy, BadChecksum, Truncated };

/// How a node answers.
struct SimAnswering {
    bool silent = false;
    double loss = 0; ///< of each answer, at its start
    std::optional<double> limitPerSecond; ///< of ICMP errors: token bucket
    std::uint32_t limitBurst = 1;
    Duration delay{}; ///< to make an ICMP error: a slow control plane
    SimSpread delayJitter;
    double lateChance = 0;
    Duration late{};
    double duplicateChance = 0;
    std::uint32_t copies = 1; ///< extra ones
    double corruptChance = 0;
    bool corruptRepaired = false; ///< with a checksum that is right all the same
    double truncateChance = 0;
    std::uint32_t truncateTo = 0; ///< bytes of IP packet
    std::vector<IpAddress> from; ///< answers come from these, in turn, instead of from its own
    std::uint8_t initialTtl = 255;
    std::uint8_t extraBackHops = 0;
    std::uint32_t quoteLength = 0; ///< bytes of quoted IPv4 packet, 20 more for IPv6; 0 is as much as the RFCs allow
    std::optional<std::uint8_t> quotedTtl; ///< instead of what arrived: a tunnel
    std::vector<MplsLabel> mpls;
    std::vector<QuotedInterface> interfaces;
    SimExtensionStyle extensionStyle = SimExtensionStyle::Conforming;
    std::vector<std::pair<SimForgery, double>> forgeries;

    friend bool operator==(const SimAnswering &, const SimAnswering &) = default;
};

/// What a node does to packets that go through it.
struct SimForwarding {
    std::optional<SimError> refusal; ///< answered instead of forwarded
    ProtocolMask refused = 0;
    ProtocolMask dropped = 0;
    IpAddress natSource; ///< null: no translation
    std::optional<std::uint16_t> natPort; ///< new source port or ICMP identifier
    bool natRepairsQuotes = false; ///< puts address and port back in quotes, but not the checksum
    std::optional<std::uint8_t> dscp;

    friend bool operator==(const SimForwarding &, const SimForwarding &) = default;
};

/// What a host says on a port.
enum class SimPort : std::uint8_t {
    Closed, ///< RST, port unreachable
    Open, ///< SYN-ACK; for UDP nothing at all
    Filtered, ///< nothing
    Prohibited, ///< administratively prohibited
    Answering, ///< UDP: sends the data back
};

/// Ports of one protocol.
struct SimPorts {
    SimPort others = SimPort::Closed;
    std::map<std::uint16_t, SimPort> ports;

    SimPort at(std::uint16_t port) const;
    friend bool operator==(const SimPorts &, const SimPorts &) = default;
};

struct SimBehaviour {
    SimLink link;
    SimAnswering answering;
    SimForwarding forwarding;
    SimPorts tcp;
    SimPorts udp;

    friend bool operator==(const SimBehaviour &, const SimBehaviour &) = default;
};

/// A router or a target host.
struct SimNode {
    std::string label;
    std::vector<IpAddress> addresses; ///< the first one of a family is its own there; none: silent in that family
    SimBehaviour behaviour;

    IpAddress address(Family family) const; ///< null when it has none
    friend bool operator==(const SimNode &, const SimNode &) = default;
};

} // namespace platform
