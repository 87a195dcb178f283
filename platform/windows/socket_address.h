// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/ip_address.h"
#include "platform/windows/windows_headers.h"

#include <cstddef>

namespace platform {

/// An address and a port in the form that socket calls take: one type for both families.
class SocketAddress final {
public:
    SocketAddress(const IpAddress &address, std::uint16_t port);

    /// Reads what the system wrote; other families than IPv4 and IPv6 give a null address.
    static IpAddress addressOf(const SOCKADDR_INET &address);
    /// Local address of a socket; null on failure.
    static IpAddress localOf(SOCKET socket);

    const sockaddr *data() const { return reinterpret_cast<const sockaddr *>(&m_address); }
    int length() const;

private:
    SOCKADDR_INET m_address{};
};

/// AF_INET or AF_INET6.
int addressFamily(Family family);

} // namespace platform
