// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/ip_prefix.h"

#include <vector>

namespace engine {

/// The networks of this machine's interfaces that are up, without loopback and link-local ones, sorted, each once. An
/// IPv6 address stands for its /64 where its own prefix is longer or not known (privacy addresses, DHCPv6). Asks the
/// system: 0.04 ms with a few interfaces, more with hundreds of them; any thread.
std::vector<IpPrefix> localNetworks();

/// The network that an interface's address stands for; null where it says nothing about neighbours. `length` as the
/// system gives it, negative when it does not.
IpPrefix localNetworkOf(const platform::IpAddress &address, int length);

} // namespace engine
