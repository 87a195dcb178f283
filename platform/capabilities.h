// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/probe.h"

#include <vector>

namespace platform {

/// Why a method does not work here. Typed: `app` has the sentence and the advice for each.
enum class MethodProblem : std::uint8_t {
    None,
    PingGroupRange, ///< Linux: net.ipv4.ping_group_range does not include any group of this user
    NeedsCapability, ///< raw sockets need CAP_NET_RAW, root or Administrator
    NeedsNewerSystem, ///< e.g. Linux before 5.8 for TCP, Windows before 10 2004
    NoHopAddress, ///< works, but the system tells no router addresses to this user (Windows UDP)
    FamilyUnavailable, ///< IPv6 switched off
    Other,
};

/// One line of `periplus-cli methods`.
struct MethodCapability {
    Protocol protocol = Protocol::Icmp;
    Family family = Family::V4;
    Method method = Method::Simulated;
    bool available = false;
    MethodProblem problem = MethodProblem::None;
    int osCode = 0;
    bool kernelTimestamps = false;
    bool extensions = false; ///< MPLS and the like can be read
    bool replyTtl = false;
    bool steadyFlow = false; ///< every probe of a flow carries the same load-balancing fields

    friend bool operator==(const MethodCapability &, const MethodCapability &) = default;
};

/// Best method first within one protocol and family.
using Capabilities = std::vector<MethodCapability>;

} // namespace platform
