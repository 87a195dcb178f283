// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/hop_selection.h"

#include <algorithm>

namespace app {

QList<std::uint8_t> HopSelection::ttls() const
{
    return m_order;
}

std::optional<int> HopSelection::series(std::uint8_t ttl) const
{
    const auto found = std::find(m_series.begin(), m_series.end(), std::optional(ttl));
    if (found == m_series.end())
        return std::nullopt;
    return static_cast<int>(found - m_series.begin());
}

void HopSelection::select(const QList<std::uint8_t> &ttls)
{
    // Those that stay keep their age; the newest six win.
    QList<std::uint8_t> order;
    for (const std::uint8_t ttl : std::as_const(m_order)) {
        if (ttls.contains(ttl))
            order.append(ttl);
    }
    for (const std::uint8_t ttl : ttls) {
        if (!order.contains(ttl))
            order.append(ttl);
    }
    if (order.size() > maximum)
        order.remove(0, order.size() - maximum);
    if (order == m_order)
        return;

    for (std::optional<std::uint8_t> &slot : m_series) {
        if (slot && !order.contains(*slot))
            slot.reset();
    }
    m_order = order;
    for (const std::uint8_t ttl : order) {
        if (!series(ttl))
            *std::find(m_series.begin(), m_series.end(), std::nullopt) = ttl;
    }
    Q_EMIT selectionChanged();
}

void HopSelection::setCurrent(std::optional<std::uint8_t> ttl, const platform::IpAddress &address)
{
    if (ttl == m_current && address == m_currentAddress)
        return;
    m_current = ttl;
    m_currentAddress = address;
    Q_EMIT currentChanged();
}

} // namespace app
