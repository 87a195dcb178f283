// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exports/trace_picture.h"

#include "app/exports/trace_text.h"
#include "app/table/column_layout.h"
#include "app/table/formatting.h"
#include "app/table/hop_painter.h"
#include "engine/session.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QPainter>

#include <algorithm>
#include <numeric>

namespace app {

namespace {

constexpr double margin = 24;

QFont pictureFont()
{
    QFont font = QGuiApplication::font();
    font.setPixelSize(13);
    return font;
}

QFont titleFont()
{
    QFont font = pictureFont();
    font.setPixelSize(20);
    font.setWeight(QFont::DemiBold);
    return font;
}

std::vector<HopColumn> columnsOf(const PictureSource &source, const PictureOptions &options)
{
    std::vector<HopColumn> columns = options.columns.empty() ? ColumnLayout(options.facts).visible() : options.columns;
    if (!source.history)
        std::erase(columns, HopColumn::History);
    return columns;
}

platform::Duration largestP95(const std::vector<HopRow> &rows)
{
    platform::Duration largest{};
    for (const HopRow &row : rows)
        largest = std::max(largest, row.figures.p95.value_or(row.figures.worst.value_or(platform::Duration{})));
    return largest;
}

/// Draws one picture; all lengths are logical pixels.
class Picture final {
public:
    Picture(const PictureSource &source, const PictureOptions &options)
        : m_source(source)
        , m_theme(options.dark ? Theme::darkTheme() : Theme::light())
        , m_painter(TableLook(pictureFont(), m_theme, Density::Normal))
        , m_columns(columnsOf(source, options))
    {
        ColumnLayout layout(options.facts);
        for (const HopColumnInfo &info : hopColumns())
            layout.setVisible(info.id, std::find(m_columns.begin(), m_columns.end(), info.id) != m_columns.end());
        m_widths = layout.fit(options.width, look());
        m_tableWidth = std::accumulate(m_widths.begin(), m_widths.end(), 0);
        LatencyScale scale = m_painter.scale();
        scale.max = latencyAxisMax(largestP95(source.rows));
        scale.logarithmic = options.logarithmic;
        m_painter.setScale(scale);
        m_painter.setHistory(source.history, options.table.historySpan);
    }

    QSize size() const
    {
        const int rows = static_cast<int>(m_source.rows.size()) * look().rowHeight()
            + static_cast<int>(m_source.roundTrip.size()) * look().roundTripHeight();
        return {
            m_tableWidth + 2 * look().whole(margin), tableTop() + look().headerHeight() + rows + look().whole(margin)};
    }

    void draw(QPainter &painter) const
    {
        painter.fillRect(QRect({0, 0}, size()), m_theme.window);
        drawTitle(painter);
        const int left = look().whole(margin);
        int top = tableTop();
        drawRow(painter, left, top, look().headerHeight(), [&](const QRect &cell, HopColumn column) {
            m_painter.paintHeader(painter, cell, column, std::nullopt, {});
        });
        top += look().headerHeight();
        CellState state;
        for (const HopRow &row : m_source.rows) {
            drawRow(painter, left, top, look().rowHeight(),
                [&](const QRect &cell, HopColumn column) { m_painter.paint(painter, cell, column, row, state); });
            state.alternate = !state.alternate;
            top += look().rowHeight();
        }
        for (const HopRow &row : m_source.roundTrip) {
            drawRow(painter, left, top, look().roundTripHeight(),
                [&](const QRect &cell, HopColumn column) { m_painter.paint(painter, cell, column, row, {}); });
        }
    }

private:
    const TableLook &look() const { return m_painter.look(); }
    int tableTop() const
    {
        const double lines = static_cast<double>(m_source.lines.size()) * 18;
        return look().whole(margin + 26 + lines + 14);
    }

    void drawTitle(QPainter &painter) const
    {
        const double width = m_tableWidth;
        const TabularText title(titleFont());
        double top = look().px(margin);
        const double left = look().whole(margin);
        painter.setPen(m_theme.text);
        title.draw(painter, QRectF(left, top, width, look().px(26)), Qt::AlignLeft,
            title.elided(m_source.title, Qt::ElideRight, width));
        top += look().px(28);
        painter.setPen(m_theme.text2);
        for (const QString &line : m_source.lines) {
            look().small.draw(painter, QRectF(left, top, width, look().px(18)), Qt::AlignLeft,
                look().small.elided(line, Qt::ElideRight, width));
            top += look().px(18);
        }
        const QString by = QStringLiteral("Periplus %1").arg(QCoreApplication::applicationVersion()).trimmed();
        look().small.draw(painter, QRectF(left, look().px(margin), width, look().px(26)), Qt::AlignRight, by);
    }

    template <typename Draw>
    void drawRow(QPainter &painter, int left, int top, int height, Draw drawCell) const
    {
        for (const HopColumn column : m_columns) {
            const int width = m_widths[static_cast<std::size_t>(column)];
            const QRect cell(left, top, width, height);
            painter.save();
            painter.setClipRect(cell);
            drawCell(cell, column);
            painter.restore();
            left += width;
        }
    }

    const PictureSource &m_source;
    const Theme &m_theme;
    HopPainter m_painter;
    std::vector<HopColumn> m_columns;
    ColumnLayout::Widths m_widths{};
    int m_tableWidth = 0;
};

} // namespace

PictureSource pictureSource(const engine::Session &session, const HopFacts *facts)
{
    const engine::TraceReport report = reportOf(session, facts);
    PictureSource source;
    source.title = traceTitle(report);
    source.lines = {traceTime(report), traceSettings(report, session.options())};
    source.rows = hopRows(session.path(), facts, {});
    source.roundTrip = {roundTripRow(source.rows, session.path().target(), facts)};
    if (session.path().rounds() > 1)
        source.history = &session.history();
    return source;
}

QImage renderTracePicture(const PictureSource &source, const PictureOptions &options)
{
    constexpr qreal leastScale = 0.5;
    constexpr qreal mostScale = 4;
    constexpr int mostPixels = 32000; // of one side: what QImage can hold and viewers can open
    const Picture picture(source, options);
    const QSize size = picture.size();
    qreal scale = std::clamp(options.scale, leastScale, mostScale);
    scale = std::min(scale, mostPixels / static_cast<qreal>(std::max(size.width(), size.height())));
    QImage image((QSizeF(size) * scale).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    QPainter painter(&image);
    picture.draw(painter);
    return image;
}

} // namespace app
