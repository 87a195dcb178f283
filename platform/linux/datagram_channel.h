// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/linux/channel.h"
#include "platform/linux/route.h"
#include "platform/linux/socket_address.h"

#include <memory>

namespace platform {

/// ICMP ping socket or UDP socket with an error queue: one unconnected socket for all TTLs of the channel.
Result<std::unique_ptr<Channel>> openDatagramChannel(
    TransportContext &context, ChannelId id, const ChannelSpec &spec, const Route &route);

/// A source port for the flow: the same for the same flow and target each time, unless taken; `attempt` counts the
/// tries. Different targets get different ports, so that many channels of flow 0 do not compete for one.
std::uint16_t flowPort(const ChannelSpec &spec, const LinuxTransportOptions &options, int attempt);

/// Binds to the source and the first free flow port; the kernel chooses when too many are taken.
Result<SocketAddress> bindFlowPort(
    int fd, const ChannelSpec &spec, const Route &route, const LinuxTransportOptions &options);

} // namespace platform
