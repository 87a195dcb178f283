// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/address_lookups.h"
#include "engine/lookups/segments.h"

#include <QObject>

namespace app {

using engine::Segment;

/// What a source of facts can tell at all: columns for the rest would stay empty.
struct FactKinds {
    bool names = false;
    bool networks = false;
    bool places = false;

    friend bool operator==(const FactKinds &, const FactKinds &) = default;
};

/// What is known at this moment about the addresses of one path; changed() follows when more is. Texts are as they came
/// from outside: fact_text.h makes them harmless. GUI thread.
class HopFacts : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    virtual engine::AddressFacts facts(const platform::IpAddress &address) const = 0;
    /// The part of the way that a hop belongs to. `address` is one of those that answered there; null when none did.
    virtual Segment segment(std::uint8_t ttl, const platform::IpAddress &address) const;
    /// Where this machine is: what the segments depend on besides.
    virtual engine::Surroundings surroundings() const { return {}; }
    /// Asks again about an address, past all caches.
    virtual void refresh(const platform::IpAddress &) { }
    virtual FactKinds kinds() const { return {.names = true, .networks = false, .places = false}; }

Q_SIGNALS:
    void changed();
};

/// The segment of a hop by its facts, or, where they do not say, by the address alone. `facts` may be null.
Segment segmentOf(const HopFacts *facts, std::uint8_t ttl, const platform::IpAddress &address, bool target);

} // namespace app
