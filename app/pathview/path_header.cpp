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

void PathHeader::renderAll(QPainter &painter, const QPointF &at) const
{
    paintNumbers(painter, QTransform::fromTranslate(at.x(), at.y()), m_canvas->layoutOfGraph().metrics().pitch);
}

void PathHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::of(palette()).base);
    const QTransform toViewport = m_canvas->viewportTransform();
    const QTransform onlyAcross =
        QTransform::fromScale(toViewport.m11(), 1) * QTransform::fromTranslate(toViewport.dx(), 0);
    paintNumbers(painter, onlyAcross, m_canvas->layoutOfGraph().metrics().pitch * toViewport.m11());
}

void PathHeader::paintNumbers(QPainter &painter, const QTransform &toWidget, qreal pitch) const
{
    const Theme &theme = Theme::of(palette());
    const QFont plain = sizedFont(font(), 11, QFont::Normal);
    const QFont bold = sizedFont(font(), 11, QFont::Bold);
    const QFontMetricsF metrics(bold);
    const qreal widest = metrics.horizontalAdvance(QStringLiteral("0000"));
    const int every = std::max(1, static_cast<int>(std::ceil(widest / std::max(pitch, 1.0))));
    const PathGraph &graph = m_canvas->graph();
    const auto put = [&](const PathNode &node, const QString &text, bool strong) {
        const qreal x = toWidget.map(QPointF(m_canvas->layoutOfGraph().columnX(node), 0)).x();
        painter.setFont(strong ? bold : plain);
        painter.setPen(strong ? theme.text : theme.text2);
        const qreal half = std::max(pitch, widest) / 2;
        painter.drawText(QRectF(x - half, toWidget.dy(), 2 * half, height()), Qt::AlignCenter, text);
    };
    int before = -1;
    int column = 0;
    for (const PathNode &node : graph.nodes) {
        if (node.key.ttl == before)
            continue;
        before = node.key.ttl;
        const bool selected = m_canvas->selectedTtls().contains(node.key.ttl);
        if (node.key.ttl == 0)
            put(node, tr("Hop"), false);
        else if (node.lastTtl > node.key.ttl)
            put(node, tr("%1–%2", "a span of hops").arg(node.key.ttl).arg(node.lastTtl), selected);
        else if (selected || column % every == 0)
            put(node, QString::number(node.key.ttl), selected);
        ++column;
    }
}

} // namespace app
