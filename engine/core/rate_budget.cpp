// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/rate_budget.h"

#include <algorithm>
#include <ratio>

namespace engine {

namespace {

constexpr int burstsPerSecond = 20;

} // namespace

TokenBucket::TokenBucket(int perSecond, int burst)
    : m_spacing(std::nano::den / std::max(perSecond, 1))
    , m_tolerance(m_spacing * (std::max(burst, 1) - 1))
    , m_full(platform::TimePoint::min() + m_tolerance)
{
}

void TokenBucket::take(platform::TimePoint now)
{
    m_full = std::max(m_full, now) + m_spacing;
}

RateBudget::RateBudget(int probesPerSecond)
    : m_bucket(probesPerSecond, probesPerSecond / burstsPerSecond)
{
}

} // namespace engine
