// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/path_pills.h"

#include "app/pathview/path_text.h"

#include <algorithm>
#include <map>

namespace app {

namespace {

class Placer final {
public:
    Placer(const PathGraph &graph, const PathLayout &layout, const QFontMetricsF &metrics)
        : m_graph(graph)
        , m_layout(layout)
        , m_metrics(metrics)
        , m_scale(layout.metrics().scale)
    {
        for (const PathTunnel &tunnel : graph.tunnels)
            m_tunnels.push_back(layout.tunnelRect(graph, tunnel));
        for (const PathNode &it : graph.nodes)
            m_labels.push_back(labelTextRect(it, layout, metrics));
        for (const PathNode &it : graph.nodes)
            m_discs.push_back(disc(it));
    }

    std::vector<PathPill> place()
    {
        // On the curves first: they have the least freedom.
        std::map<int, std::vector<const PathEdge *>> fans;
        for (const PathEdge &edge : m_graph.edges) {
            if (edge.fanOut)
                fans[edge.from].push_back(&edge);
        }
        for (const auto &[from, edges] : fans)
            placeFan(edges);
        for (const PathEdge &edge : m_graph.edges) {
            if (!edge.fanOut)
                placeEdge(edge);
        }
        placeLoss();
        placeTunnels();
        return std::move(m_pills);
    }

private:
    const PathNode &node(int which) const { return m_graph.nodes[static_cast<std::size_t>(which)]; }

    QPointF middle(const PathEdge &edge) const
    {
        return m_layout.edgeCurve(node(edge.from), node(edge.to)).pointAtPercent(0.5);
    }

    QRectF disc(const PathNode &it) const
    {
        const qreal radius = m_layout.metrics().radius();
        return {m_layout.position(it.key) - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius)};
    }

    qreal overlap(const QRectF &rect) const
    {
        qreal area = 0;
        const auto add = [&](const QRectF &other) {
            const QRectF common = rect.intersected(other);
            area += common.width() * common.height();
        };
        std::ranges::for_each(m_labels, add);
        std::ranges::for_each(m_discs, add);
        for (const PathPill &pill : m_pills)
            add(pill.rect.adjusted(-2, -2, 2, 2));
        return area;
    }

    /// The point of the edge's curve at which a pill hides least: the middle if it is free.
    QPointF onCurve(const PathEdge &edge, const QString &text) const
    {
        const QPainterPath curve = m_layout.edgeCurve(node(edge.from), node(edge.to));
        QPointF best;
        qreal least = -1;
        for (const qreal percent : {0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.75, 0.8}) {
            const QPointF at = curve.pointAtPercent(percent);
            const qreal area = overlap(sized(at, text));
            if (least < 0 || area < least) {
                least = area;
                best = at;
            }
        }
        return best;
    }

    /// The y above the edge, and above the tunnel's capsule if the edge runs in one.
    qreal above(const QPointF &at) const
    {
        qreal y = at.y() - 20 * m_scale;
        for (const QRectF &tunnel : m_tunnels) {
            if (at.x() > tunnel.left() - m_layout.metrics().pitch / 2 && at.x() < tunnel.right()
                && tunnel.top() < at.y() && tunnel.bottom() > at.y())
                y = std::min(y, tunnel.top() - 12 * m_scale);
        }
        return y;
    }

    QRectF sized(const QPointF &centre, const QString &text) const
    {
        const qreal width = m_metrics.horizontalAdvance(text) + 12 * m_scale;
        const qreal height = m_metrics.height() + 2 * m_scale;
        return {centre.x() - width / 2, centre.y() - height / 2, width, height};
    }

    /// Covers no other pill and no label. A tunnel's plate may go anywhere above its place: it covers no disc either.
    bool isFree(const PathPill &pill) const
    {
        const auto hits = [&](const QRectF &rect) { return rect.intersects(pill.rect); };
        return std::ranges::none_of(m_pills, hits, &PathPill::rect) && std::ranges::none_of(m_labels, hits)
            && (pill.key.kind != PathPill::Kind::Tunnel || std::ranges::none_of(m_discs, hits));
    }

