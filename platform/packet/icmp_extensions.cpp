// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/packet/icmp_extensions.h"

#include "platform/packet/byte_order.h"
#include "platform/packet/checksum.h"

#include <algorithm>

namespace platform {

namespace {

constexpr std::size_t headerLength = 4;
constexpr std::size_t objectHeaderLength = 4;
constexpr std::uint8_t extensionVersion = 2;
constexpr std::size_t mostEntries = 16;

constexpr std::uint8_t classMpls = 1; // RFC 4950
constexpr std::uint8_t classInterface = 2; // RFC 5837

// RFC 5837 section 4.1: what the C-type's bits announce, in the order in which it follows
constexpr std::uint8_t hasIndex = 0x08;
constexpr std::uint8_t hasAddress = 0x04;
constexpr std::uint8_t hasName = 0x02;
constexpr std::uint8_t hasMtu = 0x01;
constexpr std::uint16_t afiIp4 = 1; // IANA address family numbers
constexpr std::uint16_t afiIp6 = 2;

using Span = std::span<const std::uint8_t>;

bool headerIsRight(Span bytes, ExtensionPlace place)
{
    if (bytes.size() < headerLength || bytes[0] >> 4 != extensionVersion)
        return false;
    const bool noChecksum = readU16(bytes, 2) == 0;
    if (noChecksum)
        return place == ExtensionPlace::Declared;
    return internetChecksum(bytes) == 0;
}

void readLabelStack(Span body, std::vector<MplsLabel> &labels)
{
    while (body.size() >= 4 && labels.size() < mostEntries) {
        const std::uint32_t entry = readU32(body, 0);
        MplsLabel label;
        label.label = entry >> 12;
        label.trafficClass = static_cast<std::uint8_t>(entry >> 9 & 0x7);
        label.bottom = (entry >> 8 & 0x1) != 0;
        label.ttl = static_cast<std::uint8_t>(entry);
        labels.push_back(label);
        if (label.bottom)
            return;
        body = body.subspan(4);
    }
}

/// Takes `count` bytes off the front of `body`; an empty span when it has fewer.
Span take(Span &body, std::size_t count)
{
    if (body.size() < count) {
        body = {};
        return {};
    }
    const Span taken = body.first(count);
    body = body.subspan(count);
    return taken;
}

/// RFC 5837 section 4.2: family, reserved, address. False when it does not fit.
bool readInterfaceAddress(Span &body, IpAddress &address)
{
    const Span start = take(body, 4);
    if (start.empty())
        return false;
    const std::uint16_t family = readU16(start, 0);
    if (family != afiIp4 && family != afiIp6)
        return false;
    address = IpAddress::fromBytes(take(body, family == afiIp4 ? 4 : 16));
    return !address.isNull();
}

/// RFC 5837 section 4.3: the length counts itself and is a multiple of 4, at most 64; the name is padded with zeros.
bool readInterfaceName(Span &body, std::string &name)
{
    if (body.empty())
        return false;
    const std::size_t length = body[0];
    if (length == 0 || length % 4 != 0 || length > 64 || length > body.size())
        return false;
    const Span text = take(body, length).subspan(1);
    const auto end = std::ranges::find(text, std::uint8_t{0});
    name.assign(text.begin(), end);
    return true;
}

std::optional<QuotedInterface> readInterface(std::uint8_t type, Span body)
{
    QuotedInterface result;
    result.role = static_cast<std::uint8_t>(type >> 6);
    if ((type & hasIndex) != 0) {
        const Span index = take(body, 4);
        if (index.empty())
            return std::nullopt;
        result.index = readU32(index, 0);
    }
    if ((type & hasAddress) != 0 && !readInterfaceAddress(body, result.address))
        return std::nullopt;
    if ((type & hasName) != 0 && !readInterfaceName(body, result.name))
        return std::nullopt;
    if ((type & hasMtu) != 0) {
        const Span mtu = take(body, 4);
        if (mtu.empty())
            return std::nullopt;
        result.mtu = readU32(mtu, 0);
    }
    return result;
}

} // namespace

IcmpExtensions parseExtensions(Span bytes, ExtensionPlace place)
{
    IcmpExtensions result;
    if (!headerIsRight(bytes, place))
        return result;
    Span rest = bytes.subspan(headerLength);
    while (rest.size() >= objectHeaderLength) {
        const std::size_t length = readU16(rest, 0);
        if (length < objectHeaderLength || length > rest.size())
            break;
        const std::uint8_t objectClass = rest[2];
        const std::uint8_t type = rest[3];
        const Span body = rest.subspan(objectHeaderLength, length - objectHeaderLength);
        if (objectClass == classMpls && type == 1)
            readLabelStack(body, result.mpls);
        if (objectClass == classInterface && result.interfaces.size() < mostEntries) {
            if (auto found = readInterface(type, body))
                result.interfaces.push_back(std::move(*found));
        }
        rest = rest.subspan(length);
    }
    return result;
}

IcmpExtensions findExtensions(Span quoted, std::size_t declaredLength, std::size_t hidden)
{
    if (declaredLength != 0) {
        if (declaredLength < hidden)
            return {};
        return parseExtensions(sliceOf(quoted, declaredLength - hidden), ExtensionPlace::Declared);
    }
    if (hidden > legacyQuoteLength)
        return {};
    return parseExtensions(sliceOf(quoted, legacyQuoteLength - hidden), ExtensionPlace::Guessed);
}

} // namespace platform
