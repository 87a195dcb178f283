// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/probe_network.h"

#include <memory>

namespace platform {
class VirtualClock;
}

namespace app {

class LookupCenter;

/// This machine's sockets, and names as far as `lookups`, which outlives it, may ask for them. `engine` is null and
/// `error` says why when there is no way at all.
std::unique_ptr<ProbeNetwork> makeSystemNetwork(LookupCenter &lookups);

/// The simulated network of a scenario: "" is the built-in one, otherwise a file. Without a clock it runs in real time.
std::unique_ptr<ProbeNetwork> makeDemoNetwork(
    const QString &scenario, std::shared_ptr<platform::VirtualClock> clock = {});

} // namespace app
