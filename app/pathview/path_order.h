// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace app {

/// A layered graph reduced to numbers: nodes stand in columns, edges join nodes of different columns.
struct LayeredGraph {
    struct Edge {
        int from = 0;
        int to = 0;
    };
    std::vector<std::vector<int>> columns; ///< node numbers, top to bottom
    std::vector<Edge> edges;
};

/// Pairs of edges between the same two columns that cross.
int countCrossings(const LayeredGraph &graph);

/// Orders every column for few crossings: sweeps by barycentre (Sugiyama, Tagawa and Toda 1981), then exchanges of
/// neighbours. Equal nodes keep their order; the result has never more crossings than the graph that came in.
void reduceCrossings(LayeredGraph &graph);

} // namespace app
