// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/packet/probe_packet.h"
#include "platform/packet/reply_matcher.h"
#include "platform/probe_transport.h"
#include "platform/sim/sim_network.h"
#include "platform/sim/virtual_clock.h"

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace platform {

struct SimTransportOptions {
    std::shared_ptr<VirtualClock> virtualClock; ///< null: the real clock
    bool keepLog = false; ///< remember every packet's fate for takeLog()
    std::optional<NonceKey> key; ///< otherwise one that follows from the scenario's seed
};

/// A ProbeTransport into a SimNetwork: the same packets, the same reading and the same proof as the real ones, without
/// a socket. The network's time begins when the transport is made. Round trips are exact: like kernel stamps they do
/// not depend on when wait() was called. Its interface is called "sim0".
class SimTransport final : public ProbeTransport {
public:
    explicit SimTransport(Scenario scenario, SimTransportOptions options = {});
    ~SimTransport() override;

    TimePoint now() const override;
    Capabilities capabilities() override;
    Result<ChannelInfo> open(const ChannelSpec &spec) override;
    void close(ChannelId channel) override;
    Result<SentProbe> send(ChannelId channel, ProbeId probe, std::uint8_t ttl, Duration keep) override;
    void cancel(ProbeId probe) override;
    void wait(TimePoint deadline, TransportSink &sink) override;
    void wake() override;

    const Scenario &scenario() const { return m_network.scenario(); }
    /// When the network's time began.
    TimePoint start() const { return m_start; }
    /// The fates of all packets sent since the last call, if the options ask for them. From any thread.
    std::vector<SimFate> takeLog();

private:
    struct Channel {
        ChannelInfo info;
        ProbePacket packet; ///< what all probes of the channel share
        ReplyMatcher matcher;
        std::uint32_t inFlight = 0;
    };
    struct Sent { ///< where a probe is
        ChannelId channel{};
        std::uint16_t sequence = 0;
        bool holdsSlot = true; ///< counts against maxInFlight
    };
    using FlowKey = std::pair<Protocol, std::uint16_t>; ///< protocol and identifier; unique among open channels

    Duration networkTime(TimePoint time) const { return time - m_start; }
    std::optional<Error> refusal(const ChannelSpec &spec);
    std::optional<Error> unreachable(Operation operation, const IpAddress &target);
    std::uint16_t freeIdentifier(const ChannelSpec &spec) const;
    ProbePacket nextProbe(Channel &channel, std::uint8_t ttl) const;
    void expire(Channel &channel, TimePoint now);
    void freeSlot(ProbeId probe);

    TimePoint nextEvent() const;
    void sleepUntil(TimePoint time);
    void sleepVirtual(TimePoint time);
    void handOver(TransportSink &sink);
    void receive(const Bytes &packet, TimePoint at, TransportSink &sink);
    Channel *ownerOf(const SeenAnswer &answer, TimePoint at, MatchVerdict &verdict);

    SimTransportOptions m_options;
    SimNetwork m_network;
    TimePoint m_start;
    NonceKey m_key;
    std::uint32_t m_lastChannel = 0;
    std::uint16_t m_packetCount = 0; ///< IPv4 identification
    std::map<ChannelId, Channel> m_channels;
    std::map<FlowKey, ChannelId> m_flows;
    std::unordered_map<std::uint64_t, Sent> m_sent; ///< by probe
    std::multimap<TimePoint, Bytes> m_deliveries; ///< same time: in the order sent
    TimePoint m_nextReachChange = TimePoint::max();

    std::mutex m_mutex; ///< guards m_woken on the real clock, and m_log
    std::condition_variable m_wake;
    bool m_woken = false;
    std::vector<SimFate> m_log;
};

} // namespace platform
