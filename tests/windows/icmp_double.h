// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/windows/icmp_api.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// An ICMP service in the place of the system's: it keeps what it was asked, and answers when a test says so, by APCs
/// of the calling thread as Windows does. One at a time; everything on one thread.
namespace icmp_double {

struct Asked {
    bool six = false;
    PIO_APC_ROUTINE apc = nullptr;
    void *context = nullptr;
    std::vector<std::byte> data;
    std::span<std::byte> reply; ///< in the caller's memory
    std::uint8_t ttl = 0;
    std::uint8_t flags = 0;
    DWORD timeout = 0;
    sockaddr_in6 target6{};
    IPAddr target4 = 0;
};

struct State {
    std::vector<Asked> pending;
    DWORD refuseWith = 0; ///< the next requests fail with this code
    bool hasSix = true;
    int open = 0; ///< handles
    int closedWhilePending = 0; ///< where Windows would have blocked
    IO_STATUS_BLOCK io{};
};

State &state();
void reset();
platform::IcmpApi api();

/// Writes a reply as the system does, where the request asks for it.
void write4(const Asked &asked, std::uint32_t status, const char *from, std::uint32_t milliseconds, bool echo);
void write6(const Asked &asked, std::uint32_t status, const char *from, std::uint32_t milliseconds, bool echo);
/// Queues the completion; it runs in the thread's next alertable wait.
void complete(const Asked &asked, std::int32_t ioStatus = 0);
/// Takes the first pending request.
Asked take();
/// Completes all as timed out.
void timeOutAll();

} // namespace icmp_double
