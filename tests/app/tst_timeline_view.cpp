// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/hop_selection.h"
#include "app/theme/theme.h"
#include "app/timeline/timeline_canvas.h"
#include "app/timeline/timeline_table_model.h"
#include "app/timeline/timeline_view.h"
#include "timeline_feed.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

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
    void pictures();
    void picturesOfMany();
};

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
