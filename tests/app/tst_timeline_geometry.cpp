// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/timeline/lane_layout.h"
#include "app/timeline/time_marks.h"
#include "app/timeline/timeline_scale.h"

#include <QGuiApplication>
#include <QtTest>

using namespace app;
using namespace std::chrono_literals;
using platform::Duration;

namespace {

QString text(const TimeSpan &span)
{
    return QStringLiteral("%1..%2 s").arg(toMs(span.from) / 1000).arg(toMs(span.to) / 1000);
}

QString labels(const std::vector<TimeMark> &marks)
{
    QStringList parts;
    for (const TimeMark &mark : marks)
        parts << mark.label;
    return parts.join(u' ');
}

} // namespace

class TestTimelineGeometry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void timeToPixelsAndBack();
    void axes_data();
    void axes();
    void valuesToAxisAndBack();
    void axisGrowsAtOnceAndShrinksLater();
    void axisGrowsToHoldBoth();
    void lanesShareTheHeightThenScroll();
    void lanesToPixelsAndBack();
    void gutterMirrors();
    void marksAreRoundMoments();
    void marksAcrossDaylightSaving();
    void liveFollowsTheEnd();
    void scrollingLeavesLiveAndReturns();
    void zoomKeepsThePointersMoment();
    void neverBeyondTheRun();
    void showsAll();
    void lengths();
};

void TestTimelineGeometry::timeToPixelsAndBack()
{
    const TimeScale scale{{10s, 610s}, 150, 1036};
    QCOMPARE(scale.x(10s), 150.0);
    QCOMPARE(scale.x(610s), 1186.0);
    for (int x = 150; x <= 1186; x += 7)
        QVERIFY(std::abs(scale.x(scale.timeAt(x)) - x) < 0.001);
    for (Duration at = 10s; at <= 610s; at += 1234567us)
        QVERIFY(std::chrono::abs(scale.timeAt(scale.x(at)) - at) < 1us);
    const TimeScale nothing{{5s, 5s}, 0, 0};
    QVERIFY(std::isfinite(nothing.x(5s)));
}

void TestTimelineGeometry::axes_data()
{
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<bool>("log");
    QTest::addColumn<QString>("expected");
    QTest::newRow("noise is 10 ms high") << 24.2 << 25.9 << false << "20 25 30";
    QTest::newRow("from zero") << 0.3 << 0.5 << false << "0 5 10";
    QTest::newRow("wide") << 96.0 << 190.0 << false << "50 100 150 200";
    QTest::newRow("on the marks") << 20.0 << 40.0 << false << "20 30 40";
    QTest::newRow("huge") << 3.0 << 4300.0 << false << "0 2000 4000 6000";
    QTest::newRow("log") << 0.5 << 120.0 << true << "0.1 10 1000";
    QTest::newRow("log of one value") << 12.0 << 12.0 << true << "10 100";
    QTest::newRow("log has a floor") << 0.0 << 0.0 << true << "0.1 1";
    QTest::newRow("log of many decades") << 0.1 << 60000.0 << true << "0.1 10 1000 100000";
}

void TestTimelineGeometry::axes()
{
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(bool, log);
    QFETCH(QString, expected);
    const auto kind = log ? NiceAxis::Kind::Logarithmic : NiceAxis::Kind::Linear;
    const NiceAxis axis = NiceAxis::holding(low, high, kind, {});
    QStringList marks;
    for (const double mark : axis.marks())
        marks << QString::number(mark);
    QCOMPARE(marks.join(u' '), expected);
    QVERIFY(axis.low <= low || log);
    QVERIFY(axis.high >= high);
}

void TestTimelineGeometry::valuesToAxisAndBack()
{
    for (const auto kind : {NiceAxis::Kind::Linear, NiceAxis::Kind::Logarithmic}) {
        const NiceAxis axis = NiceAxis::holding(3, 780, kind, {});
        QCOMPARE(axis.fraction(axis.low), 0.0);
        QCOMPARE(axis.fraction(axis.high), 1.0);
        for (double ms = 3; ms < 780; ms *= 1.3)
            QVERIFY(std::abs(axis.valueAt(axis.fraction(ms)) - ms) < 1e-6);
    }
    QVERIFY(std::isfinite(NiceAxis::holding(1, 10, NiceAxis::Kind::Logarithmic, {}).fraction(0)));
}

void TestTimelineGeometry::axisGrowsAtOnceAndShrinksLater()
{
    const TimelineOptions options;
    const auto wanted = [&](double low, double high) {
        return NiceAxis::holding(low, high, NiceAxis::Kind::Linear, options);
    };
    AxisHold hold;
    QCOMPARE(hold.update(wanted(21, 29), 0s, options).high, 30.0);
    QCOMPARE(hold.update(wanted(21, 130), 1s, options).high, 150.0);
    QCOMPARE(hold.update(wanted(21, 29), 2s, options).high, 150.0);
    QCOMPARE(hold.update(wanted(21, 29), 31s, options).high, 150.0);
    QCOMPARE(hold.update(wanted(21, 130), 31500ms, options).high, 150.0); // the wait begins again
    QCOMPARE(hold.update(wanted(21, 29), 33s, options).high, 150.0);
    QCOMPARE(hold.update(wanted(21, 29), 62s, options).high, 150.0);
    QCOMPARE(hold.update(wanted(21, 29), 63s, options).high, 30.0);
    hold.update(wanted(21, 130), 64s, options);
    hold.reset();
    QCOMPARE(hold.update(wanted(21, 29), 65s, options).high, 30.0);
}

