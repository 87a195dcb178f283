// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/flow_port.h"
#include "platform/time.h"

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace platform {

/// The fixed numbers of the Windows transport.
struct WindowsTransportOptions {
    /// ICMP requests that the system may have at once. No limit of Windows is documented; Wine's is 256 for all
    /// programs together, and what is above it completes without a reply.
    std::size_t requestsInFlight = 192;
    /// Requests that wait for a place; what comes after them is refused as Busy.
    std::size_t requestsQueued = 1024;
    /// Longest time that the system may keep a request: it cannot be cancelled and delays the end of the process.
    Duration requestTimeout = std::chrono::milliseconds(4000);
    Duration shortestTimeout = std::chrono::milliseconds(1); ///< 0 is no valid timeout
    /// What the system may write behind a reply: more than the documented 8 bytes and status block.
    std::size_t replyRoom = 256;
    /// When our own clock says so much more than the system's milliseconds, our thread was late and not the answer.
    Duration lateThread = std::chrono::milliseconds(20);
    Duration systemUnit = std::chrono::milliseconds(1); ///< of the system's own round-trip time, rounded down

    /// The system sends the SYN again when it is left to its own ways; what comes later could answer either.
    Duration tcpGiveUp = std::chrono::milliseconds(950);

    /// Source ports of TCP flows: the dynamic range (RFC 6335 section 6).
    PortRange flowPorts{.first = 49152, .count = 16384};
    int portAttempts = 64; ///< derived ports that may be taken before the system chooses one
};

} // namespace platform
