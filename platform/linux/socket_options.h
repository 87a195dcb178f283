// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/error.h"
#include "platform/linux/linux_options.h"
#include "platform/linux/socket_address.h"
#include "platform/posix/unique_fd.h"
#include "platform/probe.h"

#include <string>

namespace platform {

enum class SocketKind : std::uint8_t { Ping, RawIcmp, Udp, Tcp };

/// Opens a non-blocking socket, bound to an interface if one is named. Fails with Denied, Unsupported, LimitReached,
/// NoSuchInterface.
Result<UniqueFd> openSocket(SocketKind kind, Family family, const std::string &interfaceName = {});

/// Error queue, arrival TTL, RFC 4884 offsets and a large receive buffer. Whatever the kernel does not have is left
/// out.
void enableAnswers(int fd, Family family, const LinuxTransportOptions &options);
/// The same for a raw socket, which gets the errors as data and must not get them twice.
void enableRawAnswers(int fd, Family family, const LinuxTransportOptions &options);
/// "Don't fragment", whatever the kernel believes about the path: a probe has the size that it says.
void sendUnfragmented(int fd, Family family);
void setDscp(int fd, Family family, std::uint8_t dscp);
void setTtl(int fd, Family family, std::uint8_t ttl);

/// Kernel stamps for what arrives and, if wanted, for what is sent (with a counter that starts at 0 now). False when
/// the kernel refuses.
bool enableTimestamps(int fd, bool sending);

/// Takes the error that an earlier packet's answer left in the socket: otherwise the next send fails with it.
int takePendingError(int fd);

/// Binds to an address and port (0: any). The fd keeps no half-done state on failure.
Result<SocketAddress> bindSocket(int fd, const IpAddress &source, std::uint16_t port);

/// Traffic class byte of a code point: no ECN.
constexpr int trafficClass(std::uint8_t dscp)
{
    return dscp << 2;
}

/// Raises the soft limit of open descriptors to the hard one: a TCP probe or a channel takes one each.
void raiseDescriptorLimit();

} // namespace platform