void TestTimelineGeometry::axisGrowsToHoldBoth()
{
    const TimelineOptions options;
    AxisHold hold;
    hold.update(NiceAxis::holding(21, 29, NiceAxis::Kind::Linear, options), 0s, options);
    const NiceAxis wanted = NiceAxis::holding(101, 109, NiceAxis::Kind::Linear, options);
    const NiceAxis both = hold.update(wanted, 1s, options);
    QCOMPARE(both.low, 0.0);
    QCOMPARE(both.high, 150.0);
    QCOMPARE(hold.update(wanted, 31s, options), wanted);
}

void TestTimelineGeometry::lanesShareTheHeightThenScroll()
{
    const QFontMetrics metrics{QGuiApplication::font()};
    const LaneLayout two = LaneLayout::of({1236, 320}, 2, 0, metrics, false);
    QCOMPARE(two.scrollMaximum(), 0);
    QCOMPARE(two.lane(0).height(), two.lane(1).height());
    QVERIFY(two.lane(1).bottom() < two.route.top());
    QVERIFY(two.route.bottom() < two.axis.top());
    QVERIFY(two.axis.bottom() < two.overview.top());
    QVERIFY(two.overview.bottom() < 320);
    const LaneLayout six = LaneLayout::of({1236, 320}, 6, 10000, metrics, false);
    QVERIFY(six.laneHeight >= 64);
    QVERIFY(six.scrollMaximum() > 0);
    QCOMPARE(six.scrolled, six.scrollMaximum());
    QVERIFY(six.lane(5).bottom() <= six.lanes.bottom());
    QVERIFY(LaneLayout::of({40, 20}, 6, 0, metrics, false).lanes.isValid());
    QVERIFY(!LaneLayout::of({400, 200}, 0, 0, metrics, false).laneAt(30));
}

void TestTimelineGeometry::lanesToPixelsAndBack()
{
    const QFontMetrics metrics{QGuiApplication::font()};
    for (const int scrolled : {0, 40}) {
        const LaneLayout layout = LaneLayout::of({1236, 320}, 6, scrolled, metrics, false);
        for (int y = layout.lanes.top(); y <= layout.lanes.bottom(); ++y) {
            const std::optional<int> lane = layout.laneAt(y);
            QVERIFY(lane.has_value());
            const QRect band = layout.lane(*lane).adjusted(0, 0, 0, layout.laneGap);
            QVERIFY(y >= band.top() && y <= band.bottom());
        }
        for (const double fraction : {0.0, 0.25, 1.0})
            QVERIFY(std::abs(layout.fractionAt(3, layout.yAt(3, fraction)) - fraction) < 1e-9);
    }
}

void TestTimelineGeometry::gutterMirrors()
{
    const QFontMetrics metrics{QGuiApplication::font()};
    const LaneLayout left = LaneLayout::of({1000, 320}, 1, 0, metrics, false);
    const LaneLayout right = LaneLayout::of({1000, 320}, 1, 0, metrics, true);
    QCOMPARE(left.gutter.right() + 1, left.lanes.left());
    QCOMPARE(right.lanes.right() + 1, right.gutter.left());
    QCOMPARE(left.lanes.width(), right.lanes.width());
}

void TestTimelineGeometry::marksAreRoundMoments()
{
    const QLocale german{QLocale::German, QLocale::Germany};
    const QTimeZone berlin{"Europe/Berlin"};
    const QDateTime origin({2026, 1, 10}, {13, 2, 13}, Qt::UTC);
    QCOMPARE(labels(timeMarks({{0s, 310s}, 0, 500}, 72, origin, berlin, german)),
        QLatin1String("14:03:00 14:04:00 14:05:00 14:06:00 14:07:00"));
    QCOMPARE(labels(timeMarks({{0s, 24h}, 0, 400}, 72, origin, berlin, german)),
        QLatin1String("18:00 11.01.26 06:00 12:00"));
    QCOMPARE(
        labels(timeMarks({{0s, 2s}, 0, 300}, 72, origin, berlin, german)), QLatin1String("14:02:13 14:02:14 14:02:15"));
    const QLocale american{QLocale::English, QLocale::UnitedStates};
    QVERIFY(labels(timeMarks({{0s, 310s}, 0, 500}, 72, origin, berlin, american)).startsWith(QLatin1String("2:03:00")));
    QVERIFY(timeMarks({{0s, 0s}, 0, 500}, 72, origin, berlin, german).empty());
    const TimeScale week{{0s, 168h}, 0, 900};
    const std::vector<TimeMark> marks = timeMarks(week, 72, origin, berlin, german);
    for (std::size_t i = 1; i < marks.size(); ++i)
        QVERIFY(week.x(marks[i].at) - week.x(marks[i - 1].at) >= 72);
}

