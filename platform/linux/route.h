// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/route.h"

namespace platform {

/// Why the kernel refused to send from `source`: a missing source address looks like a missing route (ENETUNREACH).
Error explainSendError(Error error, const IpAddress &source);

} // namespace platform
