// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/discovery.h"
#include "engine/core/path_end.h"
#include "engine/core/probe_schedule.h"
#include "engine/core/trace_event.h"

#include <deque>
#include <optional>
#include <vector>

namespace engine {

/// One run of one target: decides which probe goes when, what each answer means, and when it is over. A pure state
/// machine: no sockets, no threads, no clock; times come in as arguments and never go back. Lives in ProbeEngine, which
/// does
///
///     while (auto order = tracer.next(now)) { send it; tracer.sent(…) or tracer.refused(…); }
///     wait until tracer.due(); tracer.answered(…) for each answer; tracer.advance(now);
///
/// What happened is appended to the events that were given to the constructor.
class Tracer final {
public:
    Tracer(RunId run, const platform::IpAddress &target, const TraceOptions &options, const RateOptions &rates,
        TraceEvents &events);

    /// How long a transport must know a probe: as long as its answer can be late.
    platform::Duration keep() const;

    void start(const platform::ChannelInfo &channel, const std::optional<platform::Error> &fallbackReason,
        platform::TimePoint now);
    /// It could not start: ends at once, or, for a Monitor without a route, begins paused.
    void startFailed(const platform::Error &error, platform::TimePoint now);

    std::optional<ProbeOrder> next(platform::TimePoint now);
    platform::ProbeId nextProbe() const; ///< the identity of the probe that is to be sent now
    void sent(const ProbeOrder &order, platform::TimePoint at);

    enum class Refusal : std::uint8_t {
        Recorded, ///< an event of that probe
        Later, ///< no room in the system: the probe will come again
        NoWay, ///< the channel has no way out: reopen it, or lostRoute(); the probe will come again
        Fatal, ///< the run has ended
    };
    Refusal refused(const ProbeOrder &order, const platform::Error &error, platform::TimePoint now);

    void answered(const platform::ProbeReply &reply, platform::TimePoint now);
    void foreign(const platform::ForeignPacket &packet, platform::TimePoint now);
    void neverLeft(platform::ProbeId probe, const platform::Error &error, platform::TimePoint now);

    /// Declares what time alone decides: losses, silent hops, completion, the end.
    void advance(platform::TimePoint now);
    /// When next() or advance() have something to do; TimePoint::max() for never.
    platform::TimePoint due() const;
    /// Probes that lost their slot to the next one, to be cancelled in the transport. Clears the list.
    std::vector<platform::ProbeId> takeCancelled();

    void pause(platform::TimePoint now);
    void resume(platform::TimePoint now);
    void stop(platform::TimePoint now);

    // Without a route: ProbeEngine opens the channel anew when the time has come, and one probe shows whether it works.
    void lostRoute(const platform::Error &error, platform::TimePoint now);
    bool wantsRoute(platform::TimePoint now) const;
    void retryNow(platform::TimePoint now) { m_retryAt = std::min(m_retryAt, now); }
    void reopened(const platform::ChannelInfo &channel);
    void reopenFailed(platform::TimePoint now);

    bool ended() const { return m_ended; }

private:
    enum class Fate : std::uint8_t { Open, Lost, Answered, Refused };
    struct Probe {
        platform::TimePoint sentAt;
        std::uint32_t round = 1;
        std::uint16_t query = 1;
        std::uint8_t ttl = 0;
        Fate fate = Fate::Open;
    };

    void emitEvent(platform::TimePoint at, TraceEvent::What what);
    void emitOutcome(const Probe &probe, AnswerStatus status, platform::TimePoint now,
        const platform::ProbeReply *reply = nullptr, const platform::Error *error = nullptr);
    Probe *find(platform::ProbeId id);
    platform::ProbeId idOf(std::size_t index) const;
    bool limited() const { return m_channel.maxInFlight != 0; }
    bool slotFree() const { return !limited() || m_open < m_channel.maxInFlight; }
    bool inDiscovery() const { return !m_completed; }
    bool mayPick() const;
    void noteChange();
    platform::TimePoint sendDue() const;
    bool timeIsOver(platform::TimePoint now) const;

    void beginRoundIfDue(platform::TimePoint now);
    bool mayBeginRound() const;
    std::uint8_t lastOfRound(std::uint32_t round) const;
    std::optional<ProbeOrder> takeOrder(platform::TimePoint now);
    void noteRoundSent(platform::TimePoint now);

    void lose(std::size_t index, platform::TimePoint now);
    void loseOverdue(platform::TimePoint now);
    void cancelSilent(platform::TimePoint now);
    platform::TimePoint givesUpAt(const Probe &probe) const;
    void reviewDiscovery(platform::TimePoint now);
    void complete(platform::TimePoint now);
    void endIfDone(platform::TimePoint now);
    void end(RunEnded::Reason reason, const std::optional<platform::Error> &error, platform::TimePoint now);
    void forgetOld(platform::TimePoint now);

    const RunId m_run;
    const platform::IpAddress m_target;
    const TraceOptions m_options;
    TraceEvents &m_events;
    platform::ChannelInfo m_channel;
    platform::TimePoint m_origin;
    platform::TimePoint m_lastEvent;

    ProbeSchedule m_schedule;
    Discovery m_discovery;
    PathEnd m_end;

    std::deque<Probe> m_probes; ///< in the order of sending
    std::uint32_t m_firstSequence = 0; ///< of m_probes.front()
    std::size_t m_oldestOpen = 0; ///< index: all before have their fate
    std::size_t m_open = 0;
    std::vector<platform::ProbeId> m_cancelled;
    platform::Duration m_slowest{}; ///< answered in this round and the one before
    platform::Duration m_slowestBefore{};

    std::optional<platform::TimePoint> m_firstSend; ///< of the run
    platform::TimePoint m_roundFirstSend;
    platform::TimePoint m_lastSend;
    std::uint32_t m_sendingRound = 0;
    bool m_roundOpen = false; ///< RoundSent is still to come
    bool m_nothingToPick = false; ///< limited: until something happens
    platform::TimePoint m_reviewAt = platform::TimePoint::max();
    platform::TimePoint m_holdUntil = platform::TimePoint::min(); ///< the system had no room
    bool m_completed = false;
    bool m_ended = false;

    bool m_pausedByUser = false;
    std::optional<platform::Error> m_noRoute; ///< paused for that
    bool m_trying = false; ///< the channel was opened anew: one probe shows whether it works
    std::optional<platform::ChannelInfo> m_newChannel;
    platform::TimePoint m_retryAt = platform::TimePoint::max();
};

} // namespace engine
