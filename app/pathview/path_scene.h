// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pathview/path_items.h"

#include <QGraphicsScene>

#include <map>
#include <set>
#include <vector>

namespace app {

/// Holds one item for everything in the graph and brings it up to date in place. GUI thread, owned by the canvas.
class PathScene final : public QGraphicsScene {
    Q_OBJECT

public:
    explicit PathScene(QObject *parent = nullptr);

    const PathGraph &graph() const { return m_graph; }
    const PathLayout &layout() const { return m_layout; }
    const PathStyle &style() const { return m_style; }

    enum class Change : std::uint8_t { Grow, Arrange }; ///< Grow: known nodes stay where they are
    void setGraph(const PathGraph &graph, Change change);
    void setStyle(const PathStyle &style); ///< pitch and indent of its metrics are ignored
    void setRoom(qreal pitch, qreal minimumHeight, qreal indent = 0);
    void setMarks(const std::set<std::uint8_t> &selectedTtls, const std::optional<PathNodeKey> &cursor);

    NodeItem *item(const PathNodeKey &key) const;
    /// Words for what lies there, empty for nothing; `anchor` becomes the rectangle that it belongs to.
    QString describeAt(const QPointF &at, QRectF *anchor) const;

private:
    void refresh();
    void refreshNodes();
    void refreshEdges();
    void refreshPills();
    void refreshGround();

    PathStyle m_style;
    PathGraph m_graph;
    PathLayout m_layout;
    std::map<PathNodeKey, NodeItem *> m_nodes;
    std::map<std::pair<PathNodeKey, PathNodeKey>, EdgeItem *> m_edges;
    std::map<PathPill::Key, PillItem *> m_pills;
    std::vector<TunnelItem *> m_tunnels;
    std::vector<ClusterItem *> m_clusters;
    std::set<std::uint8_t> m_selected;
    std::optional<PathNodeKey> m_cursor;
};

} // namespace app