void TestTimelineGeometry::marksAcrossDaylightSaving()
{
    const QLocale german{QLocale::German, QLocale::Germany};
    const QTimeZone berlin{"Europe/Berlin"};
    const TimeScale scale{{0s, 8h}, 0, 640};
    // 29 March 2026: 02:00 becomes 03:00. 25 October: 03:00 becomes 02:00.
    const QDateTime spring({2026, 3, 28}, {23, 30}, Qt::UTC);
    QCOMPARE(labels(timeMarks(scale, 72, spring, berlin, german)),
        QLatin1String("01:00 03:00 04:00 05:00 06:00 07:00 08:00 09:00"));
    const QDateTime autumn({2026, 10, 24}, {22, 30}, Qt::UTC);
    const std::vector<TimeMark> marks = timeMarks(scale, 72, autumn, berlin, german);
    for (std::size_t i = 1; i < marks.size(); ++i)
        QVERIFY(marks[i].at > marks[i - 1].at);
    QVERIFY(labels(marks).endsWith(QLatin1String("05:00 06:00 07:00")));
}

void TestTimelineGeometry::liveFollowsTheEnd()
{
    TimelineViewport view{TimelineOptions{}};
    view.setEnd(30s);
    QCOMPARE(text(view.span()), QLatin1String("-570..30 s")); // newest at the right from the first sample on
    view.setEnd(700s);
    QCOMPARE(text(view.span()), QLatin1String("100..700 s"));
    QVERIFY(view.live());
    view.showLast(60s);
    QCOMPARE(text(view.span()), QLatin1String("640..700 s"));
    QCOMPARE(view.preset(), std::optional<Duration>(60s));
}

void TestTimelineGeometry::scrollingLeavesLiveAndReturns()
{
    TimelineViewport view{TimelineOptions{}};
    view.setEnd(3600s);
    view.scroll(-60s);
    QVERIFY(!view.live());
    view.setEnd(3700s);
    QCOMPARE(text(view.span()), QLatin1String("2940..3540 s"));
    view.scroll(-100h);
    QCOMPARE(text(view.span()), QLatin1String("0..600 s"));
    view.scroll(100h);
    QVERIFY(view.live());
    QCOMPARE(text(view.span()), QLatin1String("3100..3700 s"));
    view.scroll(-60s);
    view.goLive();
    QCOMPARE(text(view.span()), QLatin1String("3100..3700 s"));
}

void TestTimelineGeometry::zoomKeepsThePointersMoment()
{
    TimelineViewport view{TimelineOptions{}};
    view.setEnd(36000s);
    view.show({10000s, 13600s});
    const TimeScale before{view.span(), 0, 1000};
    const double x = before.x(11000s);
    view.zoom(2, 11000s);
    const TimeScale after{view.span(), 0, 1000};
    QCOMPARE(view.span().length(), Duration(1800s));
    QVERIFY(std::abs(after.x(11000s) - x) < 0.01);
    view.zoom(0.5, 11000s);
    QCOMPARE(text(view.span()), QLatin1String("10000..13600 s"));
    for (int i = 0; i < 100; ++i)
        view.zoom(2, 11000s);
    QCOMPARE(view.span().length(), TimelineOptions{}.shortestSpan);
    QVERIFY(!view.preset());
    // Zooming in at the newest sample stays live.
    view.goLive();
    view.zoom(2, view.end());
    QVERIFY(view.live());
    view.showLast(600s);
    view.zoom(2, view.end() - 300s);
    QVERIFY(!view.live());
}

void TestTimelineGeometry::neverBeyondTheRun()
{
    TimelineViewport view{TimelineOptions{}};
    view.setEnd(3600s);
    view.show({-50s, 50s});
    QCOMPARE(text(view.span()), QLatin1String("0..100 s"));
    view.show({3590s, 3690s});
    QCOMPARE(text(view.span()), QLatin1String("3500..3600 s"));
    for (int i = 0; i < 100; ++i)
        view.zoom(0.5, 3550s);
    QCOMPARE(text(view.span()), QLatin1String("0..3600 s"));
}

void TestTimelineGeometry::showsAll()
{
    TimelineViewport view{TimelineOptions{}};
    view.setEnd(3600s);
    view.showAll();
    QCOMPARE(text(view.span()), QLatin1String("0..3600 s"));
    view.setEnd(7200s);
    QCOMPARE(text(view.span()), QLatin1String("0..7200 s"));
    QVERIFY(view.all() && view.live() && !view.preset());
    view.showLast(600s);
    QVERIFY(!view.all());
    QCOMPARE(text(view.span()), QLatin1String("6600..7200 s"));
}

void TestTimelineGeometry::lengths()
{
    QCOMPARE(lengthText(3200ms), QLatin1String("3 s"));
    QCOMPARE(lengthText(170s), QLatin1String("3 min"));
    QCOMPARE(lengthText(7500s), QLatin1String("2 h 5 min"));
    QCOMPARE(lengthText(76h), QLatin1String("3 d 4 h"));
}

QTEST_MAIN(TestTimelineGeometry)
#include "tst_timeline_geometry.moc"
