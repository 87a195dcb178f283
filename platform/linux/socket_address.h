// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/ip_address.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

struct sockaddr;

namespace platform {

/// An address and a port in the form that socket calls take: one type for both families.
class SocketAddress final {
public:
    SocketAddress() = default; ///< empty: room for a call to write into
    SocketAddress(const IpAddress &address, std::uint16_t port);

    /// Reads a sockaddr that the kernel wrote; other families than IPv4 and IPv6, or too few bytes, give a null
    /// address.
    static SocketAddress fromBytes(std::span<const std::byte> bytes);
    /// Local address of a socket; a null address on failure.
    static SocketAddress localOf(int fd);

    const sockaddr *data() const;
    unsigned length() const { return m_length; }
    IpAddress address() const;
    std::uint16_t port() const;

private:
    static constexpr std::size_t room = 28; // sizeof(sockaddr_in6), checked in the source
    alignas(8) std::array<std::byte, room> m_bytes{};
    unsigned m_length = 0;
};

/// AF_INET or AF_INET6.
int addressFamily(Family family);

} // namespace platform
