// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/timeline/timeline_chart.h"

#include <QChart>
#include <QGraphicsLayout>
#include <QGraphicsScene>
#include <QImage>
#include <QLineSeries>
#include <QPainter>
#include <QValueAxis>

#include <cmath>

namespace app {

namespace {

/// A line series cannot have gaps. The pen's texture, one row of pixels as wide as the chart, is transparent where the
/// line must not be drawn: one series and one replace, however many losses there are.
QPen penOf(const ChartShape &shape, int width, qreal scale)
{
    QPen pen(shape.colour, 0);
    if (shape.starts.size() < 2)
        return pen;
    const int pixels = std::max(1, static_cast<int>(std::ceil(width * scale)));
    QImage texture(pixels, 1, QImage::Format_ARGB32_Premultiplied);
    texture.fill(shape.colour);
    for (std::size_t i = 1; i < shape.starts.size(); ++i) {
        const double from = shape.average[shape.starts[i] - 1].x();
        const double to = shape.average[shape.starts[i]].x();
        const int first = std::clamp(static_cast<int>(std::lround(from * scale)), 0, pixels);
        const int last = std::clamp(std::max(static_cast<int>(std::lround(to * scale)), first + 1), first, pixels);
        for (int x = first; x < last; ++x)
            texture.setPixelColor(x, 0, Qt::transparent);
    }
    QBrush brush(texture);
    brush.setTransform(QTransform::fromScale(1 / scale, 1 / scale));
    pen.setBrush(brush);
    return pen;
}

} // namespace

struct TimelineChart::Private {
    QGraphicsScene scene;
    QChart *chart = nullptr; ///< owned by the scene
    QValueAxis *x = nullptr; ///< both owned by the chart
    QValueAxis *y = nullptr;
    std::vector<QLineSeries *> lines; ///< owned by the chart; made once, hidden when not needed
    QSize size;

    Private();
    void addLine();
};

TimelineChart::Private::Private()
    : chart(new QChart)
    , x(new QValueAxis)
    , y(new QValueAxis)
{
    // Its axes are pixels: lanes, marks and grid belong to the timeline, which places everything in whole pixels.
    chart->setAnimationOptions(QChart::NoAnimation);
    chart->setBackgroundVisible(false);
    chart->setMargins({});
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    chart->legend()->hide();
    y->setReverse(true);
    for (QValueAxis *axis : {x, y})
        axis->setVisible(false);
    chart->addAxis(x, Qt::AlignBottom);
    chart->addAxis(y, Qt::AlignLeft);
    scene.setItemIndexMethod(QGraphicsScene::NoIndex);
    scene.addItem(chart);
}

void TimelineChart::Private::addLine()
{
    auto *line = new QLineSeries;
    chart->addSeries(line);
    line->attachAxis(x);
    line->attachAxis(y);
    lines.push_back(line);
}

TimelineChart::TimelineChart()
    : d(std::make_unique<Private>())
{
}

TimelineChart::~TimelineChart() = default;

QString TimelineChart::missing()
{
    return {};
}

void TimelineChart::setShapes(QSize size, qreal scale, const std::vector<ChartShape> &shapes)
{
    if (size != d->size) {
        d->size = size;
        d->chart->resize(size);
        d->chart->setPlotArea(QRectF(QPointF(0, 0), size));
        d->scene.setSceneRect(QRectF(QPointF(0, 0), size));
        d->x->setRange(0, size.width());
        d->y->setRange(0, size.height());
    }
    while (d->lines.size() < shapes.size())
        d->addLine();
    for (std::size_t i = 0; i < d->lines.size(); ++i) {
        QLineSeries *line = d->lines[i];
        const bool used = i < shapes.size() && !shapes[i].average.isEmpty();
        line->setVisible(used);
        if (!used)
            continue;
        line->setPen(penOf(shapes[i], size.width(), scale));
        line->replace(shapes[i].average);
    }
}

void TimelineChart::paint(QPainter &painter, QPoint at) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area(QPointF(0, 0), d->size);
    d->scene.render(&painter, area.translated(at), area, Qt::IgnoreAspectRatio);
    painter.restore();
}

} // namespace app
