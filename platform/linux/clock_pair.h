// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/linux/linux_options.h"
#include "platform/packet/reply_matcher.h"
#include "platform/probe.h"
#include "platform/time.h"

#include <optional>

namespace platform {

/// Both clocks at one moment: probing counts on the monotonic one, the kernel stamps packets with the wall clock.
struct ClockPair {
    TimePoint monotonic;
    Duration wallOffset{}; ///< wall clock (since 1970) minus monotonic clock

    static ClockPair read();
    TimePoint toMonotonic(Duration wall) const { return TimePoint(wall - wallOffset); }
};

/// When a packet arrived.
struct Arrival {
    std::optional<Duration> kernelStamp; ///< wall clock, if the kernel stamped it
    ClockPair readAt; ///< right after it was read
};

/// True when someone set the wall clock between the two readings.
bool clockWasSet(const LinuxTransportOptions &options, TimePoint then, Duration offsetThen, const ClockPair &now);

/// Fills rtt, rttSource and receivedAt of a reply: from two kernel stamps, else from the kernel's receive stamp, else
/// from our own clock. A stamp that contradicts our own readings is not used.
void fillTimes(
    ProbeReply &reply, const OutstandingProbe &probe, const Arrival &arrival, const LinuxTransportOptions &options);

} // namespace platform
