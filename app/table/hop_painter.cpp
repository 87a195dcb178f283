// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/hop_painter.h"

#include "app/table/fact_text.h"
#include "app/table/formatting.h"
#include "app/table/latency_cell.h"
#include "app/table/segment_text.h"

#include <QCoreApplication>
#include <QPainter>

#include <cmath>

namespace app {

namespace {

constexpr double bandWidth = 4;
constexpr double letterWidth = 16;
constexpr double chevronWidth = 12;

class Texts {
    Q_DECLARE_TR_FUNCTIONS(app::HopPainter)
};

QColor mixed(const QColor &a, const QColor &b)
{
    return QColor((a.red() + b.red()) / 2, (a.green() + b.green()) / 2, (a.blue() + b.blue()) / 2);
}

void drawChevron(QPainter &painter, QPointF middle, double half, bool open, const QColor &colour, double width)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const double quarter = half / 2;
    if (open)
        painter.drawPolyline(QPolygonF{
            middle + QPointF(-half, -quarter), middle + QPointF(0, quarter), middle + QPointF(half, -quarter)});
    else
        painter.drawPolyline(QPolygonF{
            middle + QPointF(-quarter, -half), middle + QPointF(quarter, 0), middle + QPointF(-quarter, half)});
    painter.restore();
}

} // namespace

HopPainter::HopPainter(const TableLook &look)
    : m_look(look)
{
    setLook(look);
}

void HopPainter::setLook(const TableLook &look)
{
    m_look = look;
    m_scale.left = m_look.px(10);
    m_scale.right = m_look.px(14);
    m_strips.clear();
}

QColor HopPainter::background(const HopRow &row, const CellState &state) const
{
    const Theme &theme = m_look.theme();
    if (state.selected)
        return state.active ? theme.sel : mixed(theme.sel, theme.base);
    if (state.hovered)
        return theme.hover;
    return state.alternate && row.kind != HopRow::Kind::RoundTrip ? theme.alt : theme.base;
}

void HopPainter::paint(
    QPainter &painter, const QRect &cell, HopColumn column, const HopRow &row, const CellState &state) const
{
    const Theme &theme = m_look.theme();
    const QColor ground = background(row, state);
    painter.fillRect(cell, ground);
    const HopColumnInfo &info = hopColumn(column);
    switch (column) {
    case HopColumn::Hop:
        paintHop(painter, cell, row);
        break;
    case HopColumn::Name:
        paintName(painter, cell, row, state);
        break;
    case HopColumn::Loss:
        paintLoss(painter, cell, row);
        break;
    case HopColumn::Latency:
        paintLatencyCell(painter, cell, row, m_scale, m_look, m_joins, ground);
        break;
    case HopColumn::History:
        paintHistory(painter, cell, row);
        break;
    default:
        if (info.isNumber())
            paintNumber(painter, cell, info, row);
        else
            paintText(painter, cell, info, row);
    }
    if (row.kind == HopRow::Kind::RoundTrip)
        painter.fillRect(QRect(cell.left(), cell.top(), cell.width(), 1), theme.strong);
    if (state.focused)
        paintFrame(painter, cell, column, state);
}

void HopPainter::paintFrame(QPainter &painter, const QRect &cell, HopColumn column, const CellState &state) const
{
    const QColor &accent = m_look.theme().accent;
    QRect inside = cell;
    if (column == HopColumn::Hop)
        inside.setLeft(cell.left() + m_look.whole(bandWidth + letterWidth));
    constexpr int line = 2;
    painter.fillRect(QRect(inside.left(), inside.top(), inside.width(), line), accent);
    painter.fillRect(QRect(inside.left(), inside.bottom() - line + 1, inside.width(), line), accent);
    if (state.firstColumn)
        painter.fillRect(QRect(inside.left(), inside.top(), line, inside.height()), accent);
    if (state.lastColumn)
        painter.fillRect(QRect(inside.right() - line + 1, inside.top(), line, inside.height()), accent);
}

const TabularText &HopPainter::weighted(const HopRow &row) const
{
    return row.kind == HopRow::Kind::RoundTrip ? m_look.bodyMedium : m_look.body;
}

