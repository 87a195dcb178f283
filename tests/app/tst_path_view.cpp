// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/hop_details.h"
#include "app/pathview/hover_plate.h"
#include "app/pathview/path_canvas.h"
#include "app/pathview/path_text.h"
#include "app/pathview/path_view.h"
#include "app/table/hop_selection.h"
#include "engine/session.h"
#include "tests/app/sample_path.h"
#include "tests/engine/fake_transport.h"

#include <QAccessible>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QWheelEvent>

using app::buildPathGraph;
using app::HopDetails;
using app::HopSelection;
using app::PathCanvas;
using app::PathScene;
using app::PathView;
using Probe = SamplePath::Probe;

namespace {

class NoNames final : public engine::TargetResolver {
public:
    void resolve(const QString &, QObject *, Callback) override { }
    void cancel(QObject *) override { }
};

/// A session that is fed by hand.
struct HandFedSession {
    HandFedSession()
        : engine([] {
            auto transport = std::make_unique<FakeTransport>();
            transport->refuseOpen = [](const platform::ChannelSpec &) { return platform::Error{}; };
            return transport;
        }())
        , session(std::get<engine::Target>(engine::parseTarget(QStringLiteral("192.0.2.200"))), engine, names)
    {
        session.start({});
        sample.emplace("192.0.2.200", session.run());
    }
    void round(const std::vector<Probe> &probes)
    {
        const std::size_t before = sample->events().size();
        sample->round(probes);
        session.apply(std::span(sample->events()).subspan(fed == 0 ? 0 : before));
        fed = sample->events().size();
    }
    engine::TraceEngine engine;
    NoNames names;
    engine::Session session;
    std::optional<SamplePath> sample;
    std::size_t fed = 0;
};

std::vector<Probe> threeHops(const char *middle = "198.51.100.2")
{
    return {{1, "198.51.100.1", 1}, {2, middle, 2}, {3, "192.0.2.200", 3}};
}

PathCanvas &canvasOf(PathView &view)
{
    return *view.findChild<PathCanvas *>();
}

} // namespace

class TestPathView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void hiddenIsNotFed();
    void newRunIsArrangedAnew();
    void itemsAreUpdatedInPlace();
    void nothingMovesWhileHopsCome();
    void smallGraphStandsInTheMiddle();
    void keyboard();
    void mouse();
    void selectionFromOutside();
    void zoom();
    void hover();
    void tablePage();
    void rendersAll();
    void accessible();
    void details();
    void detailsFollowSession();
    void threeHundredNodes();
};

void TestPathView::hiddenIsNotFed()
{
    HandFedSession fed;
    PathView view;
    view.setSession(&fed.session);
    fed.round(threeHops());
    QVERIFY(canvasOf(view).graph().nodes.empty());
    // … but a picture is asked for and shows what is.
    QVERIFY(view.hasContent());
    const QImage image = view.renderImage(1);
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            colours.insert(image.pixel(x, y));
    QVERIFY(colours.size() > 5);
    view.show();
    QVERIFY(view.hasContent());
    QCOMPARE(canvasOf(view).graph().nodes.size(), std::size_t(4));
    fed.round(threeHops("198.51.100.22"));
    QCOMPARE(canvasOf(view).graph().nodes.size(), std::size_t(5));
    view.hide();
    fed.round(threeHops("198.51.100.23"));
    QCOMPARE(canvasOf(view).graph().nodes.size(), std::size_t(5));
    view.show();
    QCOMPARE(canvasOf(view).graph().nodes.size(), std::size_t(6));
    view.setSession(nullptr);
    QVERIFY(!view.hasContent());
}

void TestPathView::newRunIsArrangedAnew()
{
    PathView view;
    view.resize(900, 400);
    view.show();
    {
        HandFedSession first;
        view.setSession(&first.session);
        first.round(threeHops());
        QVERIFY(view.hasContent());
    }
    HandFedSession second;
    second.round({{1, "192.0.2.200", 1}});
    view.setSession(&second.session);
    QCOMPARE(canvasOf(view).graph().nodes.size(), std::size_t(2));
}

