// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/time.h"

namespace engine {

/// A token bucket in eight bytes and a time: the generic cell rate algorithm (ITU-T I.371). Holds `burst` tokens,
/// filled at `perSecond`. Pure: time comes in.
class TokenBucket final {
public:
    TokenBucket(int perSecond, int burst);

    bool mayTake(platform::TimePoint now) const { return now >= availableAt(); }
    void take(platform::TimePoint now);
    void giveBack() { m_full -= m_spacing; } ///< the token taken last was not used
    /// From when on a token is there.
    platform::TimePoint availableAt() const { return m_full - m_tolerance; }

private:
    platform::Duration m_spacing; ///< time for one token
    platform::Duration m_tolerance; ///< time for burst - 1 tokens
    platform::TimePoint m_full; ///< when the bucket is full again
};

/// The ceiling of all targets together: what a twentieth of a second allows may go at once.
class RateBudget final {
public:
    explicit RateBudget(int probesPerSecond);

    bool mayTake(platform::TimePoint now) const { return m_bucket.mayTake(now); }
    void take(platform::TimePoint now) { m_bucket.take(now); }
    platform::TimePoint availableAt() const { return m_bucket.availableAt(); }

private:
    TokenBucket m_bucket;
};

} // namespace engine
