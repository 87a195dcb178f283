// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/linux/datagram_channel.h"

#include "platform/linux/answer.h"
#include "platform/linux/outstanding.h"
#include "platform/linux/probe_socket.h"
#include "platform/linux/socket_options.h"
#include "platform/packet/icmp_message.h"
#include "platform/packet/ip_header.h"
#include "platform/packet/probe_packet.h"
#include "platform/packet/transport_headers.h"
#include "platform/posix/posix_error.h"

#include <cerrno>

namespace platform {

namespace {

constexpr std::size_t rememberedStamps = 256; // a burst over all TTLs

class DatagramChannel final : public Channel {
public:
    DatagramChannel(TransportContext &context, ChannelInfo info, ProbeSocket socket, const ProbePacket &packet)
        : m_context(context)
        , m_info(std::move(info))
        , m_socket(std::move(socket))
        , m_packet(packet)
        , m_to(packet.destination, packet.port)
        , m_outstanding(context, m_info.id,
              {static_cast<std::uint32_t>(m_info.id), packet.protocol, packet.destination, packet.source,
                  packet.identifier, packet.port})
    {
        m_info.kernelTimestamps = m_socket.hasStamps();
        m_payload.resize(m_info.size - plainIpHeaderLength(packet.family()) - std::size_t{UdpHeader::size});
    }

    const ChannelInfo &info() const override { return m_info; }
    Result<SentProbe> send(ProbeId probe, std::uint8_t ttl, Duration keep) override;
    void cancel(ProbeId probe, std::uint16_t sequence) override { m_outstanding.cancel(probe, sequence); }
    void onReady(Readiness ready) override;

private:
    std::span<const std::uint8_t> buildMessage();
    void drainErrors();
    void drainData();
    void takeError(const ReceivedMessage &message, const ClockPair &readAt);

