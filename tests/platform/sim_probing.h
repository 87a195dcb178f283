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

    /// Sends one probe per TTL at once and gives what came back, by TTL: see text().
    Lines traceTo(const ChannelSpec &spec, std::uint8_t lastTtl)
    {
        sink.replies.clear();
        sink.foreign.clear();
        const auto channel = transport.open(spec);
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

    Lines traceTo(const IpAddress &target, Protocol protocol, std::uint8_t lastTtl, std::uint16_t port = 33434)
    {
        return traceTo({.target = target, .protocol = protocol, .port = port}, lastTtl);
    }

    Lines trace(const std::string &name, Protocol protocol, std::uint8_t lastTtl, std::uint32_t flow = 0)
    {
        return traceTo({.target = resolve(name), .protocol = protocol, .port = 33434, .flow = flow}, lastTtl);
    }

    IpAddress resolve(const std::string &name) const
    {
        if (const auto address = IpAddress::parse(name))
            return *address;
        return transport.scenario().resolve(name).front();
    }

    /// "ADDRESS KIND ms RTT ttl REPLY-TTL" and whatever else the reply says.
    static std::string text(const ProbeReply &reply)
    {
        std::string line = reply.from.toString() + ' ' + std::string(replyKindName(reply.kind));
        line += " ms " + milliseconds(reply.rtt) + " ttl " + (reply.replyTtl ? std::to_string(*reply.replyTtl) : "-");
        const bool isPlain = reply.icmpCode == 0 || reply.kind == ReplyKind::PortUnreachable;
        if (!isPlain || (reply.kind == ReplyKind::Other && reply.icmpType != 0))
            line += " icmp " + std::to_string(reply.icmpType) + '/' + std::to_string(reply.icmpCode);
        if (reply.mtu)
            line += " mtu " + std::to_string(*reply.mtu);
        if (reply.quotedTtl && *reply.quotedTtl != 1 && reply.kind == ReplyKind::TimeExceeded)
            line += " quoted-ttl " + std::to_string(*reply.quotedTtl);
        if (reply.quotedDscp && *reply.quotedDscp != 0)
            line += " quoted-dscp " + std::to_string(*reply.quotedDscp);
        for (const MplsLabel &label : reply.mpls) {
            line += " mpls " + std::to_string(label.label) + '/' + std::to_string(label.trafficClass) + '/'
                + std::to_string(label.ttl) + (label.bottom ? "/bottom" : "");
        }
        for (const QuotedInterface &quoted : reply.interfaces)
            line += interfaceText(quoted);
        const NatRewrite &nat = reply.nat;
        if (nat.any()) {
            line += std::string(" nat") + (nat.source ? " source" : "") + (nat.destination ? " destination" : "")
                + (nat.sourcePort ? " port" : "") + (nat.checksum ? " checksum" : "");
        }
        return line;
    }

    static std::string interfaceText(const QuotedInterface &quoted)
    {
        std::string line = " interface " + std::to_string(quoted.role);
        if (quoted.index)
            line += " index " + std::to_string(*quoted.index);
        if (!quoted.address.isNull())
            line += " address " + quoted.address.toString();
        if (!quoted.name.empty())
            line += " name " + quoted.name;
        if (quoted.mtu)
            line += " mtu " + std::to_string(*quoted.mtu);
        return line;
    }

    /// To the microsecond, without zeros at the end.
    static std::string milliseconds(Duration time)
    {
        const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(time).count();
        std::string fraction = std::to_string(micros % 1000);
        fraction.insert(0, 3 - fraction.size(), '0');
        return std::to_string(micros / 1000) + (micros % 1000 == 0 ? "" : '.' + fraction);
    }

    std::shared_ptr<VirtualClock> clock = std::make_shared<VirtualClock>();
    SimTransport transport;
    RecordingSink sink;
    std::uint64_t nextProbe = 1;
};

} // namespace platform
