// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/capabilities.h"

namespace platform {

/// Tries one socket of each kind and family; the best method of each protocol first (raw ICMP sees more of a quote than
/// a ping socket does).
Capabilities probeCapabilities();

} // namespace platform
