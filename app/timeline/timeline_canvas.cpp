// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/timeline/timeline_canvas.h"

#include "app/theme/theme.h"
#include "app/timeline/timeline_accessible.h"

#include <QFocusEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace app {

using platform::Duration;

namespace {

Duration steadyNow()
{
    return platform::Clock::now().time_since_epoch();
}

} // namespace

TimelineCanvas::TimelineCanvas(QWidget *parent)
    : QWidget(parent)
    , m_viewport(m_options)
    , m_clock(steadyNow)
    , m_scrollBar(new QScrollBar(Qt::Vertical, this))
{
    installTimelineAccessible();
    setAccessibleName(tr("Latency over time"));
    setAccessibleDescription(
        tr("Arrow keys move the cursor from sample to sample, plus and minus zoom, Escape returns to live. "
           "“Show as table” has the same values."));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_scene.zone = QTimeZone::systemTimeZone();
    m_scrollBar->setAccessibleName(tr("Lanes"));
    m_scrollBar->hide();
    connect(m_scrollBar, &QScrollBar::valueChanged, this, &TimelineCanvas::invalidate);
}

TimelineCanvas::~TimelineCanvas() = default;

void TimelineCanvas::setSource(const TimelineSource &source)
{
    const bool another = source.path != m_source.path || source.startedAt != m_source.startedAt;
    m_source = source;
    if (another) {
        m_viewport = TimelineViewport(m_options);
        m_holds.clear();
        m_cursor.reset();
        setFocusSpan(std::nullopt);
        Q_EMIT viewportChanged();
    }
    refresh();
}

void TimelineCanvas::setHops(const std::vector<TimelineHop> &hops, const QString &message)
{
    m_scene.message = hops.empty() ? message : QString();
    if (hops != m_hops) {
        m_hops = hops;
        m_holds.clear();
    }
    refresh();
}

void TimelineCanvas::refresh()
{
    m_stale = true;
    update();
}

void TimelineCanvas::setOverlay(bool overlay)
{
    m_scene.overlay = overlay;
    m_holds.clear();
    refresh();
}

void TimelineCanvas::setLogarithmic(bool logarithmic)
{
    m_axisKind = logarithmic ? NiceAxis::Kind::Logarithmic : NiceAxis::Kind::Linear;
    refresh();
}

void TimelineCanvas::setOptions(const TimelineOptions &options)
{
    m_options = options;
    m_viewport = TimelineViewport(options);
    viewportMoved();
}

void TimelineCanvas::setClock(std::function<Duration()> clock)
{
    m_clock = std::move(clock);
}

void TimelineCanvas::setZone(const QTimeZone &zone)
{
    m_scene.zone = zone;
    refresh();
}

void TimelineCanvas::showLast(Duration length)
{
    m_viewport.showLast(length);
    viewportMoved();
}

void TimelineCanvas::showAll()
{
    m_viewport.showAll();
    viewportMoved();
}

void TimelineCanvas::goLive()
{
    m_viewport.goLive();
    setCursorAt(std::nullopt);
    setFocusSpan(std::nullopt);
    viewportMoved();
}

void TimelineCanvas::viewportMoved()
{
    m_holds.clear();
    refresh();
    Q_EMIT viewportChanged();
}

void TimelineCanvas::invalidate()
{
    m_stale = true;
    update();
}

const TimelineScene &TimelineCanvas::scene()
{
    if (m_stale)
        take();
    return m_scene;
}

void TimelineCanvas::take()
{
    m_stale = false;
    m_pictureStale = true;
    m_viewport.setEnd(m_source.end());
    m_scene.locale = locale();
    const int lanes = m_hops.empty() ? 0 : m_scene.overlay ? 1 : static_cast<int>(m_hops.size());
    const auto layoutWith = [&](int scrolled) {
        return LaneLayout::of(size(), lanes, scrolled, fontMetrics(), layoutDirection() == Qt::RightToLeft);
    };
    m_scene.layout = layoutWith(m_scrollBar->value());
    updateScrollBar();
    m_scene.layout = layoutWith(m_scrollBar->value());
    m_scene.snapshot = TimelineSnapshot::take(m_source, m_hops, m_viewport.span(), m_scene.layout.lanes.width());
    takeAxes(lanes);
    m_scene.place(Theme::of(palette()), devicePixelRatioF());
    Q_EMIT sceneChanged();
}

