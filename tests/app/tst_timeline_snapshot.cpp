// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/timeline/timeline_scene.h"
#include "app/timeline/timeline_table_model.h"
#include "timeline_feed.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace app;
using namespace std::chrono_literals;
using platform::Duration;

namespace {

constexpr int width = 1036;

TimelineSnapshot snapshotOf(const TimelineFeed &feed, TimeSpan span, const std::vector<TimelineHop> &hops)
{
    return TimelineSnapshot::take(feed.source(), hops, span, width);
}

QString lane(const TimelineLane &lane)
{
    return QStringLiteral("%1 %2: %3 columns, %4 runs, lost %5 of %6, avg %7")
        .arg(lane.hop.ttl)
        .arg(lane.name)
        .arg(lane.columns.size())
        .arg(lane.runs.size())
        .arg(lane.totals.lost)
        .arg(lane.totals.sent)
        .arg(lane.totals.average ? QString::number(*lane.totals.average, 'f', 1) : QStringLiteral("none"));
}

QString routes(const TimelineSnapshot &snapshot)
{
    QStringList parts;
    for (const RouteBlock &block : snapshot.routes)
        parts << QStringLiteral("%1 (%2..%3)")
                     .arg(block.text)
                     .arg(toMs(block.span.from) / 1000)
                     .arg(toMs(block.span.to) / 1000);
    return parts.join(QLatin1String("; "));
}

const TimelineFeed::Latency ten = [](int, double) { return 10.0; };

TimelineScene sceneOf(const TimelineFeed &feed, TimeSpan span, const std::vector<TimelineHop> &hops)
{
    TimelineScene scene;
    scene.zone = QTimeZone::utc();
    scene.locale = QLocale::c();
    scene.snapshot = snapshotOf(feed, span, hops);
    return scene;
}

QString text(const QAbstractItemModel &model, int row)
{
    QStringList cells;
    for (int column = 0; column < model.columnCount(); ++column)
        cells << model.index(row, column).data().toString();
    return cells.join(u'|');
}

} // namespace

class TestTimelineSnapshot : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesLanesOfTheSpan();
    void oneLossInADay();
    void lateAnswerTakesTheMarkAway();
    void routeVersionsHaveLetters();
    void pausesAreGaps();
    void targetStandsForTheWay();
    void readsOutWhatIsThere();
    void withoutSource();
    void hostileNamesAreShownPlain();
    void tableMerges();
    void letters();
};

void TestTimelineSnapshot::takesLanesOfTheSpan()
{
    TimelineFeed feed;
    feed.rounds(0, 1200, [](int ttl, double second) { return ttl == 14 && second == 900 ? -1.0 : ttl * 2.0; }, {9, 14});
    const TimelineSnapshot snapshot = snapshotOf(feed, {600s, 1200s}, {{9, 0}, {14, 1}});
    QCOMPARE(snapshot.step, Duration(2s));
    QCOMPARE(lane(snapshot.lanes[0]), QLatin1String("9 192.0.2.9: 302 columns, 1 runs, lost 0 of 600, avg 18.0"));
    QCOMPARE(lane(snapshot.lanes[1]), QLatin1String("14 192.0.2.14: 302 columns, 3 runs, lost 1 of 600, avg 28.0"));
    QCOMPARE(snapshot.whole.to, Duration(1199s));
    QVERIFY(snapshot.overview.size() > 200);
}

void TestTimelineSnapshot::oneLossInADay()
{
    TimelineFeed feed;
    feed.rounds(0, 86400, [](int, double second) { return second == 40001 ? -1.0 : 10.0; }, {14});
    for (const double hours : {24.0, 12.0, 168.0}) {
        const TimeSpan span{Duration(0), Duration(std::llround(hours * 3.6e12))};
        const TimelineSnapshot snapshot = snapshotOf(feed, span, {{14, 0}});
        const LossRail rail = LossRail::of(snapshot.lanes[0].columns, {span, 0, width}, 2);
        QCOMPARE(rail.marks.size(), std::size_t(1));
        QVERIFY(rail.marks[0].width >= 2);
        QCOMPARE(snapshot.lanes[0].totals.lost, std::uint64_t(1));
        QCOMPARE(snapshot.lanes[0].runs.size(), std::size_t(3));
    }
    QVERIFY(feed.history.memoryBytes() < 1000000);
}

void TestTimelineSnapshot::lateAnswerTakesTheMarkAway()
{
    TimelineFeed feed;
    feed.rounds(0, 60, [](int, double second) { return second == 30 ? -1.0 : 10.0; }, {14});
    QCOMPARE(snapshotOf(feed, {0s, 60s}, {{14, 0}}).lanes[0].totals.lost, std::uint64_t(1));
    feed.late(31, 14, 2500);
    const TimelineSnapshot snapshot = snapshotOf(feed, {0s, 60s}, {{14, 0}});
    QCOMPARE(snapshot.lanes[0].totals.lost, std::uint64_t(0));
    QCOMPARE(snapshot.lanes[0].runs.size(), std::size_t(1));
}

void TestTimelineSnapshot::routeVersionsHaveLetters()
{
    TimelineFeed feed(3);
    feed.rounds(0, 20, ten, {1, 2, 3});
    feed.route = 1;
    feed.rounds(20, 40, ten, {1, 2, 3});
    feed.route = 0;
    feed.rounds(40, 60, ten, {1, 2, 3});
    const TimelineSnapshot snapshot = snapshotOf(feed, {0s, 60s}, {});
    QCOMPARE(routes(snapshot), QStringLiteral("A · 3 hops (0..20); B · via 192.0.3.1 (20..40); A · 3 hops (40..59)"));
    QCOMPARE(snapshot.routeAt(25s)->letter, 1);
    QVERIFY(!snapshot.routeAt(-1s));
}

