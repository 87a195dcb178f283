// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/path_scene.h"

#include "app/pathview/path_text.h"

namespace app {

namespace {

/// Removes the items whose keys are not in `present`.
template <class Items, class Keys>
void dropOthers(Items &items, const Keys &present)
{
    for (auto it = items.begin(); it != items.end();) {
        if (present.contains(it->first)) {
            ++it;
            continue;
        }
        delete it->second;
        it = items.erase(it);
    }
}

template <class Item>
void setCount(QGraphicsScene &scene, std::vector<Item *> &items, std::size_t count, const PathStyle &style)
{
    while (items.size() > count) {
        delete items.back();
        items.pop_back();
    }
    while (items.size() < count) {
        items.push_back(new Item(style));
        scene.addItem(items.back());
    }
}

} // namespace

PathScene::PathScene(QObject *parent)
    : QGraphicsScene(parent)
{
    setItemIndexMethod(BspTreeIndex);
}

void PathScene::setGraph(const PathGraph &graph, Change change)
{
    if (change == Change::Grow && graph == m_graph)
        return;
    m_graph = graph;
    if (change == Change::Arrange)
        m_layout.arrange(m_graph);
    else
        m_layout.extend(m_graph);
    refresh();
}

void PathScene::setStyle(const PathStyle &style)
{
    const PathMetrics room = m_style.metrics;
    m_style = style;
    m_style.metrics.pitch = room.pitch;
    m_style.metrics.indent = room.indent;
    m_layout.setMetrics(m_style.metrics);
    setBackgroundBrush(m_style.theme->base);
    refresh();
    for (const auto &[key, item] : m_nodes)
        item->restyle();
    for (const auto &[key, item] : m_edges)
        item->restyle();
    for (const auto &[key, item] : m_pills)
        item->restyle();
    for (TunnelItem *item : m_tunnels)
        item->restyle();
    for (ClusterItem *item : m_clusters)
        item->restyle();
}

void PathScene::setRoom(qreal pitch, qreal minimumHeight, qreal indent)
{
    m_style.metrics.pitch = pitch;
    m_style.metrics.indent = indent;
    m_layout.setMetrics(m_style.metrics);
    m_layout.setMinimumHeight(minimumHeight);
    refresh();
}

void PathScene::setMarks(const std::set<std::uint8_t> &selectedTtls, const std::optional<PathNodeKey> &cursor)
{
    m_selected = selectedTtls;
    m_cursor = cursor;
    for (const auto &[key, item] : m_nodes)
        item->setMarked(m_selected.contains(key.ttl), m_cursor == key);
}

NodeItem *PathScene::item(const PathNodeKey &key) const
{
    const auto found = m_nodes.find(key);
    return found == m_nodes.end() ? nullptr : found->second;
}

QString PathScene::describeAt(const QPointF &at, QRectF *anchor) const
{
    for (QGraphicsItem *hit : items(at)) {
        if (const auto *node = qgraphicsitem_cast<NodeItem *>(hit)) {
            *anchor = node->mapRectToScene(node->shape().boundingRect());
            return PathText::describe(m_graph, node->node());
        }
        if (!qgraphicsitem_cast<EdgeItem *>(hit))
            continue;
        for (const PathEdge &edge : m_graph.edges) {
            const auto found = m_edges.find({m_graph.nodes[static_cast<std::size_t>(edge.from)].key,
                m_graph.nodes[static_cast<std::size_t>(edge.to)].key});
            if (found == m_edges.end() || found->second != hit)
                continue;
            *anchor = QRectF(at, QSizeF(1, 1));
            return PathText::describe(m_graph, edge);
        }
    }
    return {};
}

void PathScene::refresh()
{
    if (m_style.theme == nullptr)
        return;
    refreshNodes();
    refreshEdges();
    refreshPills();
    refreshGround();
    setSceneRect(m_layout.bounds());
}

void PathScene::refreshNodes()
{
    std::set<PathNodeKey> present;
    for (const PathNode &node : m_graph.nodes) {
        present.insert(node.key);
        NodeItem *&item = m_nodes[node.key];
        if (item == nullptr) {
            item = new NodeItem(m_style);
            item->setMarked(m_selected.contains(node.key.ttl), m_cursor == node.key);
            addItem(item);
        }
        const QPointF at = m_layout.position(node.key);
        item->setPos(at);
        item->setNode(node, m_layout.labelRect(node).translated(-at));
    }
    dropOthers(m_nodes, present);
}

void PathScene::refreshEdges()
{
    std::set<std::pair<PathNodeKey, PathNodeKey>> present;
    for (const PathEdge &edge : m_graph.edges) {
        const PathNode &from = m_graph.nodes[static_cast<std::size_t>(edge.from)];
        const PathNode &to = m_graph.nodes[static_cast<std::size_t>(edge.to)];
        const auto ends = std::pair(from.key, to.key);
        present.insert(ends);
        EdgeItem *&item = m_edges[ends];
        if (item == nullptr) {
            item = new EdgeItem(m_style);
            addItem(item);
        }
        item->setEdge(edge, m_graph.losesInto(edge), m_layout.edgeCurve(from, to));
    }
    dropOthers(m_edges, present);
}

void PathScene::refreshPills()
{
    std::set<PathPill::Key> present;
    for (const PathPill &pill : placePills(m_graph, m_layout, QFontMetricsF(m_style.name))) {
        present.insert(pill.key);
        PillItem *&item = m_pills[pill.key];
        if (item == nullptr) {
            item = new PillItem(m_style);
            addItem(item);
        }
        item->setPill(pill);
    }
    dropOthers(m_pills, present);
}

void PathScene::refreshGround()
{
    setCount(*this, m_tunnels, m_graph.tunnels.size(), m_style);
    for (std::size_t i = 0; i < m_tunnels.size(); ++i)
        m_tunnels[i]->setRect(m_layout.tunnelRect(m_graph, m_graph.tunnels[i]));
    const auto clusters = m_layout.clusters(m_graph);
    setCount(*this, m_clusters, clusters.size(), m_style);
    for (std::size_t i = 0; i < m_clusters.size(); ++i)
        m_clusters[i]->setCluster(clusters[i]);
}

} // namespace app
