// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/probe.h"

namespace platform {

struct PortRange {
    std::uint16_t first = 0;
    std::uint16_t count = 1;
};

/// A source port (or ICMP identifier) for the flow: the same for the same flow and target each time, unless taken;
/// `attempt` counts the tries. Different targets get different ports, so that many channels of flow 0 do not compete
/// for one.
std::uint16_t flowPort(const ChannelSpec &spec, PortRange range, int attempt);

} // namespace platform
