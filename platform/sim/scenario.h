// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/error.h"
#include "platform/sim/sim_node.h"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace platform {

/// One of several equal ways between two points of a route.
struct SimBranch {
    std::uint32_t share = 1;
    std::vector<std::size_t> nodes; ///< may be empty: a short cut
};

/// A node, or a fan-out over several branches.
struct SimStep {
    std::size_t node = 0; ///< when there are no branches
    std::vector<SimBranch> branches;
    bool perPacket = false; ///< otherwise by flow: addresses, protocol, first four transport bytes, flow label
};

struct SimRoute {
    enum class End : std::uint8_t { Host, Hole, Loop };
    std::string name;
    std::vector<SimStep> steps;
    End end = End::Host;
    std::size_t loopTo = 0; ///< step to go back to
};

struct SimTarget {
    std::vector<std::string> names; ///< without a final dot, as written
    std::vector<IpAddress> addresses;
    std::size_t host = 0; ///< node
    std::vector<SimRoute> routes; ///< the first is in use unless a change says otherwise
};

/// Something that is different during part of the time. Times count from the start of the network.
struct SimChange {
    enum class Subject : std::uint8_t { Node, Route, Interface, NoRoute, SourceGone };
    Duration from{};
    std::optional<Duration> length; ///< absent: for ever
    std::optional<Duration> every; ///< repeats; only with a length
    Subject subject = Subject::Node;
    std::size_t index = 0; ///< of the node, or of the target
    std::size_t route = 0;
    std::vector<std::function<void(SimBehaviour &)>> apply;

    bool activeAt(Duration time) const;
    /// When it begins or ends next after `time`; Duration::max() for never.
    Duration nextEdge(Duration time) const;
};

struct SimPlace {
    std::string city;
    std::string country; ///< ISO 3166-1 alpha-2
    double latitude = 0;
    double longitude = 0;
};

struct SimPrefix {
    IpAddress address;
    unsigned length = 0;
    std::uint32_t asn = 0; ///< 0: private or unannounced
    std::string asName;
    bool exchange = false; ///< the peering network of an internet exchange point
};

/// What can be looked up about an address in the simulated network. Empty parts: not known.
struct SimFacts {
    std::string name;
    std::optional<SimPrefix> prefix;
    std::optional<SimPlace> place;
};

/// A simulated network as its text describes it (docs/SCENARIOS.md). A value; SimNetwork brings it to life.
struct Scenario {
    std::string title;
    std::uint64_t seed = 1;
    IpAddress client4;
    IpAddress client6;
    bool tcpSerial = false; ///< TCP channels allow one probe at a time, as connect() does
    std::vector<SimNode> nodes;
    std::vector<SimTarget> targets;
    std::vector<SimChange> changes; ///< later ones win
    std::map<IpAddress, std::string> names; ///< reverse names
    std::map<IpAddress, SimPlace> places;
    std::vector<SimPrefix> prefixes;

    /// Addresses of a target's name, without regard to case or a final dot; IPv4 first as written. Empty: no such name.
    std::vector<IpAddress> resolve(std::string_view name) const;
    SimFacts factsOf(const IpAddress &address) const;
};

/// Reads a scenario from its text. Fails with Malformed and the context "fileName:LINE: what".
Result<Scenario> parseScenario(std::string_view text, std::string_view fileName);

/// Reads a scenario file. Fails with NotFound (or Denied) and the path as context, or as parseScenario.
Result<Scenario> loadScenario(const std::filesystem::path &path);

/// Text of a scenario that is built in ("demo"); empty when there is none of that name.
std::string_view builtinScenario(std::string_view name);

/// A built-in scenario by its name, otherwise a file.
Result<Scenario> openScenario(const std::string &nameOrPath);

} // namespace platform
