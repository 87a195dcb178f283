// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/error.h"
#include "platform/ip_address.h"
#include "platform/probe.h"

#include <cstdint>

namespace platform {

/// Where probes of a channel go out.
struct Route {
    IpAddress target; ///< as in the spec; a link-local one has the interface's scope
    IpAddress source;
    std::uint32_t interfaceIndex = 0; ///< 0: the system chooses
};

/// Asks the system for the source address towards spec.target, within spec.source and spec.interfaceName if they are
/// given. No packet is sent. Fails with InvalidTarget, NoRoute, SourceGone, NoSuchInterface, Unsupported, LimitReached.
/// Each system defines it in its folder.
Result<Route> findRoute(const ChannelSpec &spec);

} // namespace platform
