// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/hop_grid.h"
#include "app/table/hop_table_view.h"
#include "engine/session.h"
#include "platform/sim/sim_transport.h"
#include "tests/app/sample_path.h"

#include <QAccessible>
#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using app::HopColumn;
using app::HopTableView;

namespace {

/// A shown view of the design path; `rounds` of it.
struct Shown {
    explicit Shown(int rounds = 20, QSize size = {1236, 407})
        : sample(designPath(rounds))
    {
        view.resize(size);
        view.setSelection(&selection);
        view.setPath(&sample.path(), &sample.history());
        view.show();
        QVERIFY2(QTest::qWaitForWindowExposed(&view), "not shown");
        view.activateWindow();
        view.grid()->setFocus();
    }

    QHeaderView *header() { return view.grid()->horizontalHeader(); }
    QPoint middle(int row, HopColumn column)
    {
        return view.grid()->visualRect(view.grid()->model()->index(row, static_cast<int>(column))).center();
    }
    void click(int row, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(view.grid()->viewport(), Qt::LeftButton, modifiers, middle(row, HopColumn::Last));
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(view.grid(), key, modifiers); }
    int ttlOf(int row) { return view.grid()->rowAt(view.grid()->model()->index(row, 0))->ttl; }

    SamplePath sample;
    app::HopSelection selection;
    HopTableView view;
};

class FixedResolver final : public engine::TargetResolver {
public:
    void resolve(const QString &, QObject *, Callback) override { }
    void cancel(QObject *) override { }
};

using Ttls = QList<std::uint8_t>;

} // namespace

class TestHopTableView final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void selectsWithTheMouse();
    void selectsWithTheKeyboard();
    void followsTheOtherViews();
    void opensAddresses();
    void rowsAndColumnsStandStill();
    void sortsByClicks();
    void roundTripFollowsTheColumns();
    void choosesColumns();
    void remembersColumns();
    void hoverRepaintsTwoRows();
    void paintsOnlyWhatIsVisible();
    void accessible();
    void menus();
    void emptyAndGone();
    void pictures();
};

