// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/path_pills.h"

#include "app/pathview/path_text.h"

#include <algorithm>
#include <cmath>

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
    }

    std::vector<PathPill> place()
    {
        // On the curves first: they have the least freedom.
        for (const bool onCurve : {true, false}) {
            for (const PathEdge &edge : m_graph.edges) {
                if (edge.fanOut == onCurve)
                    placeEdge(edge);
            }
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

    void add(PathPill pill)
    {
        const qreal step = m_metrics.height() + 4 * m_scale;
        const auto hits = [&](const PathPill &other) { return other.rect.intersects(pill.rect); };
        while (std::ranges::any_of(m_pills, hits))
            pill.rect.translate(0, -step);
        m_pills.push_back(std::move(pill));
    }

    void placeEdge(const PathEdge &edge)
    {
        const QString text = PathText::pill(edge);
        if (text.isEmpty())
            return;
        QPointF at = middle(edge);
        if (!edge.fanOut)
            at.setY(above(at));
        add({{PathPill::Kind::Edge, node(edge.from).key, node(edge.to).key}, text, sized(at, text), {}});
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
    std::vector<PathPill> m_pills;
};

} // namespace

std::vector<PathPill> placePills(const PathGraph &graph, const PathLayout &layout, const QFontMetricsF &metrics)
{
    return Placer(graph, layout, metrics).place();
}

} // namespace app
