// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/address_lookups.h"
#include "engine/lookups/segments.h"
#include "engine/session.h"

#include <QObject>

#include <set>
#include <vector>

namespace engine {

/// Has the addresses of one session looked up as they answer, and knows the segments of its path. The window and the
/// command line use it alike. GUI (main) thread.
class SessionLookups final : public QObject {
    Q_OBJECT

public:
    /// Both must outlive it. Watches the session: new addresses are wanted at once, those of a stopped or failed run
    /// are released.
    SessionLookups(Session &session, AddressLookups &lookups, QObject *parent = nullptr);
    ~SessionLookups() override;

    Session &session() const { return m_session; }
    AddressFacts facts(const platform::IpAddress &address) const { return m_lookups.facts(address); }
    Segment segment(std::uint8_t ttl) const; ///< of the hop
    Segment segment(const platform::IpAddress &address) const; ///< of the hop that this address answered at first
    bool isSettled() const; ///< nothing is pending, the target included

Q_SIGNALS:
    void changed(); ///< facts or segments of this session's path
    void settled(); ///< when isSettled() becomes true

private:
    void look();
    void updateSegments();

    Session &m_session;
    AddressLookups &m_lookups;
    std::set<platform::IpAddress> m_wanted;
    RunId m_run{};
    std::vector<Segment> m_segments; ///< by TTL - 1
    bool m_settled = true;
};

} // namespace engine
