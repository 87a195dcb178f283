// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/formatting.h"
#include "app/theme/theme.h"
#include "app/timeline/series_marker.h"
#include "app/timeline/timeline_chart.h"
#include "app/timeline/timeline_scene.h"
#include "app/timeline/timeline_text.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace app {

using platform::Duration;

namespace {

constexpr double loneMarkDistance = 6; ///< marks nearer than that have no hairline
constexpr float hairlineOpacity = 0.45F;
constexpr int clipTick = 3;
constexpr int markerSize = 8;

/// One pass over the lanes; everything in the widget's coordinates.
class LanePainter {
public:
    LanePainter(QPainter &painter, const TimelineScene &scene, const TimelineFonts &fonts, const Theme &theme)
        : m_painter(painter)
        , m_scene(scene)
        , m_layout(scene.layout)
        , m_fonts(fonts)
        , m_theme(theme)
    {
    }

    void ground();
    void gapTexts();
    void grid();
    void losses();
    void clippedPeaks();
    void axisNumbers();
    void gutter();
    void gutterOfAll();

private:
    QRectF boxOf(TimeSpan span, int lane) const; ///< of a time in a lane, cut to what is visible
    void vertical(double x, double top, double bottom)
    {
        m_painter.fillRect(QRectF(std::floor(x), top, 1, bottom - top), m_painter.pen().color());
    }
    void totals(const TimelineLane &lane, QRect box);
    QString title(const TimelineLane &lane) const;

