// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/fixed_lookups.h"

#include "platform/sim/scenario.h"

namespace engine {

namespace {

template <typename T>
Fact<T> known(T value)
{
    return {FactState::Known, std::move(value), FactSource::Scenario, {}, {}, false};
}

Origin originOf(const platform::SimPrefix &prefix)
{
    Origin origin;
    origin.prefix = IpPrefix(prefix.address, prefix.length);
    if (prefix.asn != 0)
        origin.asns = {prefix.asn};
    origin.asName = QString::fromStdString(prefix.asName);
    return origin;
}

Place placeOf(const platform::SimPlace &place)
{
    Place made;
    made.countryCode = QString::fromStdString(place.country);
    made.city = QString::fromStdString(place.city);
    made.latitude = place.latitude;
    made.longitude = place.longitude;
    return made;
}

ExchangePoint exchangeOf(const platform::SimPrefix &prefix)
{
    ExchangePoint exchange;
    exchange.name = QString::fromStdString(prefix.asName);
    exchange.lan = IpPrefix(prefix.address, prefix.length);
    return exchange;
}

template <typename T>
Fact<T> knownOrMissing(std::optional<T> value)
{
    if (value)
        return known(std::move(*value));
    Fact<T> missing;
    missing.state = FactState::Missing;
    missing.source = FactSource::Scenario;
    return missing;
}

AddressFacts scenarioFacts(
    const platform::Scenario &scenario, const LookupOptions &options, const platform::IpAddress &address)
{
    const platform::SimFacts sim = scenario.factsOf(address);
    AddressFacts facts;
    facts.range = rangeOf(address);
    if (options.names)
        facts.name = knownOrMissing(sim.name.empty() ? std::nullopt : std::optional(QString::fromStdString(sim.name)));
    if (!options.networks)
        return facts;
    facts.origin = knownOrMissing(sim.prefix ? std::optional(originOf(*sim.prefix)) : std::nullopt);
    facts.place = knownOrMissing(sim.place ? std::optional(placeOf(*sim.place)) : std::nullopt);
    facts.exchange =
        knownOrMissing(sim.prefix && sim.prefix->exchange ? std::optional(exchangeOf(*sim.prefix)) : std::nullopt);
    return facts;
}

Surroundings surroundingsOf(const platform::Scenario &scenario)
{
    Surroundings around;
    for (const auto &client : {scenario.client4, scenario.client6}) {
        if (const auto prefix = scenario.factsOf(client).prefix)
            around.localNetworks.emplace_back(prefix->address, prefix->length);
    }
    return around;
}

} // namespace

FixedLookups::FixedLookups(Source source, Surroundings surroundings, QObject *parent)
    : AddressLookups(parent)
    , m_source(std::move(source))
    , m_surroundings(std::move(surroundings))
{
}

std::unique_ptr<FixedLookups> makeScenarioLookups(const platform::Scenario &scenario, const LookupOptions &options)
{
    return std::make_unique<FixedLookups>(
        [scenario, options](const platform::IpAddress &address) { return scenarioFacts(scenario, options, address); },
        surroundingsOf(scenario));
}

} // namespace engine
