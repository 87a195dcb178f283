// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulated_window.h"

#include "app/shell/banner.h"
#include "app/shell/showing_box.h"
#include "app/shell/trace_bar.h"
#include "app/shell/trace_page.h"
#include "app/table/hop_table_view.h"
#include "app/timeline/timeline_canvas.h"
#include "app/timeline/timeline_view.h"

#include <QMenu>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace app;

/// A time that is picked in the timeline is what the table shows, until the user goes back to live.
class TestTimeFocus final : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<SimulatedWindow> m_sim;

    TracePage *page() { return m_sim->window.tracePage(); }
    ShowingBox *box() { return m_sim->window.traceBar()->showing(); }
    Banner *banner() { return page()->banners()->find(QStringLiteral("focus")); }
    void pick()
    {
        TimelineCanvas *canvas = page()->needTimeline()->canvas();
        QTRY_VERIFY(!canvas->scene().snapshot.lanes.empty());
        QTRY_VERIFY(m_sim->workspace.current()->path().rounds() > 1);
        canvas->showAll();
        const QRect lanes = canvas->scene().layout.lanes;
        drag(canvas, lanes.left() + 1, lanes.right() - 1);
        QVERIFY(page()->time()->focus());
    }
    static void drag(TimelineCanvas *canvas, int from, int to)
    {
        const int y = canvas->height() / 3;
        QTest::mousePress(canvas, Qt::LeftButton, {}, {from, y});
        QTest::mouseMove(canvas, {to, y});
        QTest::mouseRelease(canvas, Qt::LeftButton, {}, {to, y});
    }

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_sim = std::make_unique<SimulatedWindow>(m_directory->path());
        m_sim->window.resize(1200, 800);
        m_sim->window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&m_sim->window));
        m_sim->workspace.open({QStringLiteral("example.com")});
        QTRY_VERIFY(m_sim->workspace.current()->path().completed());
    }
    void cleanup() { m_sim.reset(); }

    void picksAndReturns()
    {
        QVERIFY(!banner());
        pick();
        QVERIFY(banner());
        QVERIFY(!page()->table()->model().shown().isLive());
        QVERIFY(banner()->title().contains(box()->button()->text()));
        const auto buttons = banner()->findChildren<QPushButton *>();
        QVERIFY(!buttons.isEmpty());
        buttons.front()->click();
        QTRY_VERIFY(!banner());
        QVERIFY(page()->table()->model().shown().isWhole());
        QVERIFY(!page()->needTimeline()->canvas()->focus());
    }

    void beforeTheRunThereIsNothingToPick()
    {
        TimelineCanvas *canvas = page()->needTimeline()->canvas();
        QTRY_VERIFY(!canvas->scene().snapshot.lanes.empty());
        const QRect lanes = canvas->scene().layout.lanes; // ten minutes, the run is at their end
        drag(canvas, lanes.left() + 10, lanes.center().x());
        QVERIFY(!page()->time()->focus());
    }

    void escapeReturns()
    {
        pick();
        page()->table()->setFocus();
        QTest::keyClick(page()->table(), Qt::Key_Escape);
        QVERIFY(!page()->time()->focus());
        QTRY_VERIFY(!banner());
    }

    void boxChoosesAndIsRemembered()
    {
        const auto actions = box()->button()->menu()->actions();
        QVERIFY(actions.size() > 2);
        actions.at(2)->trigger();
        QVERIFY(page()->table()->model().shown().length());
        QCOMPARE(box()->button()->text(), actions.at(2)->text());
        pick();
        actions.at(2)->trigger(); // the same again: ends the focus
        QVERIFY(!page()->time()->focus());
        const ShownTime chosen = page()->table()->model().shown();
        m_sim = std::make_unique<SimulatedWindow>(m_directory->path());
        m_sim->window.show();
        m_sim->workspace.open({QStringLiteral("example.com")});
        QCOMPARE(page()->table()->model().shown(), chosen);
        QCOMPARE(
            box()->button()->text(), actions.isEmpty() ? QString() : box()->button()->menu()->actions().at(2)->text());
    }

    void anotherTargetIsLive()
    {
        pick();
        m_sim->workspace.open({QStringLiteral("192.0.2.1")});
        QVERIFY(!page()->time()->focus());
        QVERIFY(page()->table()->model().shown().isWhole());
    }
};

QTEST_MAIN(TestTimeFocus)
#include "tst_time_focus.moc"
