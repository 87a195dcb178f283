// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/linux/channel.h"
#include "platform/linux/datagram_channel.h"
#include "platform/linux/linux_capabilities.h"
#include "platform/linux/network_monitor.h"
#include "platform/linux/poller.h"
#include "platform/linux/raw_icmp.h"
#include "platform/linux/route.h"
#include "platform/linux/socket_options.h"
#include "platform/linux/tcp_channel.h"
#include "platform/probe_transport.h"

#include <algorithm>
#include <cerrno>
#include <utility>

namespace platform {

namespace {

/// One epoll set with: the wake-up, rtnetlink, one socket per ICMP or UDP channel, one per TCP attempt, and at most two
/// raw sockets that all raw channels share.
class LinuxTransport final : public ProbeTransport {
public:
    explicit LinuxTransport(std::unique_ptr<Poller> poller);

    TimePoint now() const override { return Clock::now(); }
    Capabilities capabilities() override { return probeCapabilities(); }
    Result<ChannelInfo> open(const ChannelSpec &spec) override;
    void close(ChannelId channel) override;
    Result<SentProbe> send(ChannelId channel, ProbeId probe, std::uint8_t ttl, Duration keep) override;
    void cancel(ProbeId probe) override;
    void wait(TimePoint deadline, TransportSink &sink) override;
    void wake() override { m_poller->wake(); }

private:
    Result<std::unique_ptr<Channel>> make(Method method, ChannelId id, const ChannelSpec &spec, const Route &route);
    Result<std::unique_ptr<Channel>> makeBest(ChannelId id, const ChannelSpec &spec, const Route &route);
    Channel *find(ChannelId id) const;
    void dispatch(const ReadyTag &ready);
    void handOver(TransportSink &sink);

