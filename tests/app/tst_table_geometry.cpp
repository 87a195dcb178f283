// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/history_strip.h"
#include "app/table/hop_painter.h"
#include "app/table/latency_cell.h"
#include "app/table/latency_scale.h"
#include "tests/app/sample_path.h"

#include <QTest>

using namespace std::chrono_literals;
using app::HopRow;
using app::LatencyAxis;
using app::LatencyCell;
using app::LatencyScale;

namespace {

app::TableLook plainLook()
{
    QFont font(QStringLiteral("Inter"));
    font.setPixelSize(13);
    return app::TableLook(font, app::Theme::light(), app::Density::Normal);
}

LatencyScale scaleTo(double max)
{
    LatencyScale scale;
    scale.max = max;
    return scale;
}

HopRow answeringRow(platform::Duration best, platform::Duration mean, platform::Duration worst)
{
    HopRow row;
    row.ttl = 3;
    row.address = *platform::IpAddress::parse("192.0.2.1");
    row.figures.sent = row.figures.received = 20;
    row.figures.best = best;
    row.figures.mean = row.figures.last = mean;
    row.figures.worst = worst;
    return row;
}

constexpr QSizeF cellSize(206, 25);

} // namespace

class TestTableGeometry final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scaleBothWays();
    void axisMaximum_data();
    void axisMaximum();
    void axisGrowsAtOnceAndShrinksLate();
    void axisIsHeld();
    void cellMarks();
    void cellBeyondTheAxis();
    void cellLateAndLost();
    void cellLoss();
    void cellJoins();
    void historyWindowBothWays();
    void historyBarsShiftWhole();
    void historyKeepsEveryLoss();
    void historyLevelIsSteady();
    void historyHeight();
    void historyToolTip();
};

void TestTableGeometry::scaleBothWays()
{
    for (const bool logarithmic : {false, true}) {
        LatencyScale scale = scaleTo(125);
        scale.logarithmic = logarithmic;
        for (const double width : {80.0, 206.0, 500.0}) {
            for (const double ms : {0.1, 0.4, 12.5, 99.0, 125.0, 400.0})
                QVERIFY2(
                    std::abs(scale.valueAt(scale.x(ms, width), width) - ms) < 1e-6, qPrintable(QString::number(ms)));
            QCOMPARE(scale.x(125, width), width - 14);
        }
    }
    QCOMPARE(scaleTo(125).x(0, 206), 10.0);
    QCOMPARE(scaleTo(125).ticks(), std::vector<double>({0, 25, 50, 75, 100, 125}));
    LatencyScale log = scaleTo(125);
    log.logarithmic = true;
    QCOMPARE(log.ticks(), std::vector<double>({0.1, 1, 10, 100}));
    QCOMPARE(log.x(0, 206), 10.0); // below the lowest is the lowest
}

void TestTableGeometry::axisMaximum_data()
{
    QTest::addColumn<qint64>("us");
    QTest::addColumn<double>("expected");
    QTest::newRow("nothing") << qint64(0) << 1.0;
    QTest::newRow("40 us") << qint64(40) << 1.0;
    QTest::newRow("1 ms") << qint64(1000) << 1.0;
    QTest::newRow("4.3 ms") << qint64(4300) << 5.0;
    QTest::newRow("5 ms") << qint64(5000) << 5.0;
    QTest::newRow("9 ms") << qint64(9000) << 10.0;
    QTest::newRow("10.1 ms") << qint64(10100) << 12.5;
    QTest::newRow("13 ms") << qint64(13000) << 25.0;
    QTest::newRow("124 ms") << qint64(124000) << 125.0;
    QTest::newRow("126 ms") << qint64(126000) << 250.0;
    QTest::newRow("900 ms") << qint64(900000) << 1000.0;
}

void TestTableGeometry::axisMaximum()
{
    QFETCH(qint64, us);
    QTEST(app::latencyAxisMax(std::chrono::microseconds(us)), "expected");
}

