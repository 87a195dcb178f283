// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/ip_address.h"

#include <cstdint>
#include <span>

namespace platform {

/// Protocol numbers of the IPv4 protocol field and the IPv6 next header field (IANA).
namespace ipproto {
inline constexpr std::uint8_t icmp4 = 1;
inline constexpr std::uint8_t tcp = 6;
inline constexpr std::uint8_t udp = 17;
inline constexpr std::uint8_t icmp6 = 58;
} // namespace ipproto

/// One's complement sum of 16-bit words in network order, folded to 16 bits (RFC 1071). An odd last byte counts as the
/// high byte of a word. `start` is an earlier sum; sums may be joined only at even offsets.
std::uint32_t onesSum(std::span<const std::uint8_t> bytes, std::uint32_t start = 0);

/// The pseudo-header's share of a TCP, UDP or ICMPv6 checksum (RFC 9293 section 3.1, RFC 768, RFC 8200 section 8.1).
std::uint32_t pseudoHeaderSum(
    const IpAddress &source, const IpAddress &destination, std::uint8_t protocol, std::uint32_t length);

/// The checksum field's value: the complement of the folded sum. 0 when `bytes` contains its own correct checksum.
std::uint16_t internetChecksum(std::span<const std::uint8_t> bytes, std::uint32_t start = 0);

} // namespace platform
