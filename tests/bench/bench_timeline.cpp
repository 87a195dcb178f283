// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The timeline's cost of one pass (new samples, six lanes, everything painted again) and of one move of the cursor, and
// beside it that of area series for the same envelopes. CPU time, so that other load does not count.
#include "app/theme/theme.h"
#include "app/timeline/timeline_canvas.h"
#include "tests/app/timeline_feed.h"
#include "tests/bench/figures.h"

#include <QApplication>
#include <QAreaSeries>
#include <QChart>
#include <QGraphicsScene>
#include <QLineSeries>
#include <QMouseEvent>
#include <QPainter>
#include <QValueAxis>

#include <cstdio>
#include <ctime>

using namespace app;
using namespace std::chrono_literals;
using platform::Duration;

namespace {

constexpr int passes = 60;

Duration cpuTime()
{
    return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(double(std::clock()) / CLOCKS_PER_SEC));
}

template <typename Work>
void measure(const QString &name, Work work)
{
    bench::Figure figure(name.toStdString());
    for (int i = 0; i < passes; ++i) {
        const Duration before = cpuTime();
        work(i);
        figure.add(cpuTime() - before);
    }
    figure.print();
}

/// What was measured against: the same envelopes as QAreaSeries. Painted only; feeding them comes on top.
void measureAreas(const QString &name, const TimelineScene &scene, qreal scale)
{
    const QSize size = scene.layout.lanes.size();
    QGraphicsScene graphics;
    auto *chart = new QChart;
    chart->legend()->hide();
    chart->setBackgroundVisible(false);
    auto *x = new QValueAxis;
    auto *y = new QValueAxis;
    for (QValueAxis *axis : {x, y})
        axis->setVisible(false);
    chart->addAxis(x, Qt::AlignBottom);
    chart->addAxis(y, Qt::AlignLeft);
    x->setRange(0, size.width());
    y->setRange(0, size.height());
    y->setReverse(true);
    graphics.addItem(chart);
    chart->resize(size);
    chart->setPlotArea(QRectF(QPointF(0, 0), size));
    for (const ChartShape &shape : scene.shapes) {
        QList<QPointF> upper;
        QList<QPointF> lower;
        for (qsizetype i = 0; i < shape.average.size(); ++i) {
            const ChartShape::Band &band = shape.envelope[static_cast<std::size_t>(i)];
            if (i > 0 && shape.startsAt(i)) { // both meet where nothing may be filled
                for (QList<QPointF> *line : {&upper, &lower}) {
                    line->append(shape.average[i - 1]);
                    line->append(shape.average[i]);
                }
            }
            upper.append({shape.average[i].x(), band.top});
            lower.append({shape.average[i].x(), band.bottom});
        }
        auto *top = new QLineSeries(chart);
        auto *bottom = new QLineSeries(chart);
        top->replace(upper);
        bottom->replace(lower);
        auto *area = new QAreaSeries(top, bottom);
        QColor tint = shape.colour;
        tint.setAlpha(60);
        area->setBrush(tint);
        area->setPen(Qt::NoPen);
        chart->addSeries(area);
        area->attachAxis(x);
        area->attachAxis(y);
    }
    QImage image(size * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    measure(name, [&](int) {
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        graphics.render(&painter, QRectF(QPointF(0, 0), size), QRectF(QPointF(0, 0), size), Qt::IgnoreAspectRatio);
    });
}

void run(const char *what, double seconds, double lossShare)
{
    TimelineFeed feed;
    const std::vector<int> ttls{2, 4, 6, 9, 12, 14};
    const TimelineFeed::Latency calm = steady(3);
    std::mt19937 random(5);
    std::uniform_real_distribution<double> chance(0, 1);
    const auto latency = [&](int ttl, double second) { return chance(random) < lossShare ? -1.0 : calm(ttl, second); };
    feed.rounds(0, seconds, latency, ttls);

    TimelineCanvas canvas;
    canvas.setPalette(Theme::light().palette());
    canvas.resize(1236, 480);
    canvas.setSource(feed.source());
    std::vector<TimelineHop> hops;
    for (std::size_t i = 0; i < ttls.size(); ++i)
        hops.push_back({static_cast<std::uint8_t>(ttls[i]), static_cast<int>(i)});
    canvas.setHops(hops, {});
    canvas.showLast(Duration(std::llround(seconds * 1e9)));
    for (const qreal scale : {1.0, 2.0}) {
        const QString name =
            QStringLiteral("%1, %2 % lost, %3x").arg(QLatin1String(what)).arg(lossShare * 100).arg(scale);
        measure(name + QStringLiteral(": pass"), [&](int i) {
            feed.round(seconds + i, latency, ttls);
            canvas.refresh();
            canvas.renderImage(scale);
        });
        measureAreas(name + QStringLiteral(": areas as series"), canvas.scene(), scale);
    }
    QImage screen(canvas.size(), QImage::Format_ARGB32_Premultiplied);
    canvas.render(&screen);
    measure(QStringLiteral("%1: cursor moved").arg(QLatin1String(what)), [&](int i) {
        const QPointF at(400 + i * 5, 100);
        QMouseEvent move(QEvent::MouseMove, at, canvas.mapToGlobal(at), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
        QApplication::sendEvent(&canvas, &move);
        canvas.render(&screen);
    });
}

} // namespace

int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    std::printf("Six lanes, one sample a second, 1236 x 480\n");
    for (const double loss : {0.0, 0.02, 0.2}) {
        run("10 min", 600, loss);
        run("24 h", 86400, loss);
    }
    return 0;
}
