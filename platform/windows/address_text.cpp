// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/ip_address.h"

#include "platform/windows/windows_headers.h"

#include <charconv>

namespace platform {

namespace {

/// Windows writes a scope as the interface's number; names of interfaces are taken too, as people know them ("Wi-Fi")
/// and as programs do ("ethernet_4").
std::optional<std::uint32_t> scopeFromText(std::string_view text)
{
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size() && !text.empty())
        return number;
    const int length = static_cast<int>(text.size());
    std::wstring alias(text.size(), L'\0');
    alias.resize(static_cast<std::size_t>(MultiByteToWideChar(CP_UTF8, 0, text.data(), length, alias.data(), length)));
    NET_LUID luid{};
    NET_IFINDEX index = 0;
    const bool known = !alias.empty() && ConvertInterfaceAliasToLuid(alias.c_str(), &luid) == NO_ERROR
        && ConvertInterfaceLuidToIndex(&luid, &index) == NO_ERROR;
    if (known)
        return index;
    index = if_nametoindex(std::string(text).c_str());
    return index == 0 ? std::nullopt : std::optional<std::uint32_t>(index);
}

} // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text)
{
    const std::size_t percent = text.find('%');
    const std::string numeric(text.substr(0, percent));
    if (numeric.find('\0') != std::string::npos)
        return std::nullopt;
    std::array<std::uint8_t, 4> v4Bytes{};
    if (percent == std::string_view::npos && inet_pton(AF_INET, numeric.c_str(), v4Bytes.data()) == 1)
        return v4(v4Bytes);
    std::array<std::uint8_t, 16> v6Bytes{};
    // Windows takes the brackets of a URL as well; an address text has none.
    if (numeric.find_first_of("[]") != std::string::npos || inet_pton(AF_INET6, numeric.c_str(), v6Bytes.data()) != 1)
        return std::nullopt;
    if (percent == std::string_view::npos)
        return v6(v6Bytes);
    const auto scope = scopeFromText(text.substr(percent + 1));
    return scope ? std::optional<IpAddress>(v6(v6Bytes, *scope)) : std::nullopt;
}

std::string IpAddress::toString() const
{
    if (isNull())
        return {};
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(m_length == 4 ? AF_INET : AF_INET6, m_bytes.data(), text.data(), text.size());
    std::string result(text.data());
    if (m_scopeId != 0)
        result += '%' + std::to_string(m_scopeId);
    return result;
}

} // namespace platform
