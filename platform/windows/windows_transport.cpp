// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/windows/windows_transport.h"

#include "platform/finding.h"
#include "platform/packet/ip_header.h"
#include "platform/packet/probe_packet.h"
#include "platform/packet/transport_headers.h"
#include "platform/route.h"
#include "platform/windows/completion_port.h"
#include "platform/windows/icmp_requests.h"
#include "platform/windows/network_watch.h"
#include "platform/windows/tcp_connects.h"
#include "platform/windows/windows_capabilities.h"
#include "platform/windows/windows_error.h"
#include "platform/windows/winsock.h"

#include <algorithm>
#include <utility>

namespace platform {

namespace {

constexpr std::uint16_t icmpHeaderLength = 8;

/// One completion port that the engine's thread sleeps in, alertably: ICMP comes as APCs, TCP as completions.
class WindowsTransport final : public ProbeTransport {
public:
    WindowsTransport(const IcmpApi &api, const WindowsTransportOptions &options)
        : m_icmp(api, options)
        , m_tcp(m_port, options)
        , m_watch(m_port)
    {
    }

    std::optional<Error> problem() const;

    TimePoint now() const override { return Clock::now(); }
    Capabilities capabilities() override { return probeCapabilities(m_icmp); }
    Result<ChannelInfo> open(const ChannelSpec &spec) override;
    void close(ChannelId channel) override;
    Result<SentProbe> send(ChannelId channel, ProbeId probe, std::uint8_t ttl, Duration keep) override;
    void cancel(ProbeId probe) override;
    void wait(TimePoint deadline, TransportSink &sink) override;
    void wake() override { m_port.post(CompletionPort::Key::Wake); }

private:
    Result<ChannelInfo> openIcmp(ChannelId id, const ChannelSpec &spec, const Route &route);
    bool isOpen(ChannelId channel) const { return m_flows.contains(channel) || m_tcp.contains(channel); }
    void dispatch(const CompletionPort::Event &event);
    void takeIcmp();
    void handOver(TransportSink &sink);

