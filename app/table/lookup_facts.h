// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/table/hop_facts.h"

namespace engine {
class SessionLookups;
}

namespace app {

/// What a session's look-ups have found, for the views of its path. GUI thread.
class LookupFacts final : public HopFacts {
    Q_OBJECT

public:
    /// Both must outlive it. `kinds`: what can be expected of them, fixed for as long as they live, so that no column
    /// comes or goes by itself.
    LookupFacts(const engine::SessionLookups &path, engine::AddressLookups &lookups, FactKinds kinds,
        QObject *parent = nullptr);

    engine::AddressFacts facts(const platform::IpAddress &address) const override;
    Segment segment(std::uint8_t ttl, const platform::IpAddress &address) const override;
    engine::Surroundings surroundings() const override;
    void refresh(const platform::IpAddress &address) override;
    FactKinds kinds() const override { return m_kinds; }

private:
    const engine::SessionLookups &m_path;
    engine::AddressLookups &m_lookups;
    FactKinds m_kinds;
};

} // namespace app
