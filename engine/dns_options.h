// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/ip_address.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace engine {

using namespace std::chrono_literals;

struct DnsServer {
    platform::IpAddress address;
    std::uint16_t port = 53;

    friend bool operator==(const DnsServer &, const DnsServer &) = default;
};

/// How name servers are asked. c-ares waits `timeout` for the first pass over all servers, twice as long for the
/// second.
struct DnsOptions {
    std::vector<DnsServer> servers; ///< empty: the system's
    std::chrono::milliseconds timeout = 1000ms;
    int tries = 2;
    /// Questions under way at once; the rest waits in order. More lose answers in socket buffers.
    std::size_t parallelQuestions = 64;
    /// The system's configuration is read once by c-ares; older than this it is read anew before the next look-up.
    std::chrono::milliseconds configurationAge = 30000ms;

    friend bool operator==(const DnsOptions &, const DnsOptions &) = default;
};

} // namespace engine