void TestTableGeometry::axisGrowsAtOnceAndShrinksLate()
{
    LatencyAxis axis(30s);
    QVERIFY(axis.update(90ms, 0s, false));
    QCOMPARE(axis.max(), 100.0);
    QVERIFY(!axis.update(95ms, 1s, false));
    QVERIFY(axis.update(110ms, 2s, false));
    QCOMPARE(axis.max(), 125.0);
    QVERIFY(!axis.update(40ms, 3s, false));
    QVERIFY(!axis.update(40ms, 32s, false));
    QVERIFY(!axis.update(120ms, 32s, false)); // needs it again: the time starts anew
    QVERIFY(!axis.update(40ms, 33s, false));
    QVERIFY(!axis.update(40ms, 62s, false));
    QVERIFY(axis.update(40ms, 63s, false));
    QCOMPARE(axis.max(), 50.0);
    axis.reset();
    QVERIFY(axis.update(1ms, 64s, false));
    QCOMPARE(axis.max(), 1.0);
}

void TestTableGeometry::axisIsHeld()
{
    LatencyAxis axis(30s);
    axis.update(90ms, 0s, true);
    QVERIFY(!axis.update(10ms, 1s, true));
    QVERIFY(!axis.update(10ms, 100s, true)); // the pointer is over the table
    QVERIFY(axis.update(10ms, 101s, false));
    QVERIFY(axis.update(200ms, 102s, true)); // growing is never held
}

void TestTableGeometry::cellMarks()
{
    const app::TableLook look = plainLook();
    const LatencyScale scale = scaleTo(100);
    const LatencyCell cell = LatencyCell::of(answeringRow(40ms, 50ms, 80ms), scale, cellSize, look, true);
    QCOMPARE(cell.whisker->x1(), scale.x(40, 206));
    QCOMPARE(cell.whisker->x2(), scale.x(80, 206));
    QCOMPARE(cell.whisker->y1(), 12.5);
    QVERIFY(cell.capLeft && cell.capRight && !cell.chevron && !cell.plate && !cell.lateRing);
    QVERIFY(std::abs(cell.average->center().x() - scale.x(50, 206)) <= 0.5);
    QCOMPARE(cell.average->size(), QSizeF(3, 15));
    QCOMPARE(cell.last->x(), scale.x(50, 206));
    QCOMPARE(cell.hatchPitch, 0.0);

    const LatencyCell silent = LatencyCell::of(HopRow(), scale, cellSize, look, true);
    QVERIFY(!silent.whisker && !silent.average && !silent.last && !silent.chevron);
}

void TestTableGeometry::cellBeyondTheAxis()
{
    const app::TableLook look = plainLook();
    const LatencyCell outlier = LatencyCell::of(answeringRow(40ms, 50ms, 900ms), scaleTo(100), cellSize, look, true);
    QCOMPARE(*outlier.chevron, QPointF(206 - 9, 12.5));
    QVERIFY(outlier.capLeft && !outlier.capRight);
    QVERIFY(outlier.whisker->x2() < 206);
    const LatencyCell all = LatencyCell::of(answeringRow(400ms, 500ms, 900ms), scaleTo(100), cellSize, look, true);
    QVERIFY(all.chevron && !all.whisker && !all.average && !all.last);
}

void TestTableGeometry::cellLateAndLost()
{
    const app::TableLook look = plainLook();
    HopRow row = answeringRow(40ms, 50ms, 60ms);
    row.figures.lastWasLate = true;
    const LatencyCell late = LatencyCell::of(row, scaleTo(100), cellSize, look, true);
    QVERIFY(late.lateRing && !late.last);
    QVERIFY(late.lateRing->x() > 206 - 14);
    row.figures.lastWasLate = false;
    row.figures.lastWasLost = true;
    const LatencyCell lost = LatencyCell::of(row, scaleTo(100), cellSize, look, true);
    QVERIFY(!lost.lateRing && !lost.last);
}

