// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/sim/sim_transport.h"

#include <algorithm>

namespace platform {

namespace {

constexpr std::string_view interfaceName = "sim0";
constexpr std::uint16_t lowestIdentifier = 0x8000; // as the system's own ephemeral ports, out of the way of services

Error problem(Operation operation, ErrorKind kind, std::string context)
{
    return Error{operation, kind, 0, std::move(context)};
}

/// The checksum of the transport header as it was sent.
std::uint16_t sentChecksum(const Bytes &packet, const ProbePacket &probe)
{
    const std::size_t at = probe.protocol == Protocol::Icmp ? 2 : probe.protocol == Protocol::Udp ? 6 : 16;
    const auto header = parseIpHeader(packet);
    return readU16(packet, header->headerLength + at);
}

} // namespace

SimTransport::SimTransport(Scenario scenario, SimTransportOptions options)
    : m_options(std::move(options))
    , m_network(std::move(scenario))
    , m_start(now())
    , m_key(m_options.key.value_or(NonceKey{{mixBits(m_network.scenario().seed), mixBits(~m_network.scenario().seed)}}))
{
    const Duration change = m_network.nextReachChange(Duration(-1));
    m_nextReachChange = change == Duration::max() ? TimePoint::max() : m_start + change;
    if (m_options.keepLog) {
        m_network.setObserver([this](const SimFate &fate) {
            const std::lock_guard lock(m_mutex);
            m_log.push_back(fate);
        });
    }
}

SimTransport::~SimTransport() = default;

TimePoint SimTransport::now() const
{
    return m_options.virtualClock ? m_options.virtualClock->now() : Clock::now();
}

std::vector<SimFate> SimTransport::takeLog()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_log, {});
}

Capabilities SimTransport::capabilities()
{
    Capabilities all;
    for (const Protocol protocol : {Protocol::Icmp, Protocol::Udp, Protocol::Tcp}) {
        for (const Family family : {Family::V4, Family::V6})
            all.push_back({protocol, family, Method::Simulated, true, MethodProblem::None, 0, true, true, true, true});
    }
    return all;
}

std::optional<Error> SimTransport::unreachable(Operation operation, const IpAddress &target)
{
    switch (m_network.reachOf(target, networkTime(now()))) {
    case SimNetwork::Reach::Ok:
        return std::nullopt;
    case SimNetwork::Reach::SourceGone:
        return problem(operation, ErrorKind::SourceGone, m_network.clientAddress(target.family()).toString());
    case SimNetwork::Reach::NoRoute:
    case SimNetwork::Reach::InterfaceDown:
        break;
    }
    return problem(operation, ErrorKind::NoRoute, target.toString());
}

std::optional<Error> SimTransport::refusal(const ChannelSpec &spec)
{
    const IpAddress &target = spec.target;
    const bool isNoHost =
        target.isNull() || target.isUnspecified() || target.isMulticast() || target.isLimitedBroadcast();
    if (isNoHost)
        return problem(Operation::OpenSocket, ErrorKind::InvalidTarget, target.toString());
    if (spec.method && *spec.method != Method::Simulated)
        return problem(Operation::OpenSocket, ErrorKind::Unsupported, std::string(methodName(*spec.method)));
    if (!spec.interfaceName.empty() && spec.interfaceName != interfaceName)
        return problem(Operation::BindInterface, ErrorKind::NoSuchInterface, spec.interfaceName);
    if (!spec.source.isNull() && spec.source != m_network.clientAddress(target.family()))
        return problem(Operation::BindSource, ErrorKind::SourceGone, spec.source.toString());
    return unreachable(Operation::FindRoute, target);
}

/// The same spec gets the same one again, so that a restarted trace takes the same path; a neighbour when it is taken.
std::uint16_t SimTransport::freeIdentifier(const ChannelSpec &spec) const
{
    const auto hash = mixBits(std::hash<IpAddress>()(spec.target) + spec.flow * std::uint64_t{0x10001} + spec.port);
    std::uint16_t offset = hash & 0x7fff;
    while (m_flows.contains({spec.protocol, static_cast<std::uint16_t>(lowestIdentifier + offset)}))
        offset = (offset + 1) & 0x7fff;
    return static_cast<std::uint16_t>(lowestIdentifier + offset);
}

