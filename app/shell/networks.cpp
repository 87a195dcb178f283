// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/networks.h"

#include "app/shell/lookup_center.h"
#include "engine/lookups/fixed_lookups.h"
#include "engine/system_resolver.h"
#include "platform/sim/scenario.h"
#include "platform/sim/sim_transport.h"

namespace app {
namespace {

constexpr auto builtinName = "demo";

engine::FixedResolver::Names namesOf(const platform::Scenario &scenario)
{
    engine::FixedResolver::Names names;
    for (const auto &target : scenario.targets)
        for (const auto &name : target.names)
            names[QString::fromStdString(name).toLower()] = target.addresses;
    return names;
}

QStringList suggestionsOf(const platform::Scenario &scenario)
{
    for (const auto &target : scenario.targets) {
        if (!target.names.empty())
            return {QString::fromStdString(target.names.front())};
        if (!target.addresses.empty())
            return {QString::fromStdString(target.addresses.front().toString())};
    }
    return {};
}

} // namespace

std::unique_ptr<ProbeNetwork> makeSystemNetwork(LookupCenter &lookups)
{
    auto network = std::make_unique<ProbeNetwork>();
    auto transport = platform::makeNativeTransport();
    if (!transport) {
        network->error = transport.error();
        return network;
    }
    auto resolver = std::make_unique<engine::SystemResolver>(lookups.options().dns, lookups.thread(), &lookups.log());
    const auto follow = [names = resolver.get(), &lookups] {
        names->setOptions(lookups.options().dns, lookups.options().nothingLeaves);
    };
    QObject::connect(&lookups, &LookupCenter::optionsChanged, resolver.get(), follow);
    follow();
    network->resolver = std::move(resolver);
    network->lookups =
        std::shared_ptr<engine::AddressLookups>(std::shared_ptr<void>(), &lookups.service()); // the center has it
    network->kinds = {.names = true, .networks = true, .places = true};
    network->engine = std::make_unique<engine::TraceEngine>(std::move(*transport));
    return network;
}

std::unique_ptr<ProbeNetwork> makeDemoNetwork(const QString &scenario, std::shared_ptr<platform::VirtualClock> clock)
{
    auto network = std::make_unique<ProbeNetwork>();
    network->simulated = true;
    auto opened = platform::openScenario(scenario.isEmpty() ? std::string(builtinName) : scenario.toStdString());
    if (!opened) {
        network->error = opened.error();
        return network;
    }
    network->suggestions = suggestionsOf(*opened);
    network->lookups = engine::makeScenarioLookups(*opened);
    network->kinds = {
        .names = !opened->names.empty(), .networks = !opened->prefixes.empty(), .places = !opened->places.empty()};
    network->resolver = std::make_unique<engine::FixedResolver>(namesOf(*opened));
    platform::SimTransportOptions options;
    options.virtualClock = std::move(clock);
    network->engine = std::make_unique<engine::TraceEngine>(
        std::make_unique<platform::SimTransport>(std::move(*opened), std::move(options)));
    return network;
}

} // namespace app
