// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/path_end.h"
#include "engine/core/trace_event.h"

#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace engine {

/// A version of the route: the addresses by TTL of one flow. Silent hops are wildcards; flows of a balancer are not
/// changes.
struct RouteVersion {
    std::uint32_t firstRound = 1;
    platform::Duration since{}; ///< of the run's origin
    std::map<std::uint8_t, platform::IpAddress> addresses;
    /// What a balancer mixes at a TTL, as known when the version ended; empty while it holds.
    std::map<std::uint8_t, std::vector<platform::IpAddress>> balanced;

    /// Whether an answer of that address at that TTL is as this version has it. Silent hops are wildcards.
    bool holds(std::uint8_t ttl, const platform::IpAddress &address) const;

    friend bool operator==(const RouteVersion &, const RouteVersion &) = default;
};

/// How often the address at one TTL was followed by the address at a later TTL, with no answering hop between, on the
/// same flow in the same round: the edges of the path graph.
struct PathEdge {
    std::uint8_t fromTtl = 0; ///< 0: this computer
    platform::IpAddress from; ///< null: this computer
    std::uint8_t toTtl = 0;
    platform::IpAddress to;
    std::uint64_t count = 0;

    friend bool operator==(const PathEdge &, const PathEdge &) = default;
};

/// The versions of one flow's route. A change is declared when strangers held a place for two answering rounds.
/// Addresses that keep coming back after others are those of a per-packet balancer: their alternation is no change, and
/// what had been declared before it was seen is taken back. Pure.
class RouteVersions final {
public:
    struct Answer {
        std::uint8_t ttl = 0;
        platform::IpAddress address;
        bool target = false;
    };
    /// One complete round: its answers by rising TTL, up to the target's first; several at one TTL: a balancer.
    void addRound(std::uint32_t round, platform::Duration at, const std::vector<Answer> &answers);

    const std::vector<RouteVersion> &versions() const { return m_versions; } ///< newest last, the newest thousand

    friend bool operator==(const RouteVersions &, const RouteVersions &) = default;

private:
    struct Stranger {
        platform::IpAddress address;
        std::uint32_t round = 0;
        platform::Duration at{};

        friend bool operator==(const Stranger &, const Stranger &) = default;
    };
    struct Place {
        std::vector<platform::IpAddress> recent; ///< newest last
        std::vector<platform::IpAddress> balanced; ///< empty: not balanced
        std::optional<Stranger> stranger; ///< in the last answering round
        int steady = 0; ///< answering rounds in a row before that, without a stranger

        friend bool operator==(const Place &, const Place &) = default;
    };
    using Group = std::vector<platform::IpAddress>; ///< what answered at one TTL in one round
    struct Seen {
        std::uint8_t ttl = 0;
        Group group;
        bool target = false;
    };

    static std::vector<Seen> grouped(const std::vector<Answer> &answers);
    void findBalancer(Place &place, const Group &group);
    void addToBalancer(Place &place, const platform::IpAddress &address);
    bool isChange(const Seen &seen, std::uint32_t round, platform::Duration at);
    bool isKnown(const Seen &seen, const Place &place);
    void forgetBeyondTarget(const std::vector<Seen> &round);
    void declare(const std::vector<Seen> &round);
    void collapse();
    bool sameRoute(const RouteVersion &a, const RouteVersion &b) const;

    std::vector<RouteVersion> m_versions;
    std::optional<std::uint8_t> m_end; ///< TTL of the target in the newest version
    std::map<std::uint8_t, Place> m_places;
    bool m_balancerGrew = false; ///< in this round
    std::map<std::uint8_t, platform::IpAddress> m_previous; ///< answers of the round before
};

/// Puts the answers of a round side by side: versions of the route, edges between hops, and whether the probe of a late
/// answer had been counted as lost. Fed by PathState. Pure.
class RouteTracker final {
public:
    void addSent(const ProbeSent &sent, platform::Duration at);
    /// Returns whether the probe had been counted as lost before.
    bool addOutcome(const ProbeOutcome &outcome, bool target);
    void closeRound(std::uint32_t round); ///< nothing more will be sent in it

    const std::vector<RouteVersion> &routes() const; ///< of the flow that was seen first
    std::vector<PathEdge> edges() const;

    friend bool operator==(const RouteTracker &, const RouteTracker &) = default;

private:
    struct Probe {
        std::uint8_t ttl = 0;
        std::uint16_t query = 1;
        std::optional<AnswerStatus> fate;
        bool target = false;
        platform::IpAddress from;

        friend bool operator==(const Probe &, const Probe &) = default;
    };
    struct Round {
        std::uint32_t round = 1;
        std::uint32_t flow = 0;
        platform::Duration at{};
        std::size_t undecided = 0;
        bool closed = false;
        bool judged = false; ///< given to RouteVersions
        std::vector<Probe> probes;

        friend bool operator==(const Round &, const Round &) = default;
    };
    struct EdgeKey {
        std::uint8_t fromTtl;
        platform::IpAddress from;
        std::uint8_t toTtl;
        platform::IpAddress to;
        friend auto operator<=>(const EdgeKey &, const EdgeKey &) = default;
    };
    using Edges = std::map<EdgeKey, std::uint64_t>;

    Round &roundFor(const ProbeSent &sent, platform::Duration at);
    void settle();
    static std::vector<Probe> answersOf(const Round &round);
    static void countEdges(const Round &round, Edges &edges);

    std::deque<Round> m_rounds; ///< open, and the newest closed ones, for late answers
    Edges m_edges; ///< of rounds no longer in m_rounds
    std::optional<std::uint32_t> m_firstFlow;
    std::map<std::uint32_t, RouteVersions> m_versions; ///< by flow
};

} // namespace engine
