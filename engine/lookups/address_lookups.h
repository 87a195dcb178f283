// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/ip_prefix.h"
#include "engine/lookups/address_facts.h"

#include <QObject>

#include <optional>
#include <vector>

namespace engine {

/// Where this machine is: what the segments of a path depend on besides the addresses on it.
struct Surroundings {
    std::vector<IpPrefix> localNetworks; ///< of the interfaces that are up; IPv6 with their /64
    std::optional<platform::IpAddress> publicAddress4; ///< as a STUN server saw it
    std::optional<platform::IpAddress> publicAddress6;
    std::vector<std::uint32_t> providerAsns; ///< that announce the public addresses; empty: not known

    friend bool operator==(const Surroundings &, const Surroundings &) = default;
};

/// Finds out what is known about addresses. Never blocks; nothing waits for it. An implementation is chosen when the
/// program starts: LookupService (the world), or FixedLookups (the simulated network). GUI (main) thread.
class AddressLookups : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// `owner` is interested in these from now on. Asks what is not known yet; asking again costs nothing.
    virtual void want(const QObject *owner, const std::vector<platform::IpAddress> &addresses) = 0;
    /// `owner` is gone, or its run was stopped: questions that nobody else wants answered are dropped. What is known
    /// stays known.
    virtual void release(const QObject *owner) = 0;
    /// What is known now; Unknown in all for an address that nobody wanted.
    virtual AddressFacts facts(const platform::IpAddress &address) const = 0;
    /// Asks again about an address, past the cache.
    virtual void refresh(const platform::IpAddress &address) = 0;
    /// Nothing that `owner` wants is still pending.
    virtual bool isSettled(const QObject *owner) const = 0;
    virtual Surroundings surroundings() const = 0;

Q_SIGNALS:
    /// Facts of these are new; at most one emission per pass of the event loop.
    void changed(const std::vector<platform::IpAddress> &addresses);
    void surroundingsChanged();
};

} // namespace engine
