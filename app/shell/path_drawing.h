// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace app {

/// The drawing above the start page's title: a path with a fork. Decoration, without a name for screen readers.
class PathDrawing final : public QWidget {
    Q_OBJECT

public:
    explicit PathDrawing(QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace app
