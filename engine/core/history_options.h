// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>

namespace engine {

using namespace std::chrono_literals;

/// How much of each hop SampleHistory keeps.
struct HistoryOptions {
    std::size_t samplesPerHop = 3600; ///< kept singly
    std::size_t bucketsPerLevel = 2048;
    std::chrono::milliseconds finestSpan =
        4000ms; ///< of a bucket of the first level; each level has four times the last
};

} // namespace engine
