// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/flow_port.h"
#include "platform/time.h"

#include <chrono>
#include <cstdint>

namespace platform {

/// The fixed numbers of the Linux transport.
struct LinuxTransportOptions {
    /// The kernel sends the SYN again a second after the first (RFC 6298 section 2.1); what comes later could answer
    /// either. So a connection attempt is given up a little earlier.
    Duration tcpGiveUp = std::chrono::milliseconds(950);
    Duration synRetransmission = std::chrono::milliseconds(1000);

    /// Wall and monotonic clock may drift apart by this much between two readings, plus a 1/driftShare of the time
    /// between them (adjtime slews by 0.05 %); by more, the wall clock was set and kernel stamps say nothing.
    Duration clockTolerance = std::chrono::microseconds(100);
    Duration::rep clockDriftShare = 1000;

    /// Wanted socket buffer: the error queue is charged to it, and the default keeps only 255 errors (the kernel caps
    /// this at net.core.rmem_max).
    int receiveBufferBytes = 4 * 1024 * 1024;

    /// Source ports of UDP and TCP flows: the dynamic range (RFC 6335 section 6).
    PortRange flowPorts{.first = 49152, .count = 16384};
    int portAttempts = 64; ///< derived ports that may be taken before the kernel chooses one
};

} // namespace platform
