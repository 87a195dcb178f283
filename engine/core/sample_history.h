// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/trace_event.h"
#include "platform/time.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace engine {

/// Some time of one hop, summed up: what one column of a chart needs.
struct HistoryBucket {
    platform::Duration start{}; ///< since the run's origin
    platform::Duration span{}; ///< 0: a single sample
    std::uint32_t sent = 0; ///< probes whose fate is known
    std::uint32_t lost = 0;
    std::uint32_t late = 0;
    platform::Duration min{}; ///< min, max, sum: of the answers in time; meaningless without any
    platform::Duration max{};
    platform::Duration sum{};

    std::uint32_t answered() const { return sent - lost - late; }
    std::optional<platform::Duration> average() const;
    friend bool operator==(const HistoryBucket &, const HistoryBucket &) = default;
};

/// The samples of every hop over the whole run in bounded memory: the newest as they are, older ones summed up in coarser
/// and coarser buckets, so that any span can be drawn with one or two buckets a pixel and one lost packet never vanishes.
/// A late answer turns a loss into a late, also in buckets. Pure; lives on the thread of its owner.
class SampleHistory final {
public:
    struct Limits {
        std::size_t samplesPerHop = 3600; ///< kept singly
        std::size_t bucketsPerLevel = 2048;
    };

    SampleHistory(); ///< default limits
    explicit SampleHistory(Limits limits);

    void apply(const TraceEvent &event);

    /// What lies in [from, to), rising, at most about `wanted` buckets; gaps (paused) are simply not covered.
    std::vector<HistoryBucket> query(std::uint8_t ttl, platform::Duration from, platform::Duration to, std::size_t wanted) const;

    struct Gap {
        platform::Duration from{};
        std::optional<platform::Duration> to; ///< none: still paused
        friend bool operator==(const Gap &, const Gap &) = default;
    };
    const std::vector<Gap> &gaps() const { return m_gaps; } ///< times of pause

    platform::Duration end() const { return m_end; } ///< of the newest sample
    std::size_t memoryBytes() const;

private:
    struct Series {
        std::deque<HistoryBucket> samples;
        std::vector<std::deque<HistoryBucket>> levels; ///< finest first
    };
    Limits m_limits;
    std::map<std::uint8_t, Series> m_series;
    std::vector<Gap> m_gaps;
    platform::Duration m_end{};
};

} // namespace engine
