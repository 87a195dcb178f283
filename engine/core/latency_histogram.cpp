// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/latency_histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace engine {

namespace {

// Bucket widths double with each octave of nanoseconds: 512 ns to 2^36 ns (68.7 s). Half a bucket is 1/128 of its
// value.
constexpr int subBits = 6;
constexpr int lowestOctave = 9;
constexpr int highestOctave = 35;
constexpr std::size_t subBuckets = std::size_t{1} << subBits;

std::size_t indexOf(platform::Duration value)
{
    constexpr std::int64_t least = std::int64_t{1} << lowestOctave;
    constexpr std::int64_t most = (std::int64_t{1} << (highestOctave + 1)) - 1;
    const auto ns = static_cast<std::uint64_t>(std::clamp<std::int64_t>(value.count(), least, most));
    const int octave = static_cast<int>(std::bit_width(ns)) - 1;
    const auto sub = static_cast<std::size_t>(ns >> (octave - subBits)) & (subBuckets - 1);
    return static_cast<std::size_t>(octave - lowestOctave) * subBuckets + sub;
}

platform::Duration lowOf(std::size_t index)
{
    const int octave = static_cast<int>(index / subBuckets) + lowestOctave;
    const auto mantissa = static_cast<std::int64_t>(subBuckets + index % subBuckets);
    return platform::Duration{mantissa << (octave - subBits)};
}

} // namespace

std::uint32_t &LatencyHistogram::counter(std::size_t index)
{
    if (m_counts.empty()) {
        m_firstIndex = index;
        m_counts.resize(1);
    } else if (index < m_firstIndex) {
        m_counts.insert(m_counts.begin(), m_firstIndex - index, 0);
        m_firstIndex = index;
    } else if (index >= m_firstIndex + m_counts.size()) {
        m_counts.resize(index - m_firstIndex + 1);
    }
    return m_counts[index - m_firstIndex];
}

void LatencyHistogram::add(platform::Duration value)
{
    ++counter(indexOf(value));
    m_smallest = m_count == 0 ? value : std::min(m_smallest, value);
    m_largest = m_count == 0 ? value : std::max(m_largest, value);
    ++m_count;
}

void LatencyHistogram::merge(const LatencyHistogram &other)
{
    if (other.m_count == 0)
        return;
    counter(other.m_firstIndex);
    counter(other.m_firstIndex + other.m_counts.size() - 1);
    for (std::size_t i = 0; i < other.m_counts.size(); ++i)
        m_counts[other.m_firstIndex - m_firstIndex + i] += other.m_counts[i];
    m_smallest = m_count == 0 ? other.m_smallest : std::min(m_smallest, other.m_smallest);
    m_largest = m_count == 0 ? other.m_largest : std::max(m_largest, other.m_largest);
    m_count += other.m_count;
}

std::optional<platform::Duration> LatencyHistogram::percentile(double percent) const
{
    if (m_count == 0)
        return std::nullopt;
    const double share = std::clamp(percent, 0.0, 100.0) / 100;
    const auto rank = std::clamp<std::uint64_t>(
        static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(m_count))), 1, m_count);
    if (rank == 1)
        return m_smallest;
    if (rank == m_count)
        return m_largest;
    std::uint64_t seen = 0;
    std::size_t i = 0;
    while ((seen += m_counts[i]) < rank)
        ++i;
    const platform::Duration low = lowOf(m_firstIndex + i);
    const platform::Duration middle = low + (lowOf(m_firstIndex + i + 1) - low) / 2;
    return std::clamp(middle, m_smallest, m_largest);
}

std::vector<LatencyHistogram::Bucket> LatencyHistogram::buckets() const
{
    std::vector<Bucket> result;
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        if (m_counts[i] != 0)
            result.push_back({lowOf(m_firstIndex + i), lowOf(m_firstIndex + i + 1), m_counts[i]});
    }
    return result;
}

} // namespace engine
