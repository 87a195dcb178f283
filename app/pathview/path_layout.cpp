// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/path_layout.h"

#include "app/pathview/path_order.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace app {

namespace {

std::size_t index(int node)
{
    return static_cast<std::size_t>(node);
}

/// The nodes of the graph by column; columns rise with the TTL.
LayeredGraph layered(const PathGraph &graph)
{
    LayeredGraph layers;
    int ttl = -1;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        if (graph.nodes[i].key.ttl != ttl)
            layers.columns.emplace_back();
        ttl = graph.nodes[i].key.ttl;
        layers.columns.back().push_back(static_cast<int>(i));
    }
    for (const PathEdge &edge : graph.edges)
        layers.edges.push_back({edge.from, edge.to});
    return layers;
}

} // namespace

qreal PathMetrics::pitchFor(qreal width, int columns, qreal scale)
{
    const qreal edges = 2 * 44 * scale;
    const qreal pitch = columns > 1 ? (width - edges) / (columns - 1) : 80 * scale;
    return std::clamp(std::floor(pitch), minPitch * scale, maxPitch * scale);
}

void PathLayout::arrange(const PathGraph &graph)
{
    m_places.clear();
    m_columnOfTtl.clear();
    m_highestRow = 0;
    assignColumns(graph);
    LayeredGraph layers = layered(graph);
    reduceCrossings(layers);
    for (const auto &nodes : layers.columns) {
        const qreal middle = (static_cast<qreal>(nodes.size()) - 1) / 2;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const PathNode &node = graph.nodes[index(nodes[i])];
            const qreal row = static_cast<qreal>(i) - middle;
            m_places[node.key] = {columnOf(node), row};
            m_highestRow = std::max(m_highestRow, std::abs(row));
        }
    }
}

void PathLayout::extend(const PathGraph &graph)
{
    std::set<PathNodeKey> present;
    for (const PathNode &node : graph.nodes)
        present.insert(node.key);
    std::erase_if(m_places, [&](const auto &place) { return !present.contains(place.first); });

    addColumns(graph);
    if (!columnsFit(graph))
        assignColumns(graph);
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const auto known = m_places.find(graph.nodes[i].key);
        if (known == m_places.end())
            placeNode(graph, static_cast<int>(i));
        else
            known->second.column = columnOf(graph.nodes[i]);
    }
}

qreal PathLayout::columnOf(const PathNode &node) const
{
    const std::uint8_t last = std::max(node.key.ttl, node.lastTtl);
    return (m_columnOfTtl.at(node.key.ttl) + m_columnOfTtl.at(last)) / 2;
}

/// New hops behind those known.
void PathLayout::addColumns(const PathGraph &graph)
{
    for (const PathNode &node : graph.nodes) {
        if (m_columnOfTtl.empty() || node.key.ttl <= m_columnOfTtl.rbegin()->first)
            continue;
        const qreal next = m_columnOfTtl.rbegin()->second + 1;
        for (int ttl = node.key.ttl; ttl <= std::max(node.key.ttl, node.lastTtl); ++ttl)
            m_columnOfTtl[static_cast<std::uint8_t>(ttl)] = next;
    }
    m_columns = m_columnOfTtl.empty() ? 0 : static_cast<int>(m_columnOfTtl.rbegin()->second) + 1;
}

/// Every TTL gets a column; a fold only one for all of its TTLs.
void PathLayout::assignColumns(const PathGraph &graph)
{
    m_columnOfTtl.clear();
    qreal next = 0;
    for (const PathNode &node : graph.nodes) {
        if (m_columnOfTtl.contains(node.key.ttl))
            continue;
        for (int ttl = node.key.ttl; ttl <= std::max(node.key.ttl, node.lastTtl); ++ttl)
            m_columnOfTtl[static_cast<std::uint8_t>(ttl)] = next;
        next += 1;
    }
    m_columns = static_cast<int>(next);
}

