// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pathview/path_layout.h"

#include <QWidget>

#include <set>

namespace app {

class PathCanvas;

/// The hop numbers above the columns of the canvas: they stay in sight while it scrolls up and down.
class PathHeader final : public QWidget {
    Q_OBJECT

public:
    explicit PathHeader(PathCanvas *canvas, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    /// For a picture: the numbers over a whole graph.
    void renderAll(QPainter &painter, const PathGraph &graph, const PathLayout &layout) const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintNumbers(QPainter &painter, const PathGraph &graph, const PathLayout &layout, const QTransform &across,
        const std::set<std::uint8_t> &selected) const;

    PathCanvas *m_canvas;
};

} // namespace app