void TestTableGeometry::cellLoss()
{
    const app::TableLook look = plainLook();
    const auto pitch = [&](double share, engine::LossKind kind) {
        HopRow row = answeringRow(40ms, 50ms, 60ms);
        row.figures.loss.share = share;
        row.lossKind = kind;
        return LatencyCell::of(row, scaleTo(100), cellSize, look, true);
    };
    using engine::LossKind;
    QCOMPARE(pitch(0.02, LossKind::None).hatchPitch, 0.0);
    QVERIFY(pitch(0.008, LossKind::Real).hatchPitch > pitch(0.02, LossKind::Real).hatchPitch);
    QVERIFY(pitch(0.02, LossKind::Real).hatchPitch > pitch(0.05, LossKind::Real).hatchPitch);
    QVERIFY(pitch(0.02, LossKind::Real).plate.has_value());
    QVERIFY(pitch(0.4, LossKind::Limited).hatchGrey);
    QVERIFY(!pitch(0.4, LossKind::Limited).plate);
    // The number stands where there is more room.
    HopRow fast = answeringRow(1ms, 2ms, 3ms);
    fast.lossKind = LossKind::Real;
    QVERIFY(LatencyCell::of(fast, scaleTo(100), cellSize, look, true).plate->left() > 103);
    HopRow slow = answeringRow(80ms, 90ms, 99ms);
    slow.lossKind = LossKind::Real;
    QVERIFY(LatencyCell::of(slow, scaleTo(100), cellSize, look, true).plate->right() < 103);
}

void TestTableGeometry::cellJoins()
{
    const app::TableLook look = plainLook();
    const LatencyScale scale = scaleTo(100);
    HopRow row = answeringRow(40ms, 50ms, 60ms);
    row.above = {10ms, 1, false};
    row.below = {90ms, 3, true};
    const LatencyCell cell = LatencyCell::of(row, scale, cellSize, look, true);
    QCOMPARE(cell.joinAbove->p1(), QPointF(scale.x(10, 206), 12.5 - 25));
    QCOMPARE(cell.joinAbove->p2(), QPointF(scale.x(50, 206), 12.5));
    QCOMPARE(cell.joinBelow->p2(), QPointF(scale.x(90, 206), 12.5 + 75));
    QVERIFY(cell.dashedBelow && !cell.dashedAbove);
    const LatencyCell alone = LatencyCell::of(row, scale, cellSize, look, false);
    QVERIFY(!alone.joinAbove && !alone.joinBelow);
    // A silent row draws its part of the same line.
    HopRow silent;
    silent.above = {50ms, 1, true};
    silent.below = {90ms, 2, true};
    silent.silentBetween = true;
    const LatencyCell between = LatencyCell::of(silent, scale, cellSize, look, true);
    QCOMPARE(between.joinAbove->p1(), QPointF(scale.x(50, 206), 12.5 - 25));
    QCOMPARE(between.joinAbove->p2(), QPointF(scale.x(90, 206), 12.5 + 50));
}

void TestTableGeometry::historyWindowBothWays()
{
    const app::HistoryWindow window = app::HistoryWindow::ending(1000s, 600s, 128);
    QCOMPARE(window.bars, 58);
    QVERIFY(window.start() < 1000s && window.end() > 1000s);
    QVERIFY(window.end() - window.bucket <= 1000s);
    QCOMPARE(window.barLeft(window.bars - 1, 128), 120.0);
    for (int bar = 0; bar < window.bars; ++bar) {
        QCOMPARE(window.barAt(window.barLeft(bar, 128), 128), bar);
        QCOMPARE(window.barAt(window.barLeft(bar, 128) + 1.9, 128), bar);
    }
    QCOMPARE(window.barAt(0, 128), -1);
    QCOMPARE(window.barAt(127, 128), -1);
    QCOMPARE(app::HistoryWindow::ending(0s, 600s, 3).bars, 1); // no room, no crash
}

