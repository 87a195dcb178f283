// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/sim/scenario.h"
#include "platform/sim/sim_answer.h"
#include "platform/sim/sim_random.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace platform {

/// A packet on its way to the client.
struct SimDelivery {
    Duration at{}; ///< when it arrives there
    Bytes packet;

    friend bool operator==(const SimDelivery &, const SimDelivery &) = default;
};

/// What really became of a packet: the truth that measurements are held against.
struct SimFate {
    enum class End : std::uint8_t {
        Answered,
        LostForward, ///< on the link to `node`
        LostBack, ///< the answer, on the link of `node`
        AnswerLost, ///< the answer, at `node` itself
        Limited, ///< the router's budget of ICMP errors was used up
        Silent, ///< `node` never answers, or not to this
        Dropped, ///< filtered at `node`
        NoRoute, ///< no such destination, or the route ends in a hole behind `node`
    };
    Duration sentAt{};
    IpAddress destination;
    std::uint8_t ttl = 0;
    Protocol protocol = Protocol::Icmp;
    End end = End::NoRoute;
    std::string node; ///< label; empty: the client
    std::optional<Duration> answerAt; ///< when the answer arrives at the client

    friend bool operator==(const SimFate &, const SimFate &) = default;
};

/// A scenario brought to life: an IP packet and a time go in, timed IP packets come out. Pure: no clock, no thread, no
/// system call; the same packets at the same times always give the same answers. Times count from the network's start
/// and should not go back between calls.
class SimNetwork final {
public:
    using Observer = std::function<void(const SimFate &)>;

    explicit SimNetwork(Scenario scenario);

    const Scenario &scenario() const { return m_scenario; }
    IpAddress clientAddress(Family family) const;

    /// Sends a packet from the client. Returns everything that comes back because of it, in no particular order.
    std::vector<SimDelivery> inject(std::span<const std::uint8_t> packet, Duration now);

    enum class Reach : std::uint8_t { Ok, NoRoute, InterfaceDown, SourceGone };
    /// Whether the client's own system would send to this address now.
    Reach reachOf(const IpAddress &destination, Duration now);
    /// When reachOf() may change next after `now`; Duration::max() for never.
    Duration nextReachChange(Duration now) const;
    /// Largest packet that the client's own link takes towards this address; 0 is no limit.
    std::uint32_t localMtu(const IpAddress &destination, Duration now);

    /// Is told the fate of each packet, within inject(). For tests and logs.
    void setObserver(Observer observer) { m_observer = std::move(observer); }

private:
    struct NodeState { ///< what a node remembers; each kind of chance has its own numbers, so that they do not disturb
                       ///< another
        SimRandom forward;
        SimRandom back;
        SimRandom answer;
        std::uint32_t turn = 0; ///< of the answering addresses
        double tokens = 0;
        std::optional<Duration> filledAt;
    };
    struct Destination {
        std::size_t target = 0;
        std::size_t node = 0; ///< the host, or a router that is asked itself
    };
    struct Walk;

    void update(Duration now);
    std::optional<Destination> destinationOf(const IpAddress &address) const;
    std::vector<std::size_t> pathTo(const Destination &destination, const SimPacket &packet, std::size_t longest);
    std::size_t branchOf(const SimStep &step, std::size_t stepIndex, const SimPacket &packet);
    void walk(Walk &walk);
    bool arrive(Walk &walk, std::size_t index);
    bool passOn(Walk &walk, std::size_t index);
    void answerAsHost(Walk &walk, std::size_t index);
    void answerError(Walk &walk, std::size_t index, const SimError &error, std::uint32_t mtu = 0);
    void forge(Walk &walk, std::size_t index);
    bool takeToken(std::size_t node, Duration at);
    std::optional<Duration> wayBack(const Walk &walk, std::size_t index, Duration at, std::size_t &lostAt);
    std::optional<std::uint8_t> ttlOnArrival(const SimAnswering &answering, std::size_t index) const;
    IpAddress answeringAddress(std::size_t node, Family family, const IpAddress &own);
    void deliver(Walk &walk, std::size_t index, Bytes answer, Duration at);
    void tell(Walk &walk, SimFate::End end, std::size_t node, std::optional<Duration> answerAt = {});
    const SimBehaviour &behaviour(std::size_t node) const { return m_now[node]; }

    Scenario m_scenario;
    std::unordered_map<IpAddress, std::size_t> m_targets; ///< by address
    std::vector<NodeState> m_states;
    std::vector<SimBehaviour> m_now; ///< of each node, with the changes that are active
    std::vector<std::size_t> m_routes; ///< in use, of each target
    Reach m_reach = Reach::Ok;
    std::vector<bool> m_noRoute; ///< of each target
    std::optional<Duration> m_validFrom;
    Duration m_validUntil{};
    SimRandom m_packetChoice; ///< of per-packet load balancers
    Observer m_observer;
};

} // namespace platform