    QPainter &m_painter;
    const TimelineScene &m_scene;
    const LaneLayout &m_layout;
    const TimelineFonts &m_fonts;
    const Theme &m_theme;
};

QRectF LanePainter::boxOf(TimeSpan span, int lane) const
{
    const double left = std::max(std::round(m_scene.scale.x(span.from)), double(m_layout.lanes.left()));
    const double right = std::min(std::round(m_scene.scale.x(span.to)), double(m_layout.lanes.right() + 1));
    return {left, double(m_layout.lane(lane).top()), std::max(0.0, right - left), double(m_layout.laneHeight)};
}

void LanePainter::ground()
{
    for (int lane = 0; lane < m_layout.laneCount; ++lane) {
        m_painter.fillRect(m_layout.rail(lane), m_theme.alt);
        if (m_scene.snapshot.span.from < Duration(0))
            m_painter.fillRect(boxOf({m_scene.snapshot.span.from, Duration(0)}, lane), m_theme.alt);
        for (const TimeSpan &gap : m_scene.snapshot.gaps)
            m_painter.fillRect(boxOf(gap, lane), m_theme.alt);
    }
}

void LanePainter::gapTexts()
{
    const QFontMetrics metrics(m_fonts.small);
    m_painter.setFont(m_fonts.small);
    m_painter.setPen(m_theme.text3);
    for (const TimeSpan &gap : m_scene.snapshot.gaps) {
        const QString text = TimelineText::tr("paused %1").arg(lengthText(gap.length()));
        const double width = metrics.horizontalAdvance(text) + 2 * markerSize;
        for (int lane = 0; lane < m_layout.laneCount; ++lane) {
            const QRectF box = boxOf(gap, lane);
            if (box.width() < width)
                continue;
            QRectF plate(0, 0, width, metrics.height());
            plate.moveCenter(box.center());
            m_painter.fillRect(plate, m_theme.alt); // the grid does not cross the words
            m_painter.drawText(box, Qt::AlignCenter, text);
        }
    }
}

void LanePainter::grid()
{
    m_painter.setPen(m_theme.grid);
    for (const TimeMark &mark : m_scene.marks) {
        const double x = m_scene.scale.x(mark.at);
        if (x >= m_layout.lanes.left())
            vertical(x, m_layout.lanes.top(), m_layout.lanes.bottom() + 1);
    }
    for (int lane = 0; lane < m_layout.laneCount; ++lane) {
        const NiceAxis &axis = m_scene.axes[static_cast<std::size_t>(lane)];
        for (const double mark : axis.marks()) {
            const double y = std::floor(m_layout.yAt(lane, axis.fraction(mark)));
            m_painter.fillRect(QRectF(m_layout.lanes.left(), y, m_layout.lanes.width(), 1), m_theme.grid);
        }
    }
}

void LanePainter::losses()
{
    QColor hairline = m_theme.loss;
    hairline.setAlphaF(hairlineOpacity);
    for (int index = 0; index < m_layout.laneCount; ++index) {
        const QRect rail = m_layout.rail(index);
        const QRect plot = m_layout.plot(index);
        const LossRail &losses = m_scene.rails[static_cast<std::size_t>(index)];
        for (std::size_t i = 0; i < losses.marks.size(); ++i) {
            const LossRail::Mark &mark = losses.marks[i];
            if (mark.left + mark.width <= rail.left() || mark.left > rail.right())
                continue;
            const double height = mark.several ? rail.height() : rail.height() - 2;
            m_painter.fillRect(QRectF(mark.left, rail.top(), mark.width, height), m_theme.loss);
            m_painter.setPen(hairline);
            if (losses.standsAlone(i, loneMarkDistance))
                vertical(mark.middle() - 0.5, rail.top() + height, plot.bottom() + 1);
        }
    }
}

void LanePainter::clippedPeaks()
{
    for (std::size_t hop = 0; hop < m_scene.shapes.size(); ++hop) {
        const QRect plot = m_layout.plot(m_scene.laneOf(hop));
        m_painter.setPen(m_scene.shapes[hop].colour);
        for (const double x : m_scene.shapes[hop].clippedAbove) {
            if (x >= 0 && x < m_layout.lanes.width())
                vertical(x + m_layout.lanes.left(), plot.top() + 1, plot.top() + 1 + clipTick);
        }
    }
}

void LanePainter::axisNumbers()
{
    m_painter.setFont(m_fonts.tiny);
    m_painter.setPen(m_theme.text2);
    const QFontMetrics metrics(m_fonts.tiny);
    const bool right = m_layout.gutter.left() > m_layout.lanes.left();
    for (int lane = 0; lane < m_layout.laneCount; ++lane) {
        const NiceAxis &axis = m_scene.axes[static_cast<std::size_t>(lane)];
        double free = m_layout.lane(lane).bottom() + metrics.height();
        for (const double mark : axis.marks()) {
            const double y = m_layout.yAt(lane, axis.fraction(mark));
            const QString text = m_scene.locale.toString(mark, 'g', 6);
            QRectF box(m_layout.lanes.left() - m_layout.gutter.width(), y - metrics.height() / 2.0,
                m_layout.gutter.width() - 6, metrics.height());
            if (right)
                box.moveLeft(m_layout.lanes.right() + 7);
            if (box.bottom() > free + 1)
                continue; // no room: the lower number stays
            free = box.top();
            m_painter.drawText(box,
                static_cast<int>((right ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignAbsolute | Qt::AlignVCenter),
                text);
        }
    }
}

QString LanePainter::title(const TimelineLane &lane) const
{
    return lane.hop.roundTrip ? TimelineText::tr("Round trip") : QString::number(lane.hop.ttl);
}

void LanePainter::totals(const TimelineLane &lane, QRect box)
{
    const int line = QFontMetrics(m_fonts.small).height();
    m_painter.setFont(m_fonts.small);
    m_painter.setPen(m_theme.text2);
    const auto side = Qt::AlignVCenter | Qt::AlignLeft; // of the reading direction
    if (lane.totals.average) {
        const auto average =
            std::chrono::duration_cast<Duration>(std::chrono::duration<double, std::milli>(*lane.totals.average));
        m_painter.drawText(QRect(box.topLeft(), QSize(box.width(), line)), side,
            TimelineText::tr("avg %1").arg(formatRttUnit(average, m_scene.locale)));
        box.translate(0, line);
    }
    if (lane.totals.lost > 0) {
        QFont bold = m_fonts.small;
        bold.setWeight(QFont::DemiBold);
        m_painter.setFont(bold);
        m_painter.setPen(m_theme.bad);
    }
    m_painter.drawText(QRect(box.topLeft(), QSize(box.width(), line)), side,
        TimelineText::tr("lost %1 of %2")
            .arg(m_scene.locale.toString(lane.totals.lost), m_scene.locale.toString(lane.totals.sent)));
}

void LanePainter::gutter()
{
    const bool right = m_painter.layoutDirection() == Qt::RightToLeft;
    const QFontMetrics bold(m_fonts.bold);
    const QFontMetrics body(m_fonts.body);
    const int inset = scaled(10, body);
    const int axisRoom = scaled(36, body);
    for (std::size_t hop = 0; hop < m_scene.snapshot.lanes.size(); ++hop) {
        const TimelineLane &lane = m_scene.snapshot.lanes[hop];
        QRect box = m_layout.gutterOf(static_cast<int>(hop)).adjusted(inset, 1, -inset, 0);
        // In the first line the axis numbers need their room as well.
        box.adjust(right ? axisRoom - inset : 0, 0, right ? 0 : inset - axisRoom, 0);
        QRect line(box.topLeft(), QSize(box.width(), body.height()));
        const double middle = line.top() + line.height() / 2.0;
        paintSeriesMarker(m_painter, lane.hop.series,
            QPointF(right ? line.right() - markerSize / 2.0 : line.left() + markerSize / 2.0, middle), markerSize,
            m_theme);
        const int text = markerSize + scaled(7, body);
        line.adjust(right ? 0 : text, 0, right ? -text : 0, 0);
        const QString head = title(lane);
        const auto side = Qt::AlignVCenter | Qt::AlignLeft; // of the reading direction
        m_painter.setPen(m_theme.text);
        m_painter.setFont(m_fonts.bold);
        m_painter.drawText(line, side, bold.elidedText(head, Qt::ElideRight, line.width()));
        const int used = bold.horizontalAdvance(head) + scaled(5, body);
        line.adjust(right ? 0 : used, 0, right ? -used : 0, 0);
        m_painter.setFont(m_fonts.body);
        m_painter.setPen(m_theme.text2);
        if (!lane.hop.roundTrip && line.width() > markerSize)
            m_painter.drawText(line, side, body.elidedText(lane.name, Qt::ElideRight, line.width()));
        totals(lane, box.adjusted(0, body.height() + 2, 0, 0));
    }
}

void LanePainter::gutterOfAll()
{
    const bool right = m_painter.layoutDirection() == Qt::RightToLeft;
    const QFontMetrics metrics(m_fonts.small);
    const int inset = scaled(10, QFontMetrics(m_fonts.body));
    const int axisRoom = scaled(36, QFontMetrics(m_fonts.body));
    QRect line = m_layout.gutterOf(0).adjusted(right ? axisRoom : inset, 1, right ? -inset : -axisRoom, 0);
    line.setHeight(metrics.height() * 3 / 2);
    for (const TimelineLane &lane : m_scene.snapshot.lanes) {
        if (line.bottom() > m_layout.lanes.bottom())
            break;
        const double x = right ? line.right() - markerSize / 2.0 : line.left() + markerSize / 2.0;
        paintSeriesMarker(
            m_painter, lane.hop.series, QPointF(x, line.top() + line.height() / 2.0), markerSize, m_theme);
        const QRect text = line.adjusted(right ? 0 : markerSize * 2, 0, right ? -markerSize * 2 : 0, 0);
        const QString name = lane.hop.roundTrip ? title(lane) : QStringLiteral("%1 %2").arg(title(lane), lane.name);
        m_painter.setFont(m_fonts.small);
        m_painter.setPen(lane.totals.lost > 0 ? m_theme.bad : m_theme.text);
        m_painter.drawText(
            text, Qt::AlignVCenter | Qt::AlignLeft, metrics.elidedText(name, Qt::ElideRight, text.width()));
        line.translate(0, line.height());
    }
}

void paintMessage(
    QPainter &painter, const TimelineScene &scene, const TimelineFonts &fonts, const Theme &theme, const QString &text)
{
    painter.setFont(fonts.body);
    painter.setPen(theme.text2);
    painter.drawText(scene.layout.lanes, Qt::AlignCenter | Qt::TextWordWrap, text);
}

} // namespace

void paintTimeline(QPainter &painter, const TimelineScene &scene, const TimelineChart &chart, const QFont &font,
    const Theme &theme, qreal pixelScale)
{
    const TimelineFonts fonts = TimelineFonts::of(font);
    const LaneLayout &layout = scene.layout;
    painter.fillRect(QRect(QPoint(0, 0), layout.size), theme.base);
    if (scene.snapshot.whole.length() <= Duration(0)) {
        paintMessage(painter, scene, fonts, theme, scene.message);
        return;
    }
    LanePainter lanes(painter, scene, fonts, theme);
    painter.save();
    painter.setClipRect(layout.lanes);
    lanes.ground();
    lanes.grid();
    lanes.gapTexts();
    for (const ChartShape &shape : scene.shapes) {
        if (!TimelineChart::missing().isEmpty())
            break;
        painter.save();
        painter.translate(layout.lanes.topLeft());
        paintEnvelope(painter, shape, QRectF(QPointF(0, 0), layout.lanes.size()), pixelScale);
        painter.restore();
    }
    chart.paint(painter, layout.lanes.topLeft());
    lanes.clippedPeaks();
    lanes.losses();
    painter.restore();

    painter.save();
    painter.setClipRect(QRect(0, 0, layout.size.width(), layout.lanes.bottom() + 1));
    if (scene.overlay && layout.laneCount > 0)
        lanes.gutterOfAll();
    else
        lanes.gutter();
    lanes.axisNumbers();
    painter.restore();
    if (!scene.message.isEmpty())
        paintMessage(painter, scene, fonts, theme, scene.message);
    else if (!TimelineChart::missing().isEmpty())
        paintMessage(painter, scene, fonts, theme, TimelineChart::missing());
    paintStrips(painter, scene, fonts, theme);
}

} // namespace app
