// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/linux/tcp_channel.h"

#include "platform/linux/answer.h"
#include "platform/linux/datagram_channel.h"
#include "platform/linux/socket_options.h"
#include "platform/packet/ip_header.h"
#include "platform/posix/posix_error.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <optional>

namespace platform {

namespace {

/// What connect() sends: header with maximum segment size, selective acknowledgement, timestamps, window scale.
constexpr std::uint16_t synLength = 40;

/// One connection attempt. Closing the socket ends it: nothing is sent again, and a connection that came about is
/// reset.
struct Attempt {
    ProbeId probe{};
    UniqueFd fd;
    OutstandingProbe timing;
    TimePoint giveUpAt;
    int connectError = 0; ///< what connect() itself said, if not EINPROGRESS
};

class TcpChannel final : public Channel {
public:
    /// `holder` keeps the source port ours between the attempts.
    TcpChannel(TransportContext &context, ChannelInfo info, ChannelSpec spec, Route route, UniqueFd holder)
        : m_context(context)
        , m_info(std::move(info))
        , m_spec(std::move(spec))
        , m_route(std::move(route))
        , m_holder(std::move(holder))
        , m_local(SocketAddress::localOf(m_holder.get()))
        , m_flow{static_cast<std::uint32_t>(m_info.id), Protocol::Tcp, m_route.target, m_route.source, m_local.port(),
              m_spec.port}
    {
    }
    ~TcpChannel() override { endAttempt(); }

    const ChannelInfo &info() const override { return m_info; }
    Result<SentProbe> send(ProbeId probe, std::uint8_t ttl, Duration keep) override;
    void cancel(ProbeId, std::uint16_t) override { endAttempt(); }
    void onReady(Readiness ready) override;
    void onDeadline() override { endAttempt(); }

private:
    Result<UniqueFd> makeSocket(std::uint8_t ttl) const;
    bool drainErrors();
    void readOutcome(Readiness ready);
    void finish(const SeenAnswer &answer, const Arrival &arrival, std::optional<Duration> measured = {});
    void endAttempt();

