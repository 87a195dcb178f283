// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/ip_address.h"

#include <QList>
#include <QObject>

#include <array>
#include <cstdint>
#include <optional>

namespace app {

/// Which hops of the shown target are selected: shared by table, timeline, path and details, GUI thread.
/// At most six; the seventh replaces the oldest. A hop keeps its series number (colour and marker) while it stays
/// selected.
class HopSelection final : public QObject {
    Q_OBJECT

public:
    static constexpr int maximum = 6;

    using QObject::QObject;

    QList<std::uint8_t> ttls() const; ///< oldest selection first
    std::optional<int> series(std::uint8_t ttl) const; ///< 0 to 5
    std::optional<std::uint8_t> current() const
    {
        return m_current;
    } ///< the one with the keyboard focus; details show it

    void select(const QList<std::uint8_t> &ttls); ///< replaces the selection, keeping the numbers of those that stay
    /// `address`: of those that answer at the hop; null: no one in particular.
    void setCurrent(std::optional<std::uint8_t> ttl, const platform::IpAddress &address = {});
    const platform::IpAddress &currentAddress() const { return m_currentAddress; }

Q_SIGNALS:
    void selectionChanged();
    void currentChanged();

private:
    std::array<std::optional<std::uint8_t>, maximum> m_series; ///< by series number
    QList<std::uint8_t> m_order;
    std::optional<std::uint8_t> m_current;
    platform::IpAddress m_currentAddress;
};

} // namespace app
