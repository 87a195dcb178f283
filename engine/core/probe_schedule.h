// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/rate_budget.h"
#include "engine/core/trace_options.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>

namespace engine {

/// One probe to be sent. (round, query, ttl) name it within its run.
struct ProbeOrder {
    std::uint32_t round = 1;
    std::uint16_t query = 1; ///< from 1 within (round, ttl)
    std::uint8_t ttl = 0;

    friend bool operator==(const ProbeOrder &, const ProbeOrder &) = default;
};

/// When rounds begin, and the probes of a round that wait to be sent, under the ceiling of each hop. Rounds lie on a
/// fixed grid from the first one; one that could not begin in time is left out, and the grid stays. Pure.
class ProbeSchedule final {
public:
    ProbeSchedule(const TraceOptions &options, const RateOptions &rates);

    /// Begins the first round, or begins anew after a pause.
    void restartGrid(platform::TimePoint now) { m_nextRound = now; }
    /// When the next round may begin; never, when there is none to come.
    platform::TimePoint nextRoundAt() const;
    bool hasMoreRounds() const;
    /// Queues one probe per query and TTL, TTLs rising, and moves on by an interval (more, if that lies in the past
    /// too).
    void beginRound(platform::TimePoint now, std::uint8_t last, int queries);
    void skipRound(platform::TimePoint now); ///< the one before is still being sent
    void endBy(platform::TimePoint end) { m_end = end; } ///< no round begins then or later

    void add(const ProbeOrder &order) { m_orders.push_back(order); }
    void putBack(const ProbeOrder &order); ///< it was taken and could not be sent
    void clear() { m_orders.clear(); }
    bool empty() const { return m_orders.empty(); }
    std::uint32_t round() const { return m_round; } ///< begun so far

    /// The first probe that its hop's ceiling allows. Probes of a Monitor that it does not allow are left out of the
    /// round. `free`: the TTL that answers as the target, which is no router that we could wear out; 0: none.
    std::optional<ProbeOrder> take(platform::TimePoint now, std::uint8_t free);
    platform::TimePoint readyAt(std::uint8_t free) const; ///< when take() has something; never, when empty()

private:
    TokenBucket &bucket(std::uint8_t ttl);

    RunKind m_kind;
    std::uint8_t m_firstHop;
    std::uint32_t m_rounds; ///< 0: without end
    platform::Duration m_interval;
    RateOptions m_rates;
    std::uint32_t m_round = 0;
    platform::TimePoint m_nextRound = platform::TimePoint::max();
    platform::TimePoint m_end = platform::TimePoint::max();
    std::deque<ProbeOrder> m_orders;
    std::map<std::uint8_t, TokenBucket> m_buckets;
};

} // namespace engine
