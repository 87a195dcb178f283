// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace platform {

enum class Family : std::uint8_t { V4 = 4, V6 = 6 };

/// An IPv4 or IPv6 address, or none. A small value; all layers use it, so that no code is written once per family.
class IpAddress final {
public:
    constexpr IpAddress() = default; ///< no address: isNull()

    static IpAddress v4(std::array<std::uint8_t, 4> bytes);
    static IpAddress v6(std::array<std::uint8_t, 16> bytes, std::uint32_t scopeId = 0);
    /// From network-order bytes: 4 or 16 of them, anything else gives a null address.
    static IpAddress fromBytes(std::span<const std::uint8_t> bytes, std::uint32_t scopeId = 0);
    /// Address text only, never a name: "192.0.2.1", "2001:db8::1", "fe80::1%eth0", "fe80::1%2". No look-up.
    static std::optional<IpAddress> parse(std::string_view text);

    bool isNull() const { return m_length == 0; }
    Family family() const { return m_length == 16 ? Family::V6 : Family::V4; } ///< V4 for a null address
    std::span<const std::uint8_t> bytes() const { return {m_bytes.data(), m_length}; }
    std::uint32_t scopeId() const { return m_scopeId; } ///< interface index of a link-local address, or 0

    /// RFC 5952 text; a scope id is appended as "%name" (or "%number"); "" for a null address.
    std::string toString() const;

    bool isUnspecified() const; ///< 0.0.0.0 or ::
    bool isLoopback() const; ///< 127/8, ::1
    bool isMulticast() const; ///< 224/4, ff00::/8
    bool isLimitedBroadcast() const; ///< 255.255.255.255
    bool isLinkLocal() const; ///< 169.254/16, fe80::/10
    bool isPrivate() const; ///< RFC 1918, fc00::/7 (RFC 4193)
    bool isSharedSpace() const; ///< 100.64/10 (RFC 6598, carrier-grade NAT)

    friend auto operator<=>(const IpAddress &, const IpAddress &) = default;

private:
    std::uint8_t m_length = 0;
    std::array<std::uint8_t, 16> m_bytes{};
    std::uint32_t m_scopeId = 0;
};

} // namespace platform

template <>
struct std::hash<platform::IpAddress> {
    std::size_t operator()(const platform::IpAddress &address) const noexcept;
};
