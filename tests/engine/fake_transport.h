// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/probe_transport.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <unordered_map>
#include <vector>

/// A transport on a virtual clock whose answers a test makes up probe by probe. Time passes only in wait(), and by
/// `sendCost` in send().
class FakeTransport final : public platform::ProbeTransport {
public:
    struct Probe {
        platform::ChannelSpec spec;
        std::uint8_t ttl = 0;
        int number = 1; ///< of this target's probes with this TTL
        platform::Duration sentAt{}; ///< since the clock's beginning
    };
    struct Answer {
        platform::Duration delay{};
        platform::IpAddress from;
        platform::ReplyKind kind = platform::ReplyKind::TimeExceeded;
        platform::Duration extra{}; ///< arrives so much later than its rtt says
    };

    std::function<std::vector<Answer>(const Probe &)> answer = [](const Probe &) { return std::vector<Answer>{}; };
    std::function<std::optional<platform::Error>(const Probe &)> refuse;
    std::function<std::optional<platform::Error>(const platform::ChannelSpec &)> refuseOpen;
    std::uint32_t maxInFlight = 0;
    platform::Duration sendCost{};
    std::vector<Probe> sent;
    int opened = 0;
    int closed = 0;
    int waits = 0;
    bool slept = false; ///< the last wait() had no deadline and nothing to deliver

    /// Something that happens at a time, while somebody waits.
    void at(platform::Duration time, std::function<void(platform::TransportSink &)> what)
    {
        m_queue.emplace(platform::TimePoint{} + time, std::move(what));
    }
    platform::Duration elapsed() const { return m_now.time_since_epoch(); }

    platform::TimePoint now() const override { return m_now; }
    platform::Capabilities capabilities() override { return {}; }

    platform::Result<platform::ChannelInfo> open(const platform::ChannelSpec &spec) override
    {
        if (refuseOpen) {
            if (const auto error = refuseOpen(spec))
                return *error;
        }
        ++opened;
        platform::ChannelInfo info;
        info.id = platform::ChannelId{++m_lastChannel};
        info.protocol = spec.protocol;
        info.maxInFlight = maxInFlight;
        m_channels[info.id] = spec;
        return info;
    }

    void close(platform::ChannelId channel) override
    {
        ++closed;
        m_channels.erase(channel);
    }

    platform::Result<platform::SentProbe> send(
        platform::ChannelId channel, platform::ProbeId id, std::uint8_t ttl, platform::Duration) override
    {
        Probe probe{m_channels.at(channel), ttl, 1, m_now.time_since_epoch()};
        if (refuse) {
            if (const auto error = refuse(probe))
                return *error;
        }
        if (maxInFlight != 0 && m_inFlight.size() >= maxInFlight)
            throw std::logic_error("more in flight than the channel allows");
        probe.number = ++m_numbers[{probe.spec.target, ttl}];
        sent.push_back(probe);
        m_inFlight.insert(id);
        for (const Answer &made : answer(probe)) {
            m_queue.emplace(m_now + made.delay + made.extra, [this, made, id, channel](platform::TransportSink &sink) {
                if (m_cancelled.contains(id) || !m_channels.contains(channel))
                    return;
                m_inFlight.erase(id);
                platform::ProbeReply reply;
                reply.probe = id;
                reply.from = made.from;
                reply.kind = made.kind;
                reply.rtt = made.delay;
                reply.receivedAt = m_now - made.extra;
                sink.onReply(reply);
            });
        }
        m_now += sendCost;
        return platform::SentProbe{platform::TimePoint{probe.sentAt}};
    }

    void cancel(platform::ProbeId probe) override
    {
        m_inFlight.erase(probe);
        m_cancelled.insert(probe);
    }

    void wait(platform::TimePoint deadline, platform::TransportSink &sink) override
    {
        ++waits;
        const bool nothing = m_queue.empty();
        slept = nothing && deadline == platform::TimePoint::max();
        if (slept)
            return;
        const platform::TimePoint next = nothing ? deadline : std::min(deadline, m_queue.begin()->first);
        m_now = std::max(m_now, next);
        while (!m_queue.empty() && m_queue.begin()->first <= m_now) {
            const auto what = std::move(m_queue.extract(m_queue.begin()).mapped());
            what(sink);
        }
    }

    void wake() override { }

private:
    platform::TimePoint m_now;
    std::uint32_t m_lastChannel = 0;
    std::map<platform::ChannelId, platform::ChannelSpec> m_channels;
    std::map<std::pair<platform::IpAddress, std::uint8_t>, int> m_numbers;
    std::set<platform::ProbeId> m_inFlight;
    std::set<platform::ProbeId> m_cancelled;
    std::multimap<platform::TimePoint, std::function<void(platform::TransportSink &)>> m_queue;
};
