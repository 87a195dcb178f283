// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/sim/sim_walk.h"

#include <algorithm>
#include <utility>

namespace platform {

// Each packet is walked to its end at once: every node on its path in turn, then the answer's way back over the same
// links.

void SimNetwork::walk(Walk &walk)
{
    for (std::size_t index = 0; index < walk.path.size(); ++index) {
        if (!arrive(walk, index))
            return;
        const bool isHost = walk.reachesHost && index + 1 == walk.path.size();
        if (isHost) {
            answerAsHost(walk, index);
            return;
        }
        if (walk.packet.header.ttl <= 1) {
            answerError(walk, index, simTimeExceeded);
            return;
        }
        if (!passOn(walk, index))
            return;
    }
    tell(walk, SimFate::End::NoRoute, walk.path.empty() ? m_scenario.nodes.size() : walk.path.back());
}

/// Over the link to the node. False when the packet's way is over.
bool SimNetwork::arrive(Walk &walk, std::size_t index)
{
    const std::size_t node = walk.path[index];
    const SimLink &link = behaviour(node).link;
    const bool mayNotSplit = walk.packet.header.family() == Family::V6 || walk.packet.header.dontFragment;
    if (link.mtu != 0 && walk.packet.bytes.size() > link.mtu && mayNotSplit && index > 0) {
        answerError(walk, index - 1, simPacketTooBig, link.mtu);
        return false;
    }
    SimRandom &random = m_states[node].forward;
    if (random.happens(link.loss)) {
        tell(walk, SimFate::End::LostForward, node);
        return false;
    }
    walk.at += link.delay + link.extra + random.spread(link.jitter);
    if (random.happens(link.spikeChance))
        walk.at += link.spike;
    forge(walk, index);
    return true;
}

/// Through a router, with what it does to the packet. False when it goes no further.
bool SimNetwork::passOn(Walk &walk, std::size_t index)
{
    const std::size_t node = walk.path[index];
    const SimForwarding &forwarding = behaviour(node).forwarding;
    const ProtocolMask bit = walk.packet.protocol ? protocolBit(*walk.packet.protocol) : ProtocolMask{0};
    if ((forwarding.dropped & bit) != 0) {
        tell(walk, SimFate::End::Dropped, node);
        return false;
    }
    if (forwarding.refusal && (forwarding.refused & bit) != 0) {
        answerError(walk, index, *forwarding.refusal);
        return false;
    }
    decrementTtl(walk.packet.bytes);
    --walk.packet.header.ttl;
    if (forwarding.dscp) {
        walk.packet.header.dscp = *forwarding.dscp;
        const auto payload = walk.packet.transport();
        walk.packet.bytes = buildIpPacket(walk.packet.header, Bytes(payload.begin(), payload.end()));
        walk.packet.header = *parseIpHeader(walk.packet.bytes);
    }
    if (!forwarding.natSource.isNull() && forwarding.natSource.family() == walk.packet.header.family()) {
        simanswer::translateSource(walk.packet, forwarding.natSource, forwarding.natPort);
        walk.nat = node;
    }
    return true;
}

void SimNetwork::answerAsHost(Walk &walk, std::size_t index)
{
    const std::size_t node = walk.path[index];
    const SimBehaviour &host = behaviour(node);
    const SimPacket &packet = walk.original; // a NAT on the way has put everything back when the answer arrives
    const bool isTcp = packet.protocol == Protocol::Tcp;
    const bool hasPorts = isTcp || packet.protocol == Protocol::Udp;
    const auto port = static_cast<std::uint16_t>(packet.start);
    const SimPort state = hasPorts ? (isTcp ? host.tcp : host.udp).at(port) : SimPort::Open;
    if (hasPorts && state == SimPort::Prohibited) {
        answerError(walk, index, simProhibited);
        return;
    }
    if (!isTcp && hasPorts && state == SimPort::Closed) {
        answerError(walk, index, simPortUnreachable);
        return;
    }
    const auto ttl = ttlOnArrival(host.answering, index);
    const IpAddress from = answeringAddress(node, packet.header.family(), packet.header.destination);
    auto answer = ttl ? simanswer::fromHost(packet, from, state, *ttl) : std::nullopt;
    if (host.answering.silent || !answer) {
        tell(walk, SimFate::End::Silent, node);
        return;
    }
    deliver(walk, index, std::move(*answer), walk.at);
}

void SimNetwork::answerError(Walk &walk, std::size_t index, const SimError &error, std::uint32_t mtu)
{
    const std::size_t node = walk.path[index];
    const SimAnswering &answering = behaviour(node).answering;
    const bool isHost = walk.reachesHost && index + 1 == walk.path.size();
    const IpAddress own =
        isHost ? walk.original.header.destination : m_scenario.nodes[node].address(walk.packet.header.family());
    const auto ttl = ttlOnArrival(answering, index);
    // RFC 1122 section 3.2.2: no error about an error.
    if (answering.silent || own.isNull() || !ttl || walk.packet.isIcmpError()) {
        tell(walk, SimFate::End::Silent, node);
        return;
    }
    if (!takeToken(node, walk.at)) {
        tell(walk, SimFate::End::Limited, node);
        return;
    }
    const IpAddress from = answeringAddress(node, walk.packet.header.family(), own);
    const bool repairs = walk.nat && behaviour(*walk.nat).forwarding.natRepairsQuotes;
    const SimPacket quoted = repairs ? simanswer::repaired(walk.packet, walk.original) : walk.packet;
    Bytes answer = simanswer::icmpError(answering, from, walk.original.header.source, error, quoted, mtu, *ttl);
    const Duration at = walk.at + answering.delay + m_states[node].answer.spread(answering.delayJitter);
    deliver(walk, index, std::move(answer), at);
}

/// Strangers send their forgeries when a probe comes by; these arrive without any loss.
void SimNetwork::forge(Walk &walk, std::size_t index)
{
    const std::size_t node = walk.path[index];
    for (const auto &[forgery, chance] : behaviour(node).answering.forgeries) {
        if (!m_states[node].answer.happens(chance))
            continue;
        const IpAddress stranger = m_scenario.nodes[node].address(walk.original.header.family());
        const auto ttl = ttlOnArrival(behaviour(node).answering, index);
        if (stranger.isNull() || !ttl)
            continue;
        std::size_t lostAt = 0;
        const auto arrival = wayBack(walk, index, walk.at, lostAt);
        if (auto packet = simanswer::forged(forgery, walk.original, stranger, *ttl); packet && arrival)
            walk.deliveries.push_back({*arrival, std::move(*packet)});
    }
}

/// Token bucket of the node's ICMP errors.
bool SimNetwork::takeToken(std::size_t node, Duration at)
{
    const SimAnswering &answering = behaviour(node).answering;
    if (!answering.limitPerSecond)
        return true;
    NodeState &state = m_states[node];
    const auto burst = static_cast<double>(answering.limitBurst);
    if (!state.filledAt) {
        state.tokens = burst;
        state.filledAt = at;
    }
    if (at > *state.filledAt) {
        const double seconds = std::chrono::duration<double>(at - *state.filledAt).count();
        state.tokens = std::min(burst, state.tokens + seconds * *answering.limitPerSecond);
        state.filledAt = at;
    }
    constexpr double whole = 1 - 1e-9; // sums of rounded parts count as one
    if (state.tokens < whole)
        return false;
    state.tokens = std::max(0.0, state.tokens - 1);
    return true;
}

/// When something that leaves the node at `at` arrives at the client; nothing when it is lost, and then where.
std::optional<Duration> SimNetwork::wayBack(const Walk &walk, std::size_t index, Duration at, std::size_t &lostAt)
{
    for (std::size_t step = index + 1; step-- > 0;) {
        const std::size_t node = walk.path[step];
        const SimLink &link = behaviour(node).link;
        SimRandom &random = m_states[node].back;
        if (random.happens(link.backLoss)) {
            lostAt = node;
            return std::nullopt;
        }
        at += link.backDelay + random.spread(link.jitter);
    }
    return at;
}

std::optional<std::uint8_t> SimNetwork::ttlOnArrival(const SimAnswering &answering, std::size_t index) const
{
    const std::size_t routers = index + answering.extraBackHops;
    if (routers >= answering.initialTtl)
        return std::nullopt;
    return static_cast<std::uint8_t>(answering.initialTtl - routers);
}

IpAddress SimNetwork::answeringAddress(std::size_t node, Family family, const IpAddress &own)
{
    std::vector<IpAddress> choices = behaviour(node).answering.from;
    std::erase_if(choices, [family](const IpAddress &address) { return address.family() != family; });
    return choices.empty() ? own : choices[m_states[node].turn++ % choices.size()];
}

/// Gives the answer its way back, and everything that a bad node does to its answers.
void SimNetwork::deliver(Walk &walk, std::size_t index, Bytes answer, Duration at)
{
    const std::size_t node = walk.path[index];
    const SimAnswering &answering = behaviour(node).answering;
    SimRandom &random = m_states[node].answer;
    if (random.happens(answering.loss)) {
        tell(walk, SimFate::End::AnswerLost, node);
        return;
    }
    if (random.happens(answering.lateChance))
        at += answering.late;
    if (random.happens(answering.corruptChance))
        simanswer::corrupt(answer, random.next(), answering.corruptRepaired);
    if (random.happens(answering.truncateChance) && answer.size() > answering.truncateTo)
        answer.resize(answering.truncateTo);
    const std::uint32_t copies = random.happens(answering.duplicateChance) ? answering.copies : 0;
    std::optional<Duration> first;
    std::size_t lostAt = node;
    for (std::uint32_t copy = 0; copy <= copies; ++copy) {
        const auto arrival = wayBack(walk, index, at, lostAt);
        if (!arrival)
            continue;
        first = first ? std::min(*first, *arrival) : *arrival;
        walk.deliveries.push_back({*arrival, answer});
    }
    if (first)
        tell(walk, SimFate::End::Answered, node, first);
    else
        tell(walk, SimFate::End::LostBack, lostAt);
}

void SimNetwork::tell(Walk &walk, SimFate::End end, std::size_t node, std::optional<Duration> answerAt)
{
    if (!m_observer)
        return;
    const IpHeader &header = walk.original.header;
    const Protocol protocol = walk.original.protocol.value_or(Protocol::Icmp);
    const std::string label = node < m_scenario.nodes.size() ? m_scenario.nodes[node].label : std::string();
    m_observer({walk.sentAt, header.destination, header.ttl, protocol, end, label, answerAt});
}

} // namespace platform
