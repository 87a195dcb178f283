// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/path_end.h"
#include "engine/core/probe_schedule.h"
#include "engine/core/trace_options.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace engine {

/// Round 1: finds the path and knows when it has found all it is going to find.
///
/// Patience is the slowest round trip so far × patienceFactor + patienceMargin, never more than the timeout. A hop is
/// done
/// 1. when all of its probes are answered, or
/// 2. when it lies before a hop that answered (or before the end of the path) and its newest probe has been silent for
/// as
///    long as the patience, and no attempt is left, or
/// 3. when it lies behind everything that answered, and its first probe has been silent for the whole timeout: the
/// target
///    may be farther than anything seen so far.
/// The round is complete when every hop up to the end of the path is done. A dead end is believed when the probes
/// beyond it have been answered too or have lost the patience.
///
/// Pure. Limited channels (ChannelInfo::maxInFlight) ask pick() for one probe after the other, see there.
class Discovery final {
public:
    Discovery(const TraceOptions &options, bool limited);

    int queries() const { return m_queries; }

    void planned(std::uint8_t ttl); ///< an order was queued
    void dropped(std::uint8_t ttl); ///< and was taken out of the queue unsent
    void sent(std::uint8_t ttl, platform::TimePoint at);
    void answered(std::uint8_t ttl, platform::Duration rtt, bool inTime, platform::TimePoint now);
    void closed(std::uint8_t ttl); ///< one probe lost, cancelled or refused by the system

    struct Review {
        bool complete = true;
        platform::TimePoint due = platform::TimePoint::max(); ///< when to look again though nothing arrived
        std::vector<ProbeOrder> orders; ///< to be queued now
    };
    Review review(platform::TimePoint now, const PathEnd &end) const;

    /// The next probe of a limited channel, rising TTL; after two silent hops in a row behind everything that answered
    /// it asks with the largest TTL whether the target is there at all, and then fills the gap. Nothing: all is known.
    std::optional<ProbeOrder> pick(const PathEnd &end);
    /// How long a probe of a limited channel keeps its slot.
    platform::TimePoint givesUpAt(std::uint8_t ttl, platform::TimePoint sentAt, const PathEnd &end) const;

private:
    struct Hop {
        std::uint16_t planned = 0;
        std::uint16_t sent = 0;
        std::uint16_t answered = 0;
        std::uint16_t open = 0; ///< under way
        platform::TimePoint firstSent;
        platform::TimePoint lastSent;
    };
    ProbeOrder orderFor(std::uint8_t ttl, int nth) const;
    bool mayTryAgain(const Hop &hop) const;
    int probesAtOnce(const Hop &hop) const;
    platform::Duration patience() const;
    void reviewHop(std::uint8_t ttl, const PathEnd &end, platform::TimePoint now, Review &review) const;
    void reviewBeyond(std::uint8_t deadEnd, platform::TimePoint now, Review &review) const;
    std::optional<ProbeOrder> pickBefore(std::uint8_t end) const;

    std::uint8_t m_firstHop;
    std::uint8_t m_maxHops;
    int m_queries;
    int m_attempts;
    bool m_limited;
    TimingOptions m_timing;
    std::vector<Hop> m_hops; ///< by TTL
    std::optional<platform::Duration> m_slowest;
    int m_recovered = 0; ///< hops that answered only when they were asked again
    std::uint8_t m_furthest = 0; ///< largest TTL that answered
    platform::TimePoint m_lastAnswer; ///< of m_furthest, or the first send
    int m_silentInARow = 0; ///< limited: probes given up since then
    int m_farProbes = 0; ///< limited: with the largest TTL since then
};

} // namespace engine