    TransportContext &m_context;
    ChannelInfo m_info;
    ProbeSocket m_socket;
    ProbePacket m_packet;
    SocketAddress m_to;
    Outstanding m_outstanding;
    Bytes m_payload; ///< UDP data, or the whole ICMP message
};

std::span<const std::uint8_t> DatagramChannel::buildMessage()
{
    ReplyMatcher &matcher = m_outstanding.matcher();
    m_packet.sequence = matcher.nextSequence();
    m_packet.nonce = matcher.nonceFor(m_packet.sequence);
    if (m_packet.protocol == Protocol::Icmp)
        m_payload = buildEchoMessage(m_packet);
    else
        writePayload({0, m_packet.sequence, m_packet.nonce}, m_payload);
    return m_payload;
}

Result<SentProbe> DatagramChannel::send(ProbeId probe, std::uint8_t ttl, Duration keep)
{
    if (!m_outstanding.prepare(Clock::now()))
        return Error{Operation::SendProbe, ErrorKind::LimitReached, 0, m_packet.destination.toString()};
    const StampOwner owner{static_cast<std::uint32_t>(m_info.id), m_outstanding.matcher().nextSequence()};
    const Datagram datagram{.to = m_to, .bytes = buildMessage(), .ttl = ttl};
    const auto sent = m_socket.send(datagram, owner);
    if (!sent)
        return explainSendError(sent.error(), m_packet.source);
    std::optional<std::uint16_t> checksum;
    if (m_packet.protocol == Protocol::Icmp)
        checksum = m_packet.icmpChecksum;
    return m_outstanding.add(probe, ttl, *sent, keep, checksum);
}

void DatagramChannel::onReady(Readiness ready)
{
    if (ready.errors)
        drainErrors();
    if (ready.data)
        drainData();
    // A send stamp that was not there at the first look may be there now; if not, the answer does not wait for it.
    if (m_socket.hasStamps() && m_outstanding.hasUnstamped())
        drainErrors();
    m_outstanding.flush();
}

void DatagramChannel::drainErrors()
{
    std::optional<ClockPair> readAt;
    const auto each = [this, &readAt](const ReceivedMessage &message) {
        if (!message.error)
            return;
        if (message.error->origin == QueuedError::Origin::SendStamp) {
            const auto owner = m_socket.stampOwner(message.error->data);
            const bool outOfStep = owner && message.stamp && !m_outstanding.stamp(owner->sequence, *message.stamp);
            if (outOfStep)
                m_socket.restartStamps();
            return;
        }
        if (!readAt)
            readAt = ClockPair::read();
        takeError(message, *readAt);
    };
    const std::size_t count = m_context.batch.drain(m_socket.fd(), ReceivedBatch::Queue::Errors, each);
    // An error without an entry (the queue was full) would keep the socket ready for ever.
    if (count == 0)
        takePendingError(m_socket.fd());
}

void DatagramChannel::takeError(const ReceivedMessage &message, const ClockPair &readAt)
{
    if (const auto answer = readQueuedAnswer(m_packet.protocol, message))
        m_outstanding.take(*answer, {message.stamp, readAt});
}

void DatagramChannel::drainData()
{
    std::optional<ClockPair> readAt;
    const auto each = [this, &readAt](const ReceivedMessage &message) {
        if (!readAt)
            readAt = ClockPair::read();
        SeenAnswer answer;
        answer.from = message.address;
        answer.probe.protocol = m_packet.protocol;
        answer.probe.destination = message.address;
        answer.replyTtl = message.ttl;
        if (m_packet.protocol == Protocol::Icmp) {
            // The kernel has verified the checksum and that this is an echo reply with our identifier.
            const auto icmp = IcmpMessage::parse(message.address.family(), message.data);
            if (!icmp || icmp->type() != echoReplyType(message.address.family()))
                return;
            answer.form = AnswerForm::Echo;
            answer.kind = ReplyKind::EchoReply;
            answer.icmpType = icmp->type();
            answer.icmpCode = icmp->code();
            readTransport(answer.probe, message.address.family(), message.data);
        } else {
            answer.form = AnswerForm::Datagram;
            answer.probe.port = message.port;
            readPayloadTraits(answer.probe, message.data);
        }
        m_outstanding.take(answer, {message.stamp, *readAt});
    };
    m_context.batch.drain(m_socket.fd(), ReceivedBatch::Queue::Data, each);
}

} // namespace

Result<SocketAddress> bindFlowPort(
    int fd, const ChannelSpec &spec, const Route &route, const LinuxTransportOptions &options)
{
    for (int attempt = 0; attempt < options.portAttempts; ++attempt) {
        auto bound = bindSocket(fd, route.source, flowPort(spec, options.flowPorts, attempt));
        if (bound || bound.error().osCode != EADDRINUSE)
            return bound;
    }
    return bindSocket(fd, route.source, 0);
}

Result<std::unique_ptr<Channel>> openDatagramChannel(
    TransportContext &context, ChannelId id, const ChannelSpec &spec, const Route &route)
{
    const bool icmp = spec.protocol == Protocol::Icmp;
    const Family family = route.target.family();
    auto opened = openSocket(icmp ? SocketKind::Ping : SocketKind::Udp, family, spec.interfaceName);
    if (!opened)
        return opened.error();
    const int fd = opened->get();
    enableAnswers(fd, family, context.options);
    sendUnfragmented(fd, family);
    setDscp(fd, family, spec.dscp);
    const auto bound = icmp ? bindSocket(fd, route.source, 0) : bindFlowPort(fd, spec, route, context.options);
    if (!bound)
        return bound.error();

    ProbePacket packet;
    packet.source = route.source;
    packet.destination = route.target;
    packet.protocol = spec.protocol;
    packet.identifier = bound.value().port();
    packet.port = icmp ? std::uint16_t{0} : spec.port;
    packet.icmpChecksum = icmpFlowChecksum(spec.flow);
    packet.dscp = spec.dscp;
    packet.size = probeSize(family, spec.protocol, spec.size);

    ChannelInfo info;
    info.id = id;
    info.protocol = spec.protocol;
    info.method = icmp ? Method::IcmpSocket : Method::UdpSocket;
    info.source = route.source;
    info.size = packet.size;
    ProbeSocket socket(std::move(*opened), family, rememberedStamps);
    if (!context.poller.add(fd, {PollTag::Kind::Channel, static_cast<std::uint32_t>(id)}))
        return posixError(Operation::OpenSocket, errno);
    return std::unique_ptr<Channel>(
        std::make_unique<DatagramChannel>(context, std::move(info), std::move(socket), packet));
}

} // namespace platform
