// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/error.h"

namespace platform {

/// The typed error for a Win32 or Winsock code, by what was being done when it came up.
Error windowsError(Operation operation, unsigned long code, std::string context = {});

} // namespace platform
