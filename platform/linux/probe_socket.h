// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/error.h"
#include "platform/linux/clock_pair.h"
#include "platform/linux/socket_address.h"
#include "platform/posix/unique_fd.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <span>

namespace platform {

/// Which probe a send stamp belongs to.
struct StampOwner {
    std::uint32_t channel = 0;
    std::uint16_t sequence = 0;

    friend bool operator==(const StampOwner &, const StampOwner &) = default;
};

/// Maps the kernel's count of sent packets (SOF_TIMESTAMPING_OPT_ID) to probes. The count goes up with every successful
/// send of a socket. Remembers the latest `capacity` sends; a stamp normally comes within the send call.
class StampLedger final {
public:
    explicit StampLedger(std::size_t capacity)
        : m_capacity(capacity)
    {
    }

    void add(StampOwner owner);
    std::optional<StampOwner> owner(std::uint32_t count) const;
    /// The kernel's counter starts again at 0.
    void restart();

private:
    std::size_t m_capacity;
    std::uint32_t m_first = 0; ///< count of m_owners.front()
    std::deque<StampOwner> m_owners;
};

/// One datagram on its way out.
struct Datagram {
    const SocketAddress &to;
    std::span<const std::uint8_t> bytes;
    std::uint8_t ttl = 64;
    // What follows only where many channels share one socket; otherwise the socket itself is set up so.
    const IpAddress *source = nullptr;
    std::uint32_t interfaceIndex = 0;
    std::optional<std::uint8_t> dscp = std::nullopt;
};

/// A datagram socket that sends probes: per-message TTL, no trouble from stored errors, send stamps.
class ProbeSocket final {
public:
    ProbeSocket(UniqueFd fd, Family family, std::size_t stampCapacity);

    int fd() const { return m_fd.get(); }
    Family family() const { return m_family; }
    bool hasStamps() const { return m_stamps; }

    /// Sends; the result has both clocks as they were just before. An ICMP error that arrived for an earlier probe
    /// makes the kernel refuse the next send once: that is taken away first, and if one slips in between, the send is
    /// repeated, so that only errors of this very packet are reported.
    Result<ClockPair> send(const Datagram &datagram, StampOwner owner);

    /// Who a send stamp is for.
    std::optional<StampOwner> stampOwner(std::uint32_t count) const { return m_ledger.owner(count); }
    /// For a stamp that contradicts its probe: kernels differ in whether a failed send counts, so the numbers may be
    /// out of step. Counting starts again on both sides; stamps still to be read belong to nobody.
    void restartStamps();

private:
    UniqueFd m_fd;
    Family m_family;
    bool m_stamps = false;
    StampLedger m_ledger;
};

} // namespace platform
