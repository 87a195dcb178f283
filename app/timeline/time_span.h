// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/time.h"

namespace app {

/// A stretch of a run, since its origin.
struct TimeSpan {
    platform::Duration from{};
    platform::Duration to{};

    platform::Duration length() const { return to - from; }
    bool contains(platform::Duration time) const { return from <= time && time < to; }
    friend bool operator==(const TimeSpan &, const TimeSpan &) = default;
};

} // namespace app
