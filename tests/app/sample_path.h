// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/path_state.h"
#include "engine/core/sample_history.h"

#include <algorithm>
#include <string_view>

/// Builds the events of a made-up run by hand, for tests and pictures of the window: no engine, no clock, no network.
///
///     SamplePath sample("192.0.2.200");
///     sample.round({{1, "192.0.2.1", 0.4}, {2, "198.51.100.1", 4.3}, {3}, {4, "192.0.2.200", 98.2}});
///
/// A probe without an address is lost. Every round lasts a second; events are applied to path and history at once.
class SamplePath final {
public:
    struct Probe {
        std::uint8_t ttl = 0;
        std::string_view from = {}; ///< empty: lost
        double ms = 0;
        engine::AnswerStatus status = engine::AnswerStatus::Answered;
        std::uint32_t flow = 0;
        std::vector<platform::MplsLabel> mpls = {};
    };

    explicit SamplePath(std::string_view target, engine::RunId run = engine::RunId{1})
        : m_target(*platform::IpAddress::parse(target))
        , m_run(run)
    {
        engine::RunStarted started;
        started.target = m_target;
        started.channel.protocol = platform::Protocol::Icmp;
        started.channel.method = platform::Method::IcmpSocket;
        started.channel.source = m_target.family() == platform::Family::V4
            ? *platform::IpAddress::parse("192.0.2.17")
            : *platform::IpAddress::parse("2001:db8::17");
        started.channel.size = 64;
        started.channel.kernelTimestamps = true;
        emitEvent(started);
    }

    void round(const std::vector<Probe> &probes)
    {
        ++m_round;
        const platform::Duration begin = std::chrono::seconds(m_round - 1);
        m_now = begin;
        for (const Probe &probe : probes)
            emitEvent(engine::ProbeSent{m_round, query(probes, probe), probe.ttl, probe.flow, std::nullopt});
        emitEvent(engine::RoundSent{m_round, begin, begin});
        // Outcomes in the order of their time, as the engine tells them.
        std::vector<const Probe *> order;
        for (const Probe &probe : probes)
            order.push_back(&probe);
        std::stable_sort(
            order.begin(), order.end(), [](const Probe *a, const Probe *b) { return arrival(*a) < arrival(*b); });
        for (const Probe *probe : order) {
            m_now = std::max(m_now, begin + arrival(*probe));
            answer(*probe, query(probes, *probe), begin);
        }
        if (m_round == 1)
            emitEvent(engine::TraceCompleted{m_path.reached(), m_now});
    }

    void emitEvent(const engine::TraceEvent::What &what)
    {
        const engine::TraceEvent event{m_run, m_origin + m_now, what};
        m_path.apply(event);
        m_history.apply(event);
        m_events.push_back(event);
    }

    const engine::PathState &path() const { return m_path; }
    const engine::SampleHistory &history() const { return m_history; }
    const engine::TraceEvents &events() const { return m_events; } ///< all so far, for Session::apply
    std::uint32_t rounds() const { return m_round; }

private:
    static platform::Duration nanoseconds(double ms) { return platform::Duration(static_cast<std::int64_t>(ms * 1e6)); }
    static platform::Duration arrival(const Probe &probe)
    {
        return nanoseconds(probe.from.empty() ? 999.0 : std::min(probe.ms, 999.0));
    }
    static std::uint16_t query(const std::vector<Probe> &probes, const Probe &probe)
    {
        std::uint16_t number = 1;
        for (const Probe *other = probes.data(); other != &probe; ++other)
            number = static_cast<std::uint16_t>(number + (other->ttl == probe.ttl ? 1 : 0));
        return number;
    }

