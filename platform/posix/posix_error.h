// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/error.h"

namespace platform {

/// The typed error for an errno, by what was being done when it came up.
Error posixError(Operation operation, int code, std::string context = {});

} // namespace platform
