// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/loss_interval.h"

#include <algorithm>
#include <cmath>

namespace engine {

LossInterval wilsonInterval(std::uint64_t lost, std::uint64_t trials)
{
    if (trials == 0)
        return {};
    constexpr double z = 1.96; // 95 %
    const auto n = static_cast<double>(trials);
    const double p = static_cast<double>(std::min(lost, trials)) / n;
    const double denominator = 1 + z * z / n;
    const double centre = (p + z * z / (2 * n)) / denominator;
    const double half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / denominator;
    // The formula gives exactly 0 and 1 at the ends; rounding must not.
    const double low = lost == 0 ? 0 : std::max(0.0, centre - half);
    const double high = lost >= trials ? 1 : std::min(1.0, centre + half);
    return {p, low, high};
}

} // namespace engine
