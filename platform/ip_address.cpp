// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/ip_address.h"

#include <algorithm>

namespace platform {

IpAddress IpAddress::v4(std::array<std::uint8_t, 4> bytes)
{
    return fromBytes(bytes);
}

IpAddress IpAddress::v6(std::array<std::uint8_t, 16> bytes, std::uint32_t scopeId)
{
    return fromBytes(bytes, scopeId);
}

IpAddress IpAddress::fromBytes(std::span<const std::uint8_t> bytes, std::uint32_t scopeId)
{
    IpAddress address;
    if (bytes.size() != 4 && bytes.size() != 16)
        return address;
    address.m_length = static_cast<std::uint8_t>(bytes.size());
    std::ranges::copy(bytes, address.m_bytes.begin());
    if (address.isLinkLocal() && address.family() == Family::V6)
        address.m_scopeId = scopeId;
    return address;
}

bool IpAddress::isUnspecified() const
{
    return !isNull() && std::ranges::all_of(bytes(), [](std::uint8_t byte) { return byte == 0; });
}

bool IpAddress::isLoopback() const
{
    if (m_length == 4)
        return m_bytes[0] == 127;
    const auto leading = bytes().first(m_length == 16 ? 15 : 0);
    return m_length == 16 && m_bytes[15] == 1
        && std::ranges::all_of(leading, [](std::uint8_t byte) { return byte == 0; });
}

bool IpAddress::isMulticast() const
{
    return (m_length == 4 && (m_bytes[0] & 0xf0) == 0xe0) || (m_length == 16 && m_bytes[0] == 0xff);
}

bool IpAddress::isLimitedBroadcast() const
{
    return m_length == 4 && std::ranges::all_of(bytes(), [](std::uint8_t byte) { return byte == 0xff; });
}

bool IpAddress::isLinkLocal() const
{
    return (m_length == 4 && m_bytes[0] == 169 && m_bytes[1] == 254)
        || (m_length == 16 && m_bytes[0] == 0xfe && (m_bytes[1] & 0xc0) == 0x80);
}

bool IpAddress::isPrivate() const
{
    if (m_length == 16)
        return (m_bytes[0] & 0xfe) == 0xfc;
    return m_length == 4
        && (m_bytes[0] == 10 || (m_bytes[0] == 172 && (m_bytes[1] & 0xf0) == 16)
            || (m_bytes[0] == 192 && m_bytes[1] == 168));
}

bool IpAddress::isSharedSpace() const
{
    return m_length == 4 && m_bytes[0] == 100 && (m_bytes[1] & 0xc0) == 64;
}

} // namespace platform

std::size_t std::hash<platform::IpAddress>::operator()(const platform::IpAddress &address) const noexcept
{
    // FNV-1a, 64 bit
    std::uint64_t value = 0xcbf29ce484222325U;
    const auto mix = [&value](std::uint8_t byte) { value = (value ^ byte) * 0x100000001b3U; };
    for (const std::uint8_t byte : address.bytes())
        mix(byte);
    for (int shift = 0; shift < 32; shift += 8)
        mix(static_cast<std::uint8_t>(address.scopeId() >> shift));
    return static_cast<std::size_t>(value);
}