void TestPathView::itemsAreUpdatedInPlace()
{
    SamplePath sample("192.0.2.200");
    PathCanvas canvas;
    sample.round(threeHops());
    canvas.setGraph(buildPathGraph(sample.path(), {}), PathScene::Change::Arrange);
    const auto items = canvas.scene()->items();
    const QSet<QGraphicsItem *> before(items.begin(), items.end());
    sample.round(threeHops("198.51.100.9"));
    canvas.setGraph(buildPathGraph(sample.path(), {}), PathScene::Change::Grow);
    const auto later = canvas.scene()->items();
    const QSet<QGraphicsItem *> after(later.begin(), later.end());
    QVERIFY(after.contains(before));
    QCOMPARE(after.size(), before.size() + 1 + 2 + 2); // a node, its two edges, two shares
}

void TestPathView::nothingMovesWhileHopsCome()
{
    HandFedSession fed;
    PathView view;
    view.resize(1000, 500);
    view.show();
    view.setSession(&fed.session);
    fed.round({{1, "198.51.100.1", 1}});
    const QRect first = canvasOf(view).nodeRect(1);
    for (std::uint8_t hops = 2; hops < 30; ++hops) {
        std::vector<Probe> probes;
        for (std::uint8_t ttl = 1; ttl <= hops; ++ttl)
            probes.push_back({ttl, "198.51.100.1", double(ttl)});
        fed.round(probes);
        QCOMPARE(canvasOf(view).nodeRect(1), first);
    }
    QCOMPARE(canvasOf(view).zoomPercent(), 100);
    view.fit();
    QVERIFY(canvasOf(view).zoomPercent() < 100);
}

void TestPathView::smallGraphStandsInTheMiddle()
{
    SamplePath sample("192.0.2.200");
    sample.round(threeHops("198.51.100.2"));
    PathView view;
    view.resize(1236, 500);
    view.show();
    view.showPath(sample.path(), {}, true);
    const PathCanvas &canvas = canvasOf(view);
    const auto last = static_cast<int>(canvas.graph().nodes.size()) - 1;
    const int left = canvas.nodeRect(0).center().x();
    const int right = canvas.viewport()->width() - canvas.nodeRect(last).center().x();
    QVERIFY2(std::abs(left - right) <= 8, qPrintable(QStringLiteral("%1 %2").arg(left).arg(right)));
    QVERIFY(left > 300);
}

void TestPathView::keyboard()
{
    const SamplePath sample = designPath(60);
    HopSelection selection;
    PathView view;
    view.resize(1236, 580);
    view.setSelection(&selection);
    view.show();
    QApplication::setActiveWindow(&view);
    view.showPath(sample.path(), {}, true);
    PathCanvas &canvas = canvasOf(view);
    canvas.setFocus();
    QCOMPARE(canvas.cursorNode(), std::optional(1));
    QTest::keyClick(&canvas, Qt::Key_Right);
    QCOMPARE(selection.current(), std::optional<std::uint8_t>(2));
    QCOMPARE(selection.ttls(), QList<std::uint8_t>{2});
    QTest::keyClick(&canvas, Qt::Key_Right, Qt::ControlModifier); // moves only
    QCOMPARE(selection.ttls(), QList<std::uint8_t>{2});
    QTest::keyClick(&canvas, Qt::Key_Space);
    QCOMPARE(selection.ttls(), (QList<std::uint8_t>{2, 3}));
    for (int i = 0; i < 4; ++i)
        QTest::keyClick(&canvas, Qt::Key_Right);
    QCOMPARE(selection.current(), std::optional<std::uint8_t>(7));
    const auto before = canvas.cursorNode();
    QTest::keyClick(&canvas, Qt::Key_Down);
    QTest::keyClick(&canvas, Qt::Key_Up);
    QTest::keyClick(&canvas, Qt::Key_Up);
    QVERIFY(canvas.cursorNode() != before);
    QCOMPARE(selection.current(), std::optional<std::uint8_t>(7));
    QSignalSpy shown(&view, &PathView::showInTimelineRequested);
    QTest::keyClick(&canvas, Qt::Key_Return);
    QCOMPARE(shown.value(0), QVariantList{7});
    QTest::keyClick(&canvas, Qt::Key_End);
    QCOMPARE(selection.current(), std::optional<std::uint8_t>(14));
    QTest::keyClick(&canvas, Qt::Key_Home);
    QTest::keyClick(&canvas, Qt::Key_Left);
    QCOMPARE(canvas.cursorNode(), std::optional(0)); // this computer is no hop
    QCOMPARE(selection.current(), std::optional<std::uint8_t>(14));
}