/// Whether the columns known can stay as they are, new ones being added behind. A fold of columns that exist keeps
/// their room.
bool PathLayout::columnsFit(const PathGraph &graph) const
{
    qreal last = -1;
    int lastTtl = -1;
    for (const PathNode &node : graph.nodes) {
        if (node.key.ttl == lastTtl)
            continue;
        lastTtl = node.key.ttl;
        const auto first = m_columnOfTtl.find(node.key.ttl);
        const auto end = m_columnOfTtl.find(std::max(node.key.ttl, node.lastTtl));
        if (first == m_columnOfTtl.end() || end == m_columnOfTtl.end() || first->second < last + 1)
            return false;
        last = end->second;
    }
    return true;
}

void PathLayout::placeNode(const PathGraph &graph, int node)
{
    const PathNodeKey &key = graph.nodes[index(node)].key;
    Place place{columnOf(graph.nodes[index(node)]), 0};

    std::set<qreal> taken;
    for (const auto &[other, at] : m_places) {
        if (other.ttl == key.ttl)
            taken.insert(at.row);
    }
    if (!taken.empty()) {
        // Rows of a column are whole steps apart. Of the free ones next to the middle the one with the fewest
        // crossings.
        const auto crossingsAt = [&](qreal row) {
            int crossings = 0;
            for (const PathEdge &mine : graph.edges) {
                if (mine.from != node && mine.to != node)
                    continue;
                const int far = mine.from == node ? mine.to : mine.from;
                const auto farPlace = m_places.find(graph.nodes[index(far)].key);
                if (farPlace == m_places.end())
                    continue;
                for (const PathEdge &other : graph.edges) {
                    const int near = mine.from == node ? other.from : other.to;
                    const int end = mine.from == node ? other.to : other.from;
                    const auto nearPlace = m_places.find(graph.nodes[index(near)].key);
                    const auto endPlace = m_places.find(graph.nodes[index(end)].key);
                    if (nearPlace == m_places.end() || endPlace == m_places.end() || nearPlace->first.ttl != key.ttl
                        || endPlace->first.ttl != farPlace->first.ttl)
                        continue;
                    crossings += (nearPlace->second.row - row) * (endPlace->second.row - farPlace->second.row) < 0;
                }
            }
            return crossings;
        };
        const qreal lowest = *taken.rbegin() + 1;
        const qreal highest = *taken.begin() - 1;
        // No more than twice as far out on one side as on the other, or a column would grow away from the middle.
        std::vector<qreal> candidates;
        for (qreal row = highest; row <= lowest; row += 1) {
            const bool outside = row == highest || row == lowest;
            if (!taken.contains(row)
                && (!outside || std::abs(row) <= std::min(std::abs(highest), std::abs(lowest)) + 1))
                candidates.push_back(row);
        }
        place.row = *std::ranges::min_element(
            candidates, {}, [&](qreal row) { return std::pair(crossingsAt(row), row < 0 ? -row + 0.25 : row); });
    }
    m_places[key] = place;
    m_highestRow = std::max(m_highestRow, std::abs(place.row));
}

QPointF PathLayout::position(const PathNodeKey &key) const
{
    const auto place = m_places.find(key);
    if (place == m_places.end())
        return {};
    return {m_metrics.firstColumn() + place->second.column * m_metrics.pitch, place->second.row * m_metrics.row()};
}

qreal PathLayout::columnX(const PathNode &node) const
{
    return position(node.key).x();
}

QRectF PathLayout::bounds() const
{
    const qreal half = std::max(m_highestRow * m_metrics.row() + m_metrics.margin(), m_minimumHeight / 2);
    const qreal ends = m_metrics.firstColumn() + m_metrics.lastColumn();
    return {0, -half, ends + std::max(0, m_columns - 1) * m_metrics.pitch, 2 * half};
}

