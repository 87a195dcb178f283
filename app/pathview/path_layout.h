// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pathview/path_graph.h"

#include <QPainterPath>
#include <QPointF>
#include <QRectF>

#include <map>
#include <vector>

namespace app {

/// Sizes of the graph in logical pixels, for the 13 px font of the design; `scale` multiplies all but the pitch and the
/// indent.
struct PathMetrics {
    qreal pitch = 80; ///< between columns
    qreal indent = 0; ///< free room before this computer
    qreal scale = 1;

    static constexpr qreal minPitch = 64;
    static constexpr qreal maxPitch = 120;

    qreal row() const { return 98 * scale; } ///< between parallel nodes
    qreal radius() const { return 12 * scale; }
    qreal margin() const { return 84 * scale; } ///< above the highest and below the lowest node: labels, pills, titles
    qreal firstColumn() const { return indent + lastColumn(); } ///< x of this computer
    qreal lastColumn() const { return 44 * scale; } ///< distance of the last node from the right end

    /// The pitch at which so many columns fill `width`, within the limits.
    static qreal pitchFor(qreal width, int columns, qreal scale);
};

/// Where everything stands. Positions are kept from one graph to the next: a node moves only when it is arranged anew,
/// or when a column must be made between two others. Crossings are few: by barycentres and exchanges in arrange(), by
/// the choice of the row for each new node in extend().
class PathLayout final {
public:
    void setMetrics(const PathMetrics &metrics) { m_metrics = metrics; } ///< positions follow, the order stays
    const PathMetrics &metrics() const { return m_metrics; }
    void setMinimumHeight(qreal height) { m_minimumHeight = height; }

    void arrange(const PathGraph &graph); ///< forgets what was
    void extend(const PathGraph &graph); ///< keeps what is known of the same run

    QPointF position(const PathNodeKey &key) const; ///< null point for strangers
    bool contains(const PathNodeKey &key) const { return m_places.contains(key); }
    qreal columnX(const PathNode &node) const; ///< of a fold: its middle
    int columns() const { return m_columns; }
    QRectF bounds() const; ///< symmetric about y = 0: growing up or down never moves the main line

    /// From the right edge of one node to the left edge of the other, horizontal at both ends. Past a column between,
    /// it bows around what stands there.
    QPainterPath edgeCurve(const PathNode &from, const PathNode &to) const;
    /// Around the nodes of a tunnel.
    QRectF tunnelRect(const PathGraph &graph, const PathTunnel &tunnel) const;
    /// Room for the label under a node.
    QRectF labelRect(const PathNode &node) const;

    struct Cluster {
        Segment segment = Segment::Unknown;
        QString network; ///< of all its nodes; empty when unknown, or not the same
        QRectF rect;
        friend bool operator==(const Cluster &, const Cluster &) = default;
    };
    /// Neighbouring columns whose nodes are all of one known segment and of one network, with the silent ones between.
    std::vector<Cluster> clusters(const PathGraph &graph) const;

    /// Pairs of edges between the same two columns that cross each other.
    int crossings(const PathGraph &graph) const;

private:
    struct Place {
        qreal column = 0; ///< in pitches
        qreal row = 0; ///< in row heights, 0 is the middle
    };

    void assignColumns(const PathGraph &graph);
    void addColumns(const PathGraph &graph);
    qreal columnOf(const PathNode &node) const;
    bool columnsFit(const PathGraph &graph) const;
    void placeNode(const PathGraph &graph, int node);

    PathMetrics m_metrics;
    qreal m_minimumHeight = 0;
    std::map<std::uint8_t, qreal> m_columnOfTtl;
    std::map<PathNodeKey, Place> m_places;
    int m_columns = 0;
    qreal m_highestRow = 0; ///< farthest from the middle
};

} // namespace app
