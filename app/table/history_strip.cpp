// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/history_strip.h"

#include "app/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace app {

namespace {

using Duration = platform::Duration;

/// The level is decided by the bars before; so many before the first visible one keep it from changing as bars leave.
constexpr int leadIn = 16;
constexpr double inertia = 0.05;

double milliseconds(Duration time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

} // namespace

HistoryWindow HistoryWindow::ending(Duration end, Duration span, int width)
{
    HistoryWindow window;
    window.bars = std::max(1, (width - 2 * inset) / barWidth);
    window.bucket = std::max(Duration{1}, span / window.bars);
    window.first = std::max(end, Duration{}) / window.bucket - window.bars + 1;
    return window;
}

int HistoryWindow::barAt(double x, int width) const
{
    const int bar = static_cast<int>(std::floor((x - barLeft(0, width)) / barWidth));
    return bar >= 0 && bar < bars ? bar : -1;
}

int steadyLevel(Duration average, int previous)
{
    const int level = latencyLevel(average);
    if (previous < 0 || level == previous)
        return level;
    const auto beyond = [average](double factor) {
        return latencyLevel(Duration(static_cast<Duration::rep>(static_cast<double>(average.count()) / factor)));
    };
    return level > previous ? std::max(previous, beyond(1 + inertia)) : std::min(previous, beyond(1 - inertia));
}

std::vector<HistoryBar> historyBars(const engine::SampleHistory &history, std::uint8_t ttl, const HistoryWindow &window)
{
    std::vector<HistoryBar> bars(static_cast<std::size_t>(window.bars + leadIn));
    std::vector<Duration> sums(bars.size());
    const std::int64_t first = window.first - leadIn;
    const auto all = static_cast<std::size_t>(-1); // single samples wherever there are some: the bars are ours
    for (const engine::HistoryBucket &bucket : history.query(ttl, window.bucket * first, window.end(), all)) {
        const std::int64_t number = bucket.start / window.bucket - first;
        if (number < 0 || number >= static_cast<std::int64_t>(bars.size()))
            continue;
        HistoryBar &bar = bars[static_cast<std::size_t>(number)];
        if (bucket.answered() > 0) {
            const bool had = bar.sent > bar.lost + bar.late;
            bar.min = had ? std::min(bar.min, bucket.min) : bucket.min;
            bar.max = had ? std::max(bar.max, bucket.max) : bucket.max;
            sums[static_cast<std::size_t>(number)] += bucket.sum;
        }
        bar.sent += bucket.sent;
        bar.lost += bucket.lost;
        bar.late += bucket.late;
    }
    int level = -1;
    for (std::size_t i = 0; i < bars.size(); ++i) {
        HistoryBar &bar = bars[i];
        const std::uint32_t answered = bar.sent - bar.lost - bar.late;
        if (answered == 0)
            continue;
        bar.average = sums[i] / static_cast<Duration::rep>(answered);
        level = steadyLevel(*bar.average, level);
        bar.level = level;
    }
    bars.erase(bars.begin(), bars.begin() + leadIn);
    return bars;
}

HistoryHeight HistoryHeight::of(const HopFigures &figures)
{
    constexpr double leastRange = 20; // milliseconds: noise stays low
    HistoryHeight result;
    result.low = figures.p5.value_or(Duration{});
    const double spread = 1.15 * milliseconds(figures.p95.value_or(result.low)) - milliseconds(result.low);
    result.range =
        std::chrono::round<Duration>(std::chrono::duration<double, std::milli>(std::max(leastRange, spread)));
    return result;
}

double HistoryHeight::height(Duration average, double cellHeight) const
{
    const double part = static_cast<double>((average - low).count()) / static_cast<double>(range.count());
    return 4 + std::clamp(part, 0.0, 1.0) * (cellHeight - 13);
}

} // namespace app
