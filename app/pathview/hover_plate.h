// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace app {

/// A small plate with a title line and plain text below, beside what the pointer rests on. A child of the view's
/// viewport.
class HoverPlate final : public QWidget {
    Q_OBJECT

public:
    explicit HoverPlate(QWidget *parent);

    /// The first line is the title. Placed below `anchor` (in the parent's coordinates), above it where there is no
    /// room.
    void showText(const QString &text, const QRect &anchor);
    QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_title;
    QLabel *m_body;
};

} // namespace app
