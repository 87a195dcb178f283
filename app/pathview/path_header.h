// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace app {

class PathCanvas;

/// The hop numbers above the columns of the canvas: they stay in sight while it scrolls up and down.
class PathHeader final : public QWidget {
    Q_OBJECT

public:
    explicit PathHeader(PathCanvas *canvas, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    /// For a picture: the numbers as they stand over the whole graph at its natural size.
    void renderAll(QPainter &painter, const QPointF &at) const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintNumbers(QPainter &painter, const QTransform &toWidget, qreal pitch) const;

    PathCanvas *m_canvas;
};

} // namespace app
