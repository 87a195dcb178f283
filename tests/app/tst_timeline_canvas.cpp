// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/theme/theme.h"
#include "app/timeline/timeline_canvas.h"
#include "timeline_feed.h"

#include <QAccessible>
#include <QApplication>
#include <QFile>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace app;
using namespace std::chrono_literals;
using platform::Duration;

namespace {

const TimelineFeed::Latency ten = [](int, double) { return 10.0; };

int distance(QRgb one, const QColor &other)
{
    return std::abs(qRed(one) - other.red()) + std::abs(qGreen(one) - other.green())
        + std::abs(qBlue(one) - other.blue());
}

/// Whether a pixel like `colour` stands in a column of the image, in `rows` (logical pixels).
bool columnHas(const QImage &image, double x, QRect rows, const QColor &colour)
{
    const qreal scale = image.devicePixelRatio();
    const int column = static_cast<int>(x * scale);
    for (int y = static_cast<int>(rows.top() * scale); y < static_cast<int>((rows.bottom() + 1) * scale); ++y) {
        if (distance(image.pixel(column, y), colour) < 90)
            return true;
    }
    return false;
}

} // namespace

class TestTimelineCanvas : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_canvas.reset(); }
    void lossBreaksTheLine_data();
    void lossBreaksTheLine();
    void oneLossInADayIsVisible();
    void hiddenIsNotFed();
    void cursorSnapsAndPaintsNothingElse();
    void keysMoveTheCursor();
    void keysMoveTheView();
    void wheelZoomsAtThePointer();
    void dragSelects();
    void overviewIsAHandle();
    void followsLive();
    void lanesScroll();
    void takesAnotherTheme();
    void speaks();
    void doesNotGrow();

private:
    void feed(
        double from, double to, const TimelineFeed::Latency &latency = ten, const std::vector<int> &ttls = {9, 14});
    void show(const std::vector<TimelineHop> &hops = {{9, 0}, {14, 1}});
    QPoint at(Duration time, int lane = 0);
    void wheel(QPoint position, QPoint delta, Qt::KeyboardModifiers modifiers = {});

    std::unique_ptr<TimelineFeed> m_feed;
    std::unique_ptr<TimelineCanvas> m_canvas;
};

void TestTimelineCanvas::init()
{
    m_feed = std::make_unique<TimelineFeed>();
    m_canvas = std::make_unique<TimelineCanvas>();
    m_canvas->setPalette(Theme::light().palette());
    m_canvas->setLocale(QLocale::c());
    m_canvas->setZone(QTimeZone::utc());
    m_canvas->resize(1236, 320);
}

void TestTimelineCanvas::feed(
    double from, double to, const TimelineFeed::Latency &latency, const std::vector<int> &ttls)
{
    m_feed->rounds(from, to, latency, ttls);
    m_canvas->setSource(m_feed->source());
}

void TestTimelineCanvas::show(const std::vector<TimelineHop> &hops)
{
    m_canvas->setHops(hops, QStringLiteral("nothing"));
    m_canvas->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_canvas.get()));
    m_canvas->scene();
}

QPoint TestTimelineCanvas::at(Duration time, int lane)
{
    const TimelineScene &scene = m_canvas->scene();
    return {static_cast<int>(std::lround(scene.scale.x(time))), scene.layout.plot(lane).center().y()};
}

