// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/path_order.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

namespace app {

namespace {

constexpr int sweeps = 12; ///< each there and back; a few settle all but made-up graphs
constexpr int exchangePasses = 4;

struct Index {
    std::vector<int> column; ///< by node; −1: in none
    std::vector<int> position;
    std::vector<std::vector<int>> before; ///< neighbours in earlier columns, by node
    std::vector<std::vector<int>> after;

    explicit Index(const LayeredGraph &graph)
    {
        int highest = -1;
        for (const auto &nodes : graph.columns) {
            for (const int node : nodes)
                highest = std::max(highest, node);
        }
        const auto size = static_cast<std::size_t>(highest + 1);
        column.assign(size, -1);
        position.assign(size, 0);
        before.resize(size);
        after.resize(size);
        for (std::size_t i = 0; i < graph.columns.size(); ++i) {
            for (const int node : graph.columns[i])
                column[static_cast<std::size_t>(node)] = static_cast<int>(i);
        }
        refresh(graph);
        for (const auto &edge : graph.edges) {
            after[static_cast<std::size_t>(edge.from)].push_back(edge.to);
            before[static_cast<std::size_t>(edge.to)].push_back(edge.from);
        }
    }

    void refresh(const LayeredGraph &graph)
    {
        for (const auto &nodes : graph.columns)
            refresh(nodes);
    }

    void refresh(const std::vector<int> &nodes)
    {
        for (std::size_t i = 0; i < nodes.size(); ++i)
            position[static_cast<std::size_t>(nodes[i])] = static_cast<int>(i);
    }
};

void sweepColumn(
    std::vector<int> &nodes, const std::vector<std::vector<int>> &neighbours, const LayeredGraph &graph, Index &index)
{
    std::map<int, double> centre;
    for (const int node : nodes) {
        const auto &around = neighbours[static_cast<std::size_t>(node)];
        double sum = 0;
        for (const int other : around) {
            // Columns are centred on one line: compare by the distance from the middle.
            const auto column = static_cast<std::size_t>(index.column[static_cast<std::size_t>(other)]);
            sum += index.position[static_cast<std::size_t>(other)]
                - (static_cast<double>(graph.columns[column].size()) - 1) / 2;
        }
        const double own = index.position[static_cast<std::size_t>(node)] - (static_cast<double>(nodes.size()) - 1) / 2;
        centre[node] = around.empty() ? own : sum / static_cast<double>(around.size());
    }
    std::ranges::stable_sort(nodes, {}, [&](int node) { return centre[node]; });
    index.refresh(nodes);
}

/// Crossings between the edges of two neighbours of a column when `upper` stands above `lower`.
int pairCrossings(int upper, int lower, const std::vector<std::vector<int>> &neighbours, const Index &index)
{
    int crossings = 0;
    for (const int a : neighbours[static_cast<std::size_t>(upper)]) {
        for (const int b : neighbours[static_cast<std::size_t>(lower)]) {
            const auto first = static_cast<std::size_t>(a);
            const auto second = static_cast<std::size_t>(b);
            if (index.column[first] == index.column[second] && index.position[first] > index.position[second])
                ++crossings;
        }
    }
    return crossings;
}

void exchangeNeighbours(LayeredGraph &graph, Index &index)
{
    for (int pass = 0; pass < exchangePasses; ++pass) {
        bool changed = false;
        for (auto &nodes : graph.columns) {
            for (std::size_t i = 1; i < nodes.size(); ++i) {
                const int upper = nodes[i - 1];
                const int lower = nodes[i];
                const int now =
                    pairCrossings(upper, lower, index.before, index) + pairCrossings(upper, lower, index.after, index);
                const int then =
                    pairCrossings(lower, upper, index.before, index) + pairCrossings(lower, upper, index.after, index);
                if (then >= now)
                    continue;
                std::swap(nodes[i - 1], nodes[i]);
                index.refresh(nodes);
                changed = true;
            }
        }
        if (!changed)
            return;
    }
}

} // namespace

int countCrossings(const LayeredGraph &graph)
{
    const Index index(graph);
    std::map<std::pair<int, int>, std::vector<std::pair<int, int>>> between;
    for (const auto &edge : graph.edges) {
        const auto from = static_cast<std::size_t>(edge.from);
        const auto to = static_cast<std::size_t>(edge.to);
        between[{index.column[from], index.column[to]}].emplace_back(index.position[from], index.position[to]);
    }
    int crossings = 0;
    for (const auto &[columns, edges] : between) {
        for (std::size_t i = 0; i < edges.size(); ++i) {
            for (std::size_t j = i + 1; j < edges.size(); ++j) {
                const int left = edges[i].first - edges[j].first;
                const int right = edges[i].second - edges[j].second;
                crossings += (left < 0 && right > 0) || (left > 0 && right < 0);
            }
        }
    }
    return crossings;
}

void reduceCrossings(LayeredGraph &graph)
{
    Index index(graph);
    auto best = graph.columns;
    int fewest = countCrossings(graph);
    for (int sweep = 0; sweep < sweeps && fewest > 0; ++sweep) {
        for (auto &nodes : graph.columns)
            sweepColumn(nodes, index.before, graph, index);
        for (auto nodes = graph.columns.rbegin(); nodes != graph.columns.rend(); ++nodes)
            sweepColumn(*nodes, index.after, graph, index);
        exchangeNeighbours(graph, index);
        const int crossings = countCrossings(graph);
        if (crossings >= fewest)
            break;
        fewest = crossings;
        best = graph.columns;
    }
    graph.columns = std::move(best);
}

} // namespace app
