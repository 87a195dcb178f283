// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/sample_history.h"

#include <algorithm>

namespace engine {

using platform::Duration;

namespace {

constexpr int levelFactor = 4;
constexpr std::uint64_t statusMask = 3; // Answered, Late and Lost fit

std::uint64_t fateOf(AnswerStatus status, Duration rtt)
{
    const auto ns =
        status == AnswerStatus::Answered ? static_cast<std::uint64_t>(std::max<std::int64_t>(rtt.count(), 0)) : 0;
    return ns << 2 | static_cast<std::uint64_t>(status);
}

AnswerStatus statusOf(std::uint64_t fate)
{
    return static_cast<AnswerStatus>(fate & statusMask);
}

Duration floorTo(Duration time, Duration grid)
{
    const auto remainder = time % grid;
    return remainder < Duration::zero() ? time - remainder - grid : time - remainder;
}

bool startsBefore(const HistoryBucket &bucket, Duration time)
{
    return bucket.start < time;
}

bool beginsAfter(Duration time, const HistoryBucket &bucket)
{
    return time < bucket.start;
}

} // namespace

std::optional<Duration> HistoryBucket::average() const
{
    if (answered() == 0)
        return std::nullopt;
    return sum / answered();
}

SampleHistory::SampleHistory()
    : SampleHistory(Limits{})
{
}

SampleHistory::SampleHistory(Limits limits)
    : m_limits(limits)
{
    m_limits.samplesPerHop = std::max<std::size_t>(m_limits.samplesPerHop, 1);
    m_limits.bucketsPerLevel = std::max<std::size_t>(m_limits.bucketsPerLevel, levelFactor);
}

void SampleHistory::apply(const TraceEvent &event)
{
    if (std::holds_alternative<RunStarted>(event.what)) {
        m_origin = event.at;
    } else if (std::holds_alternative<RunPaused>(event.what)) {
        if (m_gaps.empty() || m_gaps.back().to)
            m_gaps.push_back({event.at - m_origin, std::nullopt});
    } else if (std::holds_alternative<RunResumed>(event.what) || std::holds_alternative<RunEnded>(event.what)) {
        if (!m_gaps.empty() && !m_gaps.back().to)
            m_gaps.back().to = event.at - m_origin;
    } else if (const auto *outcome = std::get_if<ProbeOutcome>(&event.what)) {
        const AnswerStatus status = outcome->status;
        const bool isFate =
            status == AnswerStatus::Answered || status == AnswerStatus::Late || status == AnswerStatus::Lost;
        if (!isFate)
            return;
        Series &series = m_series[outcome->ttl];
        const std::int64_t start = outcome->sentAt.count();
        m_end = std::max(m_end, outcome->sentAt);
        if (status == AnswerStatus::Late && turnLate(series, start, outcome->reply.rtt))
            return;
        addSample(series, {start, fateOf(status, outcome->reply.rtt)});
    }
}

/// Finds the loss that a late answer takes back.
bool SampleHistory::turnLate(Series &series, std::int64_t start, Duration rtt)
{
    auto sample = std::lower_bound(series.samples.begin(), series.samples.end(), start,
        [](const Sample &a, std::int64_t b) { return a.start < b; });
    for (; sample != series.samples.end() && sample->start == start; ++sample) {
        if (statusOf(sample->fate) == AnswerStatus::Lost) {
            sample->fate = fateOf(AnswerStatus::Late, rtt);
            return true;
        }
    }
    for (std::size_t level = 0; level < series.levels.size(); ++level) {
        auto &buckets = series.levels[level];
        const auto after = std::upper_bound(buckets.begin(), buckets.end(), Duration{start}, beginsAfter);
        if (after == buckets.begin())
            continue;
        HistoryBucket &bucket = *std::prev(after);
        if (Duration{start} < bucket.start + bucket.span && bucket.lost > 0) {
            --bucket.lost;
            ++bucket.late;
            return true;
        }
    }
    return false;
}

HistoryBucket SampleHistory::bucketOf(const Sample &sample)
{
    HistoryBucket bucket;
    bucket.start = Duration{sample.start};
    bucket.sent = 1;
    bucket.lost = statusOf(sample.fate) == AnswerStatus::Lost ? 1 : 0;
    bucket.late = statusOf(sample.fate) == AnswerStatus::Late ? 1 : 0;
    bucket.min = bucket.max = bucket.sum = Duration{static_cast<std::int64_t>(sample.fate >> 2)};
    return bucket;
}

void SampleHistory::add(HistoryBucket &to, const HistoryBucket &from)
{
    if (from.answered() > 0) {
        to.min = to.answered() > 0 ? std::min(to.min, from.min) : from.min;
        to.max = to.answered() > 0 ? std::max(to.max, from.max) : from.max;
        to.sum = to.answered() > 0 ? to.sum + from.sum : from.sum;
    }
    to.sent += from.sent;
    to.lost += from.lost;
    to.late += from.late;
}

Duration SampleHistory::spanOf(std::size_t level) const
{
    Duration span = m_limits.finestSpan;
    for (std::size_t i = 0; i < level; ++i)
        span *= levelFactor;
    return span;
}

/// Fates come in the order in which they became known: a loss is known after the answers of younger probes.
void SampleHistory::addSample(Series &series, const Sample &sample)
{
    auto &samples = series.samples;
    const bool summedUpAlready = !series.levels.empty() && (samples.empty() || sample.start < samples.front().start);
    if (summedUpAlready) {
        fold(series, 0, bucketOf(sample));
    } else {
        auto at = samples.end();
        while (at != samples.begin() && std::prev(at)->start > sample.start)
            --at;
        samples.insert(at, sample);
    }
    thin(series);
}

/// Adds to the bucket of this level that covers its start; what is older than the whole level belongs to the next one.
void SampleHistory::fold(Series &series, std::size_t level, const HistoryBucket &bucket)
{
    if (level == series.levels.size())
        series.levels.emplace_back();
    const bool olderThanLevel = level + 1 < series.levels.size()
        && (series.levels[level].empty() || bucket.start < series.levels[level].front().start);
    if (olderThanLevel) {
        fold(series, level + 1, bucket);
        return;
    }
    auto &buckets = series.levels[level];
    const Duration start = floorTo(bucket.start, spanOf(level));
    const auto at = std::lower_bound(buckets.begin(), buckets.end(), start, startsBefore);
    if (at != buckets.end() && at->start == start) {
        add(*at, bucket);
        return;
    }
    HistoryBucket fresh;
    fresh.start = start;
    fresh.span = spanOf(level);
    add(fresh, bucket);
    buckets.insert(at, fresh);
}

/// Moves the oldest of each full level to the next, one whole bucket of the next level at a time.
void SampleHistory::thin(Series &series)
{
    if (series.samples.size() > m_limits.samplesPerHop) {
        const Duration cell = floorTo(Duration{series.samples.front().start}, spanOf(0));
        while (!series.samples.empty() && floorTo(Duration{series.samples.front().start}, spanOf(0)) == cell) {
            const Sample oldest = series.samples.front();
            series.samples.pop_front();
            fold(series, 0, bucketOf(oldest));
        }
    }
    for (std::size_t level = 0; level < series.levels.size(); ++level) {
        if (series.levels[level].size() <= m_limits.bucketsPerLevel)
            continue;
        const Duration next = spanOf(level + 1);
        const Duration cell = floorTo(series.levels[level].front().start, next);
        while (!series.levels[level].empty() && floorTo(series.levels[level].front().start, next) == cell) {
            const HistoryBucket oldest = series.levels[level].front();
            series.levels[level].pop_front();
            fold(series, level + 1, oldest);
        }
    }
}

/// Everything in [from, to), rising: the coarsest level is the oldest.
template <typename Visit>
void SampleHistory::visit(const Series &series, Duration from, Duration to, Visit visitBucket)
{
    for (auto level = series.levels.rbegin(); level != series.levels.rend(); ++level) {
        auto bucket = std::lower_bound(level->begin(), level->end(), from, startsBefore);
        if (bucket != level->begin() && std::prev(bucket)->start + std::prev(bucket)->span > from)
            --bucket;
        for (; bucket != level->end() && bucket->start < to; ++bucket)
            visitBucket(*bucket);
    }
    auto sample = std::lower_bound(series.samples.begin(), series.samples.end(), from,
        [](const Sample &a, Duration b) { return Duration{a.start} < b; });
    for (; sample != series.samples.end() && Duration{sample->start} < to; ++sample)
        visitBucket(bucketOf(*sample));
}

Duration SampleHistory::gridFor(Duration from, Duration to, std::size_t wanted) const
{
    const Duration least = (to - from) / static_cast<std::int64_t>(wanted);
    Duration grid = m_limits.finestSpan;
    while (grid / 2 >= least && grid.count() % 2 == 0)
        grid /= 2;
    while (grid < least)
        grid *= 2;
    return grid;
}

std::vector<HistoryBucket> SampleHistory::query(std::uint8_t ttl, Duration from, Duration to, std::size_t wanted) const
{
    std::vector<HistoryBucket> result;
    const auto found = m_series.find(ttl);
    from = std::max(from, Duration::zero());
    to = std::min(to, m_end + Duration{1});
    if (found == m_series.end() || from >= to || wanted == 0)
        return result;

    std::size_t raw = 0;
    visit(found->second, from, to, [&raw](const HistoryBucket &) { ++raw; });
    if (raw <= wanted) {
        result.reserve(raw);
        visit(found->second, from, to, [&result](const HistoryBucket &bucket) { result.push_back(bucket); });
        return result;
    }
    const Duration grid = gridFor(from, to, wanted);
    visit(found->second, from, to, [&result, grid](const HistoryBucket &bucket) {
        if (bucket.span >= grid) {
            result.push_back(bucket);
            return;
        }
        const Duration start = floorTo(bucket.start, grid);
        if (result.empty() || result.back().start < start) {
            HistoryBucket fresh;
            fresh.start = start;
            fresh.span = grid;
            result.push_back(fresh);
        }
        add(result.back(), bucket);
    });
    return result;
}

std::size_t SampleHistory::memoryBytes() const
{
    std::size_t bytes = sizeof(*this) + m_gaps.capacity() * sizeof(Gap);
    for (const auto &[ttl, series] : m_series) {
        bytes += sizeof(series) + series.samples.size() * sizeof(Sample);
        for (const auto &level : series.levels)
            bytes += sizeof(level) + level.size() * sizeof(HistoryBucket);
    }
    return bytes;
}

} // namespace engine