    std::unique_ptr<Poller> m_poller;
    TransportContext m_context;
    NetworkMonitor m_monitor;
    UniqueFd m_stampKeeper; ///< see the constructor
    RawIcmp m_raw4;
    RawIcmp m_raw6;
    std::unordered_map<ChannelId, std::unique_ptr<Channel>> m_channels; ///< before the sockets that they use
    std::vector<Finding> m_handing; ///< what wait() is handing over
    std::uint32_t m_lastChannel = 0;
    bool m_woken = false;
    bool m_networkChanged = false;
};

LinuxTransport::LinuxTransport(std::unique_ptr<Poller> poller)
    : m_poller(std::move(poller))
    , m_context(*m_poller)
    , m_raw4(m_context, Family::V4)
    , m_raw6(m_context, Family::V6)
{
    // The kernel stamps arriving packets only while some socket wants it, and begins a moment after it was asked (later
    // on a busy machine). Asking now instead of with the first channel lets the first answers have their stamps.
    if (auto keeper = openSocket(SocketKind::Udp, Family::V4)) {
        m_stampKeeper = std::move(*keeper);
        enableTimestamps(m_stampKeeper.get(), false);
    }
    if (m_monitor.isOpen())
        m_poller->add(m_monitor.fd(), {PollTag::Kind::Network});
}

bool methodFits(Method method, Protocol protocol)
{
    switch (method) {
    case Method::IcmpSocket:
    case Method::IcmpRaw:
        return protocol == Protocol::Icmp;
    case Method::UdpSocket:
        return protocol == Protocol::Udp;
    case Method::TcpConnect:
        return protocol == Protocol::Tcp;
    case Method::IcmpApi:
    case Method::Simulated:
        break;
    }
    return false;
}

Result<ChannelInfo> LinuxTransport::open(const ChannelSpec &spec)
{
    if (spec.method && !methodFits(*spec.method, spec.protocol))
        return Error{Operation::OpenSocket, ErrorKind::Unsupported, 0, std::string(methodName(*spec.method))};
    const bool needsPort = spec.protocol != Protocol::Icmp;
    if (needsPort && spec.port == 0)
        return Error{Operation::OpenSocket, ErrorKind::InvalidTarget, EINVAL, spec.target.toString()};
    const auto route = findRoute(spec);
    if (!route)
        return route.error();
    const ChannelId id{m_lastChannel + 1};
    auto made = spec.method ? make(*spec.method, id, spec, *route) : makeBest(id, spec, *route);
    if (!made)
        return made.error();
    ++m_lastChannel;
    const ChannelInfo info = (*made)->info();
    m_channels.emplace(id, std::move(*made));
    return info;
}

Result<std::unique_ptr<Channel>> LinuxTransport::makeBest(ChannelId id, const ChannelSpec &spec, const Route &route)
{
    if (spec.protocol == Protocol::Udp)
        return make(Method::UdpSocket, id, spec, route);
    if (spec.protocol == Protocol::Tcp)
        return make(Method::TcpConnect, id, spec, route);
    auto raw = make(Method::IcmpRaw, id, spec, route);
    const bool maybeAllowed = !raw && raw.error().kind == ErrorKind::Denied;
    return maybeAllowed ? make(Method::IcmpSocket, id, spec, route) : std::move(raw);
}

Result<std::unique_ptr<Channel>> LinuxTransport::make(
    Method method, ChannelId id, const ChannelSpec &spec, const Route &route)
{
    switch (method) {
    case Method::IcmpRaw:
        return (route.target.family() == Family::V4 ? m_raw4 : m_raw6).openChannel(id, spec, route);
    case Method::TcpConnect:
        return openTcpChannel(m_context, id, spec, route);
    default:
        return openDatagramChannel(m_context, id, spec, route);
    }
}

Channel *LinuxTransport::find(ChannelId id) const
{
    const auto found = m_channels.find(id);
    return found == m_channels.end() ? nullptr : found->second.get();
}

void LinuxTransport::close(ChannelId channel)
{
    m_channels.erase(channel);
}

Result<SentProbe> LinuxTransport::send(ChannelId channel, ProbeId probe, std::uint8_t ttl, Duration keep)
{
    Channel *const found = find(channel);
    if (found == nullptr)
        return Error{Operation::SendProbe, ErrorKind::NotFound, 0, {}};
    if (ttl == 0)
        return Error{Operation::SendProbe, ErrorKind::Unsupported, EINVAL, {}};
    return found->send(probe, ttl, keep);
}

void LinuxTransport::cancel(ProbeId probe)
{
    const auto found = m_context.probes.find(probe);
    if (found == m_context.probes.end())
        return;
    const auto [id, sequence] = found->second;
    if (Channel *const channel = find(id))
        channel->cancel(probe, sequence);
}

void LinuxTransport::wait(TimePoint deadline, TransportSink &sink)
{
    // Ends when something was handed over, wake() was called or the deadline passed. Send stamps and attempts that are
    // given up in between are nobody's business.
    for (;;) {
        const TimePoint attemptEnd = m_context.deadlines.next();
        for (const ReadyTag &ready : m_poller->wait(std::min(deadline, attemptEnd)))
            dispatch(ready);
        const TimePoint reached = Clock::now();
        while (const auto due = m_context.deadlines.takeDue(reached)) {
            if (Channel *const channel = find(*due))
                channel->onDeadline();
        }
        const bool found = !m_context.findings.empty() || m_networkChanged;
        handOver(sink);
        if (std::exchange(m_woken, false) || found || reached >= deadline)
            return;
    }
}

void LinuxTransport::dispatch(const ReadyTag &ready)
{
    switch (ready.tag.kind) {
    case PollTag::Kind::Wake:
        m_poller->clearWake();
        m_woken = true;
        break;
    case PollTag::Kind::Network:
        m_networkChanged = m_monitor.drain() || m_networkChanged;
        break;
    case PollTag::Kind::Raw4:
        m_raw4.onReady(ready.ready);
        break;
    case PollTag::Kind::Raw6:
        m_raw6.onReady(ready.ready);
        break;
    case PollTag::Kind::Channel:
        if (Channel *const channel = find(ChannelId{ready.tag.channel}))
            channel->onReady(ready.ready);
        break;
    }
}

void LinuxTransport::handOver(TransportSink &sink)
{
    if (std::exchange(m_networkChanged, false))
        sink.onNetworkChanged();
    m_handing.clear();
    m_handing.swap(m_context.findings);
    for (const Finding &finding : m_handing) {
        if (find(finding.channel) == nullptr)
            continue; // closed by the sink meanwhile
        tell(sink, finding);
    }
}

} // namespace

Result<std::unique_ptr<ProbeTransport>> makeNativeTransport()
{
    raiseDescriptorLimit();
    auto poller = Poller::make();
    if (!poller)
        return poller.error();
    return std::unique_ptr<ProbeTransport>(std::make_unique<LinuxTransport>(std::move(*poller)));
}

} // namespace platform
