// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/hop_summary.h"

#include <algorithm>
#include <cmath>

namespace app {

namespace {

using Bucket = engine::LatencyHistogram::Bucket;
using platform::Duration;

/// Beyond so many times the spread of nearly all samples an outlier would press them into one bar.
constexpr double farOut = 3;
constexpr double nearlyAll = 98; ///< percent
constexpr double roomBehindUsual = 1.3;

double ns(Duration value)
{
    return static_cast<double>(value.count());
}

} // namespace

HistogramBars histogramBars(const engine::LatencyHistogram &histogram, int most)
{
    HistogramBars result;
    const std::vector<Bucket> buckets = histogram.buckets();
    result.samples = histogram.count();
    if (buckets.empty() || most < 1)
        return result;
    const double low = ns(buckets.front().low);
    double high = ns(buckets.back().high);
    const double usual = std::max(ns(*histogram.percentile(nearlyAll)), ns(buckets.front().high));
    if (high - low > farOut * (usual - low)) {
        high = low + (usual - low) * roomBehindUsual;
        result.open = true;
    }
    // Bars narrower than the buckets would show gaps that no sample made.
    double widest = 1;
    for (const Bucket &bucket : buckets) {
        if (ns(bucket.high) <= high)
            widest = std::max(widest, ns(bucket.high) - ns(bucket.low));
    }
    const int count = std::clamp(static_cast<int>((high - low) / widest), 1, most);
    const double width = (high - low) / count;
    result.low = buckets.front().low;
    result.high = Duration(static_cast<std::int64_t>(high));
    result.bars.assign(static_cast<std::size_t>(count), 0);
    for (const Bucket &bucket : buckets) {
        const double from = ns(bucket.low);
        const double to = ns(bucket.high);
        if (from >= high) {
            result.bars.back() += static_cast<double>(bucket.count);
            continue;
        }
        for (int bar = std::max(0, static_cast<int>((from - low) / width)); bar < count; ++bar) {
            const double left = std::max(from, low + bar * width);
            const double right = bar == count - 1 ? to : std::min(to, low + (bar + 1) * width);
            if (left >= to)
                break;
            result.bars[static_cast<std::size_t>(bar)] +=
                static_cast<double>(bucket.count) * std::max(0.0, right - left) / (to - from);
        }
    }
    return result;
}

} // namespace app
