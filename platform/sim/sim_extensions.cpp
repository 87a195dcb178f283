// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/sim/sim_extensions.h"

#include "platform/packet/checksum.h"

#include <algorithm>

namespace platform {

namespace {

constexpr std::size_t quoteLength = 128;
constexpr std::uint8_t versionByte = 2U << 4;
constexpr std::uint8_t mplsClass = 1;
constexpr std::uint8_t interfaceClass = 2;

void append(Bytes &bytes, std::uint32_t value)
{
    bytes.resize(bytes.size() + 4);
    writeU32(bytes, bytes.size() - 4, value);
}

void appendObject(Bytes &bytes, std::uint8_t objectClass, std::uint8_t type, const Bytes &content)
{
    constexpr std::size_t objectHeader = 4;
    append(bytes, static_cast<std::uint32_t>((content.size() + objectHeader) << 16 | objectClass * 256U | type));
    bytes.insert(bytes.end(), content.begin(), content.end());
}

Bytes labelStack(const std::vector<MplsLabel> &labels)
{
    Bytes content;
    for (const MplsLabel &label : labels)
        append(content, label.label << 12 | label.trafficClass * 512U | (label.bottom ? 1U << 8 : 0U) | label.ttl);
    return content;
}

/// RFC 5837 section 4.1: the sub-objects follow in the order of these bits.
constexpr std::uint8_t hasIndex = 0x08;
constexpr std::uint8_t hasAddress = 0x04;
constexpr std::uint8_t hasName = 0x02;
constexpr std::uint8_t hasMtu = 0x01;

void appendInterface(Bytes &bytes, const QuotedInterface &quoted)
{
    auto type = static_cast<std::uint8_t>(quoted.role << 6);
    Bytes content;
    if (quoted.index) {
        type |= hasIndex;
        append(content, *quoted.index);
    }
    if (!quoted.address.isNull()) {
        type |= hasAddress;
        append(content, quoted.address.family() == Family::V4 ? 1U << 16 : 2U << 16);
        content.insert(content.end(), quoted.address.bytes().begin(), quoted.address.bytes().end());
    }
    if (!quoted.name.empty()) {
        type |= hasName;
        const std::size_t padded = (quoted.name.size() + 1 + 3) / 4 * 4;
        Bytes name(padded);
        name[0] = static_cast<std::uint8_t>(padded);
        std::ranges::copy(quoted.name, name.begin() + 1);
        content.insert(content.end(), name.begin(), name.end());
    }
    if (quoted.mtu) {
        type |= hasMtu;
        append(content, *quoted.mtu);
    }
    appendObject(bytes, interfaceClass, type, content);
}

} // namespace

Bytes buildExtensions(const SimAnswering &answering)
{
    if (answering.mpls.empty() && answering.interfaces.empty())
        return {};
    Bytes bytes{versionByte, 0, 0, 0};
    for (const QuotedInterface &quoted : answering.interfaces)
        appendInterface(bytes, quoted);
    if (!answering.mpls.empty())
        appendObject(bytes, mplsClass, 1, labelStack(answering.mpls));
    if (answering.extensionStyle == SimExtensionStyle::Truncated)
        bytes.resize(bytes.size() - 3);
    const std::uint16_t sum = internetChecksum(bytes);
    writeU16(bytes, 2, answering.extensionStyle == SimExtensionStyle::BadChecksum ? sum ^ 0x5555U : sum);
    return bytes;
}

std::uint32_t appendExtensions(Bytes &body, const Bytes &extensions, Family family, SimExtensionStyle style)
{
    // RFC 4884: at least 128 bytes, in 32-bit words for IPv4 and 64-bit words for IPv6.
    std::size_t padded = quoteLength;
    if (style != SimExtensionStyle::Legacy && body.size() > padded)
        padded = (body.size() + 7) / 8 * 8;
    body.resize(padded);
    body.insert(body.end(), extensions.begin(), extensions.end());
    if (style == SimExtensionStyle::Legacy)
        return 0;
    const auto words = static_cast<std::uint32_t>(padded / (family == Family::V4 ? 4 : 8));
    return family == Family::V4 ? words << 16 : words << 24;
}

} // namespace platform
