// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/time.h"

#include <condition_variable>
#include <mutex>

namespace platform {

/// Time for a SimTransport that passes only when its wait() has nothing else to do: then it jumps to the next delivery
/// or the deadline. Thread-safe, so that a test can look at it and bound it from outside.
class VirtualClock final {
public:
    explicit VirtualClock(TimePoint start = TimePoint(std::chrono::hours(1)))
        : m_now(start)
    {
    }

    TimePoint now() const;
    /// Time passes. Never goes back; goes beyond the limit, which is for wait() only.
    void advanceTo(TimePoint time);
    void advance(Duration time) { advanceTo(now() + time); }

    /// From here on wait() does not let time pass beyond `limit`: it sleeps there until the limit is raised. Without
    /// this call there is no limit.
    void setLimit(TimePoint limit);

private:
    friend class SimTransport;

    mutable std::mutex m_mutex;
    std::condition_variable m_changed; ///< limit raised, or the transport was woken
    TimePoint m_now;
    TimePoint m_limit = TimePoint::max();
};

} // namespace platform
