// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of the probes of a run: answers, losses, completion, the end.
#include "engine/core/tracer.h"

#include <algorithm>

namespace engine {

using platform::TimePoint;

namespace {

constexpr int patienceOfKnownHops = 4; ///< limited: slowest round trips that a hop which has answered is waited for

} // namespace

void Tracer::emitEvent(TimePoint at, TraceEvent::What what)
{
    m_lastEvent = std::max(m_lastEvent, at);
    m_events.push_back({m_run, m_lastEvent, std::move(what)});
}

void Tracer::emitOutcome(const Probe &probe, AnswerStatus status, TimePoint now, const platform::ProbeReply *reply,
    const platform::Error *error)
{
    ProbeOutcome outcome;
    outcome.round = probe.round;
    outcome.query = probe.query;
    outcome.ttl = probe.ttl;
    outcome.flow = m_options.flow;
    outcome.status = status;
    outcome.sentAt = probe.sentAt - m_origin;
    if (reply)
        outcome.reply = *reply;
    if (error)
        outcome.sendError = *error;
    emitEvent(now, std::move(outcome));
}

platform::ProbeId Tracer::idOf(std::size_t index) const
{
    const auto sequence = m_firstSequence + static_cast<std::uint32_t>(index);
    return platform::ProbeId{static_cast<std::uint64_t>(m_run) << 32 | sequence};
}

Tracer::Probe *Tracer::find(platform::ProbeId id)
{
    const auto sequence = static_cast<std::uint32_t>(static_cast<std::uint64_t>(id));
    const std::size_t index = sequence - m_firstSequence;
    return index < m_probes.size() ? &m_probes[index] : nullptr;
}

void Tracer::answered(const platform::ProbeReply &reply, TimePoint now)
{
    Probe *probe = find(reply.probe);
    if (m_ended || !probe || probe->fate == Fate::Refused)
        return;
    if (probe->fate == Fate::Answered) {
        emitOutcome(*probe, AnswerStatus::Duplicate, now, &reply);
        return;
    }
    const bool late = probe->fate == Fate::Lost || reply.rtt > m_options.timing.timeout;
    if (probe->fate == Fate::Open)
        --m_open;
    probe->fate = Fate::Answered;
    m_end.answered(probe->ttl, roleOf(reply, m_target), late);
    if (probe->round == 1)
        m_discovery.answered(probe->ttl, reply.rtt, !late, now);
    if (!late)
        m_slowest = std::max(m_slowest, reply.rtt);
    emitOutcome(*probe, late ? AnswerStatus::Late : AnswerStatus::Answered, now, &reply);
    noteChange();
}

void Tracer::foreign(const platform::ForeignPacket &packet, TimePoint now)
{
    if (!m_ended)
        emitEvent(now, ForeignSeen{packet});
}

void Tracer::neverLeft(platform::ProbeId id, const platform::Error &error, TimePoint now)
{
    Probe *probe = find(id);
    if (m_ended || !probe || probe->fate != Fate::Open)
        return;
    probe->fate = Fate::Refused;
    --m_open;
    if (probe->round == 1)
        m_discovery.closed(probe->ttl);
    emitOutcome(*probe, AnswerStatus::SendFailed, now, nullptr, &error);
    noteChange();
    const bool noneLeft =
        std::all_of(m_probes.begin(), m_probes.end(), [](const Probe &p) { return p.fate == Fate::Refused; });
    const bool noWay = error.kind == platform::ErrorKind::NoRoute || error.kind == platform::ErrorKind::SourceGone;
    if (noWay && noneLeft && m_options.kind == RunKind::Trace)
        end(RunEnded::Reason::Failed, error, now);
    else if (noWay)
        lostRoute(error, now);
}

/// A lost probe of a limited channel gives its slot to the next one; it cannot be answered late.
void Tracer::lose(std::size_t index, TimePoint now)
{
    Probe &probe = m_probes[index];
    if (limited())
        m_cancelled.push_back(idOf(index));
    probe.fate = Fate::Lost;
    --m_open;
    m_end.silent(probe.ttl);
    if (probe.round == 1)
        m_discovery.closed(probe.ttl);
    emitOutcome(probe, AnswerStatus::Lost, now);
    noteChange();
}

void Tracer::loseOverdue(TimePoint now)
{
    for (; m_oldestOpen < m_probes.size(); ++m_oldestOpen) {
        const Probe &probe = m_probes[m_oldestOpen];
        if (probe.fate != Fate::Open)
            continue;
        if (now < probe.sentAt + m_options.timing.timeout)
            return;
        lose(m_oldestOpen, now);
    }
}

TimePoint Tracer::givesUpAt(const Probe &probe) const
{
    if (probe.round == 1)
        return m_discovery.givesUpAt(probe.ttl, probe.sentAt, m_end);
    // A spike of a hop that does answer must not count as a loss too soon.
    const platform::Duration slowest = std::max(m_slowest, m_slowestBefore);
    const platform::Duration patience = (slowest + m_options.timing.patienceMargin) * patienceOfKnownHops;
    return probe.sentAt + std::min<platform::Duration>(patience, m_options.timing.timeout);
}

/// On a limited channel a silent probe must make room for the next one.
void Tracer::cancelSilent(TimePoint now)
{
    for (std::size_t i = m_oldestOpen; i < m_probes.size(); ++i) {
        if (m_probes[i].fate == Fate::Open && now >= givesUpAt(m_probes[i]))
            lose(i, now);
    }
}

void Tracer::advance(TimePoint now)
{
    if (m_ended)
        return;
    loseOverdue(now);
    if (limited())
        cancelSilent(now);
    if (inDiscovery() && now >= m_reviewAt)
        reviewDiscovery(now);
    if (m_options.kind == RunKind::Trace && inDiscovery() && now >= m_origin + m_options.timing.deadline)
        complete(now);
    endIfDone(now);
    forgetOld(now);
}

void Tracer::reviewDiscovery(TimePoint now)
{
    m_reviewAt = TimePoint::max();
    if (!m_firstSend)
        return;
    if (limited()) {
        if (m_open == 0 && m_schedule.empty() && m_nothingToPick)
            complete(now);
        return;
    }
    Discovery::Review review = m_discovery.review(now, m_end);
    for (const ProbeOrder &order : review.orders) {
        m_discovery.planned(order.ttl);
        m_schedule.add(order);
    }
    m_reviewAt = review.due;
    if (review.complete)
        complete(now);
}

void Tracer::complete(TimePoint now)
{
    m_completed = true;
    m_reviewAt = TimePoint::max();
    if (m_options.kind == RunKind::Trace)
        m_schedule.clear();
    noteRoundSent(now);
    const TimePoint firstSend = m_firstSend.value_or(now);
    emitEvent(now, TraceCompleted{m_end.everReached(), std::max(now, m_lastEvent) - firstSend});
}

/// A run that is held up does not outlive the time it was given.
bool Tracer::timeIsOver(TimePoint now) const
{
    const bool isHeld = m_noRoute || m_pausedByUser;
    return isHeld && m_options.duration.count() > 0 && now >= m_origin + m_options.duration;
}

void Tracer::endIfDone(TimePoint now)
{
    const bool roundsDone = m_schedule.empty() && m_schedule.round() > 0 && !m_schedule.hasMoreRounds();
    const bool nothingToSend = roundsDone || timeIsOver(now);
    const bool nothingOpen = m_open == 0;
    const bool allKnown = m_completed || m_options.kind == RunKind::Monitor;
    const bool morePicks = limited() && !m_completed && !timeIsOver(now);
    if (!nothingToSend || !nothingOpen || !allKnown || morePicks)
        return;
    if (!m_completed)
        complete(now);
    end(RunEnded::Reason::Finished, std::nullopt, now);
}

/// Probes cut short by the end of the run are unresolved, not lost: nobody waited for their answer. Those of a complete
/// trace are lost where the trace has called the hop silent.
void Tracer::stop(TimePoint now)
{
    if (m_ended)
        return;
    const bool traceDone = m_options.kind == RunKind::Trace && m_completed;
    const std::uint8_t pathEnd = m_end.end().value_or(m_options.maxHops);
    for (std::size_t i = m_oldestOpen; i < m_probes.size(); ++i) {
        Probe &probe = m_probes[i];
        if (probe.fate != Fate::Open)
            continue;
        const bool waitedFor = traceDone && probe.ttl <= pathEnd;
        const bool timedOut = now >= probe.sentAt + m_options.timing.timeout;
        probe.fate = Fate::Lost;
        emitOutcome(probe, waitedFor || timedOut ? AnswerStatus::Lost : AnswerStatus::Unresolved, now);
    }
    m_open = 0;
    end(traceDone ? RunEnded::Reason::Finished : RunEnded::Reason::Stopped, std::nullopt, now);
}

void Tracer::end(RunEnded::Reason reason, const std::optional<platform::Error> &error, TimePoint now)
{
    m_ended = true;
    m_schedule.clear();
    emitEvent(now, RunEnded{reason, error});
}

void Tracer::forgetOld(TimePoint now)
{
    while (m_oldestOpen > 0 && m_probes.front().sentAt + keep() <= now) {
        m_probes.pop_front();
        ++m_firstSequence;
        --m_oldestOpen;
    }
}

TimePoint Tracer::due() const
{
    if (m_ended)
        return TimePoint::max();
    TimePoint due = TimePoint::max();
    if (m_open > 0 && m_oldestOpen < m_probes.size())
        due = m_probes[m_oldestOpen].sentAt + m_options.timing.timeout;
    if (limited()) {
        for (std::size_t i = m_oldestOpen; i < m_probes.size(); ++i) {
            if (m_probes[i].fate == Fate::Open)
                due = std::min(due, givesUpAt(m_probes[i]));
        }
    }
    if (inDiscovery()) {
        due = std::min(due, m_reviewAt);
        if (m_options.kind == RunKind::Trace)
            due = std::min(due, m_origin + m_options.timing.deadline);
    }
    const bool isHeld = m_noRoute || m_pausedByUser;
    if (isHeld && m_options.duration.count() > 0 && m_open == 0)
        due = std::min(due, m_origin + m_options.duration);
    return std::min(due, sendDue());
}

TimePoint Tracer::sendDue() const
{
    if (m_pausedByUser)
        return TimePoint::max();
    if (m_noRoute && !m_trying)
        return m_retryAt;
    TimePoint send = m_schedule.nextRoundAt();
    if (slotFree()) {
        send = std::min(send, m_schedule.readyAt(m_end.target().value_or(0)));
        if (mayPick())
            send = TimePoint::min();
    }
    return std::max(send, m_holdUntil);
}

} // namespace engine
