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
    /// Both must outlive it. Watches the session: new addresses are wanted at once, the target's as soon as it is
    /// known. When the run was stopped or failed, or another one begins, what nobody has answered yet is released; not
    /// so when the run ended by itself, nor when a Trace is stopped that has been complete: it has done its work, and
    /// the stop only cuts off what could have come late.
    SessionLookups(Session &session, AddressLookups &lookups, QObject *parent = nullptr);
    ~SessionLookups() override;

    Session &session() const { return m_session; }
    AddressFacts facts(const platform::IpAddress &address) const { return m_lookups.facts(address); }
    Segment segment(std::uint8_t ttl) const; ///< of the hop
    Segment segment(const platform::IpAddress &address) const; ///< of the hop that this address answered at first
    /// Nothing is pending that this session wants, the target included. Also before anything is wanted and after a
    /// release.
    bool isSettled() const;

Q_SIGNALS:
    void changed(); ///< facts or segments of this session's path
    void settled(); ///< when isSettled() becomes true

private:
    void look();
    void beginAnew();
    void onStateChanged(Session::State state);
    void onFacts(const std::vector<platform::IpAddress> &addresses);
    void release();
    bool takePath();
    bool updateSegments();
    void updateSettled();

    Session &m_session;
    AddressLookups &m_lookups;
    std::set<platform::IpAddress> m_wanted; ///< in this run, also what was released since
    RunId m_run{};
    std::vector<SegmentHop> m_hops; ///< by TTL - 1
    std::vector<Segment> m_segments; ///< by TTL - 1
    bool m_released = false;
    bool m_settled = true;
};

} // namespace engine
