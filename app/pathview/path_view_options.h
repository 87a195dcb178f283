// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace app {

/// Durations and limits of the path view.
struct PathViewOptions {
    std::chrono::milliseconds hoverDelay{300}; ///< until the plate with the words shows
    std::chrono::minutes ageStep{1}; ///< how often ages that are shown are told anew
    double zoomStep = 1.25;
    double smallestZoom = 0.25;
    double largestZoom = 4;
    double smallestOwnZoom = 0.8; ///< below, the view scrolls rather than make labels smaller by itself
    int expectedHops = 15; ///< columns that fit before anything is known: nothing moves when the hops come
};

} // namespace app