void TestTimelineCanvas::wheel(QPoint position, QPoint delta, Qt::KeyboardModifiers modifiers)
{
    QWheelEvent event(
        position, m_canvas->mapToGlobal(position), {}, delta, Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
    QApplication::sendEvent(m_canvas.get(), &event);
}

void TestTimelineCanvas::lossBreaksTheLine_data()
{
    QTest::addColumn<qreal>("scale");
    QTest::newRow("1x") << 1.0;
    QTest::newRow("1.5x") << 1.5;
    QTest::newRow("2x") << 2.0;
}

void TestTimelineCanvas::lossBreaksTheLine()
{
    if (!TimelineChart::missing().isEmpty())
        QSKIP("built without Qt Charts");
    QFETCH(qreal, scale);
    feed(0, 60, [](int ttl, double second) { return ttl == 14 && second == 30 ? -1.0 : 10.0; });
    m_canvas->showLast(60s);
    m_canvas->setHops({{9, 0}, {14, 1}}, {});
    const QImage image = m_canvas->renderImage(scale);
    QCOMPARE(image.size(), (QSizeF(m_canvas->size()) * scale).toSize());
    const TimelineScene &scene = m_canvas->scene();
    const QRect plot = scene.layout.plot(1).adjusted(0, 2, 0, 0);
    const QColor line = Theme::light().series[1];
    for (int second = 2; second < 58; ++second) {
        const double x = scene.scale.x(second * 1s + 500ms);
        const bool broken = second == 29 || second == 30;
        QCOMPARE(columnHas(image, x, plot, line), !broken);
    }
    QVERIFY(columnHas(image, scene.scale.x(30s), scene.layout.rail(1), Theme::light().loss));
    QVERIFY(!columnHas(image, scene.scale.x(30s), scene.layout.rail(0), Theme::light().loss));
}

void TestTimelineCanvas::oneLossInADayIsVisible()
{
    feed(0, 86400, [](int, double second) { return second == 40001 ? -1.0 : 10.0; }, {14});
    m_canvas->setHops({{14, 0, true}}, {});
    m_canvas->showAll();
    const QImage image = m_canvas->renderImage(1);
    const TimelineScene &scene = m_canvas->scene();
    int lane = 0;
    int whole = 0;
    for (int x = scene.layout.lanes.left(); x <= scene.layout.lanes.right(); ++x) {
        lane += columnHas(image, x, scene.layout.rail(0), Theme::light().loss);
        whole += columnHas(image, x, scene.layout.overview.adjusted(0, 1, 0, -18), Theme::light().loss);
    }
    QCOMPARE(lane, 2);
    QCOMPARE(whole, 2);
}

void TestTimelineCanvas::hiddenIsNotFed()
{
    QSignalSpy taken(m_canvas.get(), &TimelineCanvas::sceneChanged);
    feed(0, 60);
    m_canvas->setHops({{9, 0}}, {});
    m_canvas->refresh();
    QCoreApplication::processEvents();
    QCOMPARE(taken.size(), 0);
    m_canvas->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_canvas.get()));
    QTRY_COMPARE(taken.size(), 1);
    for (int i = 0; i < 100; ++i)
        m_canvas->refresh();
    QTRY_COMPARE(taken.size(), 2);
}

void TestTimelineCanvas::cursorSnapsAndPaintsNothingElse()
{
    feed(0, 600);
    show();
    QSignalSpy taken(m_canvas.get(), &TimelineCanvas::sceneChanged);
    QSignalSpy moved(m_canvas.get(), &TimelineCanvas::cursorChanged);
    for (int second = 100; second < 200; second += 10)
        QTest::mouseMove(m_canvas.get(), at(second * 1s));
    QCoreApplication::processEvents();
    QCOMPARE(moved.size(), 10);
    QCOMPARE(taken.size(), 0);
    const TimelineColumn *column = m_canvas->scene().snapshot.columnNear(0, 190s);
    QCOMPARE(m_canvas->cursor(), std::optional(column->middle()));
    QTest::mouseMove(m_canvas.get(), {3, 3});
    QVERIFY(!m_canvas->cursor());
}