    Winsock m_winsock;
    CompletionPort m_port;
    IcmpRequests m_icmp;
    TcpConnects m_tcp;
    NetworkWatch m_watch; ///< after the port that it posts to
    std::unordered_map<ChannelId, std::shared_ptr<const IcmpFlow>> m_flows;
    std::vector<Finding> m_findings;
    std::uint32_t m_lastChannel = 0;
    bool m_woken = false;
    bool m_networkChanged = false;
};

std::optional<Error> WindowsTransport::problem() const
{
    if (!m_winsock.isReady())
        return windowsError(Operation::OpenSocket, static_cast<unsigned long>(m_winsock.code()));
    if (!m_port.isOpen())
        return Error{Operation::Wait, ErrorKind::LimitReached, 0, {}};
    return std::nullopt;
}

bool methodFits(Method method, Protocol protocol)
{
    return (method == Method::IcmpApi && protocol == Protocol::Icmp)
        || (method == Method::TcpConnect && protocol == Protocol::Tcp);
}

Result<ChannelInfo> WindowsTransport::open(const ChannelSpec &spec)
{
    const bool isPossible = spec.protocol != Protocol::Udp && (!spec.method || methodFits(*spec.method, spec.protocol));
    const std::string_view wanted = spec.method ? methodName(*spec.method) : protocolName(spec.protocol);
    const auto route = findRoute(spec);
    if (!route)
        return route.error();
    if (!isPossible)
        return Error{Operation::OpenSocket, ErrorKind::Unsupported, 0, std::string(wanted)};
    if (spec.protocol == Protocol::Tcp && spec.port == 0)
        return Error{Operation::OpenSocket, ErrorKind::InvalidTarget, 0, spec.target.toString()};
    const ChannelId id{m_lastChannel + 1};
    auto info = spec.protocol == Protocol::Icmp ? openIcmp(id, spec, *route) : m_tcp.open(id, spec, *route);
    if (info)
        ++m_lastChannel;
    return info;
}

Result<ChannelInfo> WindowsTransport::openIcmp(ChannelId id, const ChannelSpec &spec, const Route &route)
{
    const Family family = route.target.family();
    if (auto error = m_icmp.problem(family)) {
        error->context = route.target.toString();
        return *error;
    }
    constexpr std::uint16_t largestPayload = 65500; // what the service takes
    const std::uint16_t headers = plainIpHeaderLength(family) + icmpHeaderLength;
    const std::uint16_t wanted = probeSize(family, Protocol::Icmp, spec.size);
    auto flow = std::make_shared<IcmpFlow>();
    flow->channel = id;
    flow->target = route.target;
    flow->source = route.source;
    flow->payload = std::min(static_cast<std::uint16_t>(wanted - headers), largestPayload);
    flow->trafficClass = static_cast<std::uint8_t>(spec.dscp << 2);
    ChannelInfo info;
    info.id = id;
    info.protocol = Protocol::Icmp;
    info.method = Method::IcmpApi;
    info.source = route.source;
    info.size = static_cast<std::uint16_t>(headers + flow->payload);
    m_flows.emplace(id, std::move(flow));
    return info;
}

void WindowsTransport::close(ChannelId channel)
{
    if (m_flows.erase(channel) != 0)
        m_icmp.cancelChannel(channel);
    m_tcp.close(channel);
}

Result<SentProbe> WindowsTransport::send(ChannelId channel, ProbeId probe, std::uint8_t ttl, Duration keep)
{
    if (!isOpen(channel))
        return Error{Operation::SendProbe, ErrorKind::NotFound, 0, {}};
    if (ttl == 0)
        return Error{Operation::SendProbe, ErrorKind::Unsupported, WSAEINVAL, {}};
    if (m_tcp.contains(channel))
        return m_tcp.send(channel, probe, ttl, keep);
    return m_icmp.send({probe, m_flows.at(channel), ttl, Clock::now() + keep});
}

void WindowsTransport::cancel(ProbeId probe)
{
    m_icmp.cancel(probe);
    m_tcp.cancel(probe);
}

void WindowsTransport::wait(TimePoint deadline, TransportSink &sink)
{
    // Ends when something was handed over, wake() was called or the deadline passed; completions that nobody wants any
    // more are nobody's business.
    for (;;) {
        takeIcmp(); // what completed while a burst was sent
        const TimePoint own = std::min(m_icmp.nextDeadline(), m_tcp.nextDeadline());
        const bool hasFindings = !m_findings.empty();
        for (const CompletionPort::Event &event : m_port.wait(hasFindings ? TimePoint() : std::min(deadline, own)))
            dispatch(event);
        const TimePoint reached = Clock::now();
        m_tcp.endOverdue(reached);
        takeIcmp();
        const bool found = !m_findings.empty() || m_networkChanged;
        handOver(sink);
        if (std::exchange(m_woken, false) || found || reached >= deadline)
            return;
    }
}

void WindowsTransport::dispatch(const CompletionPort::Event &event)
{
    switch (event.key) {
    case CompletionPort::Key::Wake:
        m_woken = true;
        break;
    case CompletionPort::Key::Network:
        m_networkChanged = true;
        break;
    case CompletionPort::Key::Operation:
        m_tcp.complete(event.operation, m_findings);
        break;
    }
}

void WindowsTransport::takeIcmp()
{
    for (IcmpRequests::Finding &finding : m_icmp.take()) {
        const ChannelId channel = finding.job.flow->channel;
        if (auto *const reply = std::get_if<ProbeReply>(&finding.outcome))
            m_findings.push_back({channel, std::move(*reply)});
        else if (const auto *const reason = std::get_if<ForeignReason>(&finding.outcome))
            m_findings.push_back({channel, ForeignPacket{channel, finding.job.flow->target, *reason}});
        else if (auto *const error = std::get_if<Error>(&finding.outcome))
            m_findings.push_back({channel, SendFailure{finding.job.probe, std::move(*error)}});
    }
}

void WindowsTransport::handOver(TransportSink &sink)
{
    if (std::exchange(m_networkChanged, false))
        sink.onNetworkChanged();
    for (const Finding &finding : std::exchange(m_findings, {})) {
        if (isOpen(finding.channel)) // not closed by the sink meanwhile
            tell(sink, finding);
    }
}

} // namespace

Result<std::unique_ptr<ProbeTransport>> makeWindowsTransport(const IcmpApi &api, const WindowsTransportOptions &options)
{
    auto transport = std::make_unique<WindowsTransport>(api, options);
    if (auto error = transport->problem())
        return *error;
    return std::unique_ptr<ProbeTransport>(std::move(transport));
}

Result<std::unique_ptr<ProbeTransport>> makeNativeTransport()
{
    return makeWindowsTransport(IcmpApi::ofSystem());
}

} // namespace platform
