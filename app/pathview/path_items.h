// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pathview/path_graph.h"
#include "app/pathview/path_pills.h"
#include "app/pathview/path_style.h"

#include <QGraphicsItem>
#include <QPainterPath>

#include <optional>

namespace app {

/// The drawn parts of the path graph. Each holds a copy of what it shows, compares before it repaints and is moved,
/// never rebuilt. The style belongs to the scene. GUI thread.

/// A hop's disc with its label.
class NodeItem final : public QGraphicsItem {
public:
    enum { Type = UserType + 1 };

    explicit NodeItem(const PathStyle &style);

    int type() const override { return Type; }
    const PathNode &node() const { return m_node; }
    void setNode(const PathNode &node, const QRectF &label);
    void setMarked(bool selected, bool cursor);
    void restyle(); ///< the style has changed

    QRectF boundingRect() const override;
    QPainterPath shape() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    void paintMarks(QPainter &painter) const;
    void paintComputer(QPainter &painter) const;
    void paintDisc(QPainter &painter) const;
    void paintLabel(QPainter &painter) const;
    void paintLine(QPainter &painter, const QString &text, const QFont &font, const QColor &colour, qreal &top) const;

    const PathStyle &m_style;
    PathNode m_node;
    QRectF m_label; ///< relative to the disc
    bool m_selected = false;
    bool m_cursor = false;
};

/// The way from one node to the next.
class EdgeItem final : public QGraphicsItem {
public:
    enum { Type = UserType + 2 };

    explicit EdgeItem(const PathStyle &style);

    int type() const override { return Type; }
    void setEdge(const PathEdge &edge, bool loses, const QPainterPath &curve);
    void restyle();

    QRectF boundingRect() const override { return m_bounds; }
    QPainterPath shape() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    void paintLoss(QPainter &painter) const;
    qreal width() const;

    const PathStyle &m_style;
    PathEdge m_edge;
    bool m_loses = false;
    int m_level = -1; ///< of the time added, steady
    QPainterPath m_curve;
    QRectF m_bounds;
};

/// A number on an edge, or the plate of a tunnel.
class PillItem final : public QGraphicsItem {
public:
    explicit PillItem(const PathStyle &style);

    void setPill(const PathPill &pill);
    void restyle();

    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    const PathStyle &m_style;
    PathPill m_pill;
};

/// The capsule around the hops of an MPLS tunnel.
class TunnelItem final : public QGraphicsItem {
public:
    explicit TunnelItem(const PathStyle &style);

    void setRect(const QRectF &rect);
    void restyle() { update(); }

    QRectF boundingRect() const override { return m_rect.adjusted(-1, -1, 1, 1); }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    const PathStyle &m_style;
    QRectF m_rect;
};

/// Neighbouring hops of one segment.
class ClusterItem final : public QGraphicsItem {
public:
    explicit ClusterItem(const PathStyle &style);

    void setCluster(const PathLayout::Cluster &cluster);
    void restyle() { update(); }

    QRectF boundingRect() const override { return m_cluster.rect.adjusted(-1, -1, 1, 1); }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    const PathStyle &m_style;
    PathLayout::Cluster m_cluster;
};

} // namespace app
