// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/theme/theme.h"
#include "platform/ip_address.h"

#include <QObject>
#include <QString>

namespace app {

/// What is known about an address besides its answers. All text is hostile until it went through visibleText().
struct AddressFacts {
    QString name;
    bool namePending = false; ///< a look-up is under way
    QString network;
    QString place;
    Segment segment = Segment::Unknown;

    friend bool operator==(const AddressFacts &, const AddressFacts &) = default;
};

/// What a source of facts can tell at all: columns for the rest would stay empty.
struct FactKinds {
    bool names = false;
    bool networks = false;
    bool places = false;

    friend bool operator==(const FactKinds &, const FactKinds &) = default;
};

/// Names, networks and places of addresses: whatever is known at this moment; changed() follows when more is. GUI
/// thread.
class HopFacts : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    virtual AddressFacts facts(const platform::IpAddress &address) const = 0;
    /// Whose path is looked at: what belongs to the destination depends on it. Emits changed() when it is another one.
    void setTarget(const platform::IpAddress &target);
    const platform::IpAddress &target() const { return m_target; }
    virtual FactKinds kinds() const { return {.names = true, .networks = false, .places = false}; }

Q_SIGNALS:
    void changed();

private:
    platform::IpAddress m_target;
};

} // namespace app
