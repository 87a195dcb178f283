// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/history_options.h"
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

/// The samples of every hop over the whole run in bounded memory: the newest as they are, older ones summed up in
/// coarser and coarser buckets, so that any span can be drawn with one or two buckets a pixel and one lost packet never
/// vanishes. A late answer turns a loss into a late, also in buckets. Pure; lives on the thread of its owner.
class SampleHistory final {
public:
    using Limits = HistoryOptions;

    SampleHistory(); ///< default limits
    explicit SampleHistory(Limits limits);

    void apply(const TraceEvent &event);

    /// What lies in [from, to), rising, at most about `wanted` buckets: single samples when they are few enough, else
    /// buckets on a fixed grid (finestSpan times a power of two), so that a picture that scrolls does not flicker. Gaps
    /// (paused) are simply not covered.
    std::vector<HistoryBucket> query(
        std::uint8_t ttl, platform::Duration from, platform::Duration to, std::size_t wanted) const;

    struct Gap {
        platform::Duration from{};
        std::optional<platform::Duration> to; ///< none: still paused
        friend bool operator==(const Gap &, const Gap &) = default;
    };
    const std::vector<Gap> &gaps() const { return m_gaps; } ///< times of pause

    platform::Duration end() const { return m_end; } ///< of the newest sample
    std::size_t memoryBytes() const;

private:
    /// One probe whose fate is known, in 16 bytes.
    struct Sample {
        std::int64_t start = 0; ///< ns since the origin
        std::uint64_t fate = 0; ///< rtt in ns << 2 | AnswerStatus
    };
    struct Series {
        std::deque<Sample> samples; ///< rising by start
        std::vector<std::deque<HistoryBucket>>
            levels; ///< finest first; each rising by start, and older than the one before
    };
    static HistoryBucket bucketOf(const Sample &sample);
    static void add(HistoryBucket &to, const HistoryBucket &from);

    platform::Duration spanOf(std::size_t level) const;
    platform::Duration gridFor(platform::Duration from, platform::Duration to, std::size_t wanted) const;
    void addSample(Series &series, const Sample &sample);
    void fold(Series &series, std::size_t level, const HistoryBucket &bucket);
    void thin(Series &series);
    bool turnLate(Series &series, std::int64_t start, platform::Duration rtt);
    template <typename Visit>
    static void visit(const Series &series, platform::Duration from, platform::Duration to, Visit visitBucket);

    Limits m_limits;
    platform::TimePoint m_origin;
    std::map<std::uint8_t, Series> m_series;
    std::vector<Gap> m_gaps;
    platform::Duration m_end{};
};

} // namespace engine
