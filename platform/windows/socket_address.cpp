// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/windows/socket_address.h"

#include <cstring>

namespace platform {

SocketAddress::SocketAddress(const IpAddress &address, std::uint16_t port)
{
    const auto bytes = address.bytes();
    if (address.family() == Family::V4) {
        m_address.Ipv4.sin_family = AF_INET;
        m_address.Ipv4.sin_port = htons(port);
        std::memcpy(&m_address.Ipv4.sin_addr, bytes.data(), bytes.size());
    } else {
        m_address.Ipv6.sin6_family = AF_INET6;
        m_address.Ipv6.sin6_port = htons(port);
        m_address.Ipv6.sin6_scope_id = address.scopeId();
        std::memcpy(&m_address.Ipv6.sin6_addr, bytes.data(), bytes.size());
    }
}

int SocketAddress::length() const
{
    return m_address.si_family == AF_INET ? int{sizeof m_address.Ipv4} : int{sizeof m_address.Ipv6};
}

IpAddress SocketAddress::addressOf(const SOCKADDR_INET &address)
{
    if (address.si_family == AF_INET) {
        std::array<std::uint8_t, 4> bytes{};
        std::memcpy(bytes.data(), &address.Ipv4.sin_addr, bytes.size());
        return IpAddress::v4(bytes);
    }
    std::array<std::uint8_t, 16> bytes{};
    if (address.si_family != AF_INET6)
        return {};
    std::memcpy(bytes.data(), &address.Ipv6.sin6_addr, bytes.size());
    return IpAddress::v6(bytes, address.Ipv6.sin6_scope_id);
}

IpAddress SocketAddress::localOf(SOCKET socket)
{
    SOCKADDR_INET address{};
    int length = sizeof address;
    if (getsockname(socket, reinterpret_cast<sockaddr *>(&address), &length) != 0)
        return {};
    return addressOf(address);
}

int addressFamily(Family family)
{
    return family == Family::V4 ? AF_INET : AF_INET6;
}

} // namespace platform
