// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/network.h"

#include "engine/system_resolver.h"
#include "platform/sim/scenario.h"
#include "platform/sim/sim_transport.h"

namespace app {

platform::Result<Network> systemNetwork(const engine::DnsOptions &dns)
{
    auto transport = platform::makeNativeTransport();
    if (!transport)
        return transport.error();
    return Network{std::move(*transport), std::make_unique<engine::SystemResolver>(dns)};
}

platform::Result<Network> simulatedNetwork(const QString &scenario)
{
    auto opened = platform::openScenario(scenario.toStdString());
    if (!opened)
        return opened.error();
    engine::FixedResolver::Names names;
    for (const platform::SimTarget &target : opened->targets)
        for (const std::string &name : target.names)
            names[QString::fromStdString(name).toLower()] = target.addresses;
    return Network{std::make_unique<platform::SimTransport>(std::move(*opened)),
        std::make_unique<engine::FixedResolver>(std::move(names))};
}

} // namespace app
