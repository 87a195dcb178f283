// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QRawFont>
#include <QString>

class QPainter;

namespace app {

/// Text in which every digit is as wide as 0, so that numbers do not jump sideways as their digits change. Qt
/// before 6.7 cannot ask a font for its tabular figures; where the figures are equally wide anyway it is ordinary text.
class TabularText final {
public:
    TabularText() = default;
    explicit TabularText(const QFont &font);

    const QFont &font() const { return m_font; }
    double width(const QString &text) const;
    QString elided(const QString &text, Qt::TextElideMode mode, double room) const;
    void draw(QPainter &painter, QPointF baseline, const QString &text) const; ///< in the painter's pen
    /// One line in `rect`, vertically centred; `alignment` is left or right.
    void draw(QPainter &painter, const QRectF &rect, Qt::Alignment alignment, const QString &text) const;
    double baseline(const QRectF &rect) const; ///< y of the baseline of one line centred in `rect`

private:
    bool layOut(const QString &text, QList<quint32> &glyphs, QList<QPointF> &positions, double &width) const;

    QFont m_font;
    QRawFont m_raw; ///< valid when digits must be placed
    double m_cell = 0;
    double m_ascent = 0;
    double m_height = 0;
};

} // namespace app