void TestTimelineSnapshot::pausesAreGaps()
{
    TimelineFeed feed;
    feed.rounds(0, 30, ten, {14});
    feed.pause(30);
    TimelineSnapshot snapshot = snapshotOf(feed, {0s, 60s}, {{14, 0}});
    QCOMPARE(snapshot.gaps.size(), std::size_t(1));
    QCOMPARE(snapshot.gaps[0].from, Duration(30s));
    feed.resume(33);
    feed.rounds(33, 60, ten, {14});
    snapshot = snapshotOf(feed, {0s, 60s}, {{14, 0}});
    QCOMPARE(snapshot.gaps[0], (TimeSpan{30s, 33s}));
    QCOMPARE(snapshot.lanes[0].runs.size(), std::size_t(2));
}

void TestTimelineSnapshot::targetStandsForTheWay()
{
    TimelineFeed feed;
    feed.rounds(0, 5, ten, {9});
    QVERIFY(!roundTripHop(feed.source()));
    feed.rounds(5, 9, ten, {9, 14});
    QCOMPARE(roundTripHop(feed.source()), std::optional<TimelineHop>({14, 0, true}));
    QVERIFY(!roundTripHop({}));
}

void TestTimelineSnapshot::readsOutWhatIsThere()
{
    TimelineFeed feed;
    feed.rounds(0, 60, [](int ttl, double second) { return ttl == 14 && second == 30 ? -1.0 : 25.13; }, {9, 14});
    const TimelineScene scene = sceneOf(feed, {0s, 60s}, {{9, 0}, {14, 1}});
    QCOMPARE(readOut(scene, 0, 30s).text, QLatin1String("25.1 ms"));
    QCOMPARE(readOut(scene, 1, 30s).text, QLatin1String("lost"));
    QVERIFY(readOut(scene, 1, 30s).loss);
    QCOMPARE(readOut(scene, 0, 300s).text, QStringLiteral("–"));
    QVERIFY(readOutSentence(scene, 30s).endsWith(QLatin1String("; hop 9 25.1 ms; hop 14 lost")));
    const TimelineScene coarse = sceneOf(feed, {0s, 3600s}, {{14, 0, true}});
    QCOMPARE(readOut(coarse, 0, 30s).text, QLatin1String("25.1 ms, 1 of 8 lost"));
    QVERIFY(readOutSentence(coarse, 30s).contains(QLatin1String("round trip")));
}

void TestTimelineSnapshot::withoutSource()
{
    const TimelineSnapshot snapshot = TimelineSnapshot::take({}, {{3, 0}}, {0s, 60s}, 0);
    QVERIFY(snapshot.lanes.empty());
    QVERIFY(snapshot.overview.empty());
    QCOMPARE(TimelineSource{}.end(), Duration(0));
}

void TestTimelineSnapshot::hostileNamesAreShownPlain()
{
    TimelineFeed feed;
    feed.rounds(0, 5, ten, {9});
    TimelineSource source = feed.source();
    source.nameOf = [](const platform::IpAddress &) { return QStringLiteral("evil\u202Egnp.exe\n<b>x</b>"); };
    const TimelineSnapshot snapshot = TimelineSnapshot::take(source, {{9, 0}}, {0s, 60s}, width);
    QVERIFY(!snapshot.lanes[0].name.contains(QChar(0x202E)));
    QVERIFY(!snapshot.lanes[0].name.contains(u'\n'));
}

void TestTimelineSnapshot::tableMerges()
{
    TimelineFeed feed;
    feed.rounds(0, 100, [](int ttl, double second) { return ttl == 14 && second == 90 ? -1.0 : 25.13; }, {9, 14});
    TimelineTableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setScene(sceneOf(feed, {40s, 100s}, {{9, 0}, {14, 1}}));
    QCOMPARE(model.columnCount(), 9);
    QCOMPARE(model.headerData(5, Qt::Horizontal, Qt::DisplayRole).toString(), QLatin1String("14: average, ms"));
    const int rows = model.rowCount();
    QVERIFY(rows >= 60);
    QVERIFY(text(model, 50).endsWith(QStringLiteral("|25.1|25.1|25.1|0 of 1|–|–|–|1 of 1")));

    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy inserts(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removals(&model, &QAbstractItemModel::rowsRemoved);
    feed.rounds(100, 103, ten, {9, 14});
    model.setScene(sceneOf(feed, {43s, 103s}, {{9, 0}, {14, 1}}));
    QCOMPARE(resets.size(), 0);
    QCOMPARE(inserts.size(), 1);
    QCOMPARE(removals.size(), 1);
    QVERIFY(text(model, model.rowCount() - 1).contains(QLatin1String("10.0")));
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setScene(sceneOf(feed, {43s, 103s}, {{9, 0}, {14, 1}}));
    QCOMPARE(changes.size() + inserts.size() + removals.size(), 2);
    model.setScene(sceneOf(feed, {43s, 103s}, {{9, 0}}));
    QCOMPARE(resets.size(), 1);
    model.setScene({});
    QCOMPARE(model.rowCount(), 0);
}

void TestTimelineSnapshot::letters()
{
    QCOMPARE(routeLetter(0), QLatin1String("A"));
    QCOMPARE(routeLetter(25), QLatin1String("Z"));
    QCOMPARE(routeLetter(26), QLatin1String("AA"));
    QCOMPARE(routeLetter(27 * 26), QLatin1String("AAA"));
}

QTEST_MAIN(TestTimelineSnapshot)
#include "tst_timeline_snapshot.moc"
