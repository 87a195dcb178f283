// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/sim/scenario_reader.h"

#include "platform/sim/scenario_attributes.h"

#include <algorithm>
#include <limits>

namespace platform {

namespace {

// Addresses of RFC 5737 and 3849, kept for documentation.
constexpr std::string_view defaultClient4 = "192.0.2.254";
constexpr std::string_view defaultClient6 = "2001:db8::fffe";
constexpr std::uint8_t hostInitialTtl = 64;
constexpr std::size_t mostNodes = 100000;

[[noreturn]] void fail(std::string what)
{
    throw ScenarioProblem{std::move(what)};
}

std::string inQuotes(const std::string &word)
{
    return '"' + word + '"';
}

} // namespace

ScenarioReader::ScenarioReader()
{
    m_scenario.client4 = *IpAddress::parse(defaultClient4);
    m_scenario.client6 = *IpAddress::parse(defaultClient6);
}

void ScenarioReader::readLine(std::string_view text, std::size_t lineNumber)
{
    m_line = lineNumber;
    ScenarioLine line(text);
    if (line.atEnd())
        return;
    if (line.take("at")) {
        m_changes.push_back({lineNumber, line});
        return;
    }
    if (line.take("scenario"))
        m_scenario.title = line.word("the title");
    else if (line.take("seed"))
        m_scenario.seed = line.number("the seed", 0, std::numeric_limits<std::uint64_t>::max());
    else if (line.take("client"))
        readClient(line);
    else if (line.take("tcp-serial"))
        m_scenario.tcpSerial = true;
    else if (line.take("city"))
        readCity(line);
    else if (line.take("prefix"))
        readPrefix(line);
    else if (line.take("target"))
        readTarget(line);
    else if (line.take("route"))
        readRoute(line);
    else if (line.take("hop"))
        readHop(line);
    else if (line.take("host"))
        readHost(line);
    else if (line.take("split"))
        readSplit(line);
    else if (line.take("branch"))
        readBranch(line);
    else if (line.take("join"))
        readJoin();
    else if (line.take("loop"))
        readLoop(line);
    else if (line.take("hole")) {
        route().end = SimRoute::End::Hole;
        m_routeClosed = true;
    }
    line.finish();
}

void ScenarioReader::readClient(ScenarioLine &line)
{
    do {
        const IpAddress address = line.address("the client's address");
        (address.family() == Family::V4 ? m_scenario.client4 : m_scenario.client6) = address;
    } while (!line.atEnd());
}

void ScenarioReader::readCity(ScenarioLine &line)
{
    SimPlace place;
    place.city = line.word("the city");
    place.country = line.word("the country");
    const auto coordinate = [&line](std::string_view what, double limit) {
        const bool negative = line.peek().starts_with('-');
        const std::string text = line.word(what);
        const double value = ScenarioLine(negative ? text.substr(1) : text).decimal(what, 0, limit);
        return negative ? -value : value;
    };
    place.latitude = coordinate("the latitude", 90);
    place.longitude = coordinate("the longitude", 180);
    m_cities[place.city] = place;
}

void ScenarioReader::readPrefix(ScenarioLine &line)
{
    const std::string text = line.word("the prefix");
    const std::size_t slash = text.find('/');
    const auto address = IpAddress::parse(std::string_view(text).substr(0, slash));
    if (!address || slash == std::string::npos)
        fail("the prefix must be ADDRESS/LENGTH, not " + inQuotes(text));
    SimPrefix prefix;
    prefix.address = *address;
    ScenarioLine length(std::string_view(text).substr(slash + 1));
    prefix.length = static_cast<unsigned>(length.number("the prefix's length", 0, address->bytes().size() * 8));
    prefix.asn = static_cast<std::uint32_t>(line.number("the AS number", 0, std::numeric_limits<std::uint32_t>::max()));
    prefix.asName = line.word("the network's name");
    prefix.exchange = line.take("exchange");
    m_scenario.prefixes.push_back(prefix);
}

void ScenarioReader::readTarget(ScenarioLine &line)
{
    closeSplit();
    SimTarget target;
    while (!line.atEnd()) {
        if (const auto address = line.maybeAddress())
            target.addresses.push_back(*address);
        else
            target.names.push_back(line.word("the name"));
    }
    if (target.addresses.empty())
        fail("a target needs an address");
    if (target.names.empty())
        target.names.push_back(target.addresses.front().toString());
    for (const IpAddress &address : target.addresses) {
        if (!m_targetAddresses.insert(address).second)
            fail("another target has the address " + address.toString());
    }
    SimNode host{target.names.front(), target.addresses, {}};
    host.behaviour.answering.initialTtl = hostInitialTtl;
    target.host = addNode(std::move(host));
    target.routes.push_back({"A", {}, SimRoute::End::Host, 0});
    m_routeClosed = false;
    m_scenario.targets.push_back(std::move(target));
}

void ScenarioReader::readRoute(ScenarioLine &line)
{
    closeSplit();
    const std::string name = line.word("the route's name");
    auto &routes = target().routes;
    if (std::ranges::find(routes, name, &SimRoute::name) != routes.end())
        fail("this target has a route " + inQuotes(name) + " already");
    routes.push_back({name, {}, SimRoute::End::Host, 0});
    m_routeClosed = false;
}

void ScenarioReader::readHop(ScenarioLine &line)
{
    const std::string label = line.word("the hop's label");
    std::size_t index = 0;
    const auto known = m_nodes.find(label);
    if (known != m_nodes.end()) {
        index = known->second;
        if (!line.atEnd())
            fail("the hop " + inQuotes(label) + " is described already; here only its label may stand");
    } else {
        SimNode node;
        node.label = label;
        while (const auto address = line.maybeAddress())
            node.addresses.push_back(*address);
        index = addNode(std::move(node));
    }
    SimRoute &current = route();
    if (m_split) {
        if (m_split->branches.empty())
            fail("a branch must begin before its first hop");
        m_split->branches.back().nodes.push_back(index);
    } else {
        current.steps.push_back({index, {}, false});
    }
    readNodeAttributes(line, index);
}

void ScenarioReader::readHost(ScenarioLine &line)
{
    closeSplit();
    readNodeAttributes(line, target().host);
}

void ScenarioReader::readNodeAttributes(ScenarioLine &line, std::size_t node)
{
    while (!line.atEnd()) {
        if (line.take("rtt")) {
            m_roundTrips.push_back({m_line, node, line.duration("the round trip")});
        } else if (line.take("name")) {
            const std::string name = line.word("the name");
            for (const IpAddress &address : m_scenario.nodes[node].addresses)
                m_scenario.names[address] = name;
        } else if (line.take("city")) {
            const SimPlace place = cityNamed(line.word("the city"));
            for (const IpAddress &address : m_scenario.nodes[node].addresses)
                m_scenario.places[address] = place;
        } else if (const auto apply = takeAttribute(line)) {
            (*apply)(m_scenario.nodes[node].behaviour);
        } else {
            line.finish();
        }
    }
}

void ScenarioReader::readSplit(ScenarioLine &line)
{
    route();
    closeSplit();
    SimStep split;
    split.perPacket = line.take("per-packet");
    if (!split.perPacket && !line.take("per-flow"))
        fail("a split is per-flow or per-packet");
    m_split = split;
}

void ScenarioReader::readBranch(ScenarioLine &line)
{
    if (!m_split)
        fail("a branch stands between split and join");
    SimBranch branch;
    if (line.take("share"))
        branch.share = static_cast<std::uint32_t>(line.number("the share", 1, 1000000));
    m_split->branches.push_back(branch);
}

void ScenarioReader::readJoin()
{
    if (!m_split || m_split->branches.empty())
        fail("join needs a split with branches before it");
    route().steps.push_back(*m_split);
    m_split.reset();
}

void ScenarioReader::readLoop(ScenarioLine &line)
{
    closeSplit();
    SimRoute &current = route();
    const std::size_t node = nodeNamed(line.word("the hop to go back to"));
    const auto step = std::ranges::find_if(current.steps,
        [node](const SimStep &candidate) { return candidate.branches.empty() && candidate.node == node; });
    if (step == current.steps.end())
        fail("a loop goes back to a hop of its own route");
    current.end = SimRoute::End::Loop;
    current.loopTo = static_cast<std::size_t>(step - current.steps.begin());
    m_routeClosed = true;
}

SimTarget &ScenarioReader::target()
{
    if (m_scenario.targets.empty())
        fail("a target must come first");
    return m_scenario.targets.back();
}

SimRoute &ScenarioReader::route()
{
    if (m_routeClosed)
        fail("nothing can follow a hole or a loop in a route");
    return target().routes.back();
}

void ScenarioReader::closeSplit() const
{
    if (m_split)
        fail("the split before this has no join");
}

std::size_t ScenarioReader::addNode(SimNode node)
{
    if (m_scenario.nodes.size() == mostNodes)
        fail("too many hops");
    const auto [entry, added] = m_nodes.emplace(node.label, m_scenario.nodes.size());
    if (!added)
        fail("the label " + inQuotes(node.label) + " is taken");
    m_scenario.nodes.push_back(std::move(node));
    return entry->second;
}

std::size_t ScenarioReader::nodeNamed(const std::string &label) const
{
    const auto node = m_nodes.find(label);
    if (node == m_nodes.end())
        fail("there is no hop or target " + inQuotes(label));
    return node->second;
}

std::size_t ScenarioReader::targetNamed(const std::string &name) const
{
    const auto target = std::ranges::find_if(m_scenario.targets, [&name](const SimTarget &candidate) {
        return std::ranges::find(candidate.names, name) != candidate.names.end();
    });
    if (target == m_scenario.targets.end())
        fail("there is no target " + inQuotes(name));
    return static_cast<std::size_t>(target - m_scenario.targets.begin());
}

SimPlace ScenarioReader::cityNamed(const std::string &name) const
{
    const auto city = m_cities.find(name);
    if (city == m_cities.end())
        fail("no city line says where " + inQuotes(name) + " is");
    return city->second;
}

} // namespace platform
