// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/probe_transport.h"

#include <cstdint>
#include <map>
#include <vector>

/// Collects what a transport finds, and waits for it with a limit: the one clock-dependent helper of the socket tests.
class Collector final : public platform::TransportSink {
public:
    void onReply(const platform::ProbeReply &reply) override { replies.push_back(reply); }
    void onForeign(const platform::ForeignPacket &packet) override { foreign.push_back(packet); }
    void onSendFailed(platform::ProbeId probe, const platform::Error &error) override { failed.emplace(probe, error); }
    void onNetworkChanged() override { ++networkChanges; }

    /// Waits until so many replies are there. False when they did not come.
    bool waitFor(
        platform::ProbeTransport &transport, std::size_t count, platform::Duration limit = std::chrono::seconds(3))
    {
        const platform::TimePoint end = transport.now() + limit;
        while (replies.size() < count && transport.now() < end)
            transport.wait(end, *this);
        return replies.size() >= count;
    }
    /// Waits for anything, until a deadline.
    void waitUntil(platform::ProbeTransport &transport, platform::TimePoint end)
    {
        while (transport.now() < end)
            transport.wait(end, *this);
    }
    const platform::ProbeReply *replyTo(platform::ProbeId probe) const
    {
        for (const platform::ProbeReply &reply : replies) {
            if (reply.probe == probe)
                return &reply;
        }
        return nullptr;
    }

    std::vector<platform::ProbeReply> replies;
    std::vector<platform::ForeignPacket> foreign;
    std::map<platform::ProbeId, platform::Error> failed;
    int networkChanges = 0;
};

/// The kernel begins to stamp packets a moment after a transport was made. This probes a closed UDP port of this host
/// until it does, so that a test may then ask for stamps. False when they do not come.
inline bool waitForStamps(platform::ProbeTransport &transport)
{
    const auto self = platform::IpAddress::parse("127.0.0.1");
    const auto channel = transport.open({.target = *self, .protocol = platform::Protocol::Udp, .port = 9});
    const platform::TimePoint end = transport.now() + std::chrono::seconds(10);
    constexpr std::uint64_t apart = std::uint64_t{1} << 40; // from the probes of the test
    for (std::uint64_t number = apart; channel.ok() && transport.now() < end; ++number) {
        Collector seen;
        const bool sent =
            transport.send(channel.value().id, platform::ProbeId{number}, 1, std::chrono::seconds(1)).ok();
        if (sent && seen.waitFor(transport, 1) && seen.replies.front().rttSource == platform::RttSource::Kernel) {
            transport.close(channel.value().id);
            return true;
        }
    }
    return false;
}
