// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/sim/virtual_clock.h"

#include <algorithm>

namespace platform {

TimePoint VirtualClock::now() const
{
    const std::lock_guard lock(m_mutex);
    return m_now;
}

void VirtualClock::advanceTo(TimePoint time)
{
    {
        const std::lock_guard lock(m_mutex);
        m_now = std::max(m_now, time);
    }
    m_changed.notify_all();
}

void VirtualClock::setLimit(TimePoint limit)
{
    {
        const std::lock_guard lock(m_mutex);
        m_limit = limit;
    }
    m_changed.notify_all();
}

} // namespace platform
