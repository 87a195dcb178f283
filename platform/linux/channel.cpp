// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/linux/channel.h"

namespace platform {

std::optional<ChannelId> DeadlineQueue::takeDue(TimePoint now)
{
    if (m_entries.empty() || m_entries.begin()->first > now)
        return std::nullopt;
    return m_entries.extract(m_entries.begin()).value().second;
}

} // namespace platform
