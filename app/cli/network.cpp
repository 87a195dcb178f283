// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/network.h"

#include "engine/lookups/fixed_lookups.h"
#include "engine/lookups/local_networks.h"
#include "engine/lookups/lookup_service.h"
#include "engine/system_resolver.h"
#include "platform/sim/scenario.h"
#include "platform/sim/sim_transport.h"

namespace app {

namespace {

bool looksUp(const engine::LookupOptions &options)
{
    return options.names || options.networks;
}

std::unique_ptr<engine::AddressLookups> systemLookups(const engine::LookupOptions &options, Network &network)
{
    auto service = std::make_unique<engine::LookupService>(
        options, engine::userLookupPaths(), *network.thread, *network.questions);
    engine::Surroundings surroundings;
    surroundings.localNetworks = engine::localNetworks();
    service->setSurroundings(surroundings);
    return service;
}

} // namespace

platform::Result<Network> systemNetwork(const engine::LookupOptions &options)
{
    auto transport = platform::makeNativeTransport();
    if (!transport)
        return transport.error();
    Network network;
    network.transport = std::move(*transport);
    network.thread = std::make_unique<engine::LookupThread>();
    network.questions = std::make_unique<engine::QuestionLog>();
    auto resolver = std::make_unique<engine::SystemResolver>(options.dns, *network.thread, network.questions.get());
    resolver->setOptions(options.dns, options.nothingLeaves);
    network.resolver = std::move(resolver);
    if (looksUp(options))
        network.lookups = systemLookups(options, network);
    return network;
}

platform::Result<Network> simulatedNetwork(const QString &scenario, const engine::LookupOptions &options)
{
    auto opened = platform::openScenario(scenario.toStdString());
    if (!opened)
        return opened.error();
    engine::FixedResolver::Names names;
    for (const platform::SimTarget &target : opened->targets)
        for (const std::string &name : target.names)
            names[QString::fromStdString(name).toLower()] = target.addresses;
    Network network;
    network.resolver = std::make_unique<engine::FixedResolver>(std::move(names));
    if (looksUp(options))
        network.lookups = engine::makeScenarioLookups(*opened, options);
    network.transport = std::make_unique<platform::SimTransport>(std::move(*opened));
    return network;
}

} // namespace app
