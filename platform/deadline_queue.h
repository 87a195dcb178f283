// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/probe.h"

#include <optional>
#include <set>
#include <utility>

namespace platform {

/// When channels want to be called. The same channel may be there only once for the same moment.
class DeadlineQueue final {
public:
    void add(TimePoint when, ChannelId channel) { m_entries.emplace(when, channel); }
    void remove(TimePoint when, ChannelId channel) { m_entries.erase({when, channel}); }
    TimePoint next() const { return m_entries.empty() ? TimePoint::max() : m_entries.begin()->first; }
    std::optional<ChannelId> takeDue(TimePoint now)
    {
        if (m_entries.empty() || m_entries.begin()->first > now)
            return std::nullopt;
        return m_entries.extract(m_entries.begin()).value().second;
    }

private:
    std::set<std::pair<TimePoint, ChannelId>> m_entries;
};

} // namespace platform