void TestHopTableView::selectsWithTheMouse()
{
    Shown shown;
    shown.click(8);
    QCOMPARE(shown.selection.ttls(), Ttls({9}));
    QCOMPARE(shown.selection.current(), std::optional<std::uint8_t>(9));
    shown.click(13, Qt::ControlModifier);
    QCOMPARE(shown.selection.ttls(), Ttls({9, 14}));
    shown.click(8, Qt::ControlModifier);
    QCOMPARE(shown.selection.ttls(), Ttls({14}));
    QCOMPARE(shown.selection.series(14), std::optional(1));
    // More than six: the newest six have a series, the rows stay selected.
    shown.key(Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(shown.selection.ttls().size(), 6);
    QCOMPARE(shown.view.grid()->selectionModel()->selectedRows().size(), 14);
}

void TestHopTableView::selectsWithTheKeyboard()
{
    Shown shown;
    QSignalSpy timeline(&shown.view, &HopTableView::timelineRequested);
    QVERIFY(shown.selection.ttls().isEmpty()); // the focus alone selects nothing
    shown.key(Qt::Key_Space);
    QCOMPARE(shown.selection.ttls(), Ttls({1}));
    shown.key(Qt::Key_Down);
    QCOMPARE(shown.selection.ttls(), Ttls({2}));
    shown.key(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(shown.selection.ttls(), Ttls({2, 3}));
    shown.key(Qt::Key_End);
    QCOMPARE(shown.selection.ttls(), Ttls({14}));
    shown.key(Qt::Key_Up, Qt::ControlModifier); // only the focus moves
    QCOMPARE(shown.selection.ttls(), Ttls({14}));
    QCOMPARE(shown.selection.current(), std::optional<std::uint8_t>(13));
    shown.key(Qt::Key_Return);
    QCOMPARE(timeline.count(), 1);
}

void TestHopTableView::followsTheOtherViews()
{
    Shown shown;
    shown.selection.select({3, 6});
    QModelIndexList rows = shown.view.grid()->selectionModel()->selectedRows();
    QCOMPARE(rows.size(), 2);
    shown.selection.setCurrent(6);
    QCOMPARE(shown.view.grid()->currentIndex().row(), 5);
    QCOMPARE(shown.selection.ttls(), Ttls({3, 6}));
    shown.selection.select({});
    QVERIFY(shown.view.grid()->selectionModel()->selectedRows().isEmpty());
}

void TestHopTableView::opensAddresses()
{
    Shown shown(100);
    const int before = shown.view.grid()->model()->rowCount();
    const QModelIndex name = shown.view.grid()->model()->index(6, static_cast<int>(HopColumn::Name));
    const QRect cell = shown.view.grid()->visualRect(name);
    QTest::mouseClick(shown.view.grid()->viewport(), Qt::LeftButton, {}, {cell.left() + 10, cell.center().y()});
    QCOMPARE(shown.view.grid()->model()->rowCount(), before + 4);
    QVERIFY(shown.selection.ttls().isEmpty()); // the triangle selects nothing
    shown.click(6);
    shown.key(Qt::Key_Left);
    QCOMPARE(shown.view.grid()->model()->rowCount(), before);
    shown.key(Qt::Key_Right);
    QCOMPARE(shown.view.grid()->model()->rowCount(), before + 4);
    QCOMPARE(shown.selection.ttls(), Ttls({7}));
    // Sorted, the addresses still stand below their hop.
    QTest::mouseClick(shown.header()->viewport(), Qt::LeftButton, {},
        {shown.header()->sectionViewportPosition(static_cast<int>(HopColumn::Average)) + 20, 15});
    shown.view.expandAll(false);
    shown.view.expandAll(true);
    int at = 0;
    while (shown.ttlOf(at) != 7)
        ++at;
    for (int i = 1; i <= 4; ++i)
        QCOMPARE(shown.ttlOf(at + i), 7);
}

void TestHopTableView::rowsAndColumnsStandStill()
{
    Shown shown(10);
    QList<int> widths;
    for (int i = 0; i < app::hopColumnCount; ++i)
        widths << shown.header()->sectionSize(i);
    QSignalSpy resized(shown.header(), &QHeaderView::sectionResized);
    QSignalSpy reset(shown.view.grid()->model(), &QAbstractItemModel::modelReset);
    for (int i = 0; i < 20; ++i) {
        shown.sample.round({{1, "192.168.1.1", 3000}, {2, "198.51.100.1", 4}, {14, "192.0.2.200", 99}});
        shown.view.refresh();
    }
    QCOMPARE(resized.count(), 0);
    QCOMPARE(reset.count(), 0);
    for (int i = 0; i < app::hopColumnCount; ++i)
        QCOMPARE(shown.header()->sectionSize(i), widths[i]);
}

void TestHopTableView::sortsByClicks()
{
    Shown shown;
    const auto click = [&](HopColumn column) {
        const int x = shown.header()->sectionViewportPosition(static_cast<int>(column)) + 12;
        QTest::mouseClick(shown.header()->viewport(), Qt::LeftButton, {}, {x, 15});
    };
    click(HopColumn::Average);
    QVERIFY(shown.ttlOf(0) >= 12);
    QCOMPARE(shown.ttlOf(13), 4); // silent: last in both directions
    click(HopColumn::Average);
    QCOMPARE(shown.ttlOf(0), 1);
    QCOMPARE(shown.ttlOf(13), 4);
    click(HopColumn::Average);
    for (int row = 0; row < 14; ++row)
        QCOMPARE(shown.ttlOf(row), row + 1);
    click(HopColumn::Hop);
    click(HopColumn::Hop);
    QCOMPARE(shown.ttlOf(0), 14);
}

void TestHopTableView::roundTripFollowsTheColumns()
{
    Shown shown(20, {700, 300}); // scrolls both ways
    QHeaderView *below = shown.view.roundTripGrid()->horizontalHeader();
    const auto same = [&] {
        for (int i = 0; i < app::hopColumnCount; ++i) {
            QCOMPARE(below->sectionSize(i), shown.header()->sectionSize(i));
            QCOMPARE(below->visualIndex(i), shown.header()->visualIndex(i));
            QCOMPARE(below->isSectionHidden(i), shown.header()->isSectionHidden(i));
        }
    };
    same();
    shown.header()->resizeSection(static_cast<int>(HopColumn::Loss), 180);
    same();
    shown.header()->moveSection(shown.header()->visualIndex(static_cast<int>(HopColumn::Loss)), 1);
    same();
    QScrollBar *bar = shown.view.grid()->horizontalScrollBar();
    bar->setValue(bar->maximum());
    QCOMPARE(below->offset(), shown.header()->offset());
    QTest::mouseClick(shown.view.roundTripGrid()->viewport(), Qt::LeftButton, {}, {300, 10});
    QCOMPARE(shown.selection.ttls(), Ttls({14}));
}

void TestHopTableView::choosesColumns()
{
    Shown shown;
    QSignalSpy changed(&shown.view, &HopTableView::columnsChanged);
    const std::unique_ptr<QMenu> menu(shown.view.columnMenu(nullptr));
    QAction *sent = nullptr;
    for (QAction *action : menu->actions()) {
        QVERIFY(action->text() != QStringLiteral("Hop")); // always shown
        if (action->text() == QStringLiteral("Sent"))
            sent = action;
    }
    QVERIFY(sent && !sent->isChecked() && !sent->toolTip().isEmpty());
    sent->trigger();
    QVERIFY(!shown.header()->isSectionHidden(static_cast<int>(HopColumn::Sent)));
    QCOMPARE(changed.count(), 1);
    shown.view.resetColumns();
    QVERIFY(shown.header()->isSectionHidden(static_cast<int>(HopColumn::Sent)));
}

void TestHopTableView::remembersColumns()
{
    Shown shown;
    shown.header()->resizeSection(static_cast<int>(HopColumn::Loss), 150);
    shown.view.setLogarithmic(true);
    QTest::mouseClick(shown.header()->viewport(), Qt::LeftButton, {},
        {shown.header()->sectionViewportPosition(static_cast<int>(HopColumn::Average)) + 12, 15});
    Shown other;
    QVERIFY(other.view.restoreState(shown.view.saveState()));
    QCOMPARE(other.header()->sectionSize(static_cast<int>(HopColumn::Loss)), 150);
    QVERIFY(other.view.isLogarithmic());
    QVERIFY(other.ttlOf(0) >= 12);
    QCOMPARE(other.view.saveState(), shown.view.saveState());
    QVERIFY(!other.view.restoreState("rubbish"));
    QCOMPARE(other.view.saveState(), shown.view.saveState());
}

void TestHopTableView::hoverRepaintsTwoRows()
{
    Shown shown;
    struct Painted final : QObject {
        QRegion region;
        bool eventFilter(QObject *, QEvent *event) override
        {
            if (event->type() == QEvent::Paint)
                region += static_cast<QPaintEvent *>(event)->region();
            return false;
        }
    } painted;
    QTest::mouseMove(shown.view.grid()->viewport(), shown.middle(2, HopColumn::Last));
    QCoreApplication::processEvents();
    QVERIFY(shown.view.grid()->pointerInside());
    shown.view.grid()->viewport()->installEventFilter(&painted);
    QTest::mouseMove(shown.view.grid()->viewport(), shown.middle(5, HopColumn::Last));
    QCoreApplication::processEvents();
    int height = 0;
    for (const QRect &rect : painted.region)
        height += rect.height();
    QVERIFY2(height <= 2 * 25, qPrintable(QString::number(height)));
}

void TestHopTableView::paintsOnlyWhatIsVisible()
{
    SamplePath sample("192.0.2.200");
    for (int round = 0; round < 3; ++round) {
        std::vector<SamplePath::Probe> probes;
        for (std::uint8_t ttl = 1; ttl < 200; ++ttl)
            probes.push_back({ttl, ttl == 199 ? "192.0.2.200" : "198.51.100.1", ttl * 1.0});
        sample.round(probes);
    }
    HopTableView view;
    view.resize(1236, 200);
    view.setPath(&sample.path(), &sample.history());
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QCOMPARE(view.grid()->model()->rowCount(), 199);
    QVERIFY(view.grid()->indexAt({300, 130}).row() < 10);
    view.grid()->scrollToBottom();
    QCOMPARE(view.grid()->indexAt({300, view.grid()->viewport()->height() - 5}).row(), 198);
}

void TestHopTableView::accessible()
{
    Shown shown(100);
    QVERIFY(!shown.view.grid()->accessibleName().isEmpty());
    QVERIFY(!shown.view.roundTripGrid()->accessibleName().isEmpty());
    QAccessibleInterface *table = QAccessible::queryAccessibleInterface(shown.view.grid());
    QVERIFY(table && table->tableInterface());
    QAccessibleInterface *cell = table->tableInterface()->cellAt(11, 0);
    QVERIFY(cell);
    const QString sentence = shown.view.grid()->model()->index(11, 0).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(sentence.startsWith(QStringLiteral("hop 12, ")), qPrintable(sentence));
    QCOMPARE(cell->text(QAccessible::Name), sentence);
}

void TestHopTableView::menus()
{
    Shown shown(100);
    std::unique_ptr<QMenu> menu(shown.view.rowMenu(nullptr));
    const auto find = [&menu](const QString &start) -> QAction * {
        for (QAction *action : menu->actions()) {
            if (action->text().startsWith(start))
                return action;
        }
        return nullptr;
    };
    QVERIFY(!find(QStringLiteral("Show in Timeline"))->isEnabled());
    shown.click(8);
    menu.reset(shown.view.rowMenu(nullptr));
    QVERIFY(find(QStringLiteral("Show in Timeline"))->isEnabled());
    find(QStringLiteral("Copy Address"))->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("203.0.113.77"));
    find(QStringLiteral("Open All"))->trigger();
    QVERIFY(shown.view.grid()->model()->rowCount() > 18);
    menu.reset(shown.view.rowMenu(nullptr));
    find(QStringLiteral("Close All"))->trigger();
    QCOMPARE(shown.view.grid()->model()->rowCount(), 14);
}

void TestHopTableView::emptyAndGone()
{
    engine::TraceEngine engine(std::make_unique<platform::SimTransport>(platform::Scenario()));
    FixedResolver resolver;
    auto session = std::make_unique<engine::Session>(engine::Target(), engine, resolver);
    HopTableView view;
    view.setSession(session.get());
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    view.grab();
    QVERIFY(!view.copyText(HopTableView::CopyFormat::Text).contains(QLatin1Char('\0')));
    session.reset();
    QCOMPARE(view.model().rowCount(), 0);
    view.refresh();
    view.grab();
    QVERIFY(view.copyText(HopTableView::CopyFormat::Text).isEmpty());
    view.setSession(nullptr);
}

void TestHopTableView::pictures()
{
    Shown shown(100);
    const QImage once = shown.view.renderImage(1);
    const QImage twice = shown.view.renderImage(2);
    QCOMPARE(twice.size(), once.size() * 2);
    QVERIFY(once.height() > 14 * 25);
    for (const app::Density density : {app::Density::Compact, app::Density::Roomy}) {
        shown.view.setDensity(density);
        QCOMPARE(shown.view.grid()->rowHeight(0), density == app::Density::Compact ? 22 : 32);
    }
    shown.view.setPalette(app::Theme::darkTheme().palette());
    QVERIFY(shown.view.grab().toImage().pixelColor(600, 10).lightness() < 60);
}

QTEST_MAIN(TestHopTableView)
#include "tst_hop_table_view.moc"