void HopPainter::paintHop(QPainter &painter, const QRect &cell, const HopRow &row) const
{
    const Theme &theme = m_look.theme();
    if (row.segment != Segment::Unknown) {
        const Theme::SegmentColours &colours = theme.segment(row.segment);
        const int band = m_look.whole(bandWidth);
        const QRect plate(cell.left() + band, cell.top(), m_look.whole(letterWidth), cell.height());
        painter.fillRect(QRect(cell.left(), cell.top(), band, cell.height()), colours.mark);
        painter.fillRect(plate, colours.tint);
        const QString letter = segmentLetter(row.segment);
        painter.setPen(colours.mark);
        m_look.letter.draw(painter,
            {plate.center().x() + 0.5 - m_look.letter.width(letter) / 2, m_look.letter.baseline(plate)}, letter);
    }
    painter.setPen(theme.text);
    const QRectF inside = QRectF(cell).adjusted(0, 0, -m_look.padding(), 0);
    weighted(row).draw(painter, inside, Qt::AlignRight, hopColumn(HopColumn::Hop).text(row, QLocale()));
}

QRect HopPainter::chevronRect(const QRect &cell, const HopRow &row) const
{
    if (!row.expandable())
        return {};
    return {cell.left(), cell.top(), m_look.padding() + m_look.whole(chevronWidth), cell.height()};
}

void HopPainter::paintName(QPainter &painter, const QRect &cell, const HopRow &row, const CellState &state) const
{
    const Theme &theme = m_look.theme();
    if (row.kind == HopRow::Kind::Address) {
        paintShare(painter, cell, row);
        return;
    }
    QRectF inside = QRectF(cell).adjusted(m_look.padding(), 0, -m_look.padding(), 0);
    if (row.expandable()) {
        drawChevron(painter, {inside.left() + m_look.px(3), inside.center().y()}, m_look.px(4), row.expanded,
            theme.text2, m_look.px(1.35));
        inside.setLeft(inside.left() + m_look.px(chevronWidth));
    }
    if (state.series && row.kind == HopRow::Kind::Hop) {
        const double side = m_look.px(8);
        paintSeriesMarker(painter,
            {std::round(inside.left() - m_look.px(1)), std::round(inside.center().y() - side / 2), side, side},
            *state.series, theme);
        inside.setLeft(inside.left() + m_look.px(11));
    }
    const double chips = paintChips(painter, cell, row);
    if (chips > 0)
        inside.setRight(inside.right() - chips - m_look.px(6));

    const bool pending = row.facts.name.state == engine::FactState::Pending;
    const bool showsAddress = !row.silent() && !row.facts.name.isKnown() && !pending && row.kind == HopRow::Kind::Hop;
    const bool strong = row.target && !row.silent();
    TabularText italic;
    if (row.silent())
        italic = TabularText(m_look.italic);
    const TabularText &font = row.silent() ? italic : strong ? m_look.bodyStrong : m_look.body;
    painter.setPen(row.silent() ? theme.text2 : pending && row.kind == HopRow::Kind::Hop ? theme.text3 : theme.text);
    const bool middle = showsAddress && row.address.family() == platform::Family::V6;
    const QString text = hopColumn(HopColumn::Name).text(row, QLocale());
    font.draw(
        painter, inside, Qt::AlignLeft, font.elided(text, middle ? Qt::ElideMiddle : Qt::ElideRight, inside.width()));
}

void HopPainter::paintShare(QPainter &painter, const QRect &cell, const HopRow &row) const
{
    const Theme &theme = m_look.theme();
    const double left = cell.left() + m_look.padding();
    const QRectF number(left, cell.top(), m_look.px(50), cell.height());
    painter.setPen(theme.text2);
    m_look.body.draw(painter, number, Qt::AlignRight, hopColumn(HopColumn::Name).text(row, QLocale()));
    const double room = cell.right() - m_look.padding() - number.right() - m_look.px(8);
    const QRectF whole(std::round(number.right() + m_look.px(8)), std::round(cell.center().y() + 0.5 - m_look.px(4)),
        std::min(m_look.px(92), room), m_look.px(8));
    if (whole.width() <= 0)
        return;
    const QColor &colour = row.segment == Segment::Unknown ? theme.text2 : theme.segment(row.segment).mark;
    painter.fillRect(whole, theme.grid);
    painter.fillRect(QRectF(whole.topLeft(), QSizeF(std::max(1.0, whole.width() * row.share), whole.height())), colour);
}

