// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/path_header.h"

#include "app/pathview/path_canvas.h"

#include <QPainter>

#include <cmath>

namespace app {

PathHeader::PathHeader(PathCanvas *canvas, QWidget *parent)
    : QWidget(parent)
    , m_canvas(canvas)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(canvas, &PathCanvas::viewChanged, this, qOverload<>(&QWidget::update));
}

QSize PathHeader::sizeHint() const
{
    return {0, scaled(30, fontMetrics())};
}

void PathHeader::renderAll(QPainter &painter, const PathGraph &graph, const PathLayout &layout) const
{
    paintNumbers(painter, graph, layout, {}, {});
}

void PathHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::of(palette()).base);
    const QTransform toViewport = m_canvas->viewportTransform();
    const QTransform across =
        QTransform::fromScale(toViewport.m11(), 1) * QTransform::fromTranslate(toViewport.dx(), 0);
    paintNumbers(painter, m_canvas->graph(), m_canvas->layoutOfGraph(), across, m_canvas->selectedTtls());
}

void PathHeader::paintNumbers(QPainter &painter, const PathGraph &graph, const PathLayout &layout,
    const QTransform &across, const std::set<std::uint8_t> &selected) const
{
    const qreal pitch = layout.metrics().pitch * across.m11();
    const Theme &theme = Theme::of(palette());
    const QFont plain = sizedFont(font(), 11, QFont::Normal);
    const QFont bold = sizedFont(font(), 11, QFont::Bold);
    const QFontMetricsF metrics(bold);
    const qreal widest = metrics.horizontalAdvance(QStringLiteral("0000"));
    const int every = std::max(1, static_cast<int>(std::ceil(widest / std::max(pitch, 1.0))));
    const auto put = [&](const PathNode &node, const QString &text, bool bolder) {
        const qreal x = across.map(QPointF(layout.columnX(node), 0)).x();
        painter.setFont(bolder ? bold : plain);
        painter.setPen(bolder ? theme.text : theme.text2);
        const qreal half = std::max(pitch, widest) / 2;
        painter.drawText(QRectF(x - half, 0, 2 * half, sizeHint().height()), Qt::AlignCenter, text);
    };
    int before = -1;
    int column = 0;
    for (const PathNode &node : graph.nodes) {
        if (node.key.ttl == before)
            continue;
        before = node.key.ttl;
        const bool strong = selected.contains(node.key.ttl);
        if (node.key.ttl == 0)
            put(node, tr("Hop"), false);
        else if (node.lastTtl > node.key.ttl)
            put(node, tr("%1–%2", "a span of hops").arg(node.key.ttl).arg(node.lastTtl), strong);
        else if (strong || column % every == 0)
            put(node, QString::number(node.key.ttl), strong);
        ++column;
    }
}

} // namespace app