void TestTableGeometry::historyBarsShiftWhole()
{
    SamplePath sample("192.0.2.200");
    for (int i = 0; i < 300; ++i)
        sample.round({{1, i % 17 == 3 ? std::string_view() : "192.168.1.1", 10 + i % 7 * 3.0}, {2, "192.0.2.200", 30}});
    const auto end = 250s;
    const app::HistoryWindow before = app::HistoryWindow::ending(end, 120s, 128);
    app::HistoryWindow after = before;
    ++after.first;
    std::vector<app::HistoryBar> old = app::historyBars(sample.history(), 1, before);
    std::vector<app::HistoryBar> shifted = app::historyBars(sample.history(), 1, after);
    old.erase(old.begin());
    shifted.pop_back();
    QVERIFY(old == shifted);
}

void TestTableGeometry::historyKeepsEveryLoss()
{
    SamplePath sample("192.0.2.200");
    for (int i = 0; i < 3000; ++i)
        sample.round({{1, i == 2700 ? std::string_view() : "192.0.2.200", 10}});
    const app::HistoryWindow window = app::HistoryWindow::ending(sample.history().end(), 600s, 128);
    const std::vector<app::HistoryBar> bars = app::historyBars(sample.history(), 1, window);
    std::uint32_t lost = 0;
    int marks = 0;
    for (const app::HistoryBar &bar : bars) {
        lost += bar.lost;
        marks += bar.lost > 0 ? 1 : 0;
    }
    QCOMPARE(lost, 1U);
    QCOMPARE(marks, 1);
    QVERIFY(app::historyBars(sample.history(), 9, window).front() == app::HistoryBar());
}

void TestTableGeometry::historyLevelIsSteady()
{
    QCOMPARE(app::steadyLevel(19ms, -1), 0);
    QCOMPARE(app::steadyLevel(20500us, 0), 0); // not 5 % beyond
    QCOMPARE(app::steadyLevel(21500us, 0), 1);
    QCOMPARE(app::steadyLevel(19500us, 1), 1);
    QCOMPARE(app::steadyLevel(18500us, 1), 0);
    QCOMPARE(app::steadyLevel(300ms, 0), 4);
    QCOMPARE(app::steadyLevel(1ms, 4), 0);
    QCOMPARE(app::steadyLevel(50500us, 0), 1); // two steps at once: the last one not taken
}

void TestTableGeometry::historyHeight()
{
    app::HopFigures figures;
    figures.p5 = 10ms;
    figures.p95 = 12ms;
    const app::HistoryHeight calm = app::HistoryHeight::of(figures);
    QCOMPARE(calm.range, platform::Duration(20ms));
    QCOMPARE(calm.height(10ms, 25), 4.0);
    QCOMPARE(calm.height(5ms, 25), 4.0);
    QCOMPARE(calm.height(30ms, 25), 16.0);
    QCOMPARE(calm.height(500ms, 25), 16.0);
    figures.p95 = 100ms;
    QCOMPARE(app::HistoryHeight::of(figures).range, platform::Duration(105ms));
    QCOMPARE(app::HistoryHeight::of({}).height(3ms, 25) > 4, true);
}

void TestTableGeometry::historyToolTip()
{
    SamplePath sample("192.0.2.200");
    for (int i = 0; i < 30; ++i)
        sample.round({{1, i == 28 ? std::string_view() : "192.168.1.1", 10}, {2, "192.0.2.200", 30}});
    app::HopPainter painter(plainLook());
    painter.setHistory(&sample.history(), 600s);
    const std::vector<HopRow> rows = app::hopRows(sample.path(), nullptr, {});
    const QRect cell(100, 0, 128, 25);
    QString text = painter.historyToolTip(cell, 100 + 128 - 7, rows[0]);
    QVERIFY2(
        text.contains(QStringLiteral("Average 10.0 ms")) && text.contains(QStringLiteral("1 of ")), qPrintable(text));
    QVERIFY(painter.historyToolTip(cell, 110, rows[0]).isEmpty()); // before the run
    QVERIFY(painter.historyToolTip(cell, 101, rows[0]).isEmpty()); // outside of the bars
    painter.setHistory(nullptr, 600s);
    QVERIFY(painter.historyToolTip(cell, 221, rows[0]).isEmpty());
}

QTEST_MAIN(TestTableGeometry)
#include "tst_table_geometry.moc"
