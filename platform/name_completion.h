// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace platform {

/// How this system completes host names that people type.
struct NameCompletion {
    std::vector<std::string> domains; ///< tried in this order, without dots around; may be empty
    unsigned dots = 1; ///< a name with at least so many dots is tried as it is first, any other last
};

/// From resolv.conf(5) and its variables of the environment, or the registry; sees what has changed there.
NameCompletion nameCompletion();

} // namespace platform
