// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// History strips and the header, whose sections explain latency graph and strips.
#include "app/table/formatting.h"
#include "app/table/hop_painter.h"

#include <QCoreApplication>
#include <QPainter>

#include <cmath>

namespace app {

namespace {

class Texts {
    Q_DECLARE_TR_FUNCTIONS(app::HopPainter)
};

} // namespace

void HopPainter::setHistory(const engine::SampleHistory *history, platform::Duration span)
{
    m_history = history;
    m_span = span;
    m_strips.clear();
}

HistoryWindow HopPainter::historyWindow(int width) const
{
    return HistoryWindow::ending(m_history ? m_history->end() : platform::Duration{}, m_span, width);
}

void HopPainter::paintHistory(QPainter &painter, const QRect &cell, const HopRow &row) const
{
    const int inset = HistoryWindow::inset;
    const int baseline = cell.bottom() - 2;
    painter.fillRect(QRect(cell.left() + inset, baseline, cell.width() - 2 * inset, 1), m_look.theme().border);
    if (!m_history || row.kind == HopRow::Kind::Address || row.silent() || row.ttl == 0)
        return;
    const qreal ratio = painter.device()->devicePixelRatioF();
    Strip &strip = m_strips[row.kind == HopRow::Kind::RoundTrip ? 0 : row.ttl];
    const HistoryWindow window = historyWindow(cell.width());
    const bool same = strip.window == window && strip.lossKind == row.lossKind && strip.figures == row.figures
        && strip.pixmap.size() == (QSizeF(cell.size()) * ratio).toSize();
    if (!same)
        strip = {row.figures, window, row.lossKind, historyPixmap(cell.size(), ratio, row)};
    painter.drawPixmap(cell.topLeft(), strip.pixmap);
}

QString HopPainter::historyToolTip(const QRect &cell, int x, const HopRow &row) const
{
    if (!m_history || row.kind == HopRow::Kind::Address || row.silent())
        return {};
    const HistoryWindow window = historyWindow(cell.width());
    const int number = window.barAt(x - cell.left(), cell.width());
    if (number < 0)
        return {};
    const HistoryBar bar = historyBars(*m_history, row.ttl, window)[static_cast<std::size_t>(number)];
    if (bar.sent == 0)
        return {};
    QStringList lines;
    if (m_origin.isValid()) {
        const auto clock = [this, &window](int at) {
            const auto since =
                std::chrono::duration_cast<std::chrono::milliseconds>(window.start() + window.bucket * at);
            return m_origin.addMSecs(since.count()).toLocalTime().toString(QStringLiteral("HH:mm:ss"));
        };
        lines << Texts::tr("%1 to %2").arg(clock(number), clock(number + 1));
    }
    if (bar.average) {
        lines << Texts::tr("Average %1, %2 to %3")
                     .arg(formatRttUnit(bar.average), formatRttUnit(bar.min), formatRttUnit(bar.max));
    }
    lines << Texts::tr("%1 of %2 lost").arg(formatCount(bar.lost), formatCount(bar.sent));
    if (bar.late > 0)
        lines << Texts::tr("%1 came late").arg(formatCount(bar.late));
    return lines.join(QLatin1Char('\n'));
}

QPixmap HopPainter::historyPixmap(const QSize &size, qreal ratio, const HopRow &row) const
{
    const Theme &theme = m_look.theme();
    QPixmap pixmap((QSizeF(size) * ratio).toSize());
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    const HistoryWindow window = historyWindow(size.width());
    const HistoryHeight heights = HistoryHeight::of(row.figures);
    const std::vector<HistoryBar> bars = historyBars(*m_history, row.ttl, window);
    const double bottom = size.height() - 2;
    const double markTop = 2;
    constexpr double markHeight = 4;
    QColor column = theme.loss;
    column.setAlphaF(0.22F);
    for (int i = 0; i < window.bars; ++i) {
        const HistoryBar &bar = bars[static_cast<std::size_t>(i)];
        const double x = window.barLeft(i, size.width());
        const double width = HistoryWindow::barWidth;
        const bool marked = bar.lost > 0 && row.lossKind != engine::LossKind::Limited;
        if (marked)
            painter.fillRect(QRectF(x, markTop + markHeight, width, bottom - markTop - markHeight), column);
        if (bar.average) {
            const double height = std::round(heights.height(*bar.average, size.height()));
            painter.fillRect(
                QRectF(x, bottom - height, width, height), theme.levels[static_cast<std::size_t>(bar.level)]);
        }
        if (marked)
            painter.fillRect(QRectF(x, markTop, width, markHeight), theme.loss);
    }
    return pixmap;
}

void HopPainter::paintHeader(QPainter &painter, const QRect &cell, HopColumn column, std::optional<Qt::SortOrder> order,
    const QStringList &note) const
{
    const Theme &theme = m_look.theme();
    const HopColumnInfo &info = hopColumn(column);
    painter.fillRect(cell, theme.window);
    painter.fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), theme.border);
    painter.setPen(theme.text2);
    const bool twoLines = column == HopColumn::Latency || column == HopColumn::History;
    const double pad = column == HopColumn::History ? HistoryWindow::inset : m_look.padding();
    QRectF title = QRectF(cell).adjusted(pad, 0, -pad, 0);
    const QRectF lower(title.left(), cell.top() + m_look.px(14), title.width(), m_look.px(12));
    const TabularText &font = twoLines ? m_look.chip : m_look.smallStrong;
    if (twoLines)
        title.setRect(title.left(), cell.top() + m_look.px(1), title.width(), m_look.px(14));
    const bool logarithmic = column == HopColumn::Latency && m_scale.logarithmic;
    const QString text = logarithmic ? Texts::tr("Latency, ms (log)") : info.title();
    font.draw(painter, title, info.alignment, text);

    if (order) {
        // Above the title: beside it there is no room in a narrow column.
        const QPointF middle(cell.center().x() + 0.5, cell.top() + m_look.px(4));
        const double half = m_look.px(3);
        const double up = *order == Qt::AscendingOrder ? -half / 2 : half / 2;
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme.text2, m_look.px(1.35), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(
            QPolygonF{middle + QPointF(-half, -up), middle + QPointF(0, up), middle + QPointF(half, -up)});
        painter.restore();
    }
    if (column == HopColumn::History && note.size() == 2) {
        m_look.axis.draw(painter, lower, Qt::AlignLeft, note[0]);
        m_look.axis.draw(painter, lower, Qt::AlignRight, note[1]);
    }
    if (column != HopColumn::Latency)
        return;
    for (const double tick : m_scale.ticks()) {
        const double x = std::round(cell.left() + m_scale.x(tick, cell.width()));
        const QString number = QLocale().toString(tick, 'g', 6);
        const double left = std::min(x + 0.5 - m_look.axis.width(number) / 2, cell.right() - m_look.axis.width(number));
        m_look.axis.draw(painter, {left, m_look.axis.baseline(lower)}, number);
        painter.fillRect(QRectF(x, cell.bottom() - m_look.px(3), 1, m_look.px(3)), theme.strong);
    }
}

} // namespace app
