// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/table/hop_facts.h"
#include "engine/core/path_state.h"

#include <QString>

#include <compare>
#include <optional>
#include <vector>

namespace app {

/// Names a node of the path graph for as long as its run lives: what is drawn for it is found again by it.
struct PathNodeKey {
    enum class Kind : std::uint8_t {
        Computer, ///< this computer, TTL 0
        Router, ///< an address that answered at a TTL
        Silent, ///< nobody answered; one TTL, or several in a row folded into one
        More, ///< the addresses of a TTL beyond PathGraph::maxParallels
    };
    std::uint8_t ttl = 0; ///< the first one of a fold
    Kind kind = Kind::Computer;
    platform::IpAddress address; ///< null but for routers

    friend auto operator<=>(const PathNodeKey &, const PathNodeKey &) = default;
};

struct PathNode {
    PathNodeKey key;
    std::uint8_t lastTtl = 0; ///< key.ttl, but for folds
    int place = 0; ///< among the addresses of its TTL, by first answer
    int parallels = 1; ///< how many addresses its TTL has
    int folded = 0; ///< how many addresses, or silent hops, it stands for beyond one
    bool target = false;
    bool pending = false; ///< silent, but the first round is still under way
    bool limitsReplies = false; ///< its losses do not go on behind it
    Segment segment = Segment::Unknown;
    QString name; ///< host name, or the address; safe to show
    QString address; ///< as text, empty for what has none
    QString network; ///< whose it is; empty when unknown; safe to show
    double share = 1; ///< of the answers at its TTL
    std::uint64_t answers = 0; ///< in time
    std::optional<platform::Duration> average, best, worst;
    std::vector<platform::MplsLabel> mpls;

    friend bool operator==(const PathNode &, const PathNode &) = default;
};

struct PathEdge {
    int from = 0; ///< index into PathGraph::nodes
    int to = 0;
    double share = 1; ///< of the probes that went into the column of `to`
    bool inferred = false; ///< at a silent hop, or past one whose address at the time is not known
    bool fanOut = false; ///< one of several seen ways from the only node of a column to the next one
    std::optional<platform::Duration> added; ///< average at `to` less average at `from`, not below zero

    friend bool operator==(const PathEdge &, const PathEdge &) = default;
};

/// Where real loss begins: all edges into this TTL.
struct PathLoss {
    std::uint8_t ttl = 0;
    std::uint64_t lost = 0;
    std::uint64_t of = 0;
    engine::LossInterval interval;

    friend bool operator==(const PathLoss &, const PathLoss &) = default;
};

/// Neighbouring hops that report MPLS labels.
struct PathTunnel {
    std::vector<int> nodes; ///< rising TTL
    std::uint32_t label = 0; ///< top label at its first hop

    friend bool operator==(const PathTunnel &, const PathTunnel &) = default;
};

/// What is known about the addresses of a path besides its answers.
struct PathNames {
    QString target; ///< what the user asked for; empty: the address will do
    const HopFacts *facts = nullptr;
};

/// The path as nodes and edges with everything that is drawn or said about them. A value without geometry.
struct PathGraph {
    static constexpr int maxParallels = 8; ///< more fold into one node
    static constexpr int minSilentFold = 4; ///< so many silent neighbours fold into one node

    std::vector<PathNode> nodes; ///< by TTL, then place; the first one is this computer
    std::vector<PathEdge> edges;
    std::vector<PathTunnel> tunnels;
    std::optional<PathLoss> loss;
    bool complete = false; ///< the first round has found all that it is going to find

    std::optional<int> find(const PathNodeKey &key) const;
    bool losesInto(const PathEdge &edge) const;
    std::uint8_t lastTtl() const { return nodes.empty() ? 0 : nodes.back().lastTtl; }

    friend bool operator==(const PathGraph &, const PathGraph &) = default;
};

PathGraph buildPathGraph(const engine::PathState &path, const PathNames &names);

/// The level of `added`, staying at `before` (−1: none) until a threshold is passed by 5 %: colours do not flicker.
int steadyLevel(int before, platform::Duration added);

} // namespace app
