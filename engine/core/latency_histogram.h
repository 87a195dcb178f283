// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/time.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace engine {

/// Counts durations from 1 µs to about 70 s in log-linear buckets (64 to the octave): any percentile is within 1 % of
/// the true sample, the smallest and the largest are exact, the memory is bounded (at most 7 KiB, allocated between the
/// smallest and the largest value only) and two histograms add up exactly. Values outside are counted in the first or
/// last bucket.
class LatencyHistogram final {
public:
    void add(platform::Duration value);
    void merge(const LatencyHistogram &other);
    std::uint64_t count() const { return m_count; }

    /// The value up to which `percent` (0 to 100) of the samples lie (nearest rank); nothing when empty.
    std::optional<platform::Duration> percentile(double percent) const;

    struct Bucket {
        platform::Duration low;
        platform::Duration high; ///< exclusive
        std::uint64_t count = 0;
    };
    /// The occupied buckets in rising order, for drawing.
    std::vector<Bucket> buckets() const;

    std::size_t memoryBytes() const { return m_counts.capacity() * sizeof(std::uint32_t); }

    friend bool operator==(const LatencyHistogram &, const LatencyHistogram &) = default;

private:
    std::uint32_t &counter(std::size_t index); ///< makes room for it

    std::size_t m_firstIndex = 0; ///< of the bucket that m_counts[0] counts
    std::vector<std::uint32_t> m_counts;
    std::uint64_t m_count = 0;
    platform::Duration m_smallest{};
    platform::Duration m_largest{};
};

} // namespace engine
