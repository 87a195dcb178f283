// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/ip_address.h"
#include "platform/posix/unique_fd.h"
#include "platform/probe.h"

#include <cstdint>
#include <vector>

/// The fields of a packet that load balancers look at, and what else must not vary within a flow.
struct FlowFields {
    std::uint32_t flowLabel = 0;
    std::uint16_t first = 0; ///< source port; type and code of ICMP
    std::uint16_t second = 0; ///< destination port; checksum of ICMP
    std::uint16_t identifier = 0; ///< ICMP
    std::uint8_t dscp = 0;
    std::uint32_t length = 0;

    friend bool operator==(const FlowFields &, const FlowFields &) = default;
};

/// Sees what leaves through an interface (a packet socket: needs root).
class PacketTap final {
public:
    explicit PacketTap(const char *interfaceName);

    bool isOpen() const { return m_fd.isOpen(); }
    /// What went to `target` since the tap was opened.
    std::vector<FlowFields> sent(const platform::IpAddress &target, platform::Protocol protocol);

private:
    platform::UniqueFd m_fd;
};
