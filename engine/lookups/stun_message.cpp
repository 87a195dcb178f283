// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/stun_message.h"

#include "platform/packet/byte_order.h"

#include <algorithm>
#include <optional>

namespace engine {

namespace {

using Bytes = std::span<const std::uint8_t>;

// RFC 8489 sections 5 and 18.
constexpr std::uint16_t bindingRequest = 0x0001;
constexpr std::uint16_t bindingSuccess = 0x0101;
constexpr std::uint16_t bindingError = 0x0111;
constexpr std::array<std::uint8_t, 4> cookie{0x21, 0x12, 0xa4, 0x42};

constexpr std::uint16_t mappedAddress = 0x0001;
constexpr std::uint16_t errorCode = 0x0009;
constexpr std::uint16_t xorMappedAddress = 0x0020;
constexpr std::uint16_t firstOptional = 0x8000; // an agent may pass over these
// Required ones that say nothing about the address: RFC 8489's, and SOURCE-ADDRESS, CHANGED-ADDRESS and
// REFLECTED-FROM of RFC 3489, which old servers still send.
constexpr std::array<std::uint16_t, 13> passedOver{
    0x0004, 0x0005, 0x0006, 0x0008, 0x000a, 0x000b, 0x0014, 0x0015, 0x001c, 0x001d, 0x001e, 0x0024, 0x0025};

struct Mapped {
    platform::IpAddress address;
    std::uint16_t port = 0;
};

/// Sections 14.1 and 14.2; `mask` is what the value is combined with, zeros for MAPPED-ADDRESS.
std::optional<Mapped> readMapped(Bytes value, const std::array<std::uint8_t, 16> &mask)
{
    constexpr std::size_t before = 4; // a zero, the family, the port
    constexpr std::uint8_t family4 = 1;
    constexpr std::uint8_t family6 = 2;
    if (value.size() < before)
        return std::nullopt;
    const std::size_t length = value[1] == family4 ? 4 : value[1] == family6 ? 16 : 0;
    if (length == 0 || value.size() != before + length)
        return std::nullopt;
    std::array<std::uint8_t, 16> address{};
    for (std::size_t i = 0; i < length; ++i)
        address[i] = static_cast<std::uint8_t>(value[before + i] ^ mask[i]);
    const auto port = static_cast<std::uint16_t>(platform::readU16(value, 2) ^ platform::readU16(mask, 0));
    return Mapped{platform::IpAddress::fromBytes({address.data(), length}), port};
}

/// Section 14.8: class and number.
int readErrorCode(Bytes value)
{
    constexpr std::size_t before = 4;
    if (value.size() < before)
        return 0;
    const int kind = value[2] & 7;
    const int number = value[3];
    return kind >= 3 && kind <= 6 && number <= 99 ? kind * 100 + number : 0;
}

struct Attributes {
    std::optional<Mapped> plain;
    std::optional<Mapped> combined;
    std::optional<int> error;
    bool malformed = false;
    bool notUnderstood = false; ///< one that must be understood is not
};

Attributes readAttributes(Bytes bytes, const std::array<std::uint8_t, 16> &mask)
{
    constexpr std::size_t head = 4;
    Attributes found;
    for (std::size_t at = 0; at < bytes.size();) {
        if (bytes.size() - at < head) {
            found.malformed = true;
            break;
        }
        const std::uint16_t type = platform::readU16(bytes, at);
        const std::size_t length = platform::readU16(bytes, at + 2);
        const std::size_t padded = (length + 3) & ~std::size_t(3);
        at += head;
        if (bytes.size() - at < padded) {
            found.malformed = true;
            break;
        }
        const Bytes value = bytes.subspan(at, length);
        at += padded;
        if (type == xorMappedAddress && !found.combined)
            found.combined = readMapped(value, mask);
        else if (type == mappedAddress && !found.plain)
            found.plain = readMapped(value, {});
        else if (type == errorCode && !found.error)
            found.error = readErrorCode(value);
        else if (type < firstOptional && type != xorMappedAddress && type != mappedAddress && type != errorCode
            && std::ranges::find(passedOver, type) == passedOver.end())
            found.notUnderstood = true;
    }
    return found;
}

} // namespace

std::array<std::uint8_t, stunHeaderLength> stunBindingRequest(const StunTransaction &transaction)
{
    std::array<std::uint8_t, stunHeaderLength> request{0, bindingRequest};
    std::ranges::copy(cookie, request.begin() + 4);
    std::ranges::copy(transaction, request.begin() + 8);
    return request;
}

StunAnswer readStunAnswer(Bytes datagram, const StunTransaction &transaction)
{
    if (datagram.size() < stunHeaderLength || datagram.size() != stunHeaderLength + platform::readU16(datagram, 2)
        || datagram.size() % 4 != 0 || !std::ranges::equal(datagram.subspan(4, 4), cookie)
        || !std::ranges::equal(datagram.subspan(8, transaction.size()), transaction))
        return {};
    const std::uint16_t type = platform::readU16(datagram, 0);
    if (type != bindingSuccess && type != bindingError)
        return {};
    std::array<std::uint8_t, 16> mask{};
    std::ranges::copy(datagram.subspan(4, mask.size()), mask.begin());
    const Attributes attributes = readAttributes(datagram.subspan(stunHeaderLength), mask);
    if (attributes.malformed)
        return {};
    if (type == bindingError)
        return {StunAnswer::Kind::Refused, {}, 0, attributes.error.value_or(0)};
    const auto &mapped = attributes.combined ? attributes.combined : attributes.plain;
    if (attributes.notUnderstood || !mapped)
        return {StunAnswer::Kind::Refused, {}, 0, 0};
    return {StunAnswer::Kind::Address, mapped->address, mapped->port, 0};
}

} // namespace engine
