// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace platform {

/// Big-endian access to packet fields. The caller has checked that the bytes are there.
inline std::uint16_t readU16(std::span<const std::uint8_t> bytes, std::size_t at)
{
    return static_cast<std::uint16_t>(bytes[at] << 8 | bytes[at + 1]);
}

inline std::uint32_t readU32(std::span<const std::uint8_t> bytes, std::size_t at)
{
    return static_cast<std::uint32_t>(readU16(bytes, at)) << 16 | readU16(bytes, at + 2);
}

inline void writeU16(std::span<std::uint8_t> bytes, std::size_t at, std::uint16_t value)
{
    bytes[at] = static_cast<std::uint8_t>(value >> 8);
    bytes[at + 1] = static_cast<std::uint8_t>(value);
}

inline void writeU32(std::span<std::uint8_t> bytes, std::size_t at, std::uint32_t value)
{
    writeU16(bytes, at, static_cast<std::uint16_t>(value >> 16));
    writeU16(bytes, at + 2, static_cast<std::uint16_t>(value));
}

inline void writeU64(std::span<std::uint8_t> bytes, std::size_t at, std::uint64_t value)
{
    writeU32(bytes, at, static_cast<std::uint32_t>(value >> 32));
    writeU32(bytes, at + 4, static_cast<std::uint32_t>(value));
}

inline std::uint64_t readU64(std::span<const std::uint8_t> bytes, std::size_t at)
{
    return static_cast<std::uint64_t>(readU32(bytes, at)) << 32 | readU32(bytes, at + 4);
}

/// At most `count` bytes from `from` on; never beyond the end.
inline std::span<const std::uint8_t> sliceOf(
    std::span<const std::uint8_t> bytes, std::size_t from, std::size_t count = std::dynamic_extent)
{
    if (from >= bytes.size())
        return {};
    const std::size_t left = bytes.size() - from;
    return bytes.subspan(from, count < left ? count : left);
}

using Bytes = std::vector<std::uint8_t>;

} // namespace platform
