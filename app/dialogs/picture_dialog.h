// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QImage>

#include <functional>

class QLabel;

namespace app {

class SegmentedControl;

/// Asks for the scale of a picture and shows it.
class PictureDialog final : public QDialog {
    Q_OBJECT

public:
    explicit PictureDialog(const std::function<QImage(qreal scale)> &render, QWidget *parent = nullptr);
    qreal scale() const;

private:
    void describe();

    QSize m_size; ///< at scale 1
    SegmentedControl *m_scale;
    QLabel *m_pixels;
};

} // namespace app
