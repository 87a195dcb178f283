// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/sim/sim_network.h"

#include "platform/sim/sim_walk.h"

#include <algorithm>

namespace platform {

namespace {

constexpr std::size_t longestPath = 255; // no TTL goes further

} // namespace

SimNetwork::SimNetwork(Scenario scenario)
    : m_scenario(std::move(scenario))
    , m_states(m_scenario.nodes.size())
    , m_routes(m_scenario.targets.size())
    , m_noRoute(m_scenario.targets.size())
    , m_packetChoice(mixBits(m_scenario.seed))
{
    for (std::size_t target = 0; target < m_scenario.targets.size(); ++target) {
        for (const IpAddress &address : m_scenario.targets[target].addresses)
            m_targets.emplace(address, target);
    }
    for (std::size_t node = 0; node < m_states.size(); ++node) {
        const std::uint64_t seed = mixBits(m_scenario.seed) + node * 3;
        m_states[node].forward = SimRandom(mixBits(seed));
        m_states[node].back = SimRandom(mixBits(seed + 1));
        m_states[node].answer = SimRandom(mixBits(seed + 2));
    }
}

IpAddress SimNetwork::clientAddress(Family family) const
{
    return family == Family::V4 ? m_scenario.client4 : m_scenario.client6;
}

void SimNetwork::update(Duration now)
{
    if (m_validFrom && now >= *m_validFrom && now < m_validUntil)
        return;
    m_now.clear();
    for (const SimNode &node : m_scenario.nodes)
        m_now.push_back(node.behaviour);
    std::ranges::fill(m_routes, std::size_t{0});
    m_noRoute.assign(m_scenario.targets.size(), false);
    m_reach = Reach::Ok;
    m_validFrom = now;
    m_validUntil = Duration::max();
    for (const SimChange &change : m_scenario.changes) {
        m_validUntil = std::min(m_validUntil, change.nextEdge(now));
        if (!change.activeAt(now))
            continue;
        switch (change.subject) {
        case SimChange::Subject::Node:
            for (const auto &apply : change.apply)
                apply(m_now[change.index]);
            break;
        case SimChange::Subject::Route:
            m_routes[change.index] = change.route;
            break;
        case SimChange::Subject::NoRoute:
            m_noRoute[change.index] = true;
            break;
        case SimChange::Subject::Interface:
            m_reach = Reach::InterfaceDown;
            break;
        case SimChange::Subject::SourceGone:
            m_reach = Reach::SourceGone;
            break;
        }
    }
}

std::optional<SimNetwork::Destination> SimNetwork::destinationOf(const IpAddress &address) const
{
    if (const auto known = m_targets.find(address); known != m_targets.end())
        return Destination{known->second, m_scenario.targets[known->second].host};
    const auto owner = std::ranges::find_if(m_scenario.nodes,
        [&address](const SimNode &node) { return std::ranges::find(node.addresses, address) != node.addresses.end(); });
    if (owner == m_scenario.nodes.end())
        return std::nullopt;
    // A router that is asked itself: the first target behind it says how to get there.
    const auto node = static_cast<std::size_t>(owner - m_scenario.nodes.begin());
    for (std::size_t target = 0; target < m_scenario.targets.size(); ++target) {
        for (const SimStep &step : m_scenario.targets[target].routes[m_routes[target]].steps) {
            const auto has = [node](const SimBranch &branch) { return std::ranges::count(branch.nodes, node) != 0; };
            if (step.branches.empty() ? step.node == node : std::ranges::any_of(step.branches, has))
                return Destination{target, node};
        }
    }
    return std::nullopt;
}

std::size_t SimNetwork::branchOf(const SimStep &step, std::size_t stepIndex, const SimPacket &packet)
{
    std::uint64_t total = 0;
    for (const SimBranch &branch : step.branches)
        total += branch.share;
    const std::uint64_t choice =
        step.perPacket ? m_packetChoice.next() : mixBits(packet.flowHash() + mixBits(m_scenario.seed + stepIndex));
    std::uint64_t rest = choice % total;
    for (std::size_t branch = 0; branch < step.branches.size(); ++branch) {
        if (rest < step.branches[branch].share)
            return branch;
        rest -= step.branches[branch].share;
    }
    return 0;
}

/// The nodes that this packet goes through. A destination that is a router inside a branch takes that branch.
std::vector<std::size_t> SimNetwork::pathTo(
    const Destination &destination, const SimPacket &packet, std::size_t longest)
{
    const SimTarget &target = m_scenario.targets[destination.target];
    const SimRoute &route = target.routes[m_routes[destination.target]];
    std::vector<std::size_t> path;
    std::size_t step = 0;
    while (path.size() < longest) {
        if (step == route.steps.size()) {
            if (route.end != SimRoute::End::Loop)
                break;
            step = route.loopTo;
            continue;
        }
        const SimStep &current = route.steps[step];
        if (current.branches.empty()) {
            path.push_back(current.node);
        } else {
            const auto has = [&](const SimBranch &branch) {
                return std::ranges::count(branch.nodes, destination.node) != 0;
            };
            const auto own = std::ranges::find_if(current.branches, has);
            const std::size_t chosen = own != current.branches.end()
                ? static_cast<std::size_t>(own - current.branches.begin())
                : branchOf(current, step, packet);
            const auto &nodes = current.branches[chosen].nodes;
            path.insert(path.end(), nodes.begin(), nodes.end());
        }
        if (const auto end = std::ranges::find(path, destination.node); end != path.end()) {
            path.erase(end + 1, path.end());
            return path;
        }
        ++step;
    }
    if (route.end == SimRoute::End::Host && path.size() < longest)
        path.push_back(target.host);
    return path;
}

SimNetwork::Reach SimNetwork::reachOf(const IpAddress &destination, Duration now)
{
    update(now);
    if (m_reach != Reach::Ok)
        return m_reach;
    const auto found = destinationOf(destination);
    return found && !m_noRoute[found->target] ? Reach::Ok : Reach::NoRoute;
}

Duration SimNetwork::nextReachChange(Duration now) const
{
    Duration next = Duration::max();
    for (const SimChange &change : m_scenario.changes) {
        const bool isLocal = change.subject != SimChange::Subject::Node && change.subject != SimChange::Subject::Route;
        if (isLocal)
            next = std::min(next, change.nextEdge(now));
    }
    return next;
}

std::uint32_t SimNetwork::localMtu(const IpAddress &destination, Duration now)
{
    update(now);
    const auto found = destinationOf(destination);
    if (!found)
        return 0;
    const auto &steps = m_scenario.targets[found->target].routes[m_routes[found->target]].steps;
    const bool isNeighbour = steps.empty() || !steps.front().branches.empty();
    return behaviour(isNeighbour ? found->node : steps.front().node).link.mtu;
}

std::vector<SimDelivery> SimNetwork::inject(std::span<const std::uint8_t> bytes, Duration now)
{
    auto packet = SimPacket::parse(bytes);
    if (!packet)
        return {};
    update(now);
    Walk walk;
    walk.original = *packet;
    walk.packet = std::move(*packet);
    walk.sentAt = walk.at = now;
    const auto destination = destinationOf(walk.original.header.destination);
    if (m_reach != Reach::Ok || !destination || m_noRoute[destination->target] || walk.original.header.ttl == 0) {
        tell(walk, SimFate::End::NoRoute, m_scenario.nodes.size());
        return {};
    }
    const std::size_t longest = std::min<std::size_t>(walk.original.header.ttl, longestPath);
    walk.path = pathTo(*destination, walk.packet, longest + 1);
    walk.reachesHost = !walk.path.empty() && walk.path.back() == destination->node;
    this->walk(walk);
    return std::move(walk.deliveries);
}

} // namespace platform
