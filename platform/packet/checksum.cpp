// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/packet/checksum.h"

namespace platform {

namespace {

std::uint32_t fold(std::uint64_t sum)
{
    while (sum > 0xffff)
        sum = (sum & 0xffff) + (sum >> 16);
    return static_cast<std::uint32_t>(sum);
}

} // namespace

std::uint32_t onesSum(std::span<const std::uint8_t> bytes, std::uint32_t start)
{
    std::uint64_t sum = start;
    std::size_t at = 0;
    for (; at + 1 < bytes.size(); at += 2)
        sum += static_cast<std::uint64_t>(bytes[at]) << 8 | bytes[at + 1];
    if (at < bytes.size())
        sum += static_cast<std::uint64_t>(bytes[at]) << 8;
    return fold(sum);
}

std::uint32_t pseudoHeaderSum(
    const IpAddress &source, const IpAddress &destination, std::uint8_t protocol, std::uint32_t length)
{
    const std::uint32_t sum = onesSum(destination.bytes(), onesSum(source.bytes()));
    return fold(std::uint64_t{sum} + (length >> 16) + (length & 0xffff) + protocol);
}

std::uint16_t internetChecksum(std::span<const std::uint8_t> bytes, std::uint32_t start)
{
    return static_cast<std::uint16_t>(~onesSum(bytes, start));
}

} // namespace platform