void TestPathView::mouse()
{
    SamplePath sample("192.0.2.200");
    sample.round(threeHops());
    HopSelection selection;
    PathView view;
    view.resize(800, 400);
    view.setSelection(&selection);
    view.show();
    view.showPath(sample.path(), {}, true);
    PathCanvas &canvas = canvasOf(view);
    const auto middle = [&](int node) { return canvas.nodeRect(node).center(); };
    QTest::mouseClick(canvas.viewport(), Qt::LeftButton, {}, middle(1));
    QCOMPARE(selection.ttls(), QList<std::uint8_t>{1});
    QTest::mouseClick(canvas.viewport(), Qt::LeftButton, Qt::ControlModifier, middle(3));
    QCOMPARE(selection.ttls(), (QList<std::uint8_t>{1, 3}));
    QTest::mouseClick(canvas.viewport(), Qt::LeftButton, Qt::ControlModifier, middle(1));
    QCOMPARE(selection.ttls(), QList<std::uint8_t>{3});
    QSignalSpy shown(&view, &PathView::showInTimelineRequested);
    QTest::mouseDClick(canvas.viewport(), Qt::LeftButton, {}, middle(2));
    QCOMPARE(shown.value(0), QVariantList{2});
    QTest::mouseClick(canvas.viewport(), Qt::LeftButton, {}, QPoint(5, 5)); // nothing there
    QTest::mouseClick(canvas.viewport(), Qt::LeftButton, {}, middle(0));
    QCOMPARE(selection.ttls(), QList<std::uint8_t>{3});
}

void TestPathView::selectionFromOutside()
{
    const SamplePath sample = designPath(60);
    HopSelection selection;
    PathView view;
    view.setSelection(&selection);
    view.show();
    view.showPath(sample.path(), {}, true);
    selection.select({5, 9});
    selection.setCurrent(9);
    PathCanvas &canvas = canvasOf(view);
    QCOMPARE(canvas.selectedTtls(), (std::set<std::uint8_t>{5, 9}));
    QCOMPARE(canvas.graph().nodes[static_cast<std::size_t>(*canvas.cursorNode())].key.ttl, 9);
    selection.setCurrent(7); // of several the one with the largest share
    QVERIFY(canvas.graph().nodes[static_cast<std::size_t>(*canvas.cursorNode())].share > 0.3);
}

