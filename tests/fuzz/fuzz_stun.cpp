// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/stun_message.h"

#include <algorithm>
#include <cstdlib>

/// An answer never has half an address, and none without its transaction.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    engine::StunTransaction transaction{};
    if (size >= engine::stunHeaderLength)
        std::copy_n(data + 8, transaction.size(), transaction.begin());
    const engine::StunAnswer answer = engine::readStunAnswer({data, size}, transaction);
    if ((answer.kind == engine::StunAnswer::Kind::Address) == answer.address.isNull())
        std::abort();
    transaction[0] = static_cast<std::uint8_t>(transaction[0] ^ 1);
    if (engine::readStunAnswer({data, size}, transaction).kind != engine::StunAnswer::Kind::Foreign)
        std::abort();
    return 0;
}
