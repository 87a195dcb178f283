// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/table/hop_facts.h"
#include "platform/sim/scenario.h"

namespace app {

/// Names, networks and places of the simulated network: its scenario says them, nobody is asked. GUI thread.
///
/// Segments: the client's own prefix is the local network; the AS that the client meets first is its provider; the AS
/// of the target looked at is the destination; everything else is transit.
class ScenarioFacts final : public HopFacts {
    Q_OBJECT

public:
    explicit ScenarioFacts(const platform::Scenario &scenario, QObject *parent = nullptr);

    AddressFacts facts(const platform::IpAddress &address) const override;
    FactKinds kinds() const override { return m_kinds; }

private:
    bool isLocal(const platform::SimPrefix &prefix) const;
    Segment segmentOf(const platform::SimFacts &known) const;

    platform::Scenario m_scenario;
    FactKinds m_kinds;
    std::uint32_t m_provider = 0; ///< AS number, 0: the scenario knows none
};

} // namespace app