void TestPathView::zoom()
{
    const SamplePath sample = designPath(20);
    PathView view;
    view.resize(1236, 600);
    view.show();
    view.showPath(sample.path(), {}, true);
    PathCanvas &canvas = canvasOf(view);
    QCOMPARE(canvas.zoomPercent(), 100);
    QTest::keyClick(&canvas, Qt::Key_Plus);
    QCOMPARE(canvas.zoomPercent(), 125);
    view.zoomOut();
    view.zoomOut();
    QCOMPARE(canvas.zoomPercent(), 80);
    for (int i = 0; i < 4; ++i)
        view.zoomIn(); // until there is something to scroll
    const QPointF at(300, 200);
    const QPointF under = canvas.mapToScene(at.toPoint());
    for (int i = 0; i < 3; ++i) {
        QWheelEvent wheel(
            at, canvas.viewport()->mapToGlobal(at), {}, {0, 120}, {}, Qt::ControlModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(canvas.viewport(), &wheel);
    }
    QVERIFY(canvas.zoomPercent() > 350);
    QVERIFY2(std::abs(under.x() - canvas.mapToScene(at.toPoint()).x()) < 3, "what is under the pointer stays there");
    for (int i = 0; i < 30; ++i)
        view.zoomIn();
    QCOMPARE(canvas.zoomPercent(), 400);
    QTest::keyClick(&canvas, Qt::Key_0);
    QCOMPARE(canvas.zoomPercent(), 100);
}

void TestPathView::hover()
{
    SamplePath sample("192.0.2.200");
    sample.round(threeHops());
    app::PathViewOptions options;
    options.hoverDelay = std::chrono::milliseconds(0);
    PathCanvas canvas(options);
    canvas.resize(700, 300);
    canvas.show();
    canvas.setGraph(buildPathGraph(sample.path(), {QStringLiteral("<b>example</b>")}), PathScene::Change::Arrange);
    const auto *plate = canvas.findChild<app::HoverPlate *>();
    QVERIFY(!plate->isVisible());
    QTest::mouseMove(canvas.viewport(), canvas.nodeRect(3).center());
    QTRY_VERIFY(plate->isVisible());
    QVERIFY2(
        plate->text().startsWith(QStringLiteral("Hop 3\n<b>example</b>\n192.0.2.200\n")), qPrintable(plate->text()));
    QVERIFY(canvas.viewport()->rect().contains(plate->geometry()));
    QTest::mouseMove(
        canvas.viewport(), (canvas.nodeRect(1).center() + canvas.nodeRect(2).center()) / 2 + QPoint(0, -14));
    QTRY_VERIFY(plate->text().startsWith(QStringLiteral("Hop 1 → 2\n")) || !plate->isVisible());
    QTest::mouseMove(canvas.viewport(), QPoint(2, 2));
    QTRY_VERIFY(!plate->isVisible());
}

void TestPathView::tablePage()
{
    const SamplePath sample = designPath(20);
    HopSelection selection;
    PathView view;
    view.setSelection(&selection);
    view.show();
    view.showPath(sample.path(), {}, true);
    selection.select({3});
    selection.setCurrent(3);
    view.setShowsTable(true);
    QVERIFY(view.showsTable());
    auto *table = view.findChild<QTableView *>();
    QVERIFY(table->isVisible());
    QCOMPARE(table->currentIndex().row(), 2);
    QVERIFY(table->model()->rowCount() > 14);
    QApplication::setActiveWindow(&view);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Down);
    QCOMPARE(selection.current(), std::optional<std::uint8_t>(4));
    view.setShowsTable(false);
    QVERIFY(canvasOf(view).isVisible());
}

void TestPathView::rendersAll()
{
    const SamplePath sample = designPath(60);
    PathView view; // never shown, small
    view.resize(200, 100);
    view.showPath(sample.path(), {}, true);
    const QImage once = view.renderImage(1);
    const QImage twice = view.renderImage(2);
    QVERIFY(once.width() > 14 * 64);
    QVERIFY(std::abs(twice.width() - 2 * once.width()) <= 1);
    QVERIFY(std::abs(twice.height() - 2 * once.height()) <= 1);
    QSet<QRgb> colours;
    for (int x = 0; x < once.width(); x += 2)
        colours.insert(once.pixel(x, once.height() / 2));
    QVERIFY(colours.size() > 10);
    PathView empty;
    QVERIFY(!empty.hasContent());
    QVERIFY(!empty.renderImage(1).isNull());
}

