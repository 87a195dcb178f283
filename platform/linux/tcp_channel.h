// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/linux/channel.h"
#include "platform/linux/route.h"

#include <memory>

namespace platform {

/// TCP probes: one non-blocking connect() after another from one source port, so that all of them are one flow. The
/// kernel itself proves the answers: it takes only ICMP errors that quote our sequence number and resets and SYN-ACKs
/// that acknowledge it.
Result<std::unique_ptr<Channel>> openTcpChannel(
    TransportContext &context, ChannelId id, const ChannelSpec &spec, const Route &route);

} // namespace platform
