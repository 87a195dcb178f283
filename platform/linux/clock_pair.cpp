// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/linux/clock_pair.h"

#include <time.h>

#include <algorithm>

namespace platform {

namespace {

Duration readClock(clockid_t clock)
{
    timespec value{};
    clock_gettime(clock, &value);
    return std::chrono::seconds(value.tv_sec) + std::chrono::nanoseconds(value.tv_nsec);
}

} // namespace

ClockPair ClockPair::read()
{
    // Being scheduled away between the readings would look like a clock that was set: keep the tightest of a few.
    constexpr int tries = 3;
    constexpr Duration tight{2000};
    ClockPair best;
    Duration bestGap = Duration::max();
    for (int attempt = 0; attempt < tries && bestGap > tight; ++attempt) {
        const Duration before = readClock(CLOCK_MONOTONIC);
        const Duration wall = readClock(CLOCK_REALTIME);
        const Duration after = readClock(CLOCK_MONOTONIC);
        if (after - before < bestGap) {
            bestGap = after - before;
            best = {TimePoint(after), wall - (before + bestGap / 2)};
        }
    }
    return best;
}

bool clockWasSet(const LinuxTransportOptions &options, TimePoint then, Duration offsetThen, const ClockPair &now)
{
    const Duration elapsed = now.monotonic - then;
    const Duration allowed = options.clockTolerance + elapsed / options.clockDriftShare;
    return std::chrono::abs(now.wallOffset - offsetThen) > allowed;
}

void fillTimes(
    ProbeReply &reply, const OutstandingProbe &probe, const Arrival &arrival, const LinuxTransportOptions &options)
{
    const TimePoint readAt = arrival.readAt.monotonic;
    reply.receivedAt = readAt;
    reply.rtt = readAt - probe.sentAt;
    reply.rttSource = RttSource::User;
    if (!arrival.kernelStamp || clockWasSet(options, probe.sentAt, probe.wallOffset, arrival.readAt))
        return;
    const TimePoint received = arrival.readAt.toMonotonic(*arrival.kernelStamp);
    // The conversion is as exact as the two clocks can be read together, so the ends are not sharp.
    if (received < probe.sentAt || received > readAt + options.clockTolerance)
        return;
    reply.receivedAt = std::min(received, readAt);
    reply.rtt = reply.receivedAt - probe.sentAt;
    reply.rttSource = RttSource::KernelReceive;
    if (!probe.kernelSentAt)
        return;
    const Duration between = *arrival.kernelStamp - *probe.kernelSentAt;
    if (between <= Duration::zero() || between > readAt - probe.sentAt)
        return;
    reply.rtt = between;
    reply.rttSource = RttSource::Kernel;
}

} // namespace platform