void TestTimelineCanvas::keysMoveTheCursor()
{
    feed(0, 60);
    show();
    m_canvas->showLast(60s);
    QTest::keyClick(m_canvas.get(), Qt::Key_Left);
    QCOMPARE(m_canvas->cursor(), std::optional<Duration>(59s)); // the first press shows the newest
    QTest::keyClick(m_canvas.get(), Qt::Key_Left);
    QCOMPARE(m_canvas->cursor(), std::optional<Duration>(58s));
    QTest::keyClick(m_canvas.get(), Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(m_canvas->cursor(), std::optional<Duration>(48s));
    QTest::keyClick(m_canvas.get(), Qt::Key_Right);
    QCOMPARE(m_canvas->cursor(), std::optional<Duration>(49s));
    for (int i = 0; i < 10; ++i)
        QTest::keyClick(m_canvas.get(), Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(m_canvas->cursor(), std::optional<Duration>(0s));
    QTest::keyClick(m_canvas.get(), Qt::Key_Escape);
    QVERIFY(!m_canvas->cursor());
}

void TestTimelineCanvas::keysMoveTheView()
{
    feed(0, 7200);
    show();
    QTest::keyClick(m_canvas.get(), Qt::Key_Home);
    QCOMPARE(m_canvas->viewport().span(), (TimeSpan{0s, 600s}));
    QTest::keyClick(m_canvas.get(), Qt::Key_PageDown);
    QCOMPARE(m_canvas->viewport().span(), (TimeSpan{600s, 1200s}));
    QTest::keyClick(m_canvas.get(), Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(m_canvas->viewport().span(), (TimeSpan{540s, 1140s}));
    QTest::keyClick(m_canvas.get(), Qt::Key_Plus);
    QCOMPARE(m_canvas->viewport().span().length(), Duration(480s));
    QTest::keyClick(m_canvas.get(), Qt::Key_Minus);
    QCOMPARE(m_canvas->viewport().span(), (TimeSpan{540s, 1140s}));
    // The cursor draws the view along.
    QTest::keyClick(m_canvas.get(), Qt::Key_Right);
    for (int i = 0; i < 40; ++i)
        QTest::keyClick(m_canvas.get(), Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(m_canvas->cursor() > std::optional<Duration>(1140s));
    const TimeSpan span = m_canvas->viewport().span();
    QVERIFY(span.from <= *m_canvas->cursor() && *m_canvas->cursor() <= span.to);
    QTest::keyClick(m_canvas.get(), Qt::Key_End);
    QVERIFY(m_canvas->viewport().live());
}

void TestTimelineCanvas::wheelZoomsAtThePointer()
{
    feed(0, 7200);
    show();
    const QPoint pointer = at(7000s);
    const Duration before = m_canvas->scene().scale.timeAt(pointer.x());
    wheel(pointer, {0, 240});
    QVERIFY(m_canvas->viewport().span().length() < 600s);
    QVERIFY(std::chrono::abs(m_canvas->scene().scale.timeAt(pointer.x()) - before) < 1s);
    QVERIFY(!m_canvas->viewport().live());
    const TimeSpan span = m_canvas->viewport().span();
    wheel(pointer, {0, 120}, Qt::ShiftModifier);
    QVERIFY(m_canvas->viewport().span().from < span.from);
    wheel(pointer, {-12000, 0});
    QVERIFY(m_canvas->viewport().live());
    wheel(pointer, {0, -12000});
    QCOMPARE(m_canvas->viewport().span(), (TimeSpan{0s, 7199s}));
}

void TestTimelineCanvas::dragSelects()
{
    feed(0, 600);
    show();
    QSignalSpy focus(m_canvas.get(), &TimelineCanvas::focusChanged);
    QTest::mousePress(m_canvas.get(), Qt::LeftButton, {}, at(400s));
    QTest::mouseMove(m_canvas.get(), at(300s));
    QTest::mouseMove(m_canvas.get(), at(200s));
    QTest::mouseRelease(m_canvas.get(), Qt::LeftButton, {}, at(200s));
    QVERIFY(m_canvas->focus());
    QVERIFY(std::chrono::abs(m_canvas->focus()->from - 200s) < 1s);
    QVERIFY(std::chrono::abs(m_canvas->focus()->to - 400s) < 1s);
    QVERIFY(!m_canvas->viewport().live());
    QVERIFY(focus.size() >= 1);
    const TimeSpan chosen = *m_canvas->focus();
    QTest::mouseDClick(m_canvas.get(), Qt::LeftButton, {}, at(300s));
    QCOMPARE(m_canvas->viewport().span().length(), chosen.length());
    QTest::keyClick(m_canvas.get(), Qt::Key_Escape);
    QVERIFY(!m_canvas->focus());
    QVERIFY(m_canvas->viewport().live());
    // A click selects nothing.
    QTest::mouseClick(m_canvas.get(), Qt::LeftButton, {}, at(300s));
    QVERIFY(!m_canvas->focus());
}

void TestTimelineCanvas::overviewIsAHandle()
{
    feed(0, 7200);
    show();
    const auto whole = [&](Duration time) {
        const TimelineScene &scene = m_canvas->scene();
        return QPoint(static_cast<int>(std::lround(scene.wholeScale.x(time))), scene.layout.overview.center().y());
    };
    QTest::mouseClick(m_canvas.get(), Qt::LeftButton, {}, whole(3600s));
    QVERIFY(std::chrono::abs(m_canvas->viewport().span().from - 3300s) < 10s);
    QVERIFY(!m_canvas->viewport().live());
    QTest::mousePress(m_canvas.get(), Qt::LeftButton, {}, whole(3600s));
    QTest::mouseMove(m_canvas.get(), whole(1800s));
    QTest::mouseRelease(m_canvas.get(), Qt::LeftButton, {}, whole(1800s));
    QVERIFY(std::chrono::abs(m_canvas->viewport().span().from - 1500s) < 20s);
    const TimeSpan before = m_canvas->viewport().span();
    QTest::mousePress(m_canvas.get(), Qt::LeftButton, {}, whole(before.to));
    QTest::mouseMove(m_canvas.get(), whole(5000s));
    QTest::mouseRelease(m_canvas.get(), Qt::LeftButton, {}, whole(5000s));
    QCOMPARE(m_canvas->viewport().span().from, before.from);
    QVERIFY(std::chrono::abs(m_canvas->viewport().span().to - 5000s) < 10s);
}

void TestTimelineCanvas::followsLive()
{
    feed(0, 700);
    show();
    QCOMPARE(m_canvas->viewport().span().to, Duration(699s));
    feed(700, 710);
    m_canvas->scene();
    QCOMPARE(m_canvas->viewport().span().to, Duration(709s));
    QTest::keyClick(m_canvas.get(), Qt::Key_Home);
    feed(710, 720);
    m_canvas->scene();
    QCOMPARE(m_canvas->viewport().span(), (TimeSpan{0s, 600s}));
    m_canvas->goLive();
    m_canvas->scene();
    QCOMPARE(m_canvas->viewport().span().to, Duration(719s));
}

void TestTimelineCanvas::lanesScroll()
{
    feed(0, 60, ten, {2, 4, 6, 8, 10, 14});
    show({{2, 0}, {4, 1}, {6, 2}, {8, 3}, {10, 4}, {14, 5}});
    QVERIFY(m_canvas->scene().layout.scrollMaximum() > 0);
    wheel({20, 60}, {0, -120});
    QVERIFY(m_canvas->scene().layout.scrolled > 0);
    for (int i = 0; i < 10; ++i)
        QTest::keyClick(m_canvas.get(), Qt::Key_Down);
    QCOMPARE(m_canvas->scene().layout.scrolled, m_canvas->scene().layout.scrollMaximum());
    m_canvas->setOverlay(true);
    QCOMPARE(m_canvas->scene().layout.scrollMaximum(), 0);
    QCOMPARE(m_canvas->scene().axes.size(), std::size_t(1));
}

void TestTimelineCanvas::takesAnotherTheme()
{
    feed(0, 60);
    show();
    const QPoint corner(2, 318);
    QCOMPARE(m_canvas->grab().toImage().pixelColor(corner), Theme::light().base);
    m_canvas->setPalette(Theme::darkTheme().palette());
    QCOMPARE(m_canvas->grab().toImage().pixelColor(corner), Theme::darkTheme().base);
}

void TestTimelineCanvas::speaks()
{
    feed(0, 60, [](int ttl, double second) { return ttl == 14 && second == 59 ? -1.0 : 25.1; });
    show();
    m_canvas->showLast(60s);
    QAccessibleInterface *chart = QAccessible::queryAccessibleInterface(m_canvas.get());
    QVERIFY(chart);
    QCOMPARE(chart->role(), QAccessible::Chart);
    QVERIFY(!chart->text(QAccessible::Name).isEmpty());
    QVERIFY(!chart->text(QAccessible::Description).isEmpty());
    QTest::keyClick(m_canvas.get(), Qt::Key_Left);
    QVERIFY(chart->text(QAccessible::Value).endsWith(QLatin1String("hop 9 25.1 ms; hop 14 lost")));
}

void TestTimelineCanvas::doesNotGrow()
{
#ifdef __SANITIZE_ADDRESS__
    QSKIP("AddressSanitizer keeps freed memory for a while; the other builds measure this");
#endif
    QFile status(QStringLiteral("/proc/self/statm"));
    if (!status.open(QIODevice::ReadOnly))
        QSKIP("no /proc/self/statm");
    const auto residentPages = [&] {
        status.seek(0);
        return status.readAll().split(' ').at(1).toLongLong();
    };
    // A run that has its bounded history full goes on, with losses everywhere.
    const auto latency = [](int, double second) { return int(second) % 7 == 0 ? -1.0 : 10 + int(second) % 5; };
    feed(0, 40000, latency); // 11 hours;
    show();
    const auto passes = [&](int from, int to) {
        for (int second = from; second < to; ++second) {
            feed(second, second + 1, latency);
            m_canvas->renderImage(1);
        }
    };
    passes(40000, 40030);
    const qsizetype objects = m_canvas->findChildren<QObject *>().size();
    const qint64 before = residentPages();
    passes(40030, 40130);
    QCOMPARE(m_canvas->findChildren<QObject *>().size(), objects);
    QVERIFY2(residentPages() - before < 500, qPrintable(QString::number(residentPages() - before)));
    QVERIFY(m_feed->history.memoryBytes() < 2000000);
}

QTEST_MAIN(TestTimelineCanvas)
#include "tst_timeline_canvas.moc"