    void add(PathPill pill)
    {
        const qreal step = m_metrics.height() / 2;
        for (int tries = 0; tries < 40 && !isFree(pill); ++tries)
            pill.rect.translate(0, -step);
        m_pills.push_back(std::move(pill));
    }

    void add(const PathEdge &edge, const QString &text, const QPointF &at)
    {
        add({{PathPill::Kind::Edge, node(edge.from).key, node(edge.to).key}, text, sized(at, text), {}});
    }

    void placeEdge(const PathEdge &edge)
    {
        const QString text = PathText::pill(edge);
        const QPointF at = middle(edge);
        if (!text.isEmpty())
            add(edge, text, {at.x(), above(at)});
    }

    /// Each on its curve, or above the node that it leads to. Where both would hide something it is left out: the plate
    /// shown on hovering says it as well.
    void placeFan(const std::vector<const PathEdge *> &edges)
    {
        for (const PathEdge *edge : edges) {
            const QString text = PathText::pill(*edge);
            const QPointF above =
                m_layout.position(node(edge->to).key) - QPointF(0, m_layout.metrics().radius() + 12 * m_scale);
            for (const QPointF &at : {onCurve(*edge, text), above}) {
                if (overlap(sized(at, text)) > 0)
                    continue;
                add(*edge, text, at);
                break;
            }
        }
    }

    /// Only one, on the strongest of the edges where loss begins.
    void placeLoss()
    {
        const PathEdge *strongest = nullptr;
        for (const PathEdge &edge : m_graph.edges) {
            if (m_graph.losesInto(edge) && (strongest == nullptr || edge.share > strongest->share))
                strongest = &edge;
        }
        if (strongest == nullptr)
            return;
        const QString text = PathText::pill(*m_graph.loss);
        QPointF at = middle(*strongest);
        at.setY(above(at));
        add({{PathPill::Kind::Loss, node(strongest->from).key, node(strongest->to).key}, text, sized(at, text), {}});
    }

    void placeTunnels()
    {
        for (std::size_t i = 0; i < m_graph.tunnels.size(); ++i) {
            const PathTunnel &tunnel = m_graph.tunnels[i];
            const QString text = PathText::pill(tunnel);
            const QPointF at(m_tunnels[i].center().x(), m_tunnels[i].top() - 40 * m_scale);
            const PathNodeKey &first = node(tunnel.nodes.front()).key;
            add({{PathPill::Kind::Tunnel, first, first}, text, sized(at, text), m_tunnels[i].top()});
        }
    }

    const PathGraph &m_graph;
    const PathLayout &m_layout;
    const QFontMetricsF &m_metrics;
    qreal m_scale;
    std::vector<QRectF> m_tunnels;
    std::vector<QRectF> m_labels;
    std::vector<QRectF> m_discs;
    std::vector<PathPill> m_pills;
};

} // namespace

QRectF labelTextRect(const PathNode &node, const PathLayout &layout, const QFontMetricsF &metrics)
{
    const QRectF room = layout.labelRect(node);
    const bool address = node.name == node.address && node.key.kind == PathNodeKey::Kind::Router;
    QStringList lines = PathText::wrap(PathText::label(node), metrics, room.width(), address);
    lines << PathText::value(node) << PathText::wrap(PathText::note(node), metrics, room.width(), false);
    lines.removeAll(QString());
    qreal width = 0;
    for (const QString &line : std::as_const(lines))
        width = std::max(width, metrics.horizontalAdvance(line));
    const qreal height = static_cast<qreal>(lines.size()) * metrics.height();
    return {room.center().x() - width / 2, room.top(), width, height};
}

std::vector<PathPill> placePills(const PathGraph &graph, const PathLayout &layout, const QFontMetricsF &metrics)
{
    return Placer(graph, layout, metrics).place();
}

} // namespace app
