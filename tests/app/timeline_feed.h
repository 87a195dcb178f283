// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/timeline/timeline_snapshot.h"
#include "engine/core/path_state.h"
#include "engine/core/sample_history.h"

#include <QTimeZone>

#include <cmath>
#include <functional>
#include <random>

/// A run made by hand: rounds of answers and losses as the engine would report them.
class TimelineFeed {
public:
    using Duration = platform::Duration;
    /// Latency in ms of a TTL at a time in seconds; negative: lost.
    using Latency = std::function<double(int ttl, double second)>;
    using Sink = std::function<void(const engine::TraceEvent &)>;

    explicit TimelineFeed(int hops = 14)
        : m_hops(hops)
    {
        event(Duration(0), engine::RunStarted{address(hops), {}, std::nullopt});
    }

    static platform::IpAddress address(int ttl, int route = 0)
    {
        return platform::IpAddress::v4({192, 0, static_cast<std::uint8_t>(2 + route), static_cast<std::uint8_t>(ttl)});
    }

    void round(double second, const Latency &latency, const std::vector<int> &ttls)
    {
        ++m_round;
        const auto at = Duration(std::llround(second * 1e9));
        for (const int ttl : ttls)
            event(at, engine::ProbeSent{m_round, 1, static_cast<std::uint8_t>(ttl), 0, std::nullopt});
        event(at, engine::RoundSent{m_round, at, at});
        for (const int ttl : ttls) {
            engine::ProbeOutcome outcome;
            outcome.round = m_round;
            outcome.ttl = static_cast<std::uint8_t>(ttl);
            outcome.sentAt = at;
            const double ms = latency(ttl, second);
            outcome.status = ms < 0 ? engine::AnswerStatus::Lost : engine::AnswerStatus::Answered;
            if (ms >= 0) {
                outcome.reply.from = address(ttl, ttl == m_hops ? 0 : route);
                outcome.reply.kind = ttl == m_hops ? platform::ReplyKind::EchoReply : platform::ReplyKind::TimeExceeded;
                outcome.reply.rtt = Duration(std::llround(ms * 1e6));
            }
            event(at, outcome);
        }
    }

    void rounds(double from, double to, const Latency &latency, const std::vector<int> &ttls, double interval = 1)
    {
        for (double second = from; second < to; second += interval)
            round(second, latency, ttls);
    }

    /// The probe of a round, counted as lost, is answered after all.
    void late(std::uint32_t round, int ttl, double ms)
    {
        engine::ProbeOutcome outcome;
        outcome.round = round;
        outcome.ttl = static_cast<std::uint8_t>(ttl);
        outcome.sentAt = std::chrono::seconds(round - 1);
        outcome.status = engine::AnswerStatus::Late;
        outcome.reply.from = address(ttl);
        outcome.reply.kind = platform::ReplyKind::EchoReply;
        outcome.reply.rtt = Duration(std::llround(ms * 1e6));
        event(path.lastEventAt(), outcome);
    }

    void pause(double second) { event(Duration(std::llround(second * 1e9)), engine::RunPaused{}); }
    void resume(double second) { event(Duration(std::llround(second * 1e9)), engine::RunResumed{}); }

    app::TimelineSource source() const { return {&path, &history, QDateTime({2026, 1, 10}, {13, 2}, Qt::UTC), {}}; }

    engine::PathState path;
    engine::SampleHistory history;
    int route = 0; ///< of the answers to come
    Sink sink; ///< gets the events instead of path and history

private:
    void event(Duration at, engine::TraceEvent::What what)
    {
        const engine::TraceEvent event{
            engine::RunId{1}, platform::TimePoint(std::chrono::hours(1)) + at, std::move(what)};
        if (sink) {
            sink(event);
            return;
        }
        path.apply(event);
        history.apply(event);
    }

    int m_hops;
    std::uint32_t m_round = 0;
};

/// Steady latencies with a little noise and peaks; the same for the same seed.
inline TimelineFeed::Latency steady(unsigned seed = 1)
{
    auto random = std::make_shared<std::mt19937>(seed);
    return [random](int ttl, double) {
        std::normal_distribution<double> noise(0, 0.5);
        std::uniform_real_distribution<double> peak(0, 1);
        const double base = ttl < 10 ? 2.5 * ttl + 2 : 7 * ttl;
        return std::max(0.1, base + noise(*random) + (peak(*random) < 0.012 ? 8 * peak(*random) : 0));
    };
}
