// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/ip_prefix.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace engine {

namespace {

constexpr unsigned bitsPerByte = 8;

platform::IpAddress masked(const platform::IpAddress &address, unsigned length)
{
    std::array<std::uint8_t, 16> bytes{};
    const auto all = address.bytes();
    std::ranges::copy(all, bytes.begin());
    for (unsigned at = 0; at < all.size(); ++at) {
        const unsigned before = at * bitsPerByte;
        const unsigned kept = length > before ? std::min(length - before, bitsPerByte) : 0;
        bytes[at] = static_cast<std::uint8_t>(bytes[at] & (0xff00U >> kept));
    }
    return platform::IpAddress::fromBytes({bytes.data(), all.size()});
}

unsigned bitsOf(const platform::IpAddress &address)
{
    return static_cast<unsigned>(address.bytes().size()) * bitsPerByte;
}

} // namespace

IpPrefix::IpPrefix(const platform::IpAddress &address, unsigned length)
    : m_address(masked(address, std::min(length, bitsOf(address))))
    , m_length(std::min(length, bitsOf(address)))
{
}

std::optional<IpPrefix> IpPrefix::parse(std::string_view text)
{
    const auto slash = text.find('/');
    const auto address = platform::IpAddress::parse(text.substr(0, slash));
    if (!address || address->scopeId() != 0)
        return std::nullopt;
    unsigned length = bitsOf(*address);
    if (slash != std::string_view::npos) {
        const std::string_view digits = text.substr(slash + 1);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
        if (error != std::errc() || end != digits.data() + digits.size() || length > bitsOf(*address))
            return std::nullopt;
    }
    return IpPrefix(*address, length);
}

bool IpPrefix::contains(const platform::IpAddress &address) const
{
    return !isNull() && !address.isNull() && address.family() == m_address.family()
        && masked(address, m_length) == m_address;
}

std::string IpPrefix::toString() const
{
    return isNull() ? std::string() : m_address.toString() + '/' + std::to_string(m_length);
}

} // namespace engine
