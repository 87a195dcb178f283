// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/linux/raw_icmp.h"

#include "platform/linux/answer.h"
#include "platform/linux/datagram_channel.h"
#include "platform/linux/outstanding.h"
#include "platform/linux/socket_options.h"
#include "platform/packet/icmp_message.h"
#include "platform/packet/probe_packet.h"
#include "platform/posix/posix_error.h"

#include <linux/icmp.h>
#include <netinet/icmp6.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace platform {

namespace {

constexpr std::size_t rememberedStamps = 4096;

/// Echo requests and everything else that answers no probe need not reach us.
void filterMessages(int fd, Family family)
{
    if (family == Family::V4) {
        icmp_filter filter{};
        const std::uint32_t passed = 1U << icmp4::echoReply | 1U << icmp4::unreachable | 1U << icmp4::timeExceeded
            | 1U << icmp4::parameterProblem;
        filter.data = ~passed;
        setsockopt(fd, SOL_RAW, ICMP_FILTER, &filter, sizeof filter);
        return;
    }
    icmp6_filter filter{};
    ICMP6_FILTER_SETBLOCKALL(&filter);
    for (const int type : {int{icmp6::unreachable}, int{icmp6::packetTooBig}, int{icmp6::timeExceeded},
             int{icmp6::parameterProblem}, int{icmp6::echoReply}})
        ICMP6_FILTER_SETPASS(type, &filter);
    setsockopt(fd, IPPROTO_ICMPV6, ICMP6_FILTER, &filter, sizeof filter);
}

IpAddress withoutScope(const IpAddress &address)
{
    return IpAddress::fromBytes(address.bytes());
}

} // namespace

class RawChannel final : public Channel {
public:
    RawChannel(RawIcmp &owner, ChannelInfo info, const ProbePacket &packet, std::uint32_t interfaceIndex)
        : m_owner(owner)
        , m_info(std::move(info))
        , m_packet(packet)
        , m_interfaceIndex(interfaceIndex)
        , m_to(packet.destination, 0)
        , m_outstanding(owner.m_context, m_info.id,
              {static_cast<std::uint32_t>(m_info.id), Protocol::Icmp, packet.destination, packet.source,
                  packet.identifier, 0})
    {
    }
    ~RawChannel() override { m_owner.remove(*this); }

    const ChannelInfo &info() const override { return m_info; }
    Result<SentProbe> send(ProbeId probe, std::uint8_t ttl, Duration keep) override;
    void cancel(ProbeId probe, std::uint16_t sequence) override { m_outstanding.cancel(probe, sequence); }
    void onReady(Readiness) override { } // the shared socket is watched, not this

    Outstanding &outstanding() { return m_outstanding; }

    bool touched = false; ///< is in RawIcmp::m_touched

private:
    RawIcmp &m_owner;
    ChannelInfo m_info;
    ProbePacket m_packet;
    std::uint32_t m_interfaceIndex;
    SocketAddress m_to;
    Outstanding m_outstanding;
};

Result<SentProbe> RawChannel::send(ProbeId probe, std::uint8_t ttl, Duration keep)
{
    if (!m_outstanding.prepare(Clock::now()))
        return Error{Operation::SendProbe, ErrorKind::LimitReached, 0, m_packet.destination.toString()};
    m_packet.sequence = m_outstanding.matcher().nextSequence();
    m_packet.nonce = m_outstanding.matcher().nonceFor(m_packet.sequence);
    const Bytes message = buildEchoMessage(m_packet);
    const Datagram datagram{.to = m_to,
        .bytes = message,
        .ttl = ttl,
        .source = &m_packet.source,
        .interfaceIndex = m_interfaceIndex,
        .dscp = m_packet.dscp};
    const StampOwner owner{static_cast<std::uint32_t>(m_info.id), m_packet.sequence};
    const auto sent = m_owner.m_socket->send(datagram, owner);
    if (!sent)
        return explainSendError(sent.error(), m_packet.source);
    return m_outstanding.add(probe, ttl, *sent, keep, m_packet.icmpChecksum);
}

RawIcmp::RawIcmp(TransportContext &context, Family family)
    : m_context(context)
    , m_family(family)
{
}

RawIcmp::~RawIcmp() = default;

std::optional<Error> RawIcmp::openSocket()
{
    auto opened = platform::openSocket(SocketKind::RawIcmp, m_family);
    if (!opened)
        return opened.error();
    const int fd = opened->get();
    filterMessages(fd, m_family);
    enableRawAnswers(fd, m_family, m_context.options);
    sendUnfragmented(fd, m_family);
    const auto kind = m_family == Family::V4 ? PollTag::Kind::Raw4 : PollTag::Kind::Raw6;
    if (!m_context.poller.add(fd, {kind}))
        return posixError(Operation::OpenSocket, errno);
    m_batch.emplace(8, 65536);
    m_socket.emplace(std::move(*opened), m_family, rememberedStamps);
    return std::nullopt;
}

/// Derived from the flow like a source port, so that the same flow is the same to load balancers each time.
std::optional<std::uint16_t> RawIcmp::freeIdentifier(const ChannelSpec &spec) const
{
    constexpr std::uint32_t all = 0x10000;
    const std::uint16_t first = flowPort(spec, m_context.options.flowPorts, 0);
    for (std::uint32_t step = 0; step < all; ++step) {
        const auto candidate = static_cast<std::uint16_t>(first + step);
        if (!m_byIdentifier.contains(candidate))
            return candidate;
    }
    return std::nullopt;
}

