// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/latency_scale.h"

#include <algorithm>
#include <cmath>

namespace app {

namespace {
constexpr int intervals = 5;
constexpr double leastMax = 1;
} // namespace

double LatencyScale::x(double ms, double width) const
{
    const double room = width - left - right;
    if (!logarithmic)
        return left + ms / max * room;
    const double decades = std::log10(max / lowest);
    return left + std::log10(std::max(ms, lowest) / lowest) / decades * room;
}

double LatencyScale::valueAt(double x, double width) const
{
    const double part = (x - left) / (width - left - right);
    return logarithmic ? lowest * std::pow(max / lowest, part) : part * max;
}

std::vector<double> LatencyScale::ticks() const
{
    std::vector<double> result;
    if (logarithmic) {
        for (int power = -1; std::pow(10, power) <= max * 1.0001; ++power)
            result.push_back(std::pow(10, power));
        return result;
    }
    for (int i = 0; i <= intervals; ++i)
        result.push_back(max * i / intervals);
    return result;
}

double latencyAxisMax(platform::Duration largest)
{
    const double wanted = std::max(std::chrono::duration<double, std::milli>(largest).count(), leastMax) / intervals;
    const double power = std::pow(10, std::floor(std::log10(wanted)));
    for (const double step : {1.0, 2.0, 2.5, 5.0}) {
        if (step * power >= wanted * (1 - 1e-9))
            return intervals * step * power;
    }
    return intervals * 10 * power;
}

bool LatencyAxis::update(platform::Duration largest, platform::Duration now, bool held)
{
    const double wanted = latencyAxisMax(largest);
    if (wanted > m_max) {
        m_max = wanted;
        m_fitsSince.reset();
        return true;
    }
    if (wanted == m_max) {
        m_fitsSince.reset();
        return false;
    }
    if (!m_fitsSince)
        m_fitsSince = now;
    if (held || now - *m_fitsSince < m_shrinkDelay)
        return false;
    m_max = wanted;
    m_fitsSince.reset();
    return true;
}

void LatencyAxis::reset()
{
    m_max = 0;
    m_fitsSince.reset();
}

} // namespace app