Result<ChannelInfo> SimTransport::open(const ChannelSpec &spec)
{
    if (auto error = refusal(spec))
        return *error;
    if (m_flows.size() >= lowestIdentifier)
        return problem(Operation::OpenSocket, ErrorKind::LimitReached, spec.target.toString());
    ProbePacket packet;
    packet.source = m_network.clientAddress(spec.target.family());
    packet.destination = spec.target;
    packet.protocol = spec.protocol;
    packet.identifier = freeIdentifier(spec);
    packet.port = spec.protocol == Protocol::Icmp ? std::uint16_t{0} : spec.port;
    packet.icmpChecksum = icmpFlowChecksum(spec.flow);
    packet.flowLabel = packet.family() == Family::V6 ? packet.identifier : 0U;
    packet.dscp = spec.dscp;
    packet.size = probeSize(packet.family(), spec.protocol, spec.size);

    ChannelInfo info;
    info.id = ChannelId{++m_lastChannel};
    info.protocol = spec.protocol;
    info.source = packet.source;
    info.size = packet.size;
    info.maxInFlight = spec.protocol == Protocol::Tcp && scenario().tcpSerial ? 1 : 0;
    info.kernelTimestamps = true;

    const ReplyMatcher::Flow flow{
        m_lastChannel, spec.protocol, spec.target, packet.source, packet.identifier, packet.port};
    m_flows.emplace(FlowKey{spec.protocol, packet.identifier}, info.id);
    m_channels.emplace(info.id, Channel{info, packet, ReplyMatcher(flow, m_key), 0});
    return info;
}

void SimTransport::close(ChannelId id)
{
    const auto channel = m_channels.find(id);
    if (channel == m_channels.end())
        return;
    std::vector<ProbeId> outstanding;
    channel->second.matcher.appendAll(outstanding);
    for (const ProbeId probe : outstanding)
        m_sent.erase(static_cast<std::uint64_t>(probe));
    m_flows.erase({channel->second.packet.protocol, channel->second.packet.identifier});
    m_channels.erase(channel);
}

ProbePacket SimTransport::nextProbe(Channel &channel, std::uint8_t ttl) const
{
    ProbePacket probe = channel.packet;
    probe.ttl = ttl;
    probe.sequence = channel.matcher.nextSequence();
    probe.nonce = channel.matcher.nonceFor(probe.sequence);
    probe.tcpSequence = static_cast<std::uint32_t>(probe.nonce >> 32);
    probe.ipIdentification = m_packetCount;
    return probe;
}

Result<SentProbe> SimTransport::send(ChannelId id, ProbeId probeId, std::uint8_t ttl, Duration keep)
{
    const auto found = m_channels.find(id);
    if (found == m_channels.end())
        return problem(Operation::SendProbe, ErrorKind::NotFound, {});
    Channel &channel = found->second;
    const IpAddress &target = channel.packet.destination;
    if (auto error = unreachable(Operation::SendProbe, target))
        return *error;
    const TimePoint sentAt = now();
    const std::uint32_t mtu = m_network.localMtu(target, networkTime(sentAt));
    if (mtu != 0 && channel.packet.size > mtu)
        return problem(Operation::SendProbe, ErrorKind::TooBig, std::to_string(mtu));
    expire(channel, sentAt);
    const bool hasSlot = channel.info.maxInFlight == 0 || channel.inFlight < channel.info.maxInFlight;
    if (!hasSlot || channel.matcher.full())
        return problem(Operation::SendProbe, ErrorKind::LimitReached, target.toString());

    ++m_packetCount;
    const ProbePacket probe = nextProbe(channel, ttl);
    const Bytes packet = buildProbePacket(probe);
    OutstandingProbe outstanding;
    outstanding.id = probeId;
    outstanding.ttl = ttl;
    outstanding.sentAt = sentAt;
    outstanding.forgetAt = sentAt + keep;
    outstanding.checksum = sentChecksum(packet, probe);
    outstanding.tcpSequence = probe.tcpSequence;
    channel.matcher.add(outstanding);
    ++channel.inFlight;
    m_sent.insert_or_assign(static_cast<std::uint64_t>(probeId), Sent{id, probe.sequence, true});
    for (SimDelivery &delivery : m_network.inject(packet, networkTime(sentAt)))
        m_deliveries.emplace(m_start + delivery.at, std::move(delivery.packet));
    return SentProbe{sentAt};
}

void SimTransport::expire(Channel &channel, TimePoint now)
{
    std::vector<ProbeId> forgotten;
    channel.matcher.expire(now, forgotten);
    for (const ProbeId probe : forgotten) {
        freeSlot(probe);
        m_sent.erase(static_cast<std::uint64_t>(probe));
    }
}

/// The probe was answered, cancelled or is too old: another one may be sent in its place.
void SimTransport::freeSlot(ProbeId probe)
{
    const auto sent = m_sent.find(static_cast<std::uint64_t>(probe));
    if (sent == m_sent.end() || !std::exchange(sent->second.holdsSlot, false))
        return;
    const auto channel = m_channels.find(sent->second.channel);
    if (channel != m_channels.end())
        --channel->second.inFlight;
}

void SimTransport::cancel(ProbeId probe)
{
    const auto sent = m_sent.find(static_cast<std::uint64_t>(probe));
    if (sent == m_sent.end())
        return;
    const auto channel = m_channels.find(sent->second.channel);
    if (channel != m_channels.end())
        channel->second.matcher.forget(sent->second.sequence);
    freeSlot(probe);
    m_sent.erase(sent);
}

} // namespace platform
