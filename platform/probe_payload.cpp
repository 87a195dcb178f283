// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/probe_payload.h"

#include "platform/packet/byte_order.h"
#include "platform/packet/checksum.h"

#include <algorithm>
#include <bit>
#include <random>

namespace platform {

namespace {

/// SipHash-2-4 (Aumasson and Bernstein, 2012), for messages of at most 7 bytes: one block.
class SipHash final {
public:
    explicit SipHash(const NonceKey &key)
        : m_state{key.words[0] ^ 0x736f6d6570736575U, key.words[1] ^ 0x646f72616e646f6dU,
            key.words[0] ^ 0x6c7967656e657261U, key.words[1] ^ 0x7465646279746573U}
    {
    }

    /// `block` holds the message in its low bytes, little-endian, and the message's length in its top byte.
    std::uint64_t hashLastBlock(std::uint64_t block)
    {
        m_state[3] ^= block;
        rounds(2);
        m_state[0] ^= block;
        m_state[2] ^= 0xff;
        rounds(4);
        return m_state[0] ^ m_state[1] ^ m_state[2] ^ m_state[3];
    }

private:
    void rounds(int count)
    {
        auto &[a, b, c, d] = m_state;
        for (int round = 0; round < count; ++round) {
            a += b;
            b = std::rotl(b, 13) ^ a;
            a = std::rotl(a, 32);
            c += d;
            d = std::rotl(d, 16) ^ c;
            a += d;
            d = std::rotl(d, 21) ^ a;
            c += b;
            b = std::rotl(b, 17) ^ c;
            c = std::rotl(c, 32);
        }
    }

    std::array<std::uint64_t, 4> m_state;
};

} // namespace

NonceKey NonceKey::random()
{
    std::random_device device;
    const auto word = [&device] { return std::uint64_t{device()} << 32 | device(); };
    return NonceKey{{word(), word()}};
}

std::uint64_t probeNonce(const NonceKey &key, std::uint32_t channel, std::uint16_t sequence)
{
    constexpr std::uint64_t messageLength = 6;
    return SipHash(key).hashLastBlock(messageLength << 56 | std::uint64_t{sequence} << 32 | channel);
}

void writePayload(const ProbePayload &payload, std::span<std::uint8_t> out)
{
    std::ranges::fill(out, std::uint8_t{0});
    writeU16(out, 0, payload.balance);
    writeU16(out, 2, payload.sequence);
    writeU64(out, 4, payload.nonce);
}

std::optional<ProbePayload> readPayload(std::span<const std::uint8_t> bytes)
{
    if (bytes.size() < ProbePayload::size)
        return std::nullopt;
    return ProbePayload{readU16(bytes, 0), readU16(bytes, 2), readU64(bytes, 4)};
}

std::uint16_t balanceFor(std::span<const std::uint8_t> message, std::uint16_t wanted, std::uint32_t pseudo)
{
    // sum + balance must be the complement of `wanted`; in one's complement, minus is the complement.
    const std::uint32_t sum = onesSum(message, pseudo);
    const std::uint32_t balance =
        static_cast<std::uint16_t>(~wanted) + static_cast<std::uint32_t>(static_cast<std::uint16_t>(~sum));
    return static_cast<std::uint16_t>((balance & 0xffff) + (balance >> 16));
}

} // namespace platform
