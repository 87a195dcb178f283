// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/timeline/chart_shape.h"
#include "app/timeline/timeline_columns.h"

#include <QString>
#include <QStringList>
#include <QTest>

using namespace app;
using namespace std::chrono_literals;
using engine::HistoryBucket;
using platform::Duration;

namespace {

HistoryBucket answer(Duration at, Duration rtt)
{
    return {at, {}, 1, 0, 0, rtt, rtt, rtt};
}

HistoryBucket loss(Duration at)
{
    return {at, {}, 1, 1, 0, {}, {}, {}};
}

QString text(const std::vector<TimelineRun> &runs)
{
    QStringList parts;
    for (const TimelineRun &run : runs)
        parts << QStringLiteral("%1-%2").arg(run.first).arg(run.last);
    return parts.join(u' ');
}

} // namespace

class TestTimelineColumns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void columnsFollowTheGrid();
    void lossBreaksRuns();
    void pausesBreakRuns();
    void missingSamplesBreakRuns();
    void oneLossInADayHasAMark();
    void crowdedLossesShareAMark();
    void totalsForgetOutliers();
    void shapesFollowRuns();
    void loneColumnsBecomeDashes();
};

void TestTimelineColumns::columnsFollowTheGrid()
{
    std::vector<HistoryBucket> buckets;
    for (int i = 0; i < 10; ++i)
        buckets.push_back(i == 5 ? loss(5s) : answer(i * 1s, (10 + i) * 1ms));
    const std::vector<TimelineColumn> columns = columnsOf(buckets, 4s);
    QCOMPARE(columns.size(), std::size_t(3));
    QCOMPARE(columns[1].sent, 4U);
    QCOMPARE(columns[1].lost, 1U);
    QCOMPARE(columns[1].min, Duration(14ms));
    QCOMPARE(columns[1].max, Duration(17ms));
    QCOMPARE(columns[1].average(), 47.0 / 3);
    // A view that begins later cuts columns differently, but not the whole ones.
    const std::vector<TimelineColumn> later = columnsOf({buckets.begin() + 2, buckets.end()}, 4s);
    QCOMPARE(later[1], columns[1]);
    QCOMPARE(columnStep({{0s, 600s}, 0, 1036}, 3), Duration(2s));
    QCOMPARE(columnStep({{0s, 24h * 4000}, 0, 10}, 3), Duration(134217728s));
}

void TestTimelineColumns::lossBreaksRuns()
{
    std::vector<HistoryBucket> buckets;
    for (int i = 0; i < 12; ++i)
        buckets.push_back(i == 5 ? loss(5s) : answer(i * 1s, 10ms));
    QCOMPARE(text(runsOf(columnsOf(buckets, 1s), {})), QLatin1String("0-4 6-11"));
    // Answered and lost in one column: neither joined to the one before nor to the one after.
    QCOMPARE(text(runsOf(columnsOf(buckets, 2s), {})), QLatin1String("0-1 2-2 3-5"));
    buckets[8].late = 1;
    QCOMPARE(text(runsOf(columnsOf(buckets, 1s), {})), QLatin1String("0-4 6-11"));
}

void TestTimelineColumns::pausesBreakRuns()
{
    std::vector<HistoryBucket> buckets;
    for (int i = 0; i < 8; ++i)
        buckets.push_back(answer(i * 1s + (i >= 4 ? 2s : 0s), 10ms));
    QCOMPARE(text(runsOf(columnsOf(buckets, 1s), {})), QLatin1String("0-7"));
    QCOMPARE(text(runsOf(columnsOf(buckets, 1s), {{3500ms, 5500ms}})), QLatin1String("0-3 4-7"));
}

void TestTimelineColumns::missingSamplesBreakRuns()
{
    std::vector<HistoryBucket> buckets;
    for (int i = 0; i < 8; ++i)
        buckets.push_back(answer(i * 1s + (i >= 4 ? 60s : 0s), 10ms));
    QCOMPARE(text(runsOf(columnsOf(buckets, 1s), {})), QLatin1String("0-3 4-7"));
}

