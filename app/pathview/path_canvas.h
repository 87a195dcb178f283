// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pathview/path_scene.h"
#include "app/pathview/path_view_options.h"
#include "app/pathview/path_walk.h"

#include <QGraphicsView>
#include <QTimer>

#include <optional>
#include <set>

namespace app {

class HoverPlate;

/// The graph as people handle it: zoom, pan, hover, keyboard. Knows no session: it is given graphs. GUI thread.
class PathCanvas final : public QGraphicsView {
    Q_OBJECT

public:
    explicit PathCanvas(const PathViewOptions &options = {}, QWidget *parent = nullptr);
    ~PathCanvas() override;

    void setGraph(const PathGraph &graph, PathScene::Change change);
    const PathGraph &graph() const { return m_scene->graph(); }
    const PathLayout &layoutOfGraph() const { return m_scene->layout(); }

    void setSelectedTtls(const std::set<std::uint8_t> &ttls, std::optional<std::uint8_t> current);
    const std::set<std::uint8_t> &selectedTtls() const { return m_selected; }
    /// The node of the keyboard; index into graph().nodes.
    std::optional<int> cursorNode() const;

    QRect nodeRect(int node) const; ///< disc and label, in the viewport

    void zoomIn();
    void zoomOut();
    /// Arranges the graph anew, so that all of it is in sight.
    void fit();
    int zoomPercent() const;

Q_SIGNALS:
    void hopChosen(int ttl, bool toggle); ///< by click or key
    void hopActivated(int ttl); ///< Enter or double click
    void zoomChanged(int percent);
    void viewChanged(); ///< what lies where on the screen: scrolled, zoomed, another graph
    void cursorMoved();

protected:
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    bool viewportEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void applyStyle();
    void applyRoom();
    void fitDownTo(double smallestZoom);
    QSizeF room() const;
    void zoomTo(double zoom, const QPoint &anchor);
    void moveCursor(PathStep step, Qt::KeyboardModifiers modifiers);
    void setCursorNode(std::optional<PathNodeKey> key);
    void updateMarks();
    void trackHover(const QPoint &at);
    void hidePlate();
    void showPlate();
    const PathNode *nodeAt(const QPoint &at) const;

    PathViewOptions m_options;
    PathScene *m_scene;
    HoverPlate *m_plate;
    QTimer m_hover;
    QString m_hoverText;
    QRect m_hoverAnchor;
    std::set<std::uint8_t> m_selected;
    std::optional<PathNodeKey> m_cursor;
    double m_zoom = 1;
    qreal m_indent = 0; ///< of the graph, since the last fit
    bool m_fitted = true; ///< the user has not zoomed: a new size of the view fits the graph again
};

} // namespace app
