// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/capabilities.h"
#include "platform/windows/icmp_requests.h"

namespace platform {

/// Opens the ICMP service and one socket of each family, and asks what they can do. Nothing here needs an
/// administrator.
Capabilities probeCapabilities(IcmpRequests &requests);

} // namespace platform
