// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/error.h"
#include "platform/ip_address.h"
#include "platform/windows/unique_handle.h"

#include <cstdint>
#include <optional>

#include <mswsock.h>

namespace platform {

/// TCP_FAIL_CONNECT_ON_ICMP_ERROR and TCP_ICMP_ERROR_INFO: Windows 10 2004 and later, and unknown to mingw-w64 10. With
/// them a connection attempt tells which router refused it, without any privilege.
bool systemTellsRouters(Family family);

/// A router's answer to a connection attempt.
struct ConnectRefusal {
    IpAddress from;
    std::uint8_t type = 0;
    std::uint8_t code = 0;
};

/// Opens a socket for one attempt with this TTL: overlapped, answered by routers where the system can, one SYN only.
Result<UniqueSocket> openAttempt(Family family, std::uint8_t ttl);

/// Who refused; nothing when the system does not say.
std::optional<ConnectRefusal> refusalOf(SOCKET socket);

/// ConnectEx of this system.
LPFN_CONNECTEX connectFunction(SOCKET socket);

} // namespace platform