void TestTimelineColumns::oneLossInADayHasAMark()
{
    std::vector<HistoryBucket> buckets;
    for (int i = 0; i < 86400; ++i)
        buckets.push_back(i == 43217 ? loss(i * 1s) : answer(i * 1s, 10ms));
    const TimeScale scale{{0s, 24h}, 150, 1036};
    const std::vector<TimelineColumn> columns = columnsOf(buckets, columnStep(scale, 2));
    const LossRail rail = LossRail::of(columns, scale, 2);
    QCOMPARE(rail.marks.size(), std::size_t(1));
    QVERIFY(rail.marks[0].width >= 2);
    QVERIFY(!rail.marks[0].several);
    QVERIFY(rail.standsAlone(0, 6));
    QVERIFY(std::abs(rail.marks[0].middle() - scale.x(43217s)) < 4);
    QCOMPARE(rail.markAt(rail.marks[0].middle(), 0), &rail.marks[0]);
    QVERIFY(!rail.markAt(160, 3));
    QCOMPARE(runsOf(columns, {}).size(), std::size_t(3));
}

void TestTimelineColumns::crowdedLossesShareAMark()
{
    std::vector<HistoryBucket> buckets;
    for (int i = 0; i < 60; ++i)
        buckets.push_back(i % 2 ? loss(i * 1s) : answer(i * 1s, 10ms));
    const LossRail crowded = LossRail::of(columnsOf(buckets, 1s), {{0s, 60s}, 0, 30}, 2);
    std::uint32_t lost = 0;
    for (std::size_t i = 0; i < crowded.marks.size(); ++i) {
        lost += crowded.marks[i].lost;
        QVERIFY(i == 0 || crowded.marks[i].left >= crowded.marks[i - 1].left + crowded.marks[i - 1].width);
    }
    QCOMPARE(lost, 30U);
    const LossRail wide = LossRail::of(columnsOf(buckets, 1s), {{0s, 60s}, 0, 600}, 2);
    QCOMPARE(wide.marks.size(), std::size_t(30));
    QVERIFY(wide.standsAlone(7, 6));
    QVERIFY(!wide.standsAlone(7, 30));
}

void TestTimelineColumns::totalsForgetOutliers()
{
    std::vector<HistoryBucket> buckets;
    for (int i = 0; i < 1000; ++i)
        buckets.push_back(i % 100 == 7 ? loss(i * 1s) : answer(i * 1s, i == 500 ? 900ms : 20ms));
    const ColumnTotals totals = totalsOf(columnsOf(buckets, 1s));
    QCOMPARE(totals.sent, std::uint64_t(1000));
    QCOMPARE(totals.lost, std::uint64_t(10));
    QCOMPARE(totals.range->second, 20.0);
    QVERIFY(*totals.average > 20 && *totals.average < 21);
    QVERIFY(!totalsOf({}).average);
    QVERIFY(!totalsOf(columnsOf({loss(1s)}, 1s)).range);
}

void TestTimelineColumns::shapesFollowRuns()
{
    std::vector<HistoryBucket> buckets;
    for (int i = 0; i < 20; ++i)
        buckets.push_back(i == 9 ? loss(i * 1s) : answer(i * 1s, (10 + i) * 1ms));
    const std::vector<TimelineColumn> columns = columnsOf(buckets, 1s);
    const auto y = [](double ms) { return 100 - ms; };
    const ChartShape shape = ChartShape::of(columns, runsOf(columns, {}), {{0s, 20s}, 0, 200}, y, 25, 1);
    QCOMPARE(shape.average.size(), 19);
    QCOMPARE(shape.envelope.size(), std::size_t(19));
    QCOMPARE(shape.starts, (std::vector<qsizetype>{0, 9}));
    QVERIFY(shape.startsAt(9) && !shape.startsAt(8));
    QCOMPARE(shape.average[8], QPointF(80, 82));
    QCOMPARE(shape.average[9], QPointF(100, 80));
    QCOMPARE(shape.clippedAbove.size(), std::size_t(4)); // 26 to 29 ms
}

void TestTimelineColumns::loneColumnsBecomeDashes()
{
    std::vector<HistoryBucket> buckets;
    for (int i = 0; i < 400; ++i)
        buckets.push_back(i % 2 ? loss(i * 1s) : answer(i * 1s, 10ms));
    const auto y = [](double ms) { return ms; };
    for (const Duration step : {Duration(1s), Duration(2s), Duration(4s)}) {
        const std::vector<TimelineColumn> columns = columnsOf(buckets, step);
        const ChartShape shape = ChartShape::of(columns, runsOf(columns, {}), {{0s, 400s}, 0, 800}, y, 25, 2);
        QCOMPARE(shape.average.size(), 2 * qsizetype(shape.starts.size()));
        for (qsizetype i = 1; i < shape.average.size(); ++i) {
            const double distance = shape.average[i].x() - shape.average[i - 1].x();
            QVERIFY2(distance >= 1, qPrintable(QString::number(distance)));
        }
    }
}

QTEST_APPLESS_MAIN(TestTimelineColumns)
#include "tst_timeline_columns.moc"
