// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/tracer.h"

#include <algorithm>
#include <utility>

namespace engine {

using platform::TimePoint;

namespace {

constexpr int beyondTheEnd = 3; ///< TTLs probed behind the last that answered, or behind a target that may have moved

} // namespace

Tracer::Tracer(RunId run, const platform::IpAddress &target, const TraceOptions &options, const RateOptions &rates,
    TraceEvents &events)
    : m_run(run)
    , m_target(target)
    , m_options(options)
    , m_events(events)
    , m_schedule(options, rates)
    , m_discovery(options, false)
{
}

platform::Duration Tracer::keep() const
{
    return std::max(m_options.timing.timeout, m_options.timing.lateWindow);
}

void Tracer::start(
    const platform::ChannelInfo &channel, const std::optional<platform::Error> &fallbackReason, TimePoint now)
{
    m_channel = channel;
    m_discovery = Discovery(m_options, limited());
    m_origin = now;
    m_lastEvent = now;
    m_schedule.restartGrid(now);
    if (m_options.kind == RunKind::Monitor && m_options.duration.count() > 0)
        m_schedule.endBy(now + m_options.duration);
    emitEvent(now, RunStarted{m_target, m_channel, fallbackReason});
}

void Tracer::startFailed(const platform::Error &error, TimePoint now)
{
    const bool routeMayCome =
        error.kind == platform::ErrorKind::NoRoute || error.kind == platform::ErrorKind::SourceGone;
    if (m_options.kind != RunKind::Monitor || !routeMayCome) {
        m_origin = now;
        end(RunEnded::Reason::Failed, error, now);
        return;
    }
    platform::ChannelInfo unopened;
    unopened.protocol = m_options.protocol;
    unopened.method = m_options.method.value_or(unopened.method);
    start(unopened, std::nullopt, now);
    lostRoute(error, now);
}

/// A probe goes when all of this holds:
/// 1. the run is not over and not paused (or tries whether there is a route again);
/// 2. the system has room again after it had none;
/// 3. a slot is free, on a channel that limits them;
/// 4. the round has one left whose hop's ceiling allows it.
std::optional<ProbeOrder> Tracer::next(TimePoint now)
{
    const bool running = !m_ended && !m_pausedByUser && (!m_noRoute || m_trying);
    const bool hasRoom = now >= m_holdUntil;
    if (!running || !hasRoom)
        return std::nullopt;
    beginRoundIfDue(now);
    if (!slotFree())
        return std::nullopt;
    if (mayPick() && m_schedule.empty()) {
        if (const auto order = m_discovery.pick(m_end)) {
            m_discovery.planned(order->ttl);
            m_schedule.add(*order);
        } else {
            noteChange();
            m_nothingToPick = true;
        }
    }
    return takeOrder(now);
}

bool Tracer::mayPick() const
{
    return limited() && inDiscovery() && m_schedule.round() == 1 && !m_nothingToPick;
}

void Tracer::noteChange()
{
    m_reviewAt = TimePoint::min();
    m_nothingToPick = false;
}

std::optional<ProbeOrder> Tracer::takeOrder(TimePoint now)
{
    while (const auto order = m_schedule.take(now, m_end.target().value_or(0))) {
        const bool beyondEnd = order->round == 1 && m_end.end() && order->ttl > *m_end.end();
        if (!beyondEnd)
            return order;
        m_discovery.dropped(order->ttl);
    }
    noteRoundSent(now);
    return std::nullopt;
}

bool Tracer::mayBeginRound() const
{
    const bool lastOneIsOut =
        m_schedule.empty() && (!limited() || (m_open == 0 && (m_completed || m_schedule.round() == 0)));
    const bool traceIsOver = m_options.kind == RunKind::Trace && m_schedule.round() > 0;
    return lastOneIsOut && !traceIsOver && m_schedule.hasMoreRounds();
}

void Tracer::beginRoundIfDue(TimePoint now)
{
    if (now < m_schedule.nextRoundAt())
        return;
    if (!mayBeginRound()) {
        m_schedule.skipRound(now);
        return;
    }
    noteRoundSent(now);
    const bool first = m_schedule.round() == 0;
    // A limited channel's first round is picked probe by probe.
    const std::uint8_t last = first && limited() ? 0 : lastOfRound(m_schedule.round() + 1);
    const int queries = first ? m_discovery.queries() : 1;
    m_schedule.beginRound(now, last, queries);
    m_slowestBefore = m_slowest;
    m_slowest = {};
    for (int query = 0; first && query < queries; ++query) {
        for (int ttl = m_options.firstHop; ttl <= last; ++ttl)
            m_discovery.planned(static_cast<std::uint8_t>(ttl));
    }
}

/// The first round goes all the way. Later ones go as far as the path: to the target or the dead end, else a few beyond
/// the last answer; and now and then further, to see whether the path has grown.
std::uint8_t Tracer::lastOfRound(std::uint32_t round) const
{
    const int every = m_options.lookAheadEvery;
    const bool lookAhead = every > 0 && round > 1 && (round - 1) % static_cast<std::uint32_t>(every) == 0;
    int last = m_options.maxHops;
    if (m_end.target())
        last = *m_end.target() + (m_end.targetInDoubt() ? beyondTheEnd : lookAhead ? 1 : 0);
    else if (round > 1 && !lookAhead)
        last = m_end.end().value_or(static_cast<std::uint8_t>(
            std::min(std::max<int>(m_end.lastAnswered(), m_options.firstHop - 1) + beyondTheEnd, 255)));
    return static_cast<std::uint8_t>(std::clamp<int>(last, m_options.firstHop, m_options.maxHops));
}

/// Round 1 of a limited channel is all sent when it is complete: its probes depend on the answers.
void Tracer::noteRoundSent(TimePoint now)
{
    const bool moreToPick = limited() && m_schedule.round() == 1 && !m_completed;
    if (!m_roundOpen || !m_schedule.empty() || moreToPick)
        return;
    m_roundOpen = false;
    emitEvent(now, RoundSent{m_schedule.round(), m_roundFirstSend - m_origin, m_lastSend - m_origin});
}

platform::ProbeId Tracer::nextProbe() const
{
    return idOf(m_probes.size());
}

void Tracer::sent(const ProbeOrder &order, TimePoint at)
{
    if (m_noRoute) {
        m_noRoute.reset();
        m_trying = false;
        m_retryAt = TimePoint::max();
        emitEvent(at, RunResumed{m_newChannel});
        m_newChannel.reset();
    }
    if (!m_firstSend)
        m_firstSend = at;
    if (order.round != m_sendingRound) {
        m_sendingRound = order.round;
        m_roundOpen = true;
        m_roundFirstSend = at;
    }
    m_lastSend = at;
    m_probes.push_back({at, order.round, order.query, order.ttl, Fate::Open});
    ++m_open;
    if (order.round == 1)
        m_discovery.sent(order.ttl, at);
    emitEvent(at, ProbeSent{order.round, order.query, order.ttl, m_options.flow, std::nullopt});
    noteRoundSent(at);
    noteChange();
}

Tracer::Refusal Tracer::refused(const ProbeOrder &order, const platform::Error &error, TimePoint now)
{
    const bool first = !m_firstSend;
    switch (error.kind) {
    case platform::ErrorKind::Busy:
    case platform::ErrorKind::LimitReached:
        m_schedule.putBack(order);
        m_holdUntil = now + m_options.timing.busyRetry;
        return Refusal::Later;
    case platform::ErrorKind::NoRoute:
    case platform::ErrorKind::SourceGone:
        m_schedule.putBack(order);
        return Refusal::NoWay;
    case platform::ErrorKind::Firewall:
    case platform::ErrorKind::TooBig:
    case platform::ErrorKind::Denied:
        if (!first)
            break;
        end(RunEnded::Reason::Failed, error, now);
        return Refusal::Fatal;
    default:
        break;
    }
    m_probes.push_back({now, order.round, order.query, order.ttl, Fate::Refused});
    if (order.round == 1) {
        m_discovery.sent(order.ttl, now);
        m_discovery.closed(order.ttl);
    }
    emitEvent(now, ProbeSent{order.round, order.query, order.ttl, m_options.flow, error});
    noteRoundSent(now);
    noteChange();
    return Refusal::Recorded;
}

std::vector<platform::ProbeId> Tracer::takeCancelled()
{
    return std::exchange(m_cancelled, {});
}

void Tracer::pause(TimePoint now)
{
    if (m_ended || m_pausedByUser)
        return;
    m_pausedByUser = true;
    emitEvent(now, RunPaused{});
}

void Tracer::resume(TimePoint now)
{
    if (m_ended || (!m_pausedByUser && !m_noRoute))
        return;
    const bool wasPausedByUser = std::exchange(m_pausedByUser, false);
    if (m_options.kind == RunKind::Monitor && m_schedule.hasMoreRounds())
        m_schedule.restartGrid(now);
    if (m_noRoute) {
        m_retryAt = now;
        if (wasPausedByUser)
            emitEvent(now, RunPaused{m_noRoute});
        return;
    }
    emitEvent(now, RunResumed{});
}

void Tracer::lostRoute(const platform::Error &error, TimePoint now)
{
    if (m_options.kind == RunKind::Trace && !m_firstSend) {
        end(RunEnded::Reason::Failed, error, now);
        return;
    }
    m_trying = false;
    m_retryAt = now + m_options.timing.routeRetry;
    const bool news = !m_noRoute || *m_noRoute != error;
    m_noRoute = error;
    if (news)
        emitEvent(now, RunPaused{error});
}

bool Tracer::wantsRoute(TimePoint now) const
{
    return !m_ended && m_noRoute && !m_trying && !m_pausedByUser && now >= m_retryAt;
}

void Tracer::reopened(const platform::ChannelInfo &channel)
{
    const bool limitBefore = limited();
    m_channel = channel;
    m_newChannel = channel;
    m_trying = m_noRoute.has_value();
    if (limited() != limitBefore && !m_firstSend)
        m_discovery = Discovery(m_options, limited());
    if (m_trying && m_options.kind == RunKind::Monitor && m_schedule.empty() && m_schedule.hasMoreRounds())
        m_schedule.restartGrid(m_retryAt);
}

void Tracer::reopenFailed(TimePoint now)
{
    m_trying = false;
    m_retryAt = now + m_options.timing.routeRetry;
}

} // namespace engine
