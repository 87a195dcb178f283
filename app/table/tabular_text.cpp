// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/tabular_text.h"

#include <QFontMetricsF>
#include <QGlyphRun>
#include <QPainter>

#include <cmath>

namespace app {

namespace {

bool isDigit(QChar character)
{
    return character >= QLatin1Char('0') && character <= QLatin1Char('9');
}

} // namespace

TabularText::TabularText(const QFont &font)
    : m_font(font)
{
    const QFontMetricsF metrics(font);
    m_ascent = metrics.ascent();
    m_height = metrics.height();
    m_cell = metrics.horizontalAdvance(QLatin1Char('0'));
    if (std::abs(metrics.horizontalAdvance(QLatin1Char('1')) - m_cell) > 0.01)
        m_raw = QRawFont::fromFont(font);
}

/// False for text that this font alone cannot show: that is drawn the ordinary way.
bool TabularText::layOut(const QString &text, QList<quint32> &glyphs, QList<QPointF> &positions, double &width) const
{
    if (!m_raw.isValid())
        return false;
    for (const QChar character : text) {
        if (character.unicode() > 0x2100) // right-to-left and joined scripts lie elsewhere, but so do marks
            return false;
        if (character.unicode() >= 0x0300 && character.unicode() < 0x2000)
            return false;
    }
    glyphs = m_raw.glyphIndexesForString(text);
    if (glyphs.size() != text.size() || glyphs.contains(0))
        return false;
    const QList<QPointF> advances = m_raw.advancesForGlyphIndexes(glyphs);
    positions.reserve(glyphs.size());
    width = 0;
    for (qsizetype i = 0; i < glyphs.size(); ++i) {
        const double cell = isDigit(text[i]) ? m_cell : advances[i].x();
        positions.append({width + (cell - advances[i].x()) / 2, 0});
        width += cell;
    }
    return true;
}

double TabularText::width(const QString &text) const
{
    QList<quint32> glyphs;
    QList<QPointF> positions;
    double width = 0;
    return layOut(text, glyphs, positions, width) ? width : QFontMetricsF(m_font).horizontalAdvance(text);
}

QString TabularText::elided(const QString &text, Qt::TextElideMode mode, double room) const
{
    const double whole = width(text);
    if (whole <= room)
        return text;
    // The font's own measure is that of figures of different width: a little less room until it fits.
    const QFontMetricsF metrics(m_font);
    QString result;
    double excess = 0;
    do {
        result = metrics.elidedText(text, mode, room - excess);
        excess += std::max(1.0, width(result) - room);
    } while (width(result) > room && excess < room);
    return result;
}

void TabularText::draw(QPainter &painter, QPointF baseline, const QString &text) const
{
    QList<quint32> glyphs;
    QList<QPointF> positions;
    double width = 0;
    if (!layOut(text, glyphs, positions, width)) {
        painter.setFont(m_font);
        painter.drawText(baseline, text);
        return;
    }
    QGlyphRun run;
    run.setRawFont(m_raw);
    run.setGlyphIndexes(glyphs);
    run.setPositions(positions);
    painter.drawGlyphRun(baseline, run);
}

void TabularText::draw(QPainter &painter, const QRectF &rect, Qt::Alignment alignment, const QString &text) const
{
    const double x = alignment.testFlag(Qt::AlignRight) ? rect.right() - width(text) : rect.left();
    draw(painter, {x, baseline(rect)}, text);
}

double TabularText::baseline(const QRectF &rect) const
{
    return std::round(rect.top() + (rect.height() - m_height) / 2 + m_ascent);
}

} // namespace app