    void answer(const Probe &probe, std::uint16_t query, platform::Duration sentAt)
    {
        engine::ProbeOutcome outcome;
        outcome.round = m_round;
        outcome.query = query;
        outcome.ttl = probe.ttl;
        outcome.flow = probe.flow;
        outcome.sentAt = sentAt;
        if (probe.from.empty() || probe.status == engine::AnswerStatus::Late) {
            outcome.status = engine::AnswerStatus::Lost;
            emitEvent(outcome);
            if (probe.from.empty())
                return;
        }
        outcome.status = probe.status;
        outcome.reply.from = *platform::IpAddress::parse(probe.from);
        outcome.reply.kind =
            outcome.reply.from == m_target ? platform::ReplyKind::EchoReply : platform::ReplyKind::TimeExceeded;
        outcome.reply.rtt = nanoseconds(probe.ms);
        outcome.reply.rttSource = platform::RttSource::Kernel;
        outcome.reply.receivedAt = m_origin + m_now;
        outcome.reply.replyTtl = static_cast<std::uint8_t>(65 - probe.ttl % 64);
        outcome.reply.mpls = probe.mpls;
        emitEvent(outcome);
    }

    platform::IpAddress m_target;
    engine::RunId m_run;
    platform::TimePoint m_origin{std::chrono::hours(1)};
    platform::Duration m_now{};
    std::uint32_t m_round = 0;
    engine::PathState m_path;
    engine::SampleHistory m_history;
    engine::TraceEvents m_events;
};

/// The path of the design pictures: 14 hops, hop 4 silent, hop 6 limits its replies, hops 7 and 8 have several
/// addresses, real loss and a slow stretch from hop 12 on. Deterministic.
inline SamplePath designPath(int rounds = 600)
{
    using Probe = SamplePath::Probe;
    SamplePath sample("192.0.2.200");
    std::uint32_t seed = 1;
    const auto noise = [&seed] {
        seed = seed * 1664525u + 1013904223u;
        return static_cast<double>(seed >> 8) / static_cast<double>(1u << 24);
    };
    static constexpr std::string_view fans7[] = {"203.0.113.33", "203.0.113.34", "203.0.113.37", "203.0.113.38"};
    static constexpr std::string_view fans8[] = {"203.0.113.61", "203.0.113.62", "203.0.113.63"};
    for (int i = 0; i < rounds; ++i) {
        std::vector<Probe> probes;
        const bool slow = i > rounds * 2 / 3 && i < rounds * 5 / 6;
        const auto add = [&](std::uint8_t ttl, std::string_view from, double base, double jitter, double lost) {
            const double spike = noise() < 0.01 ? base * 0.6 + 6 : 0;
            if (noise() < lost)
                probes.push_back({ttl});
            else
                probes.push_back({ttl, from, base + noise() * jitter + spike});
        };
        add(1, "192.168.1.1", 0.4, 0.2, 0);
        add(2, "198.51.100.1", 4.1, 0.8, 0);
        add(3, "198.51.100.9", 4.6, 0.9, 0);
        probes.push_back({4});
        add(5, "198.51.100.26", 11.8, 1.0, 0.002);
        add(6, "203.0.113.14", 12.2, 2.0, 0.38);
        const double pick = noise();
        add(7, fans7[pick < 0.41 ? 0 : pick < 0.63 ? 1 : pick < 0.83 ? 2 : 3], 12.6, 1.2, 0);
        add(8, fans8[static_cast<int>(noise() * 2.99)], 18.1, 1.2, 0);
        add(9, "203.0.113.77", 24.5, 1.2, 0);
        probes.back().mpls = {{24015, 0, true, 1}};
        add(10, "203.0.113.90", 96.0, 1.4, 0);
        add(11, "203.0.113.102", 96.2, 1.6, 0.002);
        const double loss = slow ? 0.1 : 0.01;
        const double more = slow ? 28 : 0;
        add(12, "192.0.2.129", 97.0 + more, slow ? 30 : 3, loss);
        add(13, "192.0.2.146", 97.6 + more, slow ? 30 : 3, loss);
        add(14, "192.0.2.200", 97.9 + more, slow ? 30 : 3, loss);
        sample.round(probes);
    }
    return sample;
}
