// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulated_window.h"

#include "app/dialogs/about_dialog.h"
#include "app/dialogs/methods_dialog.h"
#include "app/dialogs/picture_dialog.h"
#include "app/dialogs/settings_dialog.h"
#include "app/shell/banner.h"
#include "app/shell/export_commands.h"
#include "app/shell/start_page.h"
#include "app/shell/status_line.h"
#include "app/shell/target_box.h"
#include "app/shell/targets_panel.h"
#include "app/shell/trace_bar.h"
#include "app/shell/trace_page.h"
#include "app/table/hop_table_view.h"

#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QJsonDocument>
#include <QListView>
#include <QSignalSpy>
#include <QTest>
#include <QToolBar>

using namespace app;
using State = engine::Session::State;

namespace {

QString text(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

/// Controls that a person can reach and that have no name for a screen reader.
QStringList unnamed(const QWidget &root)
{
    QStringList missing;
    auto widgets = root.findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        if (widget->focusPolicy() == Qt::NoFocus || widget->window() != &root || !widget->isVisibleTo(&root))
            continue;
        if (const auto *area = qobject_cast<QAbstractScrollArea *>(widget->parentWidget());
            area && area->viewport() == widget)
            continue; // the area itself has the name
        if (qobject_cast<QAbstractSpinBox *>(widget->parentWidget()))
            continue; // its own edit: the box has the name
        const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        if (!face || face->text(QAccessible::Name).isEmpty())
            missing.append(text(widget->metaObject()->className()) + text(" ") + widget->objectName() + text(" in ")
                + text(widget->parentWidget()->metaObject()->className()));
    }
    return missing;
}

} // namespace

