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

/// Binds to the source and the first free flow port; the kernel chooses when too many are taken.
Result<SocketAddress> bindFlowPort(
    int fd, const ChannelSpec &spec, const Route &route, const LinuxTransportOptions &options);

} // namespace platform
