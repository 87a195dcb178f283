// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace app {

/// Durations of the privacy list; no other file of it has one.
struct PrivacyOptions {
    std::chrono::milliseconds refresh{50}; ///< at most so often new questions are taken into the list
};

} // namespace app
