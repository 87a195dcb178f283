// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/probe_transport.h"
#include "platform/windows/icmp_api.h"
#include "platform/windows/windows_options.h"

namespace platform {

/// The transport of Windows over this ICMP service: the system's in the product, a double in tests.
Result<std::unique_ptr<ProbeTransport>> makeWindowsTransport(
    const IcmpApi &api, const WindowsTransportOptions &options = {});

} // namespace platform
