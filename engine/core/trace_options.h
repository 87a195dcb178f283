// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/error.h"
#include "platform/probe.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace engine {

using namespace std::chrono_literals;

/// Every duration of the engine is declared here and nowhere else: there is no duration literal in any other file.
struct TimingOptions {
    std::chrono::milliseconds timeout = 1000ms; ///< longest wait for one reply; later ones are late
    std::chrono::milliseconds deadline = 5000ms; ///< longest time for a whole `trace`, look-ups included
    std::chrono::milliseconds interval = 1000ms; ///< between the starts of two rounds of `monitor`
    std::chrono::milliseconds lateWindow = 10000ms; ///< how long after its sending a probe can still be answered late
    std::chrono::milliseconds routeRetry =
        5000ms; ///< when no network change is reported, a paused run tries again so often

    std::chrono::microseconds busyRetry = 2000us; ///< after the system had no room for a probe

    // Adaptive completion: a hop is called silent after `attempts` times (the last with two probes) that each waited
    // slowest answered RTT × patienceFactor + patienceMargin, never longer than `timeout`.
    double patienceFactor = 1.25;
    std::chrono::microseconds patienceMargin = 8000us;
    int attempts = 3;

    friend bool operator==(const TimingOptions &, const TimingOptions &) = default;
};

/// Ceilings that keep us polite and below routers' own ICMP limits.
struct RateOptions {
    int probesPerSecond = 20000; ///< all targets together
    int probesPerSecondPerHop = 4; ///< one TTL of one target, averaged; re-probes of round 1 count as a burst
    int burstPerHop = 6; ///< what a Linux router answers at once (icmp_ratelimit, token bucket of 6)

    friend bool operator==(const RateOptions &, const RateOptions &) = default;
};

enum class RunKind : std::uint8_t {
    Trace, ///< one round, with re-probes; ends when complete
    Monitor, ///< rounds until stopped, `rounds` or `duration`
};

/// What the user asked for, for one target. A value: copied into the engine's thread.
struct TraceOptions {
    RunKind kind = RunKind::Trace;
    platform::Protocol protocol = platform::Protocol::Icmp;
    bool protocolFallback = true; ///< protocol was not asked for explicitly: ICMP may become UDP where ICMP is refused
    std::optional<platform::Method> method;
    std::uint16_t port = 0; ///< 0: 33434 for UDP, 443 for TCP
    std::uint8_t firstHop = 1;
    std::uint8_t maxHops = 30;
    int queries = 1; ///< probes per hop of a Trace
    int rounds = 0; ///< Monitor: 0 is without end
    std::chrono::milliseconds duration{0}; ///< Monitor: 0 is without end
    std::uint16_t size = 64; ///< whole IP packet, bytes
    std::uint8_t dscp = 0;
    platform::IpAddress source;
    std::string interfaceName;
    std::uint32_t flow = 0;
    int lookAheadEvery =
        10; ///< Monitor: every so many rounds one TTL beyond the known end (all, when it was not reached)
    TimingOptions timing;

    friend bool operator==(const TraceOptions &, const TraceOptions &) = default;
};

/// The first thing that is wrong with the options.
enum class OptionProblem : std::uint8_t {
    None,
    FirstHopRange, ///< 1 to 255
    MaxHopsRange, ///< 1 to 255 and not below the first hop
    QueriesRange, ///< 1 to 100
    PortRange, ///< UDP and TCP need 1 to 65535
    SizeRange, ///< minimumSize() to 65535, for TCP no size can be chosen
    DscpRange, ///< 0 to 63
    TimingRange, ///< every duration positive
    MethodMismatch, ///< the forced method does not send this protocol
};

OptionProblem validate(const TraceOptions &options, platform::Family family);

/// Smallest IP packet that carries the probe and its proof: headers and platform::ProbePayload::size.
std::uint16_t minimumSize(platform::Protocol protocol, platform::Family family);

/// options.port, or the protocol's default: 33434 (UDP), 443 (TCP), 0 (ICMP).
std::uint16_t effectivePort(const TraceOptions &options);

} // namespace engine