class TestMainWindow final : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<SimulatedWindow> m_sim;

    MainWindow &window() { return m_sim->window; }
    Workspace &workspace() { return m_sim->workspace; }
    engine::Session *current() { return workspace().current(); }
    void trigger(ActionId id) { window().actions()[id]->trigger(); }
    void openAndWait(const QStringList &targets)
    {
        workspace().open(targets);
        QVERIFY(current());
        QTRY_VERIFY(current()->path().reached());
    }

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_sim = std::make_unique<SimulatedWindow>(m_directory->path());
        window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&window()));
    }
    void cleanup() { m_sim.reset(); }

    void typingAHostShowsItsHops()
    {
        TargetBox *box = window().startPage()->box();
        QVERIFY(box->isVisible());
        QTRY_VERIFY(box->lineEdit()->hasFocus());
        QTest::keyClicks(box->lineEdit(), text("example.com"));
        QTest::keyClick(box->lineEdit(), Qt::Key_Return);
        QVERIFY(current());
        QTRY_COMPARE(window().tracePage()->table()->model().rowCount(), 14);
        QTRY_VERIFY(current()->path().completed());
        QVERIFY(window().traceBar()->isVisible());
        QCOMPARE(window().traceBar()->box()->currentText(), text("example.com"));
        QVERIFY(window().windowTitle().startsWith(text("example.com")));
        QTRY_VERIFY(window().statusLine()->parts().at(1).text.contains(text("14 hops")));
    }

    void pauseResumeStopRestart()
    {
        openAndWait({text("example.com")});
        trigger(ActionId::Pause);
        QTRY_COMPARE(current()->state(), State::Paused);
        QCOMPARE(window().actions()[ActionId::Pause]->iconText(), text("Resume"));
        trigger(ActionId::Pause);
        QTRY_COMPARE(current()->state(), State::Running);
        trigger(ActionId::Stop);
        QTRY_COMPARE(current()->state(), State::Finished);
        QVERIFY(!window().actions()[ActionId::Stop]->isEnabled());
        QVERIFY(!window().actions()[ActionId::Stop]->toolTip().isEmpty());
        QVERIFY(current()->path().reached());
        trigger(ActionId::Start);
        QTRY_COMPARE(current()->state(), State::Running);
        trigger(ActionId::Restart);
        QTRY_VERIFY(current()->path().reached());
    }

    void severalTargetsAndUndo()
    {
        openAndWait({text("example.com"), text("192.0.2.1"), text("198.51.100.1")});
        SessionList &sessions = workspace().sessions();
        QCOMPARE(sessions.count(), 3);
        QCOMPARE(window().targetsPanel()->current(), sessions.at(2));
        trigger(ActionId::NextTarget);
        QCOMPARE(current(), sessions.at(0));
        trigger(ActionId::PreviousTarget);
        QCOMPARE(current(), sessions.at(2));
        const engine::Session *removed = current();
        trigger(ActionId::RemoveTarget);
        QCOMPARE(sessions.count(), 2);
        QVERIFY(current() != removed);
        trigger(ActionId::UndoRemove);
        QCOMPARE(current(), removed);
        QCOMPARE(sessions.rowOf(removed), 2);
        workspace().open({text("example.com")});
        QCOMPARE(sessions.count(), 3);
        trigger(ActionId::PauseAll);
        for (int row = 0; row < 3; ++row)
            QTRY_VERIFY(sessions.at(row)->state() != State::Running);
        for (int row = 0; row < 3; ++row)
            trigger(ActionId::RemoveTarget);
        QCOMPARE(sessions.count(), 0);
        QVERIFY(!current());
        QVERIFY(window().startPage()->isVisible());
    }

    void anUnknownHostIsABanner()
    {
        workspace().open({text("exmaple.invalid")});
        QTRY_COMPARE(current()->state(), State::Failed);
        Banner *banner = window().tracePage()->banners()->find(text("failure"));
        QVERIFY(banner);
        QCOMPARE(banner->kind(), Banner::Kind::Error);
        QVERIFY(banner->title().contains(text("exmaple.invalid")));
        QVERIFY(banner->isVisible());
        QVERIFY(!QApplication::activeModalWidget());
    }

    void badInputIsRefusedInThePage_data()
    {
        QTest::addColumn<QString>("input");
        QTest::newRow("address") << text("300.1.1.1");
        QTest::newRow("multicast") << text("224.0.0.1");
        QTest::newRow("broadcast") << text("255.255.255.255");
        QTest::newRow("too long") << QString(300, QLatin1Char('a'));
        QTest::newRow("port") << text("example.com:70000");
        QTest::newRow("control") << QStringLiteral("exa\u202emple.com");
    }

    void badInputIsRefusedInThePage()
    {
        QFETCH(QString, input);
        workspace().open({input});
        QVERIFY(!current());
        const Banner *banner = window().startPage()->banners()->find(text("input"));
        QVERIFY(banner);
        QVERIFY(!banner->text().isEmpty());
        QVERIFY(!banner->title().contains(QChar(0x202e)));
        QTest::keyClicks(window().startPage()->box()->lineEdit(), text("x"));
        QVERIFY(!window().startPage()->banners()->find(text("input")));
    }

    void theDemoIsLabelled()
    {
        trigger(ActionId::Demo);
        QVERIFY(current());
        QTRY_VERIFY(current()->path().reached());
        QVERIFY(window().tracePage()->banners()->find(text("demo")));
        QVERIFY(workspace().targetTexts().isEmpty());
        workspace().open({text("192.0.2.1"), text("198.51.100.1"), text("203.0.113.77")});
        QCOMPARE(workspace().sessions().count(), 4);
        trigger(ActionId::LeaveDemo);
        QVERIFY(!current());
        QCOMPARE(workspace().sessions().count(), 0);
        QVERIFY(window().startPage()->isVisible());
    }

    void theWindowComesBack()
    {
        openAndWait({text("example.com"), text("198.51.100.1")});
        window().resize(1111, 777);
        window().tracePage()->tabs().at(1)->raise();
        window().close();
        m_sim.reset();
        m_sim = std::make_unique<SimulatedWindow>(m_directory->path());
        QCOMPARE(window().size(), QSize(1111, 777));
        QCOMPARE(m_sim->settings.state(text("window/targets")).toStringList(),
            (QStringList{text("example.com"), text("198.51.100.1")}));
        QCOMPARE(recentTexts(m_sim->settings).size(), 2);
    }

    void settingsTakeEffect()
    {
        SettingsDialog dialog(m_sim->settings, m_sim->lookups, &window());
        dialog.show();
        m_sim->settings.colours.set(SchemeChoice::Dark);
        QVERIFY(Theme::of(QApplication::palette()).dark);
        m_sim->settings.colours.set(SchemeChoice::Light);
        QVERIFY(!Theme::of(QApplication::palette()).dark);
        m_sim->settings.step1.set(5);
        QCOMPARE(latencyThresholds().front(), 5);
        m_sim->settings.step1.set(20);
    }

    void everyControlHasAName()
    {
        QCOMPARE(unnamed(window()).join(QLatin1Char('\n')), QString());
        openAndWait({text("example.com")});
        for (QDockWidget *tab : window().tracePage()->tabs()) {
            tab->raise();
            QTRY_VERIFY(tab->x() >= 0 && tab->widget()->isVisible());
            QCOMPARE(unnamed(window()).join(QLatin1Char('\n')), QString());
        }
        SettingsDialog settings(m_sim->settings, m_sim->lookups, &window());
        for (int page = 0; page < static_cast<int>(SettingsDialog::Page::Count); ++page) {
            settings.showPage(static_cast<SettingsDialog::Page>(page));
            QCOMPARE(unnamed(settings).join(QLatin1Char('\n')), QString());
        }
        const AboutDialog about(AboutDialog::Page::Licences, &window());
        QCOMPARE(unnamed(about).join(QLatin1Char(0x0a)), QString());
        const MethodsDialog methods(workspace(), &window());
        QCOMPARE(unnamed(methods).join(QLatin1Char(0x0a)), QString());
        const PictureDialog picture([](qreal) { return QImage(100, 50, QImage::Format_RGB32); }, &window());
        QCOMPARE(unnamed(picture).join(QLatin1Char(0x0a)), QString());
    }

    void everyActionSaysWhatItDoes()
    {
        for (int i = 0; i < static_cast<int>(ActionId::Count); ++i) {
            const QAction *action = window().actions()[static_cast<ActionId>(i)];
            QVERIFY(action);
            QVERIFY2(!action->toolTip().isEmpty() && !action->text().isEmpty(), qPrintable(action->objectName()));
        }
        QSet<QString> keys;
        for (int i = 0; i < static_cast<int>(ActionId::Count); ++i) {
            const auto shortcuts = window().actions()[static_cast<ActionId>(i)]->shortcuts();
            for (const QKeySequence &key : shortcuts) {
                QVERIFY2(!keys.contains(key.toString()), qPrintable(key.toString()));
                keys.insert(key.toString());
            }
        }
    }

    void exportsCarryTheTrace()
    {
        openAndWait({text("example.com")});
        QTRY_VERIFY(current()->path().completed());
        const HopFacts *facts = window().workspace().sessions().factsOf(current());
        QVERIFY(
            exportCsv(*current(), facts).contains(",bng-07.ber.nordlicht.example,64500,Nordlicht,198.51.100.0/24,DE,"));
        QVERIFY(QJsonDocument::fromJson(exportJson(*current(), facts)).isObject());
        QVERIFY(exportJson(*current(), facts).contains("\"segment\": \"isp\""));
        QVERIFY(!exportJson(*current(), nullptr).contains("segment"));
        trigger(ActionId::CopyMarkdown);
        QVERIFY(QApplication::clipboard()->text().contains(text("192.0.2.200")));
        QVERIFY(QApplication::clipboard()->text().contains(text("| destination | AS64510 Quayside |")));
        const QImage table = window().tracePage()->table()->renderImage(2);
        QVERIFY(!table.isNull() && toPng(table).startsWith("\x89PNG"));
        QVERIFY(
            suggestedFileName(*current(), text("table"), text("png")).startsWith(text("periplus-example.com-table-")));
        QVERIFY(writeFile(text("/nowhere/at/all.csv"), "x").contains(text("/nowhere/at/all.csv")));
        QCOMPARE(writeFile(m_directory->filePath(text("a.csv")), "x"), QString());
    }

    void aRestingWindowIsAtRest()
    {
        openAndWait({text("example.com")});
        trigger(ActionId::Stop);
        QTRY_COMPARE(current()->state(), State::Finished);
        QTRY_VERIFY(window().tracePage()->timeline());
        for (int pass = 0; pass < 20; ++pass)
            QApplication::processEvents();
        // Nothing may ask for a new layout for ever.
        struct Counter final : QObject {
            int layouts = 0;
            bool eventFilter(QObject *, QEvent *event) override
            {
                layouts += event->type() == QEvent::LayoutRequest ? 1 : 0;
                return false;
            }
        } counter;
        qApp->installEventFilter(&counter);
        for (int pass = 0; pass < 20; ++pass)
            QApplication::processEvents();
        QCOMPARE(counter.layouts, 0);
    }

    void aNarrowWindowFoldsTheTargets()
    {
        openAndWait({text("example.com")});
        window().resize(1440, 900);
        QTRY_VERIFY(window().targetsPanel()->width() > 150);
        window().resize(1000, 700);
        QTRY_VERIFY(window().targetsPanel()->width() <= 60);
        QTRY_VERIFY(window().tracePage()->x() <= 60);
        QVERIFY(window().minimumSizeHint().width() <= 1000);
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
