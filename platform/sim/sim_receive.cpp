// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/sim/sim_transport.h"

#include <algorithm>

namespace platform {

void SimTransport::wake()
{
    std::mutex &mutex = m_options.virtualClock ? m_options.virtualClock->m_mutex : m_mutex;
    {
        const std::lock_guard lock(mutex);
        m_woken = true;
    }
    (m_options.virtualClock ? m_options.virtualClock->m_changed : m_wake).notify_all();
}

TimePoint SimTransport::nextEvent() const
{
    TimePoint next = m_deliveries.empty() ? TimePoint::max() : m_deliveries.begin()->first;
    if (!m_channels.empty())
        next = std::min(next, m_nextReachChange);
    return next;
}

void SimTransport::wait(TimePoint deadline, TransportSink &sink)
{
    const TimePoint next = nextEvent();
    if (m_options.virtualClock)
        sleepVirtual(std::min(next, deadline));
    else
        sleepUntil(std::min(next, deadline));
    handOver(sink);
}

/// Until `time`, or wake(), on the real clock.
void SimTransport::sleepUntil(TimePoint time)
{
    std::unique_lock lock(m_mutex);
    const auto isWoken = [this] { return m_woken; };
    if (time == TimePoint::max())
        m_wake.wait(lock, isWoken);
    else
        m_wake.wait_until(lock, time, isWoken);
    m_woken = false;
}

/// Lets virtual time pass to `time`, but not beyond the limit and not after wake().
void SimTransport::sleepVirtual(TimePoint time)
{
    VirtualClock &clock = *m_options.virtualClock;
    std::unique_lock lock(clock.m_mutex);
    while (!m_woken && clock.m_now < time) {
        const TimePoint allowed = time == TimePoint::max() ? clock.m_now : std::min(time, clock.m_limit);
        clock.m_now = std::max(clock.m_now, allowed);
        if (clock.m_now < time)
            clock.m_changed.wait(lock);
    }
    m_woken = false;
}

void SimTransport::handOver(TransportSink &sink)
{
    const TimePoint time = now();
    if (time >= m_nextReachChange) {
        const Duration change = m_network.nextReachChange(networkTime(time));
        m_nextReachChange = change == Duration::max() ? TimePoint::max() : m_start + change;
        sink.onNetworkChanged();
    }
    while (!m_deliveries.empty() && m_deliveries.begin()->first <= time) {
        const auto delivery = m_deliveries.extract(m_deliveries.begin());
        receive(delivery.mapped(), delivery.key(), sink);
    }
}

/// The channel that the answer is for, with the verdict of its matcher. A translated identifier names no channel of
/// ours: then every channel of the protocol is asked.
SimTransport::Channel *SimTransport::ownerOf(const SeenAnswer &answer, TimePoint at, MatchVerdict &verdict)
{
    const auto asks = [&](Channel &channel) {
        verdict = channel.matcher.match(answer, at);
        return !std::holds_alternative<std::monostate>(verdict);
    };
    if (answer.probe.identifier) {
        const auto flow = m_flows.find({answer.probe.protocol, *answer.probe.identifier});
        if (flow != m_flows.end() && asks(m_channels.at(flow->second)))
            return &m_channels.at(flow->second);
    }
    for (auto &[id, channel] : m_channels) {
        if (channel.packet.protocol == answer.probe.protocol && asks(channel))
            return &channel;
    }
    return nullptr;
}

void SimTransport::receive(const Bytes &packet, TimePoint at, TransportSink &sink)
{
    const ReadAnswer read = readPacketAnswer(packet);
    if (read.problem == ReadProblem::NotAnAnswer)
        return;
    const SeenAnswer &answer = read.answer;
    if (read.problem == ReadProblem::Damaged) {
        // A system drops what is damaged unseen; here it is counted where it can be told whose channel it was for.
        const auto flow =
            answer.probe.identifier ? m_flows.find({answer.probe.protocol, *answer.probe.identifier}) : m_flows.end();
        if (flow != m_flows.end())
            sink.onForeign({flow->second, answer.from, ForeignReason::Malformed});
        return;
    }
    MatchVerdict verdict;
    Channel *const channel = ownerOf(answer, at, verdict);
    if (channel == nullptr)
        return;
    if (const auto *reason = std::get_if<ForeignReason>(&verdict)) {
        sink.onForeign({channel->info.id, answer.from, *reason});
        return;
    }
    const auto &match = std::get<MatchedProbe>(verdict);
    ProbeReply reply;
    reply.probe = match.probe.id;
    reply.from = answer.from;
    reply.kind = answer.kind;
    reply.icmpType = answer.icmpType;
    reply.icmpCode = answer.icmpCode;
    reply.rtt = at - match.probe.sentAt;
    reply.rttSource = RttSource::Kernel;
    reply.receivedAt = at;
    reply.replyTtl = answer.replyTtl;
    reply.quotedTtl = answer.probe.ttl;
    reply.quotedDscp = answer.probe.dscp;
    reply.mtu = answer.mtu;
    reply.mpls = answer.extensions.mpls;
    reply.interfaces = answer.extensions.interfaces;
    reply.nat = match.nat;
    freeSlot(match.probe.id);
    sink.onReply(reply);
}

} // namespace platform