void TimelineCanvas::updateScrollBar()
{
    const QSignalBlocker blocker(m_scrollBar);
    const LaneLayout &layout = m_scene.layout;
    m_scrollBar->setRange(0, layout.scrollMaximum());
    m_scrollBar->setPageStep(layout.lanes.height());
    m_scrollBar->setSingleStep(layout.laneHeight + layout.laneGap);
    m_scrollBar->setVisible(layout.scrollMaximum() > 0);
    // It stands in the margin beside the lanes: these never change their width.
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const int margin = mirrored ? layout.lanes.left() : width() - layout.lanes.right() - 1;
    const int thickness = std::min(margin, m_scrollBar->sizeHint().width());
    m_scrollBar->setGeometry(mirrored ? 0 : width() - thickness, layout.lanes.top(), thickness, layout.lanes.height());
}

void TimelineCanvas::takeAxes(int lanes)
{
    std::vector<std::optional<std::pair<double, double>>> ranges(static_cast<std::size_t>(lanes));
    for (std::size_t hop = 0; hop < m_scene.snapshot.lanes.size(); ++hop) {
        const auto &range = m_scene.snapshot.lanes[hop].totals.range;
        auto &all = ranges[static_cast<std::size_t>(m_scene.laneOf(hop))];
        if (range && all)
            all = {std::min(all->first, range->first), std::max(all->second, range->second)};
        else if (range)
            all = range;
    }
    m_holds.resize(ranges.size());
    m_scene.axes.clear();
    for (std::size_t lane = 0; lane < ranges.size(); ++lane) {
        const auto [low, high] = ranges[lane].value_or(std::pair(0.0, 0.0));
        m_scene.axes.push_back(
            m_holds[lane].update(NiceAxis::holding(low, high, m_axisKind, m_options), m_clock(), m_options));
    }
}

void TimelineCanvas::drawPicture(QPainter &painter, qreal scale)
{
    painter.setLayoutDirection(layoutDirection());
    const Theme &theme = Theme::of(palette());
    m_chart.setShapes(m_scene.layout.lanes.size(), scale, m_scene.shapes);
    paintTimeline(painter, m_scene, m_chart, font(), theme, scale);
}

const QPixmap &TimelineCanvas::picture()
{
    const qreal scale = devicePixelRatioF();
    const QSize pixels = (QSizeF(size()) * scale).toSize();
    if (m_stale)
        take();
    if (m_picture.size() != pixels || m_picture.devicePixelRatio() != scale) {
        m_picture = QPixmap(pixels);
        m_picture.setDevicePixelRatio(scale);
        m_pictureStale = true;
    }
    if (m_pictureStale) {
        m_pictureStale = false;
        QPainter painter(&m_picture);
        drawPicture(painter, scale);
    }
    return m_picture;
}

void TimelineCanvas::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.setClipRegion(event->region());
    painter.drawPixmap(0, 0, picture());
    if (m_cursor)
        paintCursor(painter, m_scene, *m_cursor, font(), Theme::of(palette()), devicePixelRatioF());
    if (m_keyboardFocus && hasFocus()) {
        painter.setPen(Theme::of(palette()).accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

QImage TimelineCanvas::renderImage(qreal scale)
{
    QImage image((QSizeF(size()) * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(Theme::of(palette()).base);
    take();
    m_scene.place(Theme::of(palette()), scale); // breaks are as wide as pixels of the image
    QPainter painter(&image);
    drawPicture(painter, scale);
    m_stale = true;
    return image;
}

QSize TimelineCanvas::sizeHint() const
{
    return {scaled(900, fontMetrics()), scaled(300, fontMetrics())};
}

QSize TimelineCanvas::minimumSizeHint() const
{
    return {scaled(320, fontMetrics()), scaled(170, fontMetrics())};
}

void TimelineCanvas::focusInEvent(QFocusEvent *event)
{
    m_keyboardFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason
        || event->reason() == Qt::ShortcutFocusReason;
    QWidget::focusInEvent(event);
}

void TimelineCanvas::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    invalidate();
}

void TimelineCanvas::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::FontChange:
    case QEvent::StyleChange:
    case QEvent::LocaleChange:
    case QEvent::LayoutDirectionChange:
        invalidate();
        break;
    default:
        break;
    }
}

bool TimelineCanvas::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    setToolTip(toolTipAt(static_cast<QHelpEvent *>(event)->pos()));
    return QWidget::event(event);
}

QString TimelineCanvas::toolTipAt(QPoint at) const
{
    const LaneLayout &layout = m_scene.layout;
    if (layout.route.contains(at)) {
        const RouteBlock *route = m_scene.snapshot.routeAt(m_scene.scale.timeAt(at.x()));
        return route ? route->text : QString();
    }
    const std::optional<int> lane = layout.laneAt(at.y());
    if (!lane || !layout.gutter.contains(at) || m_scene.overlay)
        return {};
    return m_scene.snapshot.lanes[static_cast<std::size_t>(*lane)].name;
}

} // namespace app