void TestPathView::accessible()
{
    const SamplePath sample = designPath(60);
    PathCanvas canvas;
    canvas.resize(1236, 500);
    canvas.show();
    QApplication::setActiveWindow(&canvas);
    canvas.setFocus();
    canvas.setGraph(buildPathGraph(sample.path(), {QStringLiteral("example.com")}), PathScene::Change::Arrange);
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&canvas);
    QCOMPARE(list->role(), QAccessible::List);
    QCOMPARE(list->text(QAccessible::Name), QStringLiteral("Path graph"));
    QCOMPARE(list->childCount(), static_cast<int>(canvas.graph().nodes.size()));
    QVERIFY(list->child(1)->text(QAccessible::Name).startsWith(QStringLiteral("Hop 1, 192.168.1.1, ")));
    QVERIFY(list->child(list->childCount() - 1)->text(QAccessible::Name).contains(QStringLiteral("example.com")));
    QCOMPARE(list->child(2)->parent(), list);
    QCOMPARE(list->indexOfChild(list->child(2)), 2);
    QCOMPARE(list->child(-1), nullptr);
    QCOMPARE(list->child(1000), nullptr);
    QTest::keyClick(&canvas, Qt::Key_Right);
    QVERIFY(list->focusChild() != nullptr);
    QVERIFY(list->focusChild()->state().focused);
    QAccessibleInterface *last = list->child(list->childCount() - 1);
    canvas.setGraph({}, PathScene::Change::Arrange);
    QVERIFY(!last->isValid());
    QCOMPARE(last->text(QAccessible::Name), QString());
}

void TestPathView::details()
{
    const SamplePath sample = designPath(60);
    HopDetails details;
    details.show();
    QVERIFY(!details.summary());
    details.copy(); // nothing to copy
    details.showHop(sample.path(), 9, {});
    QCOMPARE(details.summary()->ttl, 9);
    details.copy();
    QCOMPARE(QGuiApplication::clipboard()->text(), details.summary()->plainText());
    QSignalSpy shown(&details, &HopDetails::showInTimelineRequested);
    for (QPushButton *button : details.findChildren<QPushButton *>()) {
        if (button->text() == QStringLiteral("Show in timeline"))
            button->click();
    }
    QCOMPARE(shown.value(0), QVariantList{9});
    for (const QLabel *label : details.findChildren<QLabel *>())
        QVERIFY(label->textFormat() == Qt::PlainText);
}

void TestPathView::detailsFollowSession()
{
    HandFedSession fed;
    HopSelection selection;
    HopDetails details;
    details.setSelection(&selection);
    details.setSession(&fed.session);
    details.show();
    fed.round(threeHops());
    QVERIFY(!details.summary());
    selection.select({2});
    QCOMPARE(details.summary()->ttl, 2);
    selection.setCurrent(3);
    QCOMPARE(details.summary()->ttl, 3);
    details.hide();
    selection.setCurrent(1);
    QCOMPARE(details.summary()->ttl, 3);
    details.show();
    QCOMPARE(details.summary()->ttl, 1);
    details.setSession(nullptr);
    QVERIFY(!details.summary());
}

void TestPathView::threeHundredNodes()
{
    static std::vector<QByteArray> addresses;
    for (int i = 0; i < 38 * 8; ++i)
        addresses.push_back("10.0." + QByteArray::number(i / 8) + '.' + QByteArray::number(i % 8));
    SamplePath sample("192.0.2.200");
    for (int round = 0; round < 16; ++round) {
        std::vector<Probe> probes;
        for (std::uint8_t ttl = 1; ttl <= 37; ++ttl)
            probes.push_back(
                {ttl, addresses[static_cast<std::size_t>(ttl * 8 + (round * 5 + ttl) % 8)].constData(), double(ttl)});
        probes.push_back({38, "192.0.2.200", 50});
        sample.round(probes);
    }
    PathCanvas canvas;
    canvas.resize(1600, 1000);
    canvas.show();
    QElapsedTimer timer;
    timer.start();
    canvas.setGraph(buildPathGraph(sample.path(), {}), PathScene::Change::Arrange);
    canvas.grab();
    const qint64 first = timer.restart();
    sample.round({{1, "10.0.1.1", 3}, {38, "192.0.2.200", 50}});
    canvas.setGraph(buildPathGraph(sample.path(), {}), PathScene::Change::Grow);
    const double pass = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    timer.restart();
    canvas.grab();
    qInfo("%zu nodes: first picture %lld ms, a later pass %.1f ms, repainting all of it %lld ms",
        canvas.graph().nodes.size(), static_cast<long long>(first), pass, static_cast<long long>(timer.elapsed()));
    QVERIFY(canvas.graph().nodes.size() > 290);
}

QTEST_MAIN(TestPathView)
#include "tst_path_view.moc"