Result<std::unique_ptr<Channel>> RawIcmp::openChannel(ChannelId id, const ChannelSpec &spec, const Route &route)
{
    if (!m_socket) {
        if (const auto error = openSocket())
            return *error;
    }
    const auto identifier = freeIdentifier(spec);
    if (!identifier)
        return Error{Operation::OpenSocket, ErrorKind::LimitReached, 0, spec.target.toString()};
    ProbePacket packet;
    packet.source = route.source;
    packet.destination = route.target;
    packet.protocol = Protocol::Icmp;
    packet.identifier = *identifier;
    packet.icmpChecksum = icmpFlowChecksum(spec.flow);
    packet.dscp = spec.dscp;
    packet.size = probeSize(m_family, Protocol::Icmp, spec.size);
    ChannelInfo info;
    info.id = id;
    info.protocol = Protocol::Icmp;
    info.method = Method::IcmpRaw;
    info.source = route.source;
    info.size = packet.size;
    info.kernelTimestamps = m_socket->hasStamps();
    auto channel = std::make_unique<RawChannel>(*this, std::move(info), packet, route.interfaceIndex);
    m_byIdentifier.emplace(*identifier, channel.get());
    m_byTarget.emplace(withoutScope(route.target), channel.get());
    m_byId.emplace(static_cast<std::uint32_t>(id), channel.get());
    return std::unique_ptr<Channel>(std::move(channel));
}

void RawIcmp::remove(RawChannel &channel)
{
    const ReplyMatcher::Flow &flow = channel.outstanding().flow();
    m_byIdentifier.erase(flow.identifier);
    m_byId.erase(flow.channel);
    const auto [first, last] = m_byTarget.equal_range(withoutScope(flow.target));
    const auto entry = std::find_if(first, last, [&channel](const auto &item) { return item.second == &channel; });
    if (entry != last)
        m_byTarget.erase(entry);
    std::erase(m_touched, &channel);
    if (m_byIdentifier.empty()) {
        m_socket.reset();
        m_batch.reset();
    }
}

void RawIcmp::onReady(Readiness ready)
{
    if (!m_socket)
        return;
    if (ready.errors)
        drainStamps();
    if (ready.data)
        drainMessages();
    const bool lookAgain =
        std::ranges::any_of(m_touched, [](RawChannel *channel) { return channel->outstanding().hasUnstamped(); });
    if (lookAgain && m_socket->hasStamps())
        drainStamps();
    for (RawChannel *const channel : m_touched) {
        channel->outstanding().flush();
        channel->touched = false;
    }
    m_touched.clear();
}

void RawIcmp::drainStamps()
{
    const auto each = [this](const ReceivedMessage &message) {
        const bool isStamp = message.error && message.error->origin == QueuedError::Origin::SendStamp && message.stamp;
        if (!isStamp)
            return;
        const auto owner = m_socket->stampOwner(message.error->data);
        const auto channel = owner ? m_byId.find(owner->channel) : m_byId.end();
        const bool outOfStep =
            channel != m_byId.end() && !channel->second->outstanding().stamp(owner->sequence, *message.stamp);
        if (outOfStep)
            m_socket->restartStamps();
    };
    if (m_context.batch.drain(m_socket->fd(), ReceivedBatch::Queue::Errors, each) == 0)
        takePendingError(m_socket->fd());
}

void RawIcmp::drainMessages()
{
    std::optional<ClockPair> readAt;
    m_batch->drain(m_socket->fd(), ReceivedBatch::Queue::Data, [this, &readAt](const ReceivedMessage &message) {
        if (!readAt)
            readAt = ClockPair::read();
        takeMessage(message, *readAt);
    });
}

void RawIcmp::takeMessage(const ReceivedMessage &message, const ClockPair &readAt)
{
    // IPv4 delivers the whole packet and has verified nothing; IPv6 delivers the message and has verified its checksum.
    ReadAnswer read =
        m_family == Family::V4 ? readPacketAnswer(message.data) : readIcmpAnswer(message.address, {}, message.data);
    if (read.problem == ReadProblem::NotAnAnswer)
        return;
    if (m_family == Family::V6)
        read.answer.replyTtl = message.ttl;
    if (read.problem == ReadProblem::Damaged) {
        const auto found = m_byIdentifier.find(read.answer.probe.identifier.value_or(0));
        const bool ours = found != m_byIdentifier.end()
            && read.answer.probe.destination == withoutScope(found->second->outstanding().flow().target);
        if (ours)
            found->second->outstanding().reportForeign(read.answer.from, ForeignReason::Malformed);
        return;
    }
    takeAnswer(read.answer, {message.stamp, readAt});
}

void RawIcmp::takeAnswer(const SeenAnswer &answer, const Arrival &arrival)
{
    const auto touch = [this](RawChannel *channel) {
        if (!std::exchange(channel->touched, true))
            m_touched.push_back(channel);
    };
    const auto found = m_byIdentifier.find(answer.probe.identifier.value_or(0));
    if (found != m_byIdentifier.end()) {
        if (found->second->outstanding().take(answer, arrival))
            touch(found->second);
        return;
    }
    if (answer.form != AnswerForm::Quote || !answer.probe.destination)
        return;
    const auto [first, last] = m_byTarget.equal_range(*answer.probe.destination);
    for (auto candidate = first; candidate != last; ++candidate) {
        if (candidate->second->outstanding().take(answer, arrival)) {
            touch(candidate->second);
            return;
        }
    }
}

} // namespace platform
