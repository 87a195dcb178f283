// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/linux/socket_address.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>

namespace platform {

SocketAddress::SocketAddress(const IpAddress &address, std::uint16_t port)
{
    static_assert(room >= sizeof(sockaddr_in6) && room >= sizeof(sockaddr_in));
    if (address.family() == Family::V6) {
        sockaddr_in6 raw{};
        raw.sin6_family = AF_INET6;
        raw.sin6_port = htons(port);
        raw.sin6_scope_id = address.scopeId();
        std::ranges::copy(address.bytes(), raw.sin6_addr.s6_addr);
        std::memcpy(m_bytes.data(), &raw, sizeof raw);
        m_length = sizeof raw;
    } else {
        sockaddr_in raw{};
        raw.sin_family = AF_INET;
        raw.sin_port = htons(port);
        if (!address.isNull())
            std::memcpy(&raw.sin_addr, address.bytes().data(), sizeof raw.sin_addr);
        std::memcpy(m_bytes.data(), &raw, sizeof raw);
        m_length = sizeof raw;
    }
}

SocketAddress SocketAddress::fromBytes(std::span<const std::byte> bytes)
{
    SocketAddress result;
    sa_family_t family = AF_UNSPEC;
    if (bytes.size() >= sizeof family)
        std::memcpy(&family, bytes.data(), sizeof family);
    const std::size_t needed = family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
    if ((family != AF_INET && family != AF_INET6) || bytes.size() < needed)
        return result;
    std::memcpy(result.m_bytes.data(), bytes.data(), needed);
    result.m_length = static_cast<unsigned>(needed);
    return result;
}

SocketAddress SocketAddress::localOf(int fd)
{
    sockaddr_storage raw{};
    socklen_t length = sizeof raw;
    if (getsockname(fd, reinterpret_cast<sockaddr *>(&raw), &length) != 0)
        return {};
    return fromBytes(std::as_bytes(std::span(&raw, 1)).first(length));
}

const sockaddr *SocketAddress::data() const
{
    return reinterpret_cast<const sockaddr *>(m_bytes.data());
}

IpAddress SocketAddress::address() const
{
    if (m_length == sizeof(sockaddr_in)) {
        std::array<std::uint8_t, 4> bytes{};
        std::memcpy(bytes.data(), m_bytes.data() + offsetof(sockaddr_in, sin_addr), bytes.size());
        return IpAddress::v4(bytes);
    }
    if (m_length == sizeof(sockaddr_in6)) {
        sockaddr_in6 raw{};
        std::memcpy(&raw, m_bytes.data(), sizeof raw);
        return IpAddress::fromBytes(std::span(raw.sin6_addr.s6_addr), raw.sin6_scope_id);
    }
    return {};
}

std::uint16_t SocketAddress::port() const
{
    std::uint16_t port = 0;
    static_assert(offsetof(sockaddr_in, sin_port) == offsetof(sockaddr_in6, sin6_port));
    if (m_length != 0)
        std::memcpy(&port, m_bytes.data() + offsetof(sockaddr_in, sin_port), sizeof port);
    return ntohs(port);
}

int addressFamily(Family family)
{
    return family == Family::V4 ? AF_INET : AF_INET6;
}

} // namespace platform
