// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pathview/path_layout.h"

#include <optional>

namespace app {

enum class PathStep : std::uint8_t { Back, Forward, Up, Down, First, Last };

/// Where a step of the keyboard leads: back and forward along the edge with the largest share, up and down among the
/// nodes of the column. Nothing at an end.
std::optional<int> walk(const PathGraph &graph, const PathLayout &layout, int node, PathStep step);

/// The node with the largest share at a TTL.
std::optional<int> mainNodeAt(const PathGraph &graph, std::uint8_t ttl);

} // namespace app
