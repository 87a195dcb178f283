// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/hop_stats.h"
#include "engine/core/path_end.h"
#include "engine/core/route_tracker.h"
#include "engine/core/trace_event.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace engine {

/// One address that answered at one TTL.
struct HopAddress {
    platform::IpAddress address;
    platform::ReplyKind kind = platform::ReplyKind::TimeExceeded; ///< of the newest answer
    HopStats stats; ///< `sent` of an address is its answers: who would have answered a lost probe is not known
    std::vector<platform::MplsLabel> mpls; ///< newest
    std::vector<platform::QuotedInterface> interfaces; ///< newest
    std::optional<std::uint8_t> replyTtl; ///< newest
    std::optional<std::uint32_t> mtu; ///< newest packet-too-big
    platform::NatRewrite nat; ///< all that was ever seen
    std::set<std::uint32_t> flows; ///< flows that met it

    friend bool operator==(const HopAddress &, const HopAddress &) = default;
};

struct Hop {
    std::uint8_t ttl = 0;
    HopStats stats; ///< all addresses together
    std::vector<HopAddress> addresses; ///< in the order of their first answer

    bool silent() const { return addresses.empty(); }
    /// The address with the most answers; nothing for a silent hop.
    const HopAddress *mainAddress() const;

    friend bool operator==(const Hop &, const Hop &) = default;
};

/// Everything known about the path of one run, built from nothing but its events: the engine's thread and every
/// receiver that applies the same events hold the same state. Pure: no clock, no threads, no Qt.
class PathState final {
public:
    /// Takes the next event of this run. Events of other runs must be dropped by the caller.
    void apply(const TraceEvent &event);

    RunId run() const { return m_run; }
    platform::TimePoint origin() const { return m_origin; }
    const platform::IpAddress &target() const { return m_target; }
    const platform::ChannelInfo &channel() const { return m_channel; }
    const std::optional<platform::Error> &fallbackReason() const { return m_fallbackReason; }

    /// Hops that belong to the path, rising TTL: from the first one probed to the target, or, while the target has not
    /// answered, to the last TTL probed whose answer or silence counts (see visibleEnd()).
    std::vector<const Hop *> hops() const;
    const Hop *hop(std::uint8_t ttl) const; ///< also beyond the visible end; null when never probed
    /// Last TTL to show: the target's; else that of a dead end; else the last that answered; never below the first one
    /// probed.
    std::uint8_t visibleEnd() const;

    bool reached() const { return m_end.everReached(); } ///< the target answered at least once
    /// Smallest TTL at which the target answers; nothing also while a path that has grown is being explored.
    std::optional<std::uint8_t> hopsToTarget() const { return m_end.target(); }
    /// A TTL at which the path ends without the target (unreachable of any kind, or too big, from a router).
    std::optional<std::uint8_t> deadEnd() const { return m_end.deadEnd(); }
    bool completed() const { return m_completed.has_value(); }
    std::optional<platform::Duration> completedAfter() const; ///< the first send
    std::optional<platform::Duration> sendAllTook() const { return m_sendAllTook; } ///< first to last send of round 1
    std::uint32_t rounds() const { return m_rounds; } ///< begun
    bool paused() const { return m_paused; }
    const std::optional<platform::Error> &pauseReason() const { return m_pauseReason; }
    const std::optional<RunEnded> &ended() const { return m_ended; }
    platform::Duration lastEventAt() const { return m_lastEventAt; } ///< since the origin

    /// sent = received + late + lost + sendErrors + unresolved + still under way.
    struct Counts {
        std::uint64_t sent = 0;
        std::uint64_t received = 0;
        std::uint64_t late = 0;
        std::uint64_t duplicate = 0;
        std::uint64_t foreign = 0;
        std::uint64_t sendErrors = 0;
        std::uint64_t lost = 0;
        std::uint64_t unresolved = 0; ///< cut short by the end of the run
        friend bool operator==(const Counts &, const Counts &) = default;
    };
    const Counts &counts() const { return m_counts; }

    /// Newest last. A change is declared when it has held for two rounds, and taken back when it turns out to be a
    /// balancer.
    const std::vector<RouteVersion> &routes() const { return m_routes.routes(); }

    using Edge = PathEdge;
    std::vector<Edge> edges() const { return m_routes.edges(); }

    friend bool operator==(const PathState &, const PathState &) = default;

private:
    void applyStarted(const TraceEvent &event, const RunStarted &started);
    void applySent(const ProbeSent &sent);
    void applyOutcome(const ProbeOutcome &outcome);
    void applyAnswer(Hop &hop, const ProbeOutcome &outcome, bool wasLost);
    void applyRoundSent(const RoundSent &sent);

    RunId m_run{};
    platform::TimePoint m_origin;
    platform::IpAddress m_target;
    platform::ChannelInfo m_channel;
    std::optional<platform::Error> m_fallbackReason;
    std::map<std::uint8_t, Hop> m_hops;
    PathEnd m_end;
    std::optional<TraceCompleted> m_completed;
    std::optional<platform::Duration> m_sendAllTook;
    std::uint32_t m_rounds = 0;
    bool m_paused = false;
    std::optional<platform::Error> m_pauseReason;
    std::optional<RunEnded> m_ended;
    platform::Duration m_lastEventAt{};
    Counts m_counts;
    RouteTracker m_routes;
};

} // namespace engine
