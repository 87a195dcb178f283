// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/ip_address.h"

#include <array>
#include <cstdint>
#include <span>

namespace engine {

// The messages of STUN (RFC 8489) that a Binding takes: pure functions over bytes.

/// Proves that an answer belongs to a question: 96 bits that nobody can guess.
using StunTransaction = std::array<std::uint8_t, 12>;

inline constexpr std::size_t stunHeaderLength = 20;

/// A Binding request without attributes.
std::array<std::uint8_t, stunHeaderLength> stunBindingRequest(const StunTransaction &transaction);

struct StunAnswer {
    enum class Kind : std::uint8_t {
        Foreign, ///< no STUN message, malformed, or not an answer to this transaction: as if it had not come
        Address,
        Refused, ///< the server's error response, or a success that cannot be used: this server will not tell
    };
    Kind kind = Kind::Foreign;
    platform::IpAddress address; ///< the reflexive transport address
    std::uint16_t port = 0;
    int errorCode = 0; ///< 300 to 699; 0 where the server gave none

    friend bool operator==(const StunAnswer &, const StunAnswer &) = default;
};

/// What a datagram says to the request with this transaction. XOR-MAPPED-ADDRESS counts, MAPPED-ADDRESS (of servers
/// older than RFC 5389) only where there is no other. The first of several attributes of a kind is taken (section 14).
StunAnswer readStunAnswer(std::span<const std::uint8_t> datagram, const StunTransaction &transaction);

} // namespace engine
