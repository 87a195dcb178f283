// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace engine {

/// Structure of MaxMind DB files (format 2.0) as far as it must be known to be safe before libmaxminddb reads on:
/// versions before 1.13 recurse and allocate as deep and as much as a file tells them to.

/// How many values may be looked at, those behind pointers counted as often as they are reached.
inline constexpr int mostValuesInRecord = 4096;
inline constexpr int deepestValue = 16;

/// The value at `offset` of a data section, with all that it holds and points to, lies within the section, has sizes
/// that fit its types, is not deeper than deepestValue and not larger than what is left of `budget`, which it uses up.
/// Pointers count from the beginning of the section.
bool isSoundValue(std::span<const std::uint8_t> section, std::size_t offset, int &budget);

/// Where the metadata begins (behind its marker, searched from the end as the format wants); none: no such marker.
std::optional<std::size_t> findMetadata(std::span<const std::uint8_t> file);

/// What the metadata say of the search tree; none: they do not. The section must be sound. Needed before libmaxminddb
/// opens the file: its own arithmetic with them can overflow.
struct MmdbOutline {
    std::uint64_t nodes = 0;
    std::uint64_t recordBits = 0;
    std::uint64_t majorVersion = 0; ///< of the format
    std::uint64_t treeBytes() const { return nodes * recordBits / 4; } ///< no overflow: 32 and 16 bits
};
std::optional<MmdbOutline> readOutline(std::span<const std::uint8_t> metadata);

/// Without metadata it can still be the beginning of a database that was cut off: its first nodes lead to each other.
bool beginsLikeDatabase(std::span<const std::uint8_t> file);

inline constexpr std::size_t metadataMarkerLength = 14;

} // namespace engine
