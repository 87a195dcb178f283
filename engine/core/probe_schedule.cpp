// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/probe_schedule.h"

#include <algorithm>

namespace engine {

using platform::TimePoint;

ProbeSchedule::ProbeSchedule(const TraceOptions &options, const RateOptions &rates)
    : m_kind(options.kind)
    , m_firstHop(options.firstHop)
    , m_rounds(options.kind == RunKind::Trace ? 1 : static_cast<std::uint32_t>(options.rounds))
    , m_interval(options.timing.interval)
    , m_rates(rates)
{
}

bool ProbeSchedule::hasMoreRounds() const
{
    const bool roundsLeft = m_rounds == 0 || m_round < m_rounds;
    const bool timeLeft = m_round == 0 || m_nextRound < m_end;
    return roundsLeft && timeLeft;
}

TimePoint ProbeSchedule::nextRoundAt() const
{
    return hasMoreRounds() ? m_nextRound : TimePoint::max();
}

void ProbeSchedule::beginRound(TimePoint now, std::uint8_t last, int queries)
{
    ++m_round;
    for (int query = 1; query <= queries; ++query) {
        for (int ttl = m_firstHop; ttl <= last; ++ttl)
            m_orders.push_back({m_round, static_cast<std::uint16_t>(query), static_cast<std::uint8_t>(ttl)});
    }
    skipRound(now);
}

void ProbeSchedule::skipRound(TimePoint now)
{
    const auto behind = std::max<std::int64_t>((now - m_nextRound) / m_interval, 0);
    m_nextRound += m_interval * (behind + 1);
}

void ProbeSchedule::putBack(const ProbeOrder &order)
{
    m_orders.push_front(order);
    bucket(order.ttl).giveBack();
}

TokenBucket &ProbeSchedule::bucket(std::uint8_t ttl)
{
    return m_buckets.try_emplace(ttl, m_rates.probesPerSecondPerHop, m_rates.burstPerHop).first->second;
}

std::optional<ProbeOrder> ProbeSchedule::take(TimePoint now, std::uint8_t free)
{
    for (auto order = m_orders.begin(); order != m_orders.end();) {
        TokenBucket &tokens = bucket(order->ttl);
        const bool allowed = order->ttl == free || tokens.mayTake(now);
        if (!allowed && m_kind == RunKind::Monitor) {
            order = m_orders.erase(order);
            continue;
        }
        if (!allowed) {
            ++order;
            continue;
        }
        const ProbeOrder taken = *order;
        m_orders.erase(order);
        if (taken.ttl != free)
            tokens.take(now);
        return taken;
    }
    return std::nullopt;
}

TimePoint ProbeSchedule::readyAt(std::uint8_t free) const
{
    TimePoint ready = TimePoint::max();
    for (const ProbeOrder &order : m_orders) {
        const auto tokens = m_buckets.find(order.ttl);
        if (order.ttl == free || tokens == m_buckets.end())
            return TimePoint::min();
        ready = std::min(ready, tokens->second.availableAt());
    }
    return m_kind == RunKind::Monitor && !m_orders.empty() ? TimePoint::min() : ready;
}

} // namespace engine