double HopPainter::paintChips(QPainter &painter, const QRect &cell, const HopRow &row) const
{
    if (row.kind != HopRow::Kind::Hop || (row.addressCount < 2 && row.mpls.empty()))
        return 0;
    const Theme &theme = m_look.theme();
    const bool paths = row.addressCount > 1;
    const QString text = paths ? Texts::tr("%n paths", "always two or more", row.addressCount) : QStringLiteral("MPLS");
    const TabularText &font = paths ? m_look.chip : m_look.axis;
    const QSizeF size(std::ceil(font.width(text)) + m_look.px(paths ? 14 : 8), m_look.px(16));
    if (size.width() > cell.width() / 2.0) // the name matters more
        return 0;
    const QRectF chip(QPointF(cell.right() + 1 - m_look.padding() - size.width(),
                          std::round(cell.center().y() + 0.5 - size.height() / 2)),
        size);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(paths ? QPen(Qt::NoPen) : QPen(theme.border, 1));
    painter.setBrush(paths ? QBrush(theme.border) : QBrush(Qt::NoBrush));
    const double radius = paths ? chip.height() / 2 : m_look.px(3);
    const QRectF outline = paths ? chip : chip.adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawRoundedRect(outline, radius, radius);
    painter.restore();
    painter.setPen(paths ? theme.text : theme.text2);
    font.draw(painter, {chip.center().x() - font.width(text) / 2, font.baseline(chip)}, text);
    return size.width();
}

void HopPainter::paintText(QPainter &painter, const QRect &cell, const HopColumnInfo &column, const HopRow &row) const
{
    const Theme &theme = m_look.theme();
    const QRectF inside = QRectF(cell).adjusted(m_look.padding(), 0, -m_look.padding(), 0);
    const QString text = column.text(row, QLocale());
    painter.setPen(isAbsence(text) ? theme.text3 : theme.text2);
    const TabularText &font = weighted(row);
    const bool address = column.id == HopColumn::Address || column.id == HopColumn::Prefix;
    const bool middle = address && row.address.family() == platform::Family::V6;
    font.draw(
        painter, inside, Qt::AlignLeft, font.elided(text, middle ? Qt::ElideMiddle : Qt::ElideRight, inside.width()));
}

void HopPainter::paintNumber(QPainter &painter, const QRect &cell, const HopColumnInfo &column, const HopRow &row) const
{
    const Theme &theme = m_look.theme();
    const QRectF inside = QRectF(cell).adjusted(0, 0, -m_look.padding(), 0);
    const QString text = column.text(row, QLocale());
    const TabularText &font = weighted(row);
    const bool late = column.id == HopColumn::Last && row.figures.lastWasLate;
    painter.setPen(text == formatNothing() ? theme.text3 : late ? theme.warn : theme.text);
    font.draw(painter, inside, Qt::AlignRight, text);
    if (!late)
        return;
    const double y = font.baseline(inside) + m_look.px(3) + 0.5;
    QPen dashes(theme.warn, 1);
    dashes.setDashPattern({3, 2});
    painter.setPen(dashes);
    painter.drawLine(QLineF(inside.right() - font.width(text), y, inside.right(), y));
}

void HopPainter::paintLoss(QPainter &painter, const QRect &cell, const HopRow &row) const
{
    const Theme &theme = m_look.theme();
    const QRectF inside = QRectF(cell).adjusted(0, 0, -m_look.padding(), 0);
    const HopFigures &figures = row.figures;
    const bool nothing = row.silent() || !row.countsLoss || figures.received + figures.late == 0;
    const LossText text =
        nothing ? LossText{formatNothing(), {}} : formatLoss(figures.lost, figures.known(), figures.loss, row.lossKind);
    const bool real = row.lossKind == engine::LossKind::Real;
    const TabularText &font = real ? m_look.bodyStrong : weighted(row);
    const double rest = text.rest.isEmpty() ? 0 : m_look.small.width(text.rest);
    const double baseline = font.baseline(inside);
    painter.setPen(real ? theme.bad : nothing ? theme.text3 : text.rest.isEmpty() ? theme.text2 : theme.text);
    font.draw(painter, {inside.right() - rest - font.width(text.value), baseline}, text.value);
    painter.setPen(theme.text3);
    if (rest > 0)
        m_look.small.draw(painter, {inside.right() - rest, baseline}, text.rest);
}

} // namespace app
