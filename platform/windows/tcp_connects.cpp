// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/windows/tcp_connects.h"

#include "platform/flow_port.h"
#include "platform/packet/icmp_message.h"
#include "platform/packet/ip_header.h"
#include "platform/windows/socket_address.h"
#include "platform/windows/tcp_socket.h"
#include "platform/windows/windows_error.h"

#include <algorithm>

namespace platform {

namespace {

/// What connect() sends: header with maximum segment size, window scale, selective acknowledgement.
constexpr std::uint16_t synLength = 32;

Error lastError(Operation operation, const IpAddress &about)
{
    return windowsError(operation, static_cast<unsigned long>(WSAGetLastError()), about.toString());
}

} // namespace

/// The system has its address while the call is pending.
struct TcpConnects::Attempt {
    OVERLAPPED overlapped{}; ///< first: the completion brings its address
    ChannelId channel{};
    ProbeId probe{};
    UniqueSocket socket;
    TimePoint sentAt;
    TimePoint giveUpAt;
};

struct TcpConnects::Channel {
    ChannelInfo info;
    ChannelSpec spec;
    Route route;
    std::uint16_t port = 0; ///< ours
    Attempt *attempt = nullptr; ///< owned by the pending call
};

TcpConnects::TcpConnects(CompletionPort &port, const WindowsTransportOptions &options)
    : m_port(port)
    , m_options(options)
{
}

TcpConnects::~TcpConnects()
{
    while (!m_channels.empty())
        close(m_channels.begin()->first);
    // Closing a socket completes its call at once, as a rule: take these completions, and leave what does not come.
    for (std::size_t left = m_pending; left > 0; --left) {
        std::vector<Finding> nothing;
        const auto events = m_port.wait(TimePoint());
        if (events.empty())
            break;
        for (const CompletionPort::Event &event : events) {
            if (event.key == CompletionPort::Key::Operation)
                complete(event.operation, nothing);
        }
    }
}

Result<ChannelInfo> TcpConnects::open(ChannelId id, const ChannelSpec &spec, const Route &route)
{
    const Family family = route.target.family();
    auto channel = std::make_unique<Channel>();
    channel->spec = spec;
    channel->route = route;
    // Finds a port that nobody has; the attempts then use it one after the other.
    for (int attempt = 0; channel->port == 0; ++attempt) {
        const UniqueSocket holder(socket(addressFamily(family), SOCK_STREAM, IPPROTO_TCP));
        if (!holder.isOpen())
            return lastError(Operation::OpenSocket, route.target);
        const std::uint16_t candidate = flowPort(spec, m_options.flowPorts, attempt);
        const SocketAddress from(route.source, candidate);
        if (bind(holder.get(), from.data(), from.length()) == 0)
            channel->port = candidate;
        else if (attempt >= m_options.portAttempts || WSAGetLastError() != WSAEADDRINUSE)
            return lastError(Operation::BindSource, route.source);
    }
    ChannelInfo &info = channel->info;
    info.id = id;
    info.protocol = Protocol::Tcp;
    info.method = Method::TcpConnect;
    info.source = route.source;
    info.size = static_cast<std::uint16_t>(plainIpHeaderLength(family) + synLength);
    info.maxInFlight = 1;
    return m_channels.emplace(id, std::move(channel)).first->second->info;
}

void TcpConnects::close(ChannelId channel)
{
    const auto found = m_channels.find(channel);
    if (found == m_channels.end())
        return;
    endAttempt(*found->second);
    m_channels.erase(found);
}

Result<UniqueSocket> TcpConnects::bindAttempt(const Channel &channel, std::uint8_t ttl) const
{
    auto opened = openAttempt(channel.route.target.family(), ttl);
    if (!opened)
        return opened;
    const SocketAddress from(channel.route.source, channel.port);
    if (bind(opened->get(), from.data(), from.length()) != 0)
        return lastError(Operation::BindSource, channel.route.source);
    if (!m_port.attach(opened->get()))
        return windowsError(Operation::OpenSocket, GetLastError(), channel.route.target.toString());
    return opened;
}

Result<SentProbe> TcpConnects::send(ChannelId id, ProbeId probe, std::uint8_t ttl, Duration keep)
{
    Channel &channel = *m_channels.at(id);
    const IpAddress &target = channel.route.target;
    if (channel.attempt != nullptr)
        return Error{Operation::SendProbe, ErrorKind::Busy, WSAEADDRINUSE, target.toString()};
    auto opened = bindAttempt(channel, ttl);
    if (!opened)
        return opened.error();
    const LPFN_CONNECTEX connectEx = connectFunction(opened->get());
    if (connectEx == nullptr)
        return lastError(Operation::OpenSocket, target);
    auto attempt = std::make_unique<Attempt>();
    attempt->channel = id;
    attempt->probe = probe;
    attempt->socket = std::move(*opened);
    const SocketAddress to(target, channel.spec.port);
    attempt->sentAt = Clock::now();
    attempt->giveUpAt = attempt->sentAt + std::min(keep, m_options.tcpGiveUp);
    const BOOL done =
        connectEx(attempt->socket.get(), to.data(), to.length(), nullptr, 0, nullptr, &attempt->overlapped);
    if (!done && WSAGetLastError() != WSA_IO_PENDING) // then no completion comes
        return lastError(Operation::SendProbe, target);
    ++m_pending;
    m_probes.insert_or_assign(probe, id);
    m_deadlines.add(attempt->giveUpAt, id);
    const SentProbe sent{attempt->sentAt};
    channel.attempt = attempt.release();
    return sent;
}

void TcpConnects::cancel(ProbeId probe)
{
    const auto found = m_probes.find(probe);
    if (found != m_probes.end())
        endAttempt(*m_channels.at(found->second));
}

/// Closing the socket ends the call: nothing is sent again, and a connection that came about is reset.
void TcpConnects::endAttempt(Channel &channel)
{
    Attempt *const attempt = std::exchange(channel.attempt, nullptr);
    if (attempt == nullptr)
        return;
    m_deadlines.remove(attempt->giveUpAt, channel.info.id);
    m_probes.erase(attempt->probe);
    attempt->socket.reset();
}

void TcpConnects::endOverdue(TimePoint now)
{
    while (const auto due = m_deadlines.takeDue(now)) {
        if (const auto found = m_channels.find(*due); found != m_channels.end())
            endAttempt(*found->second);
    }
}

void TcpConnects::complete(OVERLAPPED *operation, std::vector<Finding> &findings)
{
    const TimePoint completedAt = Clock::now();
    // It was handed to the system in send(), and is ours again.
    const std::unique_ptr<Attempt> attempt(reinterpret_cast<Attempt *>(operation));
    --m_pending;
    const auto found = m_channels.find(attempt->channel);
    if (found == m_channels.end() || found->second->attempt != attempt.get())
        return; // dropped
    report(*found->second, *attempt, completedAt, findings);
    endAttempt(*found->second);
}

void TcpConnects::report(
    Channel &channel, const Attempt &attempt, TimePoint completedAt, std::vector<Finding> &findings) const
{
    DWORD bytes = 0;
    DWORD flags = 0;
    // Not const in the declaration, but only read.
    auto *const overlapped = const_cast<OVERLAPPED *>(&attempt.overlapped);
    const BOOL connected = WSAGetOverlappedResult(attempt.socket.get(), overlapped, &bytes, FALSE, &flags);
    const int code = connected ? 0 : WSAGetLastError();
    ProbeReply reply;
    reply.probe = attempt.probe;
    reply.from = channel.route.target;
    reply.rtt = completedAt - attempt.sentAt;
    reply.receivedAt = completedAt;
    if (connected) {
        reply.kind = ReplyKind::TcpOpen;
    } else if (code == WSAECONNREFUSED) {
        reply.kind = ReplyKind::TcpClosed;
    } else if (const auto refusal = refusalOf(attempt.socket.get())) {
        const Family family = channel.route.target.family();
        reply.from = refusal->from;
        reply.icmpType = refusal->type;
        reply.icmpCode = refusal->code;
        reply.kind = classify(family, refusal->type, refusal->code);
    } else {
        return; // a router that the system does not name, or nobody
    }
    findings.push_back({channel.info.id, reply});
}

} // namespace platform
