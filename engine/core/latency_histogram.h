// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/time.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace engine {

/// Counts durations from 1 µs to about 70 s in log-linear buckets: any percentile is within 1 % of the true sample, the
/// memory is bounded (a few KiB, allocated as far as the values reach) and two histograms add up exactly.
class LatencyHistogram final {
public:
    void add(platform::Duration value);
    void merge(const LatencyHistogram &other);
    std::uint64_t count() const { return m_count; }

    /// The value below which `percent` (0 to 100) of the samples lie; nothing when empty.
    std::optional<platform::Duration> percentile(double percent) const;

    struct Bucket {
        platform::Duration low;
        platform::Duration high; ///< exclusive
        std::uint64_t count = 0;
    };
    /// The occupied buckets in rising order, for drawing.
    std::vector<Bucket> buckets() const;

private:
    std::vector<std::uint32_t> m_counts;
    std::uint64_t m_count = 0;
};

} // namespace engine
