// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/timeline/timeline_columns.h"

#include <algorithm>
#include <cmath>

namespace app {

using platform::Duration;

double TimelineColumn::average() const
{
    return answered() == 0 ? 0 : toMs(sum) / answered();
}

Duration columnStep(const TimeScale &scale, double pixels)
{
    // The history's own grid: its finest bucket times a power of two, so that no column straddles a bucket.
    const Duration least = std::max(scale.timeOf(pixels), Duration(1));
    Duration step = engine::SampleHistory::Limits{}.finestSpan;
    while (step / 2 >= least && step.count() % 2 == 0)
        step /= 2;
    while (step < least)
        step *= 2;
    return step;
}

namespace {

void add(TimelineColumn &column, const engine::HistoryBucket &bucket)
{
    const bool hadAnswers = column.answered() > 0;
    column.span.to = bucket.start + bucket.span;
    column.sent += bucket.sent;
    column.lost += bucket.lost;
    column.late += bucket.late;
    if (bucket.answered() == 0)
        return;
    column.min = hadAnswers ? std::min(column.min, bucket.min) : bucket.min;
    column.max = hadAnswers ? std::max(column.max, bucket.max) : bucket.max;
    column.sum += bucket.sum;
}

/// Usual distance of two columns; the median is not moved by gaps.
Duration usualDistance(const std::vector<TimelineColumn> &columns)
{
    std::vector<Duration> distances;
    distances.reserve(columns.size());
    for (std::size_t i = 1; i < columns.size(); ++i)
        distances.push_back(columns[i].span.from - columns[i - 1].span.from);
    if (distances.empty())
        return Duration::max();
    const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
    std::nth_element(distances.begin(), middle, distances.end());
    return *middle;
}

/// More than so many usual distances without a sample are a gap.
constexpr int gapFactor = 4;

bool pausedBetween(
    const std::vector<engine::SampleHistory::Gap> &gaps, const TimelineColumn &one, const TimelineColumn &next)
{
    return std::any_of(gaps.begin(), gaps.end(), [&](const engine::SampleHistory::Gap &gap) {
        return gap.from >= one.span.from && gap.from <= next.span.from && (!gap.to || *gap.to > one.span.to);
    });
}

} // namespace

std::vector<TimelineColumn> columnsOf(const std::vector<engine::HistoryBucket> &buckets, Duration step)
{
    std::vector<TimelineColumn> result;
    std::int64_t current = 0;
    for (const engine::HistoryBucket &bucket : buckets) {
        if (bucket.sent == 0)
            continue;
        const std::int64_t slot = bucket.start.count() / step.count();
        if (result.empty() || slot != current) {
            result.push_back({});
            result.back().span.from = bucket.start;
            current = slot;
        }
        add(result.back(), bucket);
    }
    return result;
}

std::vector<TimelineRun> runsOf(
    const std::vector<TimelineColumn> &columns, const std::vector<engine::SampleHistory::Gap> &gaps)
{
    std::vector<TimelineRun> result;
    const Duration usual = usualDistance(columns);
    const Duration most = usual > Duration::max() / gapFactor ? usual : usual * gapFactor;
    bool open = false;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const TimelineColumn &column = columns[i];
        const bool clean = column.lost == 0;
        if (column.answered() == 0) {
            // A late answer is neither a loss nor a value: the line goes on over it.
            open = open && clean;
            continue;
        }
        const bool follows = open && clean && column.span.from - columns[i - 1].span.from <= most
            && !pausedBetween(gaps, columns[i - 1], column);
        if (follows)
            result.back().last = i;
        else
            result.push_back({i, i});
        open = clean;
    }
    return result;
}

ColumnTotals totalsOf(const std::vector<TimelineColumn> &columns)
{
    ColumnTotals result;
    std::vector<double> lows;
    std::vector<double> highs;
    double sum = 0;
    std::uint64_t answered = 0;
    for (const TimelineColumn &column : columns) {
        result.sent += column.sent;
        result.lost += column.lost;
        if (column.answered() == 0)
            continue;
        answered += column.answered();
        sum += toMs(column.sum);
        lows.push_back(toMs(column.min));
        highs.push_back(toMs(column.max));
    }
    if (answered == 0)
        return result;
    result.average = sum / static_cast<double>(answered);
    const auto at = [](std::vector<double> &values, double share) {
        const auto index = static_cast<std::ptrdiff_t>(std::lround(share * static_cast<double>(values.size() - 1)));
        std::nth_element(values.begin(), values.begin() + index, values.end());
        return values[static_cast<std::size_t>(index)];
    };
    result.range = {at(lows, 0.005), at(highs, 0.995)};
    return result;
}

LossRail LossRail::of(const std::vector<TimelineColumn> &columns, const TimeScale &scale, double minimumWidth)
{
    LossRail result;
    for (const TimelineColumn &column : columns) {
        if (column.lost == 0)
            continue;
        const double middle = scale.x(column.middle());
        const double left = std::round(middle - minimumWidth / 2);
        if (!result.marks.empty()) {
            Mark &last = result.marks.back();
            if (left < last.left + last.width) {
                last.width = std::max(last.width, left + minimumWidth - last.left);
                last.lost += column.lost;
                last.several = true;
                last.span.to = column.span.to;
                continue;
            }
        }
        result.marks.push_back({left, minimumWidth, column.lost > 1, column.lost, column.span});
    }
    return result;
}

bool LossRail::standsAlone(std::size_t index, double distance) const
{
    const double at = marks[index].middle();
    return (index == 0 || at - marks[index - 1].middle() >= distance)
        && (index + 1 == marks.size() || marks[index + 1].middle() - at >= distance);
}

const LossRail::Mark *LossRail::markAt(double x, double reach) const
{
    const auto found = std::find_if(marks.begin(), marks.end(),
        [&](const Mark &mark) { return x >= mark.left - reach && x < mark.left + mark.width + reach; });
    return found == marks.end() ? nullptr : &*found;
}

} // namespace app
