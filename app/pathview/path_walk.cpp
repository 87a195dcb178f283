// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/path_walk.h"

#include <algorithm>
#include <cmath>

namespace app {

namespace {

std::optional<int> alongEdge(const PathGraph &graph, int node, bool forward)
{
    const PathEdge *best = nullptr;
    for (const PathEdge &edge : graph.edges) {
        const bool mine = forward ? edge.from == node : edge.to == node;
        if (mine && (best == nullptr || edge.share > best->share))
            best = &edge;
    }
    if (best == nullptr)
        return std::nullopt;
    return forward ? best->to : best->from;
}

std::optional<int> besideNode(const PathGraph &graph, const PathLayout &layout, int node, bool down)
{
    const PathNodeKey &mine = graph.nodes[static_cast<std::size_t>(node)].key;
    const qreal from = layout.position(mine).y();
    std::optional<int> best;
    qreal nearest = 0;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const PathNodeKey &other = graph.nodes[i].key;
        const qreal distance = layout.position(other).y() - from;
        if (other.ttl != mine.ttl || (down ? distance <= 0 : distance >= 0) || (best && std::abs(distance) >= nearest))
            continue;
        best = static_cast<int>(i);
        nearest = std::abs(distance);
    }
    return best;
}

/// Where no edge leads on: the next column.
std::optional<int> neighbourColumn(const PathGraph &graph, int node, bool forward)
{
    const std::uint8_t ttl = graph.nodes[static_cast<std::size_t>(node)].key.ttl;
    const int count = static_cast<int>(graph.nodes.size());
    for (int i = node; i >= 0 && i < count; i += forward ? 1 : -1) {
        const std::uint8_t other = graph.nodes[static_cast<std::size_t>(i)].key.ttl;
        if (other != ttl)
            return mainNodeAt(graph, other);
    }
    return std::nullopt;
}

} // namespace

std::optional<int> walk(const PathGraph &graph, const PathLayout &layout, int node, PathStep step)
{
    if (graph.nodes.empty())
        return std::nullopt;
    switch (step) {
    case PathStep::Back:
    case PathStep::Forward: {
        const bool forward = step == PathStep::Forward;
        const auto next = alongEdge(graph, node, forward);
        return next ? next : neighbourColumn(graph, node, forward);
    }
    case PathStep::Up:
    case PathStep::Down:
        return besideNode(graph, layout, node, step == PathStep::Down);
    case PathStep::First:
        return 0;
    case PathStep::Last:
        return mainNodeAt(graph, graph.nodes.back().key.ttl);
    }
    return std::nullopt;
}

std::optional<int> mainNodeAt(const PathGraph &graph, std::uint8_t ttl)
{
    std::optional<int> best;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const PathNode &node = graph.nodes[i];
        const bool here = node.key.ttl == ttl || (node.key.ttl < ttl && ttl <= node.lastTtl);
        if (here && (!best || node.share > graph.nodes[static_cast<std::size_t>(*best)].share))
            best = static_cast<int>(i);
    }
    return best;
}

} // namespace app
