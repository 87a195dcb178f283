// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/span_figures.h"

#include <limits>

namespace app {

namespace {

using engine::HistoryBucket;
using platform::Duration;

void addSample(engine::HopStats &stats, const HistoryBucket &sample)
{
    stats.addSent();
    if (sample.lost != 0)
        stats.addLost();
    else if (sample.late != 0)
        stats.addLate(sample.max, false);
    else
        stats.addAnswer(sample.min);
}

HopFigures ofSamples(const std::vector<HistoryBucket> &samples)
{
    engine::HopStats stats;
    for (const HistoryBucket &sample : samples)
        addSample(stats, sample);
    return HopFigures::of(stats);
}

HopFigures ofSums(const std::vector<HistoryBucket> &sums)
{
    HopFigures figures;
    Duration total{};
    for (const HistoryBucket &sum : sums) {
        figures.sent += sum.sent;
        figures.lost += sum.lost;
        figures.late += sum.late;
        if (sum.answered() == 0)
            continue;
        figures.received += sum.answered();
        figures.best = std::min(figures.best.value_or(sum.min), sum.min);
        figures.worst = std::max(figures.worst.value_or(sum.max), sum.max);
        total += sum.sum;
    }
    if (figures.received > 0)
        figures.mean = total / static_cast<std::int64_t>(figures.received);
    figures.loss = engine::wilsonInterval(figures.lost, figures.known());
    return figures;
}

} // namespace

HopFigures figuresIn(const engine::SampleHistory &history, std::uint8_t ttl, const TimeSpan &span)
{
    constexpr auto everything = std::numeric_limits<std::size_t>::max();
    const std::vector<HistoryBucket> found = history.query(ttl, span.from, span.to, everything);
    const bool single = std::ranges::all_of(found, [](const HistoryBucket &bucket) { return bucket.sent == 1; });
    return single ? ofSamples(found) : ofSums(found);
}

void showSpan(std::vector<HopRow> &rows, const engine::SampleHistory &history, const TimeSpan &span)
{
    for (HopRow &row : rows) {
        row.figures = row.kind == HopRow::Kind::Hop ? figuresIn(history, row.ttl, span) : HopFigures();
        row.above = row.below = HopJoin();
        row.silentBetween = false;
    }
    relateRows(rows);
}

} // namespace app