QPainterPath PathLayout::edgeCurve(const PathNode &from, const PathNode &to) const
{
    const qreal radius = m_metrics.radius();
    const QPointF start = position(from.key) + QPointF(radius, 0);
    const QPointF end = position(to.key) - QPointF(radius, 0);
    QPainterPath curve(start);
    const bool jumps =
        to.key.ttl - std::max(from.key.ttl, from.lastTtl) > 1 && from.key.kind != PathNodeKey::Kind::Computer;
    if (!jumps) {
        const qreal middle = (start.x() + end.x()) / 2;
        curve.cubicTo({middle, start.y()}, {middle, end.y()}, end);
        return curve;
    }
    // Half a row above the straight line, where no node and no label stands.
    const qreal bow = std::min(start.y(), end.y()) - m_metrics.row() / 2;
    const qreal lead = m_metrics.pitch / 2;
    curve.cubicTo({start.x() + lead / 2, start.y()}, {start.x() + lead / 2, bow}, {start.x() + lead, bow});
    curve.lineTo(end.x() - lead, bow);
    curve.cubicTo({end.x() - lead / 2, bow}, {end.x() - lead / 2, end.y()}, end);
    return curve;
}

QRectF PathLayout::tunnelRect(const PathGraph &graph, const PathTunnel &tunnel) const
{
    QRectF rect;
    const qreal reach = m_metrics.radius() * 2;
    for (const int node : tunnel.nodes) {
        const QPointF at = position(graph.nodes[index(node)].key);
        rect = rect.united(QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach));
    }
    return rect;
}

QRectF PathLayout::labelRect(const PathNode &node) const
{
    const QPointF at = position(node.key);
    const qreal gap = 4 * m_metrics.scale;
    const qreal top = at.y() + m_metrics.radius() + 2 * gap;
    const qreal bottom = at.y() + m_metrics.row() - m_metrics.radius() - gap / 2;
    return {at.x() - m_metrics.pitch / 2 + gap / 2, top, m_metrics.pitch - gap, bottom - top};
}

std::vector<PathLayout::Cluster> PathLayout::clusters(const PathGraph &graph) const
{
    std::vector<Cluster> clusters;
    const QRectF all = bounds();
    const qreal inset = 4 * m_metrics.scale;
    bool open = false; // what follows may still belong to the last one
    for (const auto &nodes : layered(graph).columns) {
        const auto each = [&](const auto &holds) {
            return std::ranges::all_of(nodes, [&](int node) { return holds(graph.nodes[index(node)]); });
        };
        const PathNode &first = graph.nodes[index(nodes.front())];
        if (each([](const PathNode &node) { return node.key.kind == PathNodeKey::Kind::Silent; }))
            continue;
        const bool known = first.key.kind != PathNodeKey::Kind::Computer && first.segment != Segment::Unknown
            && each([&](const PathNode &node) { return node.segment == first.segment; });
        if (!known) {
            open = false;
            continue;
        }
        const bool sameNetwork = each([&](const PathNode &node) { return node.network == first.network; });
        const QString network = sameNetwork ? first.network : QString();
        const qreal left = columnX(first) - m_metrics.pitch / 2 + inset;
        const qreal right = columnX(first) + m_metrics.pitch / 2 - inset;
        if (open && clusters.back().segment == first.segment && clusters.back().network == network)
            clusters.back().rect.setRight(right);
        else
            clusters.push_back({first.segment, network,
                QRectF(QPointF(left, all.top() + 2 * inset), QPointF(right, all.bottom() - 2 * inset))});
        open = true;
    }
    return clusters;
}

int PathLayout::crossings(const PathGraph &graph) const
{
    LayeredGraph layers = layered(graph);
    for (auto &nodes : layers.columns)
        std::ranges::sort(nodes, {}, [&](int node) { return position(graph.nodes[index(node)].key).y(); });
    return countCrossings(layers);
}

} // namespace app