    TransportContext &m_context;
    ChannelInfo m_info;
    ChannelSpec m_spec;
    Route m_route;
    UniqueFd m_holder;
    SocketAddress m_local;
    ReplyMatcher::Flow m_flow;
    std::optional<Attempt> m_attempt;
};

void setFlag(int fd, int level, int name, int value)
{
    setsockopt(fd, level, name, &value, sizeof value);
}

Result<UniqueFd> TcpChannel::makeSocket(std::uint8_t ttl) const
{
    const Family family = m_route.target.family();
    auto opened = openSocket(SocketKind::Tcp, family, m_spec.interfaceName);
    if (!opened)
        return opened;
    const int fd = opened->get();
    enableAnswers(fd, family, m_context.options);
    enableTimestamps(fd, false);
    setDscp(fd, family, m_spec.dscp);
    setTtl(fd, family, ttl);
    setFlag(fd, SOL_SOCKET, SO_REUSEADDR, 1);
    setFlag(fd, IPPROTO_TCP, TCP_SYNCNT, 1);
    if (family == Family::V6) // otherwise each connection has a flow label of its own, and with it a path
        setFlag(fd, IPPROTO_IPV6, IPV6_AUTOFLOWLABEL, 0);
    const linger reset{.l_onoff = 1, .l_linger = 0};
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    if (auto bound = bindSocket(fd, m_route.source, m_local.port()); !bound)
        return bound.error();
    return opened;
}

Result<SentProbe> TcpChannel::send(ProbeId probe, std::uint8_t ttl, Duration keep)
{
    if (m_attempt)
        return Error{Operation::SendProbe, ErrorKind::Busy, EADDRNOTAVAIL, m_route.target.toString()};
    auto opened = makeSocket(ttl);
    if (!opened)
        return opened.error();
    const int fd = opened->get();
    const SocketAddress to(m_route.target, m_spec.port);
    const ClockPair before = ClockPair::read();
    const int code = connect(fd, to.data(), to.length()) == 0 ? 0 : errno;
    const bool underWay = code == 0 || code == EINPROGRESS || code == ECONNREFUSED;
    if (!underWay)
        return explainSendError(posixError(Operation::SendProbe, code, m_route.target.toString()), m_route.source);
    if (!m_context.poller.add(fd, {PollTag::Kind::Channel, m_flow.channel}, true))
        return posixError(Operation::SendProbe, errno, m_route.target.toString());
    Attempt &attempt = m_attempt.emplace();
    attempt.probe = probe;
    attempt.fd = std::move(*opened);
    attempt.timing.id = probe;
    attempt.timing.ttl = ttl;
    attempt.timing.sentAt = before.monotonic;
    attempt.timing.wallOffset = before.wallOffset;
    attempt.giveUpAt = before.monotonic + std::min(keep, m_context.options.tcpGiveUp);
    attempt.connectError = code == ECONNREFUSED ? code : 0;
    m_context.probes.insert_or_assign(probe, std::pair(m_info.id, std::uint16_t{0}));
    m_context.deadlines.add(attempt.giveUpAt, m_info.id);
    return SentProbe{before.monotonic};
}

void TcpChannel::endAttempt()
{
    if (!m_attempt)
        return;
    m_context.deadlines.remove(m_attempt->giveUpAt, m_info.id);
    m_context.probes.erase(m_attempt->probe);
    m_attempt.reset();
}

/// An entry in the error queue is final, also while the socket stays in SYN_SENT (where it would send again): so the
/// queue is read before the socket's own error, and the socket is closed at once.
void TcpChannel::onReady(Readiness ready)
{
    if (!m_attempt || drainErrors())
        return;
    readOutcome(ready);
}

bool TcpChannel::drainErrors()
{
    std::optional<SeenAnswer> answer;
    Arrival arrival;
    const auto each = [&answer, &arrival](const ReceivedMessage &message) {
        if (answer || !message.error)
            return;
        answer = readQueuedAnswer(Protocol::Tcp, message);
        arrival.kernelStamp = message.stamp;
    };
    m_context.batch.drain(m_attempt->fd.get(), ReceivedBatch::Queue::Errors, each);
    if (!answer)
        return false;
    arrival.readAt = ClockPair::read();
    finish(*answer, arrival);
    return true;
}

void TcpChannel::readOutcome(Readiness ready)
{
    Arrival arrival;
    arrival.readAt = ClockPair::read();
    int code = m_attempt->connectError;
    if (code == 0)
        code = takePendingError(m_attempt->fd.get());
    SeenAnswer answer;
    answer.form = AnswerForm::Segment;
    answer.from = m_route.target;
    if (code == ECONNREFUSED) {
        answer.kind = ReplyKind::TcpClosed;
        finish(answer, arrival);
    } else if (code != 0) {
        const Error error = posixError(Operation::SendProbe, code, m_route.target.toString());
        const bool timedOut = code == ETIMEDOUT;
        if (!timedOut)
            m_context.findings.push_back({m_info.id, SendFailure{m_attempt->probe, error}});
        endAttempt();
    } else if (ready.writable) {
        tcp_info state{};
        socklen_t length = sizeof state;
        getsockopt(m_attempt->fd.get(), IPPROTO_TCP, TCP_INFO, &state, &length);
        const bool connected = state.tcpi_state != TCP_SYN_SENT && state.tcpi_state != TCP_CLOSE;
        if (!connected)
            return; // an event of the socket before
        answer.kind = ReplyKind::TcpOpen;
        // The kernel's own measurement of SYN to SYN-ACK: its first sample, so nothing is smoothed yet.
        finish(answer, arrival, std::chrono::microseconds(state.tcpi_rtt));
    }
}

void TcpChannel::finish(const SeenAnswer &answer, const Arrival &arrival, std::optional<Duration> measured)
{
    const MatchedProbe match{0, m_attempt->timing, {}};
    Finding finding = makeFinding(m_info.id, match, answer, arrival, m_flow, m_context.options);
    std::optional<ForeignReason> foreign;
    if (auto *const reply = std::get_if<ProbeReply>(&finding.what)) {
        if (measured && *measured > Duration::zero() && *measured <= reply->rtt) {
            reply->receivedAt = std::min(reply->receivedAt, m_attempt->timing.sentAt + *measured);
            reply->rtt = *measured;
            reply->rttSource = RttSource::Kernel;
        }
        const bool sameTarget = !answer.probe.destination || *answer.probe.destination == m_route.target;
        if (reply->rtt >= m_context.options.synRetransmission) // may answer the second SYN
            foreign = ForeignReason::Ambiguous;
        else if (!sameTarget)
            foreign = ForeignReason::WrongAddress;
    }
    if (foreign)
        m_context.findings.push_back({m_info.id, ForeignPacket{m_info.id, answer.from, *foreign}});
    else
        m_context.findings.push_back(std::move(finding));
    endAttempt();
}

} // namespace

Result<std::unique_ptr<Channel>> openTcpChannel(
    TransportContext &context, ChannelId id, const ChannelSpec &spec, const Route &route)
{
    const Family family = route.target.family();
    auto holder = openSocket(SocketKind::Tcp, family, spec.interfaceName);
    if (!holder)
        return holder.error();
    if (auto bound = bindFlowPort(holder->get(), spec, route, context.options); !bound)
        return bound.error();
    // Bound without address reuse, which finds a port that nobody has; from now on our attempts may share it.
    setFlag(holder->get(), SOL_SOCKET, SO_REUSEADDR, 1);
    ChannelInfo info;
    info.id = id;
    info.protocol = Protocol::Tcp;
    info.method = Method::TcpConnect;
    info.source = route.source;
    info.size = static_cast<std::uint16_t>(plainIpHeaderLength(family) + synLength);
    info.maxInFlight = 1;
    return std::unique_ptr<Channel>(
        std::make_unique<TcpChannel>(context, std::move(info), spec, route, std::move(*holder)));
}

} // namespace platform
