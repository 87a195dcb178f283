// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/timeline/timeline_accessible.h"
#include "app/timeline/timeline_canvas.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

/// What mouse and keyboard do to the canvas.
namespace app {

using platform::Duration;

namespace {

constexpr double zoomPerNotch = 1.25;
constexpr double notch = QWheelEvent::DefaultDeltasPerStep;
constexpr int gripReach = 5;
constexpr int scrollShare = 10; ///< of the view, per notch or key
constexpr int bigStep = 10; ///< samples, with Shift

} // namespace

std::size_t TimelineCanvas::cursorLane() const
{
    return std::min(m_hovered, std::max<std::size_t>(m_scene.snapshot.lanes.size(), 1) - 1);
}

std::optional<Duration> TimelineCanvas::sampleNear(double x) const
{
    if (m_scene.snapshot.lanes.empty())
        return std::nullopt;
    const TimelineColumn *column = m_scene.snapshot.columnNear(cursorLane(), m_scene.scale.timeAt(x));
    return column ? std::optional(column->middle()) : std::nullopt;
}

void TimelineCanvas::setCursorAt(std::optional<Duration> at)
{
    if (at == m_cursor)
        return;
    m_cursor = at;
    update();
    Q_EMIT cursorChanged(m_cursor);
}

void TimelineCanvas::setFocusSpan(std::optional<TimeSpan> focus)
{
    if (focus == m_scene.focus)
        return;
    m_scene.focus = focus;
    m_pictureStale = true;
    update();
    Q_EMIT focusChanged(focus);
}

QString TimelineCanvas::cursorText() const
{
    return m_cursor ? readOutSentence(m_scene, *m_cursor) : QString();
}

void TimelineCanvas::announceCursor()
{
    announceValue(this, cursorText());
}

void TimelineCanvas::stepCursor(int by)
{
    scene();
    if (m_scene.snapshot.lanes.empty())
        return;
    const std::vector<TimelineColumn> &columns = m_scene.snapshot.lanes[cursorLane()].columns;
    if (columns.empty())
        return;
    const TimelineColumn *here = m_cursor ? m_scene.snapshot.columnNear(cursorLane(), *m_cursor) : nullptr;
    auto index = static_cast<std::ptrdiff_t>(columns.size()) - 1;
    if (here)
        index = std::clamp<std::ptrdiff_t>(here - columns.data() + by, 0, index);
    setCursorAt(columns[static_cast<std::size_t>(index)].middle());
    // Beyond the edge the view follows; the snapshot always reaches a little further than it.
    const TimeSpan span = m_viewport.span();
    if (*m_cursor < span.from || *m_cursor > span.to) {
        m_viewport.scroll(*m_cursor < span.from ? *m_cursor - span.from - span.length() / scrollShare
                                                : *m_cursor - span.to + span.length() / scrollShare);
        viewportMoved();
    }
    announceCursor();
}

void TimelineCanvas::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    scene();
    m_pressedAt = event->position();
    const QRect overview = m_scene.layout.overview.adjusted(-gripReach, 0, gripReach, 0);
    if (overview.contains(event->position().toPoint()))
        startWindowDrag(event->position().x());
    else if (m_scene.layout.lanes.contains(event->position().toPoint()))
        m_drag = Drag::Select;
}

void TimelineCanvas::startWindowDrag(double x)
{
    m_dragSpan = m_viewport.span();
    const double left = std::max(m_scene.wholeScale.x(m_dragSpan.from), m_scene.wholeScale.left);
    const double right = m_scene.wholeScale.x(m_dragSpan.to);
    if (std::abs(x - right) <= gripReach) {
        m_drag = Drag::WindowRight;
    } else if (std::abs(x - left) <= gripReach) {
        m_drag = Drag::WindowLeft;
    } else {
        m_drag = Drag::Window;
        if (x < left || x > right) { // beside the window: it comes to the pointer
            m_viewport.scroll(m_scene.wholeScale.timeAt(x) - m_dragSpan.from - m_dragSpan.length() / 2);
            m_dragSpan = m_viewport.span();
            viewportMoved();
        }
    }
}

void TimelineCanvas::dragWindow(double x)
{
    const Duration by = m_scene.wholeScale.timeOf(x - m_pressedAt.x());
    if (m_drag == Drag::Window)
        m_viewport.scroll(m_dragSpan.from + by - m_viewport.span().from);
    else if (m_drag == Drag::WindowLeft)
        m_viewport.show({std::min(m_dragSpan.from + by, m_dragSpan.to - m_options.shortestSpan), m_dragSpan.to});
    else
        m_viewport.show({m_dragSpan.from, std::max(m_dragSpan.to + by, m_dragSpan.from + m_options.shortestSpan)});
    viewportMoved();
}

