// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/hop_facts.h"
#include "app/table/hop_selection.h"
#include "app/theme/theme.h"
#include "app/timeline/timeline_canvas.h"
#include "app/timeline/timeline_table_model.h"
#include "app/timeline/timeline_view.h"
#include "tests/app/made_facts.h"
#include "timeline_feed.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QHBoxLayout>
#include <QSignalSpy>
#include <QTest>

using namespace app;
using namespace std::chrono_literals;
using platform::Duration;

namespace {

/// A feed like the design's picture: hop 9 is calm, the target loses packets and slows down for two minutes.
void feedPicture(TimelineFeed &feed)
{
    const TimelineFeed::Latency calm = steady();
    const auto latency = [&](int ttl, double second) {
        const bool trouble = second > 2800 && second < 2900;
        if (ttl == 14 && (second == 2586 || second == 2964 || (trouble && int(second) % 9 == 3)))
            return -1.0;
        return calm(ttl, second) + (ttl == 14 && trouble ? 15 + 12 * std::sin(second / 9) : 0);
    };
    feed.rounds(0, 2730, latency, {8, 9, 14});
    feed.route = 1;
    feed.rounds(2730, 2785, latency, {8, 9, 14});
    feed.route = 0;
    feed.rounds(2785, 3000, latency, {8, 9, 14});
}

const TimelineFeed::Latency ten = [](int, double) { return 10.0; };

QString lanes(const TimelineView &view)
{
    QStringList parts;
    for (const TimelineLane &lane : view.canvas()->scene().snapshot.lanes)
        parts << (lane.hop.roundTrip ? QStringLiteral("%1 round trip").arg(lane.hop.ttl)
                                     : QStringLiteral("%1 series %2").arg(lane.hop.ttl).arg(lane.hop.series));
    return parts.join(QLatin1String(", "));
}

QAbstractButton *button(const TimelineView &view, const QString &text)
{
    for (QAbstractButton *control : view.controls()->findChildren<QAbstractButton *>()) {
        if (control->text() == text)
            return control;
    }
    return nullptr;
}

void savePicture(TimelineView &view, const QString &name, qreal scale)
{
    const QString folder = qEnvironmentVariable("PERIPLUS_TEST_PICTURES");
    if (folder.isEmpty())
        return;
    QImage image((QSizeF(view.size()) * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    view.render(&image);
    image.save(folder + u'/' + name + QStringLiteral(".png"));
}

} // namespace

class TestTimelineView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutAnythingSaysSo();
    void withoutSelectionShowsTheTarget();
    void selectionMakesLanes();
    void seriesStayWithTheirHops();
    void hiddenTakesNothing();
    void onePassPerFrame();
    void controlsFollowTheView();
    void tableShowsTheSameSpan();
    void namesComeFromFacts();
    void controlsMayLiveElsewhere();
    void everythingHasANameAndAKey();
    void pictures();
    void picturesOfMany();
};

void TestTimelineView::withoutAnythingSaysSo()
{
    TimelineView view;
    view.show();
    QVERIFY(!view.canvas()->scene().message.isEmpty());
    TimelineFeed feed;
    feed.rounds(0, 5, ten, {9});
    view.setSource(feed.source());
    QVERIFY(view.canvas()->scene().snapshot.lanes.empty());
    QVERIFY(view.canvas()->scene().message.contains(QLatin1String("not answered")));
    QVERIFY(view.renderImage(2).height() >= 2 * view.canvas()->minimumSizeHint().height());
    view.setSession(nullptr);
    QVERIFY(view.canvas()->scene().snapshot.routes.empty());
}

void TestTimelineView::withoutSelectionShowsTheTarget()
{
    TimelineFeed feed;
    feed.rounds(0, 30, ten, {9, 14});
    TimelineView view;
    view.setSource(feed.source());
    QCOMPARE(lanes(view), QLatin1String("14 round trip"));
    QVERIFY(view.canvas()->scene().message.isEmpty());
}

void TestTimelineView::selectionMakesLanes()
{
    TimelineFeed feed;
    feed.rounds(0, 30, ten, {8, 9, 14});
    HopSelection selection;
    TimelineView view;
    view.setSource(feed.source());
    view.setSelection(&selection);
    view.show();
    selection.select({14, 9});
    QTRY_COMPARE(lanes(view), QLatin1String("9 series 1, 14 series 0"));
    selection.select({14, 9, 29}); // never probed
    QTRY_COMPARE(lanes(view), QLatin1String("9 series 1, 14 series 0"));
    selection.select({});
    QTRY_COMPARE(lanes(view), QLatin1String("14 round trip"));
}

void TestTimelineView::seriesStayWithTheirHops()
{
    TimelineFeed feed;
    feed.rounds(0, 30, ten, {2, 4, 6, 14});
    HopSelection selection;
    TimelineView view;
    view.setSource(feed.source());
    view.setSelection(&selection);
    view.show();
    selection.select({2, 4, 6});
    selection.select({4, 6});
    QTRY_COMPARE(lanes(view), QLatin1String("4 series 1, 6 series 2"));
    const TimelineScene &scene = view.canvas()->scene();
    QCOMPARE(scene.shapes[0].colour, Theme::of(view.palette()).series[1]);
}

void TestTimelineView::hiddenTakesNothing()
{
    TimelineFeed feed;
    feed.rounds(0, 30, ten, {14});
    TimelineView view;
    view.setSource(feed.source());
    QSignalSpy taken(view.canvas(), &TimelineCanvas::sceneChanged);
    feed.rounds(30, 60, ten, {14});
    view.refresh();
    QCoreApplication::processEvents();
    QCOMPARE(taken.size(), 0);
    view.show();
    QTRY_VERIFY(taken.size() >= 1);
    QCOMPARE(view.canvas()->scene().snapshot.whole.to, Duration(59s));
}

void TestTimelineView::onePassPerFrame()
{
    TimelineFeed feed;
    feed.rounds(0, 30, ten, {14});
    TimelineView view;
    view.setSource(feed.source());
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QTRY_COMPARE(view.canvas()->scene().snapshot.whole.to, Duration(29s));
    QSignalSpy taken(view.canvas(), &TimelineCanvas::sceneChanged);
    for (int i = 0; i < 200; ++i) {
        feed.round(30 + i, ten, {14});
        view.refresh();
    }
    QTRY_COMPARE(view.canvas()->viewport().end(), Duration(229s));
    QVERIFY2(taken.size() <= 2, qPrintable(QString::number(taken.size())));
}

void TestTimelineView::controlsFollowTheView()
{
    TimelineFeed feed;
    feed.rounds(0, 7200, ten, {14});
    TimelineView view;
    view.setSource(feed.source());
    view.show();
    auto *live = button(view, QStringLiteral("Live"));
    QVERIFY(live->isChecked());
    button(view, QStringLiteral("1 h"))->click();
    QCOMPARE(view.canvas()->scene().snapshot.span.length(), Duration(1h));
    button(view, QStringLiteral("All"))->click();
    QCOMPARE(view.canvas()->scene().snapshot.span, (TimeSpan{0s, 7199s}));
    button(view, QStringLiteral("1 min"))->click();
    QTest::keyClick(view.canvas(), Qt::Key_Home);
    QVERIFY(!live->isChecked());
    QCOMPARE(view.canvas()->scene().snapshot.span, (TimeSpan{0s, 60s}));
    live->click();
    QVERIFY(live->isChecked());
    QCOMPARE(view.canvas()->scene().snapshot.span.to, Duration(7199s));
    button(view, QStringLiteral("Overlay"))->click();
    QVERIFY(view.canvas()->scene().overlay);
    button(view, QStringLiteral("Log"))->click();
    QCOMPARE(view.canvas()->scene().axes[0].kind, NiceAxis::Kind::Logarithmic);
}

void TestTimelineView::tableShowsTheSameSpan()
{
    TimelineFeed feed;
    feed.rounds(0, 7200, ten, {14});
    TimelineView view;
    const QAbstractItemModelTester tester(view.table(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    view.setSource(feed.source());
    view.show();
    QCOMPARE(view.table()->rowCount(), 0); // not fed before it is shown
    button(view, QStringLiteral("1 min"))->click();
    button(view, QStringLiteral("Table"))->click();
    QVERIFY(view.showsTable());
    QVERIFY(view.table()->rowCount() >= 60 && view.table()->rowCount() <= 62);
    QSignalSpy resets(view.table(), &QAbstractItemModel::modelReset);
    feed.rounds(7200, 7210, ten, {14});
    view.refresh();
    const auto last = [&] { return view.table()->index(view.table()->rowCount() - 1, 0).data().toString(); };
    QTRY_COMPARE(last(), view.canvas()->scene().moment(7209s));
    QCOMPARE(resets.size(), 0);
}

void TestTimelineView::namesComeFromFacts()
{
    class Facts final : public HopFacts {
    public:
        engine::AddressFacts facts(const platform::IpAddress &) const override
        {
            engine::AddressFacts result;
            result.name = knownName(QStringLiteral("gw1.nyc.quayside.example"));
            return result;
        }
    };
    TimelineFeed feed;
    feed.rounds(0, 30, ten, {14});
    Facts facts;
    TimelineView view;
    view.setSource(feed.source());
    QCOMPARE(view.canvas()->scene().snapshot.lanes[0].name, QLatin1String("192.0.2.14"));
    view.setFacts(&facts);
    QCOMPARE(view.canvas()->scene().snapshot.lanes[0].name, QLatin1String("gw1.nyc.quayside.example"));
}

void TestTimelineView::controlsMayLiveElsewhere()
{
    QWidget bar;
    auto *row = new QHBoxLayout(&bar);
    TimelineView view;
    row->addWidget(view.controls());
    view.resize(800, 300);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QCOMPARE(view.canvas()->height(), 300);
}

void TestTimelineView::everythingHasANameAndAKey()
{
    TimelineView view;
    for (const QAbstractButton *control : view.controls()->findChildren<QAbstractButton *>()) {
        QVERIFY(!control->accessibleName().isEmpty() || !control->text().isEmpty());
        QVERIFY(!control->toolTip().isEmpty());
    }
    QVERIFY(view.canvas()->focusPolicy() == Qt::StrongFocus);
    QVERIFY(!view.canvas()->accessibleName().isEmpty());
    QVERIFY(!view.canvas()->accessibleDescription().isEmpty());
}

void TestTimelineView::pictures()
{
    TimelineFeed feed;
    feedPicture(feed);
    HopSelection selection;
    for (const bool dark : {false, true}) {
        TimelineView view;
        view.setPalette((dark ? Theme::darkTheme() : Theme::light()).palette());
        view.canvas()->setZone(QTimeZone(QByteArrayLiteral("Europe/Berlin")));
        view.resize(1236, 360);
        view.setSelection(&selection);
        view.setSource(feed.source());
        selection.select({});
        const QString theme = dark ? QStringLiteral("dark-") : QStringLiteral("light-");
        savePicture(view, theme + QStringLiteral("roundtrip"), 1);
        selection.select({9, 14});
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        savePicture(view, theme + QStringLiteral("two"), 1);
        QTest::mouseMove(view.canvas(), {1003, 100});
        savePicture(view, theme + QStringLiteral("cursor"), 2);
        view.canvas()->showAll();
        savePicture(view, theme + QStringLiteral("all"), 1);
        QTest::mousePress(view.canvas(), Qt::LeftButton, {}, {700, 100});
        QTest::mouseMove(view.canvas(), {760, 100});
        QTest::mouseMove(view.canvas(), {900, 100});
        QTest::mouseRelease(view.canvas(), Qt::LeftButton, {}, {900, 100});
        savePicture(view, theme + QStringLiteral("focus"), 1);
        view.setShowsTable(true);
        savePicture(view, theme + QStringLiteral("table"), 1);
    }
}

void TestTimelineView::picturesOfMany()
{
    TimelineFeed feed;
    const TimelineFeed::Latency calm = steady(7);
    const auto lossy = [&](int ttl, double second) {
        return (int(second * 7919) % 97 < 20 && ttl > 10) ? -1.0 : calm(ttl, second);
    };
    feed.rounds(0, 300, lossy, {2, 4, 6, 9, 12, 14});
    feed.pause(300);
    feed.resume(480);
    feed.rounds(480, 700, lossy, {2, 4, 6, 9, 12, 14});
    HopSelection selection;
    TimelineView view;
    view.setPalette(Theme::light().palette());
    view.resize(1236, 340);
    view.setSelection(&selection);
    savePicture(view, QStringLiteral("nothing"), 1);
    view.setSource(feed.source());
    selection.select({2, 4, 6, 9, 12, 14});
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    savePicture(view, QStringLiteral("six"), 1);
    view.resize(1236, 640);
    savePicture(view, QStringLiteral("six-high"), 2);
    view.resize(1236, 340);
    view.canvas()->setOverlay(true);
    savePicture(view, QStringLiteral("overlay"), 1);
    view.canvas()->setLogarithmic(true);
    savePicture(view, QStringLiteral("overlay-log"), 1);
    view.canvas()->setOverlay(false);
    view.setLayoutDirection(Qt::RightToLeft);
    selection.select({2, 14});
    QTRY_COMPARE(view.canvas()->scene().snapshot.lanes.size(), std::size_t(2));
    view.canvas()->setLogarithmic(false);
    QTest::mouseMove(view.canvas(), {400, 100});
    savePicture(view, QStringLiteral("rtl"), 1);
    view.setLayoutDirection(Qt::LeftToRight);
    view.resize(520, 240);
    savePicture(view, QStringLiteral("narrow"), 2);
}

QTEST_MAIN(TestTimelineView)
#include "tst_timeline_view.moc"
