// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/timeline/timeline_chart.h"
#include "app/timeline/timeline_scene.h"

#include <QPixmap>
#include <QWidget>

#include <functional>
#include <optional>

class QScrollBar;

namespace app {

/// The picture of the timeline and what mouse and keyboard do to it. Everything still is in one cached pixmap; a moving
/// cursor paints nothing but itself. Takes a new snapshot when it is painted after refresh(): never while hidden.
class TimelineCanvas final : public QWidget {
    Q_OBJECT

public:
    explicit TimelineCanvas(QWidget *parent = nullptr);
    ~TimelineCanvas() override;

    void setSource(const TimelineSource &source); ///< another run, or the same with new content
    void setHops(
        const std::vector<TimelineHop> &hops, const QString &message); ///< `message` is shown when there are none
    void refresh(); ///< the source has new content

    void setOverlay(bool overlay);
    void setLogarithmic(bool logarithmic);
    void setOptions(const TimelineOptions &options); ///< begins with the default view
    void setClock(std::function<platform::Duration()> clock); ///< for the shrinking of axes; any steady clock
    void setZone(const QTimeZone &zone);

    const TimelineViewport &viewport() const { return m_viewport; }
    void showLast(platform::Duration length);
    void showAll();
    void goLive(); ///< also clears focus and cursor
    void clearFocus() { setFocusSpan({}); }
    const std::optional<TimeSpan> &focus() const { return m_scene.focus; }
    std::optional<platform::Duration> cursor() const { return m_cursor; }
    QString cursorText() const; ///< one sentence; "" without a cursor
    const TimelineScene &scene(); ///< as it would be painted now
    QImage renderImage(qreal scale);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void viewportChanged();
    void focusChanged(std::optional<app::TimeSpan> focus);
    void cursorChanged(std::optional<platform::Duration> at);
    void sceneChanged(); ///< a new snapshot was taken

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Drag : std::uint8_t { None, Select, Window, WindowLeft, WindowRight };

    void take(); ///< snapshot, axes, places
    void takeAxes(int lanes);
    void invalidate(); ///< the picture; it is made again when it is painted
    void viewportMoved(); ///< by hand: axes need not be held
    const QPixmap &picture();
    void drawPicture(QPainter &painter, qreal scale);
    void updateScrollBar();
    void setCursorAt(std::optional<platform::Duration> at);
    void setFocusSpan(std::optional<TimeSpan> focus);
    std::size_t cursorLane() const;
    std::optional<platform::Duration> sampleNear(double x) const;
    void stepCursor(int by);
    void announceCursor();
    bool viewKey(const QKeyEvent &event);
    void startWindowDrag(double x);
    void dragWindow(double x);
    QString toolTipAt(QPoint at) const;

    TimelineSource m_source;
    TimelineOptions m_options;
    std::vector<TimelineHop> m_hops;
    TimelineViewport m_viewport;
    TimelineScene m_scene;
    TimelineChart m_chart;
    std::vector<AxisHold> m_holds;
    std::function<platform::Duration()> m_clock;
    NiceAxis::Kind m_axisKind = NiceAxis::Kind::Linear;
    QScrollBar *m_scrollBar;
    QPixmap m_picture;
    bool m_stale = true; ///< the snapshot
    bool m_pictureStale = true;
    std::optional<platform::Duration> m_cursor;
    std::size_t m_hovered = 0; ///< lane whose samples the cursor snaps to
    bool m_keyboardFocus = false; ///< came by Tab: shown as a frame
    Drag m_drag = Drag::None;
    QPointF m_pressedAt;
    TimeSpan m_dragSpan; ///< of the view when a drag of its window began
};

} // namespace app
