// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/dns_options.h"
#include "engine/target_resolver.h"
#include "platform/probe_transport.h"

#include <QString>

#include <memory>

namespace app {

/// What a run goes through: the system's sockets and names, or a simulated network's.
struct Network {
    std::unique_ptr<platform::ProbeTransport> transport;
    std::unique_ptr<engine::TargetResolver> resolver;
};

platform::Result<Network> systemNetwork(const engine::DnsOptions &dns);
/// `scenario` is a built-in name or a file.
platform::Result<Network> simulatedNetwork(const QString &scenario);

} // namespace app
