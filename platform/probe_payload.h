// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace platform {

/// The proof that every probe carries at the start of its payload, so that a quote or an echo can be told from a
/// forgery.
///
/// Layout (16 bytes, network order, right after the ICMP or UDP header; TCP SYNs carry none):
///   0..1  balance: for ICMP the word that keeps the checksum constant (Paris); 0 for UDP
///   2..3  sequence of the probe within its channel
///   4..11 nonce: keyed hash of channel and sequence, unpredictable for anyone who has not seen the packet
///   12..15 zero, and so is the rest up to the wanted size
/// A router that quotes only 8 bytes of transport header shows none of it; then ICMP identifier and sequence decide,
/// and for UDP the single outstanding probe, if it is single.
struct ProbePayload {
    std::uint16_t balance = 0;
    std::uint16_t sequence = 0;
    std::uint64_t nonce = 0;

    static constexpr std::size_t size = 16;

    friend bool operator==(const ProbePayload &, const ProbePayload &) = default;
};

/// Secret of one transport, drawn at random when it is made.
struct NonceKey {
    std::array<std::uint64_t, 2> words{};
    static NonceKey random();
};

/// SipHash-2-4 of channel and sequence under the key.
std::uint64_t probeNonce(const NonceKey &key, std::uint32_t channel, std::uint16_t sequence);

/// Writes `payload` into the first 16 bytes and zeroes the rest. `out` must have at least ProbePayload::size bytes.
void writePayload(const ProbePayload &payload, std::span<std::uint8_t> out);

/// What the first bytes say; nothing when there are fewer than `size`.
std::optional<ProbePayload> readPayload(std::span<const std::uint8_t> bytes);

/// The balance word with which an ICMP echo message has the checksum `wanted` whatever its sequence (one's complement
/// arithmetic, RFC 1071). `message` is the whole ICMP message with checksum and balance zero; for ICMPv6 `pseudo` is
/// the one's complement sum of the pseudo-header (RFC 8200 section 8.1), else 0. `wanted` must not be 0xffff, which no
/// message with a byte other than 0 can have.
std::uint16_t balanceFor(std::span<const std::uint8_t> message, std::uint16_t wanted, std::uint32_t pseudo = 0);

} // namespace platform
