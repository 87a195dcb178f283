// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/trace_options.h"

#include "platform/probe_payload.h"

namespace engine {

namespace {

constexpr int mostQueries = 100;
constexpr std::uint8_t highestDscp = 63; // RFC 2474 section 3
constexpr std::uint16_t defaultUdpPort = 33434; // traceroute's, since 1987
constexpr std::uint16_t defaultTcpPort = 443;

bool timingFits(const TraceOptions &options)
{
    const TimingOptions &timing = options.timing;
    const bool durationsPositive = timing.timeout.count() > 0 && timing.deadline.count() > 0
        && timing.interval.count() > 0 && timing.lateWindow.count() > 0 && timing.routeRetry.count() > 0;
    const bool patienceFits = timing.patienceFactor >= 1 && timing.patienceMargin.count() >= 0 && timing.attempts >= 1;
    const bool endsFit = options.rounds >= 0 && options.duration.count() >= 0 && options.lookAheadEvery >= 0;
    return durationsPositive && patienceFits && endsFit;
}

bool sizeFits(const TraceOptions &options, platform::Family family)
{
    // A SYN is as long as the system makes it.
    if (options.protocol == platform::Protocol::Tcp)
        return options.size == TraceOptions{}.size;
    return options.size >= minimumSize(options.protocol, family);
}

bool methodFits(platform::Method method, platform::Protocol protocol)
{
    switch (method) {
    case platform::Method::IcmpSocket:
    case platform::Method::IcmpRaw:
    case platform::Method::IcmpApi:
        return protocol == platform::Protocol::Icmp;
    case platform::Method::UdpSocket:
        return protocol == platform::Protocol::Udp;
    case platform::Method::TcpConnect:
        return protocol == platform::Protocol::Tcp;
    case platform::Method::Simulated:
        return true;
    }
    return false;
}

} // namespace

OptionProblem validate(const TraceOptions &options, platform::Family family)
{
    if (options.firstHop < 1)
        return OptionProblem::FirstHopRange;
    if (options.maxHops < options.firstHop)
        return OptionProblem::MaxHopsRange;
    if (options.queries < 1 || options.queries > mostQueries)
        return OptionProblem::QueriesRange;
    if (options.protocol != platform::Protocol::Icmp && effectivePort(options) == 0)
        return OptionProblem::PortRange;
    if (!sizeFits(options, family))
        return OptionProblem::SizeRange;
    if (options.dscp > highestDscp)
        return OptionProblem::DscpRange;
    if (!timingFits(options))
        return OptionProblem::TimingRange;
    if (options.method && !methodFits(*options.method, options.protocol))
        return OptionProblem::MethodMismatch;
    return OptionProblem::None;
}

std::uint16_t minimumSize(platform::Protocol protocol, platform::Family family)
{
    const std::size_t ipHeader = family == platform::Family::V6 ? 40 : 20; // RFC 8200 section 3, RFC 791 section 3.1
    const std::size_t tcpHeader = 20; // RFC 9293 section 3.1
    const std::size_t echoOrUdpHeader = 8; // RFC 792, RFC 4443 section 4.1, RFC 768
    if (protocol == platform::Protocol::Tcp)
        return static_cast<std::uint16_t>(ipHeader + tcpHeader);
    return static_cast<std::uint16_t>(ipHeader + echoOrUdpHeader + platform::ProbePayload::size);
}

std::uint16_t effectivePort(const TraceOptions &options)
{
    switch (options.protocol) {
    case platform::Protocol::Icmp:
        return 0;
    case platform::Protocol::Udp:
        return options.port != 0 ? options.port : defaultUdpPort;
    case platform::Protocol::Tcp:
        return options.port != 0 ? options.port : defaultTcpPort;
    }
    return options.port;
}

} // namespace engine
