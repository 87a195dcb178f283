// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/discovery.h"

#include <algorithm>

namespace engine {

using platform::Duration;
using platform::TimePoint;

namespace {

constexpr int reprobedBeyond = 3; ///< hops behind the last answer that are probed again in case their probe was lost
constexpr int lossyPath = 2; ///< hops that answered only when they were asked again
constexpr int probedOnTheWay = 2; ///< limited: silent hops in a row before the largest TTL is asked
constexpr int farProbes = 3; ///< limited: so often
constexpr int unknownPatience = 8; ///< limited: this part of the timeout while nothing has answered

} // namespace

Discovery::Discovery(const TraceOptions &options, bool limited)
    : m_firstHop(options.firstHop)
    , m_maxHops(options.maxHops)
    , m_queries(options.kind == RunKind::Trace ? options.queries : 1)
    , m_attempts(options.kind == RunKind::Trace ? std::max(options.timing.attempts, m_queries) : 1)
    , m_limited(limited)
    , m_timing(options.timing)
    , m_hops(std::size_t{options.maxHops} + 1)
{
}

void Discovery::planned(std::uint8_t ttl)
{
    ++m_hops[ttl].planned;
}

void Discovery::dropped(std::uint8_t ttl)
{
    --m_hops[ttl].planned;
}

void Discovery::sent(std::uint8_t ttl, TimePoint at)
{
    Hop &hop = m_hops[ttl];
    if (hop.sent == 0)
        hop.firstSent = at;
    if (m_lastAnswer == TimePoint{})
        m_lastAnswer = at;
    hop.lastSent = at;
    ++hop.sent;
    ++hop.open;
}

void Discovery::answered(std::uint8_t ttl, Duration rtt, bool inTime, TimePoint now)
{
    Hop &hop = m_hops[ttl];
    ++hop.answered;
    if (hop.answered == 1 && hop.planned > m_queries)
        ++m_recovered;
    if (hop.open > 0)
        --hop.open;
    if (inTime)
        m_slowest = std::max(m_slowest.value_or(rtt), rtt);
    if (ttl < m_furthest)
        return;
    m_furthest = ttl;
    m_lastAnswer = now;
    m_silentInARow = 0;
    m_farProbes = 0;
}

void Discovery::closed(std::uint8_t ttl)
{
    Hop &hop = m_hops[ttl];
    if (hop.open > 0)
        --hop.open;
    ++m_silentInARow;
}

ProbeOrder Discovery::orderFor(std::uint8_t ttl, int nth) const
{
    return {1, static_cast<std::uint16_t>(m_hops[ttl].planned + nth), ttl};
}

/// The last attempt is two probes, and on a path that is known to lose packets there is one more of these: of hops that
/// lose one packet in five one in 15,000 is missed then.
bool Discovery::mayTryAgain(const Hop &hop) const
{
    const bool tries = m_attempts > m_queries;
    const int most = m_attempts + (tries ? 1 : 0) + (tries && m_recovered >= lossyPath ? 2 : 0);
    return hop.answered == 0 && hop.planned < most;
}

int Discovery::probesAtOnce(const Hop &hop) const
{
    return hop.planned + 1 < m_attempts ? 1 : 2;
}

Duration Discovery::patience() const
{
    const Duration timeout = m_timing.timeout;
    if (!m_slowest)
        return m_limited ? timeout / unknownPatience : timeout;
    const std::chrono::duration<double, std::nano> scaled = *m_slowest * m_timing.patienceFactor;
    return std::min<Duration>(std::chrono::duration_cast<Duration>(scaled) + m_timing.patienceMargin, timeout);
}

Discovery::Review Discovery::review(TimePoint now, const PathEnd &end) const
{
    Review review;
    const std::uint8_t last = end.end().value_or(m_maxHops);
    for (int ttl = m_firstHop; ttl <= last; ++ttl)
        reviewHop(static_cast<std::uint8_t>(ttl), end, now, review);
    if (end.deadEnd())
        reviewBeyond(*end.deadEnd(), now, review);
    return review;
}

void Discovery::reviewHop(std::uint8_t ttl, const PathEnd &end, TimePoint now, Review &review) const
{
    const Hop &hop = m_hops[ttl];
    const bool inQueue = hop.planned > hop.sent;
    const bool allAnswered = hop.open == 0 && hop.answered > 0;
    const bool before = end.end() || ttl < end.lastAnswered();
    const bool worthAnother = before || ttl <= end.lastAnswered() + reprobedBeyond;
    const bool again = mayTryAgain(hop) && m_slowest && worthAnother;

    if (hop.planned == 0) { // the path turned out to be longer than it looked
        review.orders.push_back(orderFor(ttl, 1));
        review.complete = false;
        return;
    }
    if (inQueue) {
        review.complete = false;
        return;
    }
    if (allAnswered)
        return;
    const TimePoint patienceEnds = hop.lastSent + patience();
    if (again) {
        // What lies behind everything that answered is probably just farther away.
        const TimePoint next = before ? patienceEnds : hop.lastSent + m_timing.timeout / m_attempts;
        review.complete = false;
        for (int nth = 1; now >= next && nth <= probesAtOnce(hop); ++nth)
            review.orders.push_back(orderFor(ttl, nth));
        if (now < next)
            review.due = std::min(review.due, next);
        return;
    }
    const TimePoint done = before ? patienceEnds : std::max(patienceEnds, hop.firstSent + m_timing.timeout);
    if (hop.open > 0 && now < done) {
        review.complete = false;
        review.due = std::min(review.due, done);
    }
}

void Discovery::reviewBeyond(std::uint8_t deadEnd, TimePoint now, Review &review) const
{
    for (int ttl = deadEnd + 1; ttl <= m_maxHops; ++ttl) {
        const Hop &hop = m_hops[static_cast<std::size_t>(ttl)];
        const TimePoint done = hop.lastSent + patience();
        if (hop.open > 0 && now < done) {
            review.complete = false;
            review.due = std::min(review.due, done);
        }
    }
}

/// In this order: hops never probed, silent ones again, further queries.
std::optional<ProbeOrder> Discovery::pickBefore(std::uint8_t end) const
{
    const auto find = [this, end](auto wanted) -> std::optional<ProbeOrder> {
        for (int ttl = m_firstHop; ttl <= end; ++ttl) {
            if (wanted(m_hops[static_cast<std::size_t>(ttl)]))
                return orderFor(static_cast<std::uint8_t>(ttl), 1);
        }
        return std::nullopt;
    };
    if (const auto order = find([](const Hop &hop) { return hop.planned == 0; }))
        return order;
    const auto silent = [this](const Hop &hop) { return hop.open == 0 && mayTryAgain(hop); };
    if (const auto order = find(silent))
        return order;
    return find([this](const Hop &hop) { return hop.planned < m_queries; });
}

std::optional<ProbeOrder> Discovery::pick(const PathEnd &end)
{
    if (end.end())
        return pickBefore(*end.end());
    const auto fresh =
        std::find_if(m_hops.begin() + m_firstHop, m_hops.end(), [](const Hop &hop) { return hop.planned == 0; });
    const auto frontier = static_cast<std::uint8_t>(fresh - m_hops.begin());
    const bool onTheWay = fresh != m_hops.end() && m_silentInARow < probedOnTheWay;
    const bool inAGap = fresh != m_hops.end() && frontier < end.lastAnswered();
    if (onTheWay || inAGap)
        return orderFor(frontier, 1);
    if (m_silentInARow > 0 && m_farProbes < farProbes && m_hops[m_maxHops].answered == 0) {
        ++m_farProbes;
        return orderFor(m_maxHops, 1);
    }
    // The target is not there: what remains are the hops before the last that answered.
    return end.lastAnswered() >= m_firstHop ? pickBefore(end.lastAnswered()) : std::nullopt;
}

TimePoint Discovery::givesUpAt(std::uint8_t ttl, TimePoint sentAt, const PathEnd &end) const
{
    const TimePoint timeout = sentAt + m_timing.timeout;
    const bool before = end.end() || ttl < end.lastAnswered();
    if (before)
        return std::min(sentAt + patience(), timeout);
    if (m_farProbes >= farProbes)
        return std::min(std::max(m_lastAnswer + m_timing.timeout, sentAt + patience()), timeout);
    return std::min(sentAt + patience() * (std::int64_t{1} << std::min(m_silentInARow, 6)), timeout);
}

} // namespace engine
