// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/hop_stats.h"

#include <algorithm>
#include <cmath>

namespace engine {

namespace {

platform::Duration fromNanoseconds(double ns)
{
    return platform::Duration{std::llround(ns)};
}

} // namespace

void HopStats::addAnswer(platform::Duration rtt)
{
    ++m_received;
    m_last = rtt;
    m_lastWasLate = false;
    m_lastWasLost = false;
    m_best = m_best ? std::min(*m_best, rtt) : rtt;
    m_worst = m_worst ? std::max(*m_worst, rtt) : rtt;
    m_histogram.add(rtt);

    const auto ns = static_cast<double>(rtt.count());
    const double delta = ns - m_mean;
    m_mean += delta / static_cast<double>(m_received);
    m_squares += delta * (ns - m_mean);

    if (m_previous) {
        const double difference = std::abs(static_cast<double>((rtt - *m_previous).count()));
        m_jitter += (difference - m_jitter) / 16; // RFC 3550 section 6.4.1
        ++m_jitterPairs;
    }
    m_previous = rtt;
}

void HopStats::addLate(platform::Duration rtt, bool wasLost)
{
    ++m_late;
    if (wasLost && m_lost > 0)
        --m_lost;
    m_last = rtt;
    m_lastWasLate = true;
    m_lastWasLost = false;
    m_previous.reset();
}

void HopStats::addLost()
{
    ++m_lost;
    m_lastWasLost = true;
    m_previous.reset();
}

LossInterval HopStats::loss() const
{
    return wilsonInterval(m_lost, m_received + m_late + m_lost);
}

std::optional<platform::Duration> HopStats::mean() const
{
    if (m_received == 0)
        return std::nullopt;
    return fromNanoseconds(m_mean);
}

std::optional<platform::Duration> HopStats::deviation() const
{
    if (m_received < 2)
        return std::nullopt;
    return fromNanoseconds(std::sqrt(m_squares / static_cast<double>(m_received - 1)));
}

std::optional<platform::Duration> HopStats::jitter() const
{
    if (m_jitterPairs == 0)
        return std::nullopt;
    return fromNanoseconds(m_jitter);
}

} // namespace engine
