// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/path_canvas.h"

#include "app/pathview/hover_plate.h"
#include "app/pathview/path_accessible.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QScrollBar>
#include <QStyle>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace app {

PathCanvas::PathCanvas(const PathViewOptions &options, QWidget *parent)
    : QGraphicsView(parent)
    , m_options(options)
    , m_scene(new PathScene(this))
    , m_plate(new HoverPlate(viewport()))
{
    setScene(m_scene);
    setFrameShape(QFrame::NoFrame);
    setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setDragMode(ScrollHandDrag);
    setTransformationAnchor(NoAnchor);
    setViewportUpdateMode(MinimalViewportUpdate);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    installPathAccessibility();
    setAccessibleName(tr("Path graph"));
    m_hover.setSingleShot(true);
    m_hover.setInterval(m_options.hoverDelay);
    connect(&m_hover, &QTimer::timeout, this, &PathCanvas::showPlate);
    applyStyle();
    applyRoom();
}

PathCanvas::~PathCanvas() = default;

void PathCanvas::setGraph(const PathGraph &graph, PathScene::Change change)
{
    const bool found = graph.complete && !this->graph().complete;
    m_scene->setGraph(graph, change);
    if (m_cursor && !graph.find(*m_cursor))
        setCursorNode(std::nullopt);
    // Once all hops are found the room for those expected is no longer kept.
    if ((change == PathScene::Change::Arrange || found) && m_fitted)
        fitDownTo(m_options.smallestOwnZoom);
    Q_EMIT viewChanged();
}

void PathCanvas::setSelectedTtls(const std::set<std::uint8_t> &ttls, std::optional<std::uint8_t> current)
{
    const bool known = m_cursor && current && m_cursor->ttl == *current;
    m_selected = ttls;
    if (current && !known) {
        const auto node = mainNodeAt(graph(), *current);
        m_cursor = node ? std::optional(graph().nodes[static_cast<std::size_t>(*node)].key) : std::nullopt;
    }
    updateMarks();
    Q_EMIT viewChanged();
}

std::optional<int> PathCanvas::cursorNode() const
{
    return m_cursor ? graph().find(*m_cursor) : std::nullopt;
}

QRect PathCanvas::nodeRect(int node) const
{
    const NodeItem *item = m_scene->item(graph().nodes[static_cast<std::size_t>(node)].key);
    return item != nullptr ? mapFromScene(item->mapRectToScene(item->shape().boundingRect())).boundingRect() : QRect();
}

void PathCanvas::zoomIn()
{
    zoomTo(m_zoom * m_options.zoomStep, viewport()->rect().center());
}

void PathCanvas::zoomOut()
{
    zoomTo(m_zoom / m_options.zoomStep, viewport()->rect().center());
}

void PathCanvas::fit()
{
    m_scene->setGraph(graph(), PathScene::Change::Arrange);
    fitDownTo(m_options.smallestZoom);
}

/// As wide as the view, and smaller when it has no room otherwise, down to `smallestZoom`; the main line in the middle.
void PathCanvas::fitDownTo(double smallestZoom)
{
    m_fitted = true;
    m_zoom = 1;
    m_indent = 0;
    applyRoom();
    const QRectF bounds = m_scene->sceneRect();
    const QSizeF view = room();
    const double zoom = std::min(view.width() / bounds.width(), view.height() / bounds.height());
    m_zoom = std::clamp(zoom, smallestZoom, 1.0);
    setTransform(QTransform::fromScale(m_zoom, m_zoom));
    // What is narrower than the view stands in its middle, and stays there when hops come.
    if (graph().complete)
        m_indent = std::max(0.0, (view.width() / m_zoom - bounds.width()) / 2);
    applyRoom();
    verticalScrollBar()->setValue(-viewport()->height() / 2);
    Q_EMIT zoomChanged(zoomPercent());
    Q_EMIT viewChanged();
}

int PathCanvas::zoomPercent() const
{
    return qRound(m_zoom * 100);
}

void PathCanvas::changeEvent(QEvent *event)
{
    QGraphicsView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        applyStyle();
        applyRoom();
    }
}

void PathCanvas::focusInEvent(QFocusEvent *event)
{
    QGraphicsView::focusInEvent(event);
    if (!m_cursor && graph().nodes.size() > 1)
        setCursorNode(graph().nodes[1].key);
    updateMarks();
}

void PathCanvas::focusOutEvent(QFocusEvent *event)
{
    QGraphicsView::focusOutEvent(event);
    updateMarks();
}

void PathCanvas::keyPressEvent(QKeyEvent *event)
{
    const Qt::KeyboardModifiers modifiers = event->modifiers();
    switch (event->key()) {
    case Qt::Key_Left:
        return moveCursor(PathStep::Back, modifiers);
    case Qt::Key_Right:
        return moveCursor(PathStep::Forward, modifiers);
    case Qt::Key_Up:
        return moveCursor(PathStep::Up, modifiers);
    case Qt::Key_Down:
        return moveCursor(PathStep::Down, modifiers);
    case Qt::Key_Home:
        return moveCursor(PathStep::First, modifiers);
    case Qt::Key_End:
        return moveCursor(PathStep::Last, modifiers);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_cursor && m_cursor->ttl > 0)
            Q_EMIT hopActivated(m_cursor->ttl);
        return;
    case Qt::Key_Space:
        if (m_cursor && m_cursor->ttl > 0)
            Q_EMIT hopChosen(m_cursor->ttl, true);
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomIn();
    case Qt::Key_Minus:
        return zoomOut();
    case Qt::Key_0:
        return fit();
    default:
        QGraphicsView::keyPressEvent(event);
    }
}

void PathCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    const PathNode *node = nodeAt(event->position().toPoint());
    if (node != nullptr && node->key.ttl > 0)
        Q_EMIT hopActivated(node->key.ttl);
}

void PathCanvas::mouseMoveEvent(QMouseEvent *event)
{
    QGraphicsView::mouseMoveEvent(event);
    trackHover(event->position().toPoint());
}

void PathCanvas::mousePressEvent(QMouseEvent *event)
{
    hidePlate();
    const PathNode *node = nodeAt(event->position().toPoint());
    if (node == nullptr || event->button() != Qt::LeftButton) {
        QGraphicsView::mousePressEvent(event); // pans
        return;
    }
    setCursorNode(node->key);
    if (node->key.ttl > 0)
        Q_EMIT hopChosen(node->key.ttl, event->modifiers().testFlag(Qt::ControlModifier));
}

void PathCanvas::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    hidePlate();
    if (m_fitted)
        fitDownTo(m_options.smallestOwnZoom);
    else
        applyRoom();
    Q_EMIT viewChanged();
}

void PathCanvas::scrollContentsBy(int dx, int dy)
{
    QGraphicsView::scrollContentsBy(dx, dy);
    hidePlate();
    Q_EMIT viewChanged();
}

bool PathCanvas::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        hidePlate();
    return QGraphicsView::viewportEvent(event);
}

void PathCanvas::wheelEvent(QWheelEvent *event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier)) {
        QGraphicsView::wheelEvent(event);
        return;
    }
    constexpr double notch = 120; // QWheelEvent: eighths of a degree for one step of a usual wheel
    zoomTo(m_zoom * std::pow(m_options.zoomStep, event->angleDelta().y() / notch), event->position().toPoint());
    event->accept();
}

void PathCanvas::applyStyle()
{
    m_scene->setStyle(PathStyle::of(palette(), font()));
}

/// What is left for the graph. The height of the lower scroll bar is kept free also while there is none: when it comes
/// with a new hop, nothing moves.
QSizeF PathCanvas::room() const
{
    const int bar = style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, horizontalScrollBar());
    return QSizeF(maximumViewportSize()) - QSizeF(2, bar + 2);
}

/// Pitch and height follow the size of the view; only a fit or a new size changes the pitch.
void PathCanvas::applyRoom()
{
    const int columns = std::max(layoutOfGraph().columns(), graph().complete ? 0 : m_options.expectedHops);
    const qreal scale = m_scene->style().metrics.scale;
    const qreal pitch =
        m_fitted ? PathMetrics::pitchFor(room().width(), columns, scale) : m_scene->style().metrics.pitch;
    m_scene->setRoom(pitch, room().height() / m_zoom, m_indent);
}

/// What is at `anchor` (in the viewport) stays there, as far as there is something to scroll.
void PathCanvas::zoomTo(double zoom, const QPoint &anchor)
{
    const QPointF fixed = mapToScene(anchor);
    m_zoom = std::clamp(zoom, m_options.smallestZoom, m_options.largestZoom);
    m_fitted = false;
    applyRoom();
    setTransform(QTransform::fromScale(m_zoom, m_zoom));
    const QPoint off = mapFromScene(fixed) - anchor;
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + off.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() + off.y());
    hidePlate();
    Q_EMIT zoomChanged(zoomPercent());
    Q_EMIT viewChanged();
}

void PathCanvas::moveCursor(PathStep step, Qt::KeyboardModifiers modifiers)
{
    const auto from = cursorNode();
    const auto to = from        ? walk(graph(), layoutOfGraph(), *from, step)
        : graph().nodes.empty() ? std::nullopt
                                : std::optional(0);
    if (!to)
        return;
    const PathNodeKey key = graph().nodes[static_cast<std::size_t>(*to)].key;
    setCursorNode(key);
    if (key.ttl > 0 && !modifiers.testFlag(Qt::ControlModifier))
        Q_EMIT hopChosen(key.ttl, false);
}

void PathCanvas::setCursorNode(std::optional<PathNodeKey> key)
{
    m_cursor = key;
    updateMarks();
    if (const auto node = cursorNode(); node && hasFocus()) {
        QAccessibleEvent focused(this, QAccessible::Focus);
        focused.setChild(*node);
        QAccessible::updateAccessibility(&focused);
    }
    if (const NodeItem *item = m_cursor ? m_scene->item(*m_cursor) : nullptr)
        ensureVisible(item, 8, 8);
    Q_EMIT cursorMoved();
}

void PathCanvas::updateMarks()
{
    m_scene->setMarks(m_selected, hasFocus() ? m_cursor : std::nullopt);
}

void PathCanvas::trackHover(const QPoint &at)
{
    QRectF anchor;
    const QString text = m_scene->describeAt(mapToScene(at), &anchor);
    if (text == m_hoverText)
        return;
    hidePlate();
    m_hoverText = text;
    m_hoverAnchor = mapFromScene(anchor).boundingRect();
    if (!text.isEmpty())
        m_hover.start();
}

void PathCanvas::hidePlate()
{
    m_hover.stop();
    m_hoverText.clear();
    m_plate->hide();
}

void PathCanvas::showPlate()
{
    if (!m_hoverText.isEmpty())
        m_plate->showText(m_hoverText, m_hoverAnchor);
}

const PathNode *PathCanvas::nodeAt(const QPoint &at) const
{
    for (QGraphicsItem *hit : items(at)) {
        if (const auto *node = qgraphicsitem_cast<NodeItem *>(hit))
            return &node->node();
    }
    return nullptr;
}

} // namespace app
