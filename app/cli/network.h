// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/address_lookups.h"
#include "engine/lookups/lookup_options.h"
#include "engine/lookups/lookup_thread.h"
#include "engine/lookups/question_log.h"
#include "engine/target_resolver.h"
#include "platform/probe_transport.h"

#include <QString>

#include <memory>

namespace app {

/// What a run goes through: the system's sockets and names, or a simulated network's.
struct Network {
    std::unique_ptr<platform::ProbeTransport> transport;
    std::unique_ptr<engine::LookupThread> thread; ///< ends after what works on it; null: nobody is asked
    std::unique_ptr<engine::QuestionLog> questions;
    std::unique_ptr<engine::TargetResolver> resolver;
    std::unique_ptr<engine::AddressLookups> lookups; ///< null: nothing is looked up about the hops
};

platform::Result<Network> systemNetwork(const engine::LookupOptions &options);
/// `scenario` is a built-in name or a file.
platform::Result<Network> simulatedNetwork(const QString &scenario, const engine::LookupOptions &options);

} // namespace app
