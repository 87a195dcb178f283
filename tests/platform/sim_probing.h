// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/sim/sim_transport.h"

#include <algorithm>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace platform {

using Lines = std::vector<std::string>;

class RecordingSink final : public TransportSink {
public:
    void onReply(const ProbeReply &reply) override { replies.push_back(reply); }
    void onForeign(const ForeignPacket &packet) override { foreign.push_back(packet); }
    void onSendFailed(ProbeId, const Error &) override { }
    void onNetworkChanged() override { ++networkChanges; }

    std::vector<ProbeReply> replies;
    std::vector<ForeignPacket> foreign;
    int networkChanges = 0;
};

/// A simulated network on a virtual clock, and a simple way of tracing in it.
class Probing final {
public:
    explicit Probing(Scenario scenario)
        : transport(std::move(scenario), {clock, true, {}})
    {
    }
    explicit Probing(std::string_view text)
        : Probing(parsed(text))
    {
    }

    static Scenario parsed(std::string_view text)
    {
        auto scenario = parseScenario(text, "test");
        if (!scenario.ok())
            throw std::runtime_error(scenario.error().context);
        return *scenario;
    }

    /// Lets virtual time pass and takes what arrives meanwhile.
    void runFor(Duration time)
    {
        const TimePoint end = clock->now() + time;
        while (clock->now() < end)
            transport.wait(end, sink);
        transport.wait(end, sink);
    }

    /// Sends one probe per TTL at once and gives what came back as "TTL ADDRESS KIND ms RTT ttl REPLY-TTL", by TTL.
    Lines traceTo(const IpAddress &target, Protocol protocol, std::uint8_t lastTtl, std::uint16_t port = 33434,
        std::uint32_t flow = 0, std::uint8_t dscp = 0)
    {
        sink.replies.clear();
        const auto channel = transport.open({.target = target,
            .protocol = protocol,
            .port = port,
            .flow = flow,
            .dscp = static_cast<std::uint8_t>(dscp % 64)});
        if (!channel.ok())
            throw std::runtime_error(channel.error().context);
        const std::uint64_t first = nextProbe;
        for (std::uint8_t ttl = 1; ttl <= lastTtl; ++ttl)
            (void)transport.send(channel->id, ProbeId{nextProbe++}, ttl, std::chrono::seconds(5));
        runFor(std::chrono::seconds(3));
        transport.close(channel->id);
        std::ranges::stable_sort(sink.replies, {}, &ProbeReply::probe);
        Lines lines;
        for (const ProbeReply &reply : sink.replies)
            lines.push_back(std::to_string(static_cast<std::uint64_t>(reply.probe) - first + 1) + ' ' + text(reply));
        return lines;
    }

    Lines trace(
        const std::string &name, Protocol protocol, std::uint8_t lastTtl, std::uint32_t flow = 0, std::uint8_t dscp = 0)
    {
        return traceTo(transport.scenario().resolve(name).front(), protocol, lastTtl, 33434, flow, dscp);
    }

    static std::string text(const ProbeReply &reply)
    {
        std::string line = reply.from.toString() + ' ' + std::string(replyKindName(reply.kind));
        const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(reply.rtt).count();
        std::string fraction = std::to_string(micros % 1000);
        fraction.insert(0, 3 - fraction.size(), '0');
        line += " ms " + std::to_string(micros / 1000) + (micros % 1000 == 0 ? "" : '.' + fraction);
        return line + " ttl " + (reply.replyTtl ? std::to_string(*reply.replyTtl) : "-");
    }

    std::shared_ptr<VirtualClock> clock = std::make_shared<VirtualClock>();
    SimTransport transport;
    RecordingSink sink;
    std::uint64_t nextProbe = 1;
};

} // namespace platform
