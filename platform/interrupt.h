// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/error.h"

#include <functional>
#include <memory>

namespace platform {

/// Tells when somebody wants the program to end in good order: Ctrl-C or a request to terminate. One object at a time.
/// `asked` is called once, on a thread of the watch; the second request ends the program in the system's own way, so
/// that a report that hangs cannot keep it. Destruction restores what held before and joins.
class InterruptWatch {
public:
    virtual ~InterruptWatch() = default;

    InterruptWatch() = default;
    InterruptWatch(const InterruptWatch &) = delete;
    InterruptWatch &operator=(const InterruptWatch &) = delete;
};

/// Each system defines it in its folder.
Result<std::unique_ptr<InterruptWatch>> watchInterrupts(std::function<void()> asked);

} // namespace platform
