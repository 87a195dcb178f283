// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/flow_port.h"

namespace platform {

std::uint16_t flowPort(const ChannelSpec &spec, PortRange range, int attempt)
{
    // FNV-1a over what names the flow
    std::uint32_t hash = 0x811c9dc5U;
    const auto mix = [&hash](std::uint32_t byte) { hash = (hash ^ (byte & 0xff)) * 0x01000193U; };
    for (const std::uint8_t byte : spec.target.bytes())
        mix(byte);
    for (int shift = 0; shift < 32; shift += 8)
        mix(spec.flow >> shift);
    mix(spec.port);
    mix(static_cast<std::uint32_t>(spec.port) >> 8);
    mix(static_cast<std::uint32_t>(attempt));
    hash ^= hash >> 15;
    return static_cast<std::uint16_t>(range.first + hash % range.count);
}

} // namespace platform
