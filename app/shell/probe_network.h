// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/table/hop_facts.h"
#include "engine/lookups/address_lookups.h"
#include "engine/target_resolver.h"
#include "engine/trace_engine.h"

#include <QStringList>

#include <functional>
#include <memory>

namespace app {

/// An engine with the names and look-ups that belong to it: this machine's network, or the simulated one. GUI thread.
struct ProbeNetwork {
    std::unique_ptr<engine::TargetResolver> resolver;
    std::unique_ptr<engine::TraceEngine> engine; ///< destroyed first: declared last
    std::shared_ptr<engine::AddressLookups> lookups; ///< facts of addresses, of this or all networks; null: none
    FactKinds kinds; ///< what can be expected of them
    bool simulated = false;
    QStringList suggestions; ///< targets worth trying, only of the simulated one
    platform::Error error; ///< why there is no engine
};

/// How the window gets its networks; tests hand in their own.
struct NetworkFactories {
    std::function<std::unique_ptr<ProbeNetwork>()> system;
    std::function<std::unique_ptr<ProbeNetwork>()> demo;
};

} // namespace app
