// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/probe_engine.h"

#include <algorithm>

namespace engine {

using platform::TimePoint;

namespace {

constexpr int probesPerPass = 64; ///< then answers are looked for again
constexpr int drains = 64; ///< looks for more answers before a probe is called lost

platform::ChannelSpec specFor(const platform::IpAddress &target, const TraceOptions &options)
{
    platform::ChannelSpec spec;
    spec.target = target;
    spec.protocol = options.protocol;
    spec.method = options.method;
    spec.port = effectivePort(options);
    spec.flow = options.flow;
    spec.size = options.size;
    spec.dscp = options.dscp;
    spec.source = options.source;
    spec.interfaceName = options.interfaceName;
    return spec;
}

} // namespace

struct ProbeEngine::Run {
    Run(RunId run, const platform::IpAddress &target, const TraceOptions &options, const RateOptions &rates,
        TraceEvents &events)
        : id(static_cast<std::uint32_t>(run))
        , tracer(run, target, options, rates, events)
        , spec(specFor(target, options))
    {
    }

    std::uint32_t id;
    Tracer tracer;
    platform::ChannelSpec spec;
    std::optional<platform::ChannelId> channel;
    TimePoint key = TimePoint::max(); ///< its place in m_due; max: none
    bool isTouched = false;
};

ProbeEngine::ProbeEngine(platform::ProbeTransport &transport, const RateOptions &rates)
    : m_transport(transport)
    , m_rates(rates)
    , m_budget(rates.probesPerSecond)
    , m_now(transport.now())
{
}

ProbeEngine::~ProbeEngine() = default;

ProbeEngine::Run *ProbeEngine::find(RunId run)
{
    const auto found = m_runs.find(static_cast<std::uint32_t>(run));
    return found == m_runs.end() ? nullptr : found->second.get();
}

ProbeEngine::Run *ProbeEngine::find(platform::ProbeId probe)
{
    return find(RunId{static_cast<std::uint32_t>(static_cast<std::uint64_t>(probe) >> 32)});
}

void ProbeEngine::start(RunId id, const platform::IpAddress &target, const TraceOptions &options)
{
    m_now = m_transport.now();
    auto owned = std::make_unique<Run>(id, target, options, m_rates, m_events);
    Run &run = *owned;
    m_runs.emplace(run.id, std::move(owned));
    if (validate(options, target.family()) != OptionProblem::None) {
        run.tracer.startFailed({platform::Operation::OpenSocket, platform::ErrorKind::Malformed, 0, {}}, m_now);
        finish(run);
        return;
    }
    std::optional<platform::Error> fallbackReason;
    auto channel = m_transport.open(run.spec);
    const bool refused = !channel
        && (channel.error().kind == platform::ErrorKind::Denied
            || channel.error().kind == platform::ErrorKind::Unsupported);
    if (refused && options.protocolFallback && options.protocol == platform::Protocol::Icmp && !options.method) {
        TraceOptions other = options;
        other.protocol = platform::Protocol::Udp;
        platform::ChannelSpec spec = specFor(target, other);
        auto second = m_transport.open(spec);
        if (second) {
            fallbackReason = channel.error();
            run.spec = std::move(spec);
            channel = std::move(second);
        }
    }
    if (channel) {
        run.channel = channel->id;
        m_channels[static_cast<std::uint32_t>(channel->id)] = run.id;
        run.tracer.start(*channel, fallbackReason, m_now);
    } else {
        run.tracer.startFailed(channel.error(), m_now);
    }
    if (run.tracer.ended())
        finish(run);
    else
        reschedule(run);
}

void ProbeEngine::pause(RunId id)
{
    if (Run *run = find(id)) {
        m_now = m_transport.now();
        run->tracer.pause(m_now);
        touch(*run);
    }
}

void ProbeEngine::resume(RunId id)
{
    if (Run *run = find(id)) {
        m_now = m_transport.now();
        run->tracer.resume(m_now);
        touch(*run);
    }
}

void ProbeEngine::stop(RunId id)
{
    if (Run *run = find(id)) {
        m_now = m_transport.now();
        run->tracer.stop(m_now);
        finish(*run);
    }
}

void ProbeEngine::stopAll()
{
    std::vector<std::uint32_t> all;
    for (const auto &[id, run] : m_runs)
        all.push_back(id);
    std::sort(all.begin(), all.end());
    for (const std::uint32_t id : all)
        stop(RunId{id});
}

/// First what arrived, then what is due, in the order in which it became due, as far as the ceilings go.
void ProbeEngine::serve()
{
    m_now = m_transport.now();
    m_quantum = probesPerPass;
    for (const std::uint32_t id : std::exchange(m_touched, {})) {
        if (Run *run = find(RunId{id})) {
            run->isTouched = false;
            advance(*run);
        }
    }
    while (!m_due.empty() && m_due.begin()->first <= m_now && maySend()) {
        Run *run = find(RunId{m_due.begin()->second});
        const int quantum = m_quantum;
        sendDue(*run);
        if (m_quantum == quantum)
            --m_quantum; // looking costs too
        advance(*run);
    }
}

void ProbeEngine::advance(Run &run)
{
    run.tracer.advance(m_now);
    for (const platform::ProbeId probe : run.tracer.takeCancelled())
        m_transport.cancel(probe);
    if (run.tracer.ended())
        finish(run);
    else
        reschedule(run);
}

void ProbeEngine::sendDue(Run &run)
{
    if (run.tracer.wantsRoute(m_now))
        reopen(run);
    bool hasReopened = false;
    while (maySend()) {
        const auto order = run.tracer.next(m_now);
        if (!order)
            return;
        const auto probe = run.tracer.nextProbe();
        const auto result = m_transport.send(*run.channel, probe, order->ttl, run.tracer.keep());
        if (result) {
            run.tracer.sent(*order, result->sentAt);
            m_budget.take(m_now);
            --m_quantum;
            continue;
        }
        switch (run.tracer.refused(*order, result.error(), m_now)) {
        case Tracer::Refusal::Recorded:
            --m_quantum;
            break;
        case Tracer::Refusal::NoWay:
            // The address may be another since the last look; then the next try works.
            if (hasReopened || !reopen(run))
                run.tracer.lostRoute(result.error(), m_now);
            hasReopened = true;
            break;
        case Tracer::Refusal::Later:
        case Tracer::Refusal::Fatal:
            return;
        }
    }
}

/// The old channel stays until there is a new one: a transport may watch the network only while it has channels.
bool ProbeEngine::reopen(Run &run)
{
    const auto channel = m_transport.open(run.spec);
    if (!channel) {
        run.tracer.reopenFailed(m_now);
        return false;
    }
    closeChannel(run);
    run.channel = channel->id;
    m_channels[static_cast<std::uint32_t>(channel->id)] = run.id;
    run.tracer.reopened(*channel);
    return true;
}

void ProbeEngine::closeChannel(Run &run)
{
    if (!run.channel)
        return;
    m_channels.erase(static_cast<std::uint32_t>(*run.channel));
    m_transport.close(*run.channel);
    run.channel.reset();
}

void ProbeEngine::touch(Run &run)
{
    if (run.isTouched)
        return;
    run.isTouched = true;
    m_touched.push_back(run.id);
}

/// A run that is due now keeps the place in the row that it has.
void ProbeEngine::reschedule(Run &run)
{
    const TimePoint due = run.tracer.due();
    const bool waitsAlready = due <= m_now && run.key <= m_now;
    if (waitsAlready)
        return;
    if (run.key != TimePoint::max())
        m_due.erase({run.key, run.id});
    run.key = std::max(due, m_now);
    if (run.key != TimePoint::max())
        m_due.insert({run.key, run.id});
}

void ProbeEngine::finish(Run &run)
{
    closeChannel(run);
    if (run.key != TimePoint::max())
        m_due.erase({run.key, run.id});
    m_runs.erase(run.id);
}

TimePoint ProbeEngine::deadline() const
{
    if (!m_touched.empty())
        return m_now;
    if (m_due.empty())
        return TimePoint::max();
    const TimePoint first = m_due.begin()->first;
    return first <= m_now ? std::max(first, m_budget.availableAt()) : first;
}

/// Before time alone decides anything, everything that has arrived is taken.
void ProbeEngine::receive(TimePoint latest)
{
    TimePoint until = std::min(deadline(), latest);
    for (int i = 0; i < drains; ++i) {
        m_received = 0;
        m_transport.wait(until, *this);
        const bool somethingIsDue = !m_due.empty() && m_due.begin()->first <= m_transport.now();
        if (m_received == 0 || !somethingIsDue)
            return;
        until = m_now;
    }
}

TraceEvents ProbeEngine::takeEvents()
{
    return std::exchange(m_events, {});
}

void ProbeEngine::onReply(const platform::ProbeReply &reply)
{
    ++m_received;
    if (Run *run = find(reply.probe)) {
        run->tracer.answered(reply, m_transport.now());
        touch(*run);
    }
}

void ProbeEngine::onForeign(const platform::ForeignPacket &packet)
{
    ++m_received;
    const auto channel = m_channels.find(static_cast<std::uint32_t>(packet.channel));
    if (channel == m_channels.end())
        return;
    if (Run *run = find(RunId{channel->second}))
        run->tracer.foreign(packet, m_transport.now());
}

void ProbeEngine::onSendFailed(platform::ProbeId probe, const platform::Error &error)
{
    ++m_received;
    if (Run *run = find(probe)) {
        run->tracer.neverLeft(probe, error, m_transport.now());
        touch(*run);
    }
}

void ProbeEngine::onNetworkChanged()
{
    for (const auto &[id, run] : m_runs) {
        run->tracer.retryNow(m_transport.now());
        touch(*run);
    }
}

} // namespace engine