void TimelineCanvas::mouseMoveEvent(QMouseEvent *event)
{
    const double x = event->position().x();
    switch (m_drag) {
    case Drag::None:
        break;
    case Drag::Select:
        if (m_scene.focus || std::abs(x - m_pressedAt.x()) >= QApplication::startDragDistance()) {
            const auto [left, right] = std::minmax({x, m_pressedAt.x()});
            const TimeSpan picked{std::max(m_scene.scale.timeAt(left), Duration(0)),
                std::min(m_scene.scale.timeAt(right), m_viewport.end())};
            setFocusSpan(picked.from < picked.to ? std::optional(picked) : std::nullopt); // nothing was measured there
            if (m_viewport.live()) {
                m_viewport.show(m_viewport.span()); // what is being selected must not move away
                Q_EMIT viewportChanged();
            }
        }
        break;
    case Drag::Window:
    case Drag::WindowLeft:
    case Drag::WindowRight:
        dragWindow(x);
        return;
    }
    const std::optional<int> lane = m_scene.layout.laneAt(static_cast<int>(event->position().y()));
    if (lane && !m_scene.overlay)
        m_hovered = static_cast<std::size_t>(*lane);
    const bool inside = m_scene.layout.lanes.contains(event->position().toPoint());
    if (inside || m_drag == Drag::Select)
        setCursorAt(sampleNear(x));
    else
        setCursorAt(std::nullopt);
}

void TimelineCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    const bool clicked =
        m_drag == Drag::Select && std::abs(event->position().x() - m_pressedAt.x()) < QApplication::startDragDistance();
    if (clicked)
        setFocusSpan(std::nullopt);
    m_drag = Drag::None;
}

void TimelineCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    const Duration at = m_scene.scale.timeAt(event->position().x());
    if (!m_scene.focus || !m_scene.focus->contains(at) || !m_scene.layout.lanes.contains(event->position().toPoint()))
        return;
    m_viewport.show(*m_scene.focus);
    viewportMoved();
}

void TimelineCanvas::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    if (m_drag == Drag::None)
        setCursorAt(std::nullopt);
}

void TimelineCanvas::wheelEvent(QWheelEvent *event)
{
    scene();
    const QPoint delta = event->angleDelta();
    const bool sideways = std::abs(delta.x()) > std::abs(delta.y());
    if (m_scene.layout.gutter.contains(event->position().toPoint())) {
        m_scrollBar->setValue(m_scrollBar->value() - static_cast<int>(delta.y() / notch * m_scrollBar->singleStep()));
    } else if (sideways || event->modifiers().testFlag(Qt::ShiftModifier)) {
        const double notches = (sideways ? delta.x() : delta.y()) / notch;
        m_viewport.scroll(-Duration(std::llround(double(m_viewport.span().length().count()) / scrollShare * notches)));
        viewportMoved();
    } else if (delta.y() != 0) {
        const Duration around =
            std::clamp(m_scene.scale.timeAt(event->position().x()), m_viewport.span().from, m_viewport.span().to);
        m_viewport.zoom(std::pow(zoomPerNotch, delta.y() / notch), around);
        viewportMoved();
    }
    event->accept();
}

bool TimelineCanvas::viewKey(const QKeyEvent &event)
{
    const Duration length = m_viewport.span().length();
    const Duration around =
        m_cursor.value_or(m_viewport.live() ? m_viewport.end() : m_viewport.span().from + length / 2);
    switch (event.key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        m_viewport.zoom(zoomPerNotch, around);
        break;
    case Qt::Key_Minus:
        m_viewport.zoom(1 / zoomPerNotch, around);
        break;
    case Qt::Key_PageUp:
        m_viewport.scroll(-length);
        break;
    case Qt::Key_PageDown:
        m_viewport.scroll(length);
        break;
    case Qt::Key_Home:
        m_viewport.scroll(-m_viewport.span().from);
        break;
    case Qt::Key_End:
        m_viewport.goLive();
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_scene.focus)
            return false;
        m_viewport.show(*m_scene.focus);
        break;
    default:
        return false;
    }
    viewportMoved();
    return true;
}

void TimelineCanvas::keyPressEvent(QKeyEvent *event)
{
    // Time runs from left to right in every layout direction, and so do these keys.
    const int step = event->modifiers().testFlag(Qt::ShiftModifier) ? bigStep : 1;
    const bool scrolls = event->modifiers().testFlag(Qt::ControlModifier);
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int sign = event->key() == Qt::Key_Left ? -1 : 1;
        if (scrolls) {
            m_viewport.scroll(sign * m_viewport.span().length() / scrollShare);
            viewportMoved();
        } else {
            stepCursor(sign * step);
        }
        return;
    }
    case Qt::Key_Up:
    case Qt::Key_Down:
        m_scrollBar->setValue(m_scrollBar->value() + (event->key() == Qt::Key_Up ? -1 : 1) * m_scrollBar->singleStep());
        return;
    case Qt::Key_Escape:
        goLive();
        return;
    default:
        if (!viewKey(*event))
            QWidget::keyPressEvent(event);
    }
}

} // namespace app
