// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/address_lookups.h"
#include "engine/lookups/lookup_options.h"

#include <functional>
#include <memory>

namespace engine {

/// What a function says about addresses: the simulated network's facts. Nobody is asked; everything is known at once.
class FixedLookups final : public AddressLookups {
    Q_OBJECT

public:
    using Source = std::function<AddressFacts(const platform::IpAddress &)>;

    FixedLookups(Source source, Surroundings surroundings, QObject *parent = nullptr);

    void want(const QObject *, const std::vector<platform::IpAddress> &) override { }
    void release(const QObject *) override { }
    void refresh(const platform::IpAddress &) override { }
    AddressFacts facts(const platform::IpAddress &address) const override { return m_source(address); }
    bool isSettled(const QObject *) const override { return true; }
    Surroundings surroundings() const override { return m_surroundings; }

private:
    Source m_source;
    Surroundings m_surroundings;
};

} // namespace engine

namespace platform {
struct Scenario;
}

namespace engine {

/// The facts of a scenario, as docs/SCENARIOS.md describes them. Of the options only `names` and `networks` count:
/// nobody is asked.
std::unique_ptr<FixedLookups> makeScenarioLookups(
    const platform::Scenario &scenario, const LookupOptions &options = LookupOptions());

} // namespace engine
