// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The window's parts without the window: batching, settings, recent targets, command line, the list's model.
#include "app/shell/banner.h"
#include "app/shell/event_batcher.h"
#include "app/shell/networks.h"
#include "app/shell/probe_controls.h"
#include "app/shell/recent_targets.h"
#include "app/shell/session_list.h"
#include "app/shell/settings.h"
#include "app/shell/status_line.h"
#include "app/shell/target_box.h"
#include "app/shell/window_options.h"
#include "engine/lookups/lookup_options.h"

#include <QAbstractItemModelTester>
#include <QDropEvent>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace app;

namespace {

QString text(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

engine::TraceEvent eventOf(std::uint32_t run, engine::TraceEvent::What what)
{
    return {engine::RunId{run}, platform::TimePoint(platform::Duration(0)), std::move(what)};
}

engine::ProbeOutcome answered()
{
    engine::ProbeOutcome outcome;
    outcome.status = engine::AnswerStatus::Answered;
    return outcome;
}

WindowRequest request(const QStringList &arguments)
{
    return std::get<WindowRequest>(parseWindowArguments(arguments));
}

} // namespace

class TestShellParts final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eventsWaitOnlyForTheRestOfTheFrame()
    {
        EventBatcher batcher;
        batcher.setRefreshRate(1);
        QVERIFY(batcher.nextPassIn().count() < 0);
        batcher.add({eventOf(1, engine::RunStarted{})}); // a quiet frame: at once
        QElapsedTimer since;
        since.start();
        QTRY_VERIFY(since.hasExpired(200));
        batcher.add({eventOf(1, engine::ProbeSent{})});
        QVERIFY(batcher.nextPassIn() <= std::chrono::milliseconds(800));
    }

    void eventsAreBatchedByFrame()
    {
        EventBatcher batcher;
        batcher.setRefreshRate(1); // a frame takes a second: nothing comes by itself during the test
        QSignalSpy batches(&batcher, &EventBatcher::batchReady);
        batcher.add({});
        QCOMPARE(batches.count(), 0);
        batcher.add({eventOf(1, engine::RunStarted{})});
        QCOMPARE(batches.count(), 1); // after a quiet frame: at once
        batcher.add({eventOf(1, engine::ProbeSent{})});
        batcher.add({eventOf(1, engine::ProbeSent{})});
        QCOMPARE(batches.count(), 1);
        batcher.add({eventOf(1, answered())}); // the first answer of the run: at once, with what waited
        QCOMPARE(batches.count(), 2);
        QCOMPARE(batches.at(1).at(0).value<engine::TraceEvents>().size(), std::size_t(3));
        batcher.add({eventOf(1, answered())});
        QCOMPARE(batches.count(), 2);
        QTRY_COMPARE(batches.count(), 3);
    }

    void settingsAreClampedAndKept()
    {
        const QTemporaryDir directory;
        {
            Settings settings(directory.path());
            QSignalSpy changes(&settings, &Settings::changed);
            QCOMPARE(settings.intervalMs.get(), 1000);
            settings.intervalMs.set(1);
            QCOMPARE(settings.intervalMs.get(), settings.intervalMs.low());
            settings.intervalMs.set(1);
            QCOMPARE(changes.count(), 1);
            settings.maxHops.setForNow(12);
            QCOMPARE(settings.traceOptions().maxHops, std::uint8_t(12));
            settings.colours.set(SchemeChoice::Dark);
            settings.setState(settings.dscp.key(), text("nonsense"));
            QCOMPARE(settings.dscp.get(), 0);
            settings.setState(settings.firstHop.key(), 4000);
            QCOMPARE(settings.firstHop.get(), 255);
        }
        const Settings again(directory.path());
        QCOMPARE(again.intervalMs.get(), again.intervalMs.low());
        QCOMPARE(again.maxHops.get(), 30);
        QCOMPARE(again.colours.get(), SchemeChoice::Dark);
    }

    void recentTargetsAreNewestFirstAndBounded()
    {
        const QTemporaryDir directory;
        Settings settings(directory.path());
        for (int i = 0; i < 80; ++i)
            rememberTarget(
                settings, {QString::number(i), TargetSummary::Tone::Fine, Icon::StateDisc, text("1 ms"), {}});
        rememberTarget(settings, {text("40"), TargetSummary::Tone::Bad, Icon::StateCross, text("no reply"), {}});
        const auto recent = readRecent(settings);
        QCOMPARE(recent.size(), 50);
        QCOMPARE(recent.front().text, text("40"));
        QCOMPARE(recent.front().shape, Icon::StateCross);
        QCOMPARE(recentTexts(settings).count(text("40")), 1);
    }

    void timesAreSaidAsPeopleDo()
    {
        const QDateTime now(QDate(2026, 11, 20), QTime(14, 30), Qt::UTC);
        const QLocale english(QLocale::English, QLocale::UnitedKingdom);
        QCOMPARE(whenText(now.addSecs(-60), now, english), text("today 14:29"));
        QCOMPARE(whenText(now.addDays(-1), now, english), text("yesterday"));
        QCOMPARE(whenText(now.addDays(-2), now, english), text("18 Nov"));
        QCOMPARE(whenText({}, now, english), QString());
    }

    void intervalsAreSaidAsPeopleDo()
    {
        QLocale::setDefault(QLocale::c());
        QCOMPARE(intervalText(1000), text("every 1 s"));
        QCOMPARE(intervalText(200), text("every 0.2 s"));
        QCOMPARE(intervalText(300'000), text("every 5 min"));
        QCOMPARE(intervalText(90'000), text("every 90 s"));
    }

    void commandLine()
    {
        const auto all = request({text("--demo"), text("-6"), text("--interval=250"), text("--max-hops"), text("12"),
            text("a"), text("--"), text("-b")});
        QCOMPARE(all.targets, (QStringList{text("a"), text("-b")}));
        QCOMPARE(all.demo, std::optional<QString>(QString()));
        QCOMPARE(all.family, std::optional(engine::FamilyChoice::V6));
        QCOMPARE(all.intervalMs, std::optional(250));
        QCOMPARE(all.maxHops, std::optional(12));
        QCOMPARE(request({text("--demo=x.scenario")}).demo, std::optional(text("x.scenario")));
        QCOMPARE(request({text("--demo"), text("./x")}).demo, std::optional(text("./x")));
        QCOMPARE(request({text("--demo"), text("example.com")}).targets, QStringList{text("example.com")});
    }

    void commandLineRefuses_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("unknown") << QStringList{text("--bogus")};
        QTest::newRow("port 0") << QStringList{text("--port"), text("0")};
        QTest::newRow("port 70000") << QStringList{text("--port"), text("70000")};
        QTest::newRow("hops 0") << QStringList{text("--max-hops"), text("0")};
        QTest::newRow("hops 300") << QStringList{text("--max-hops"), text("300")};
        QTest::newRow("no value") << QStringList{text("--interval")};
        QTest::newRow("order") << QStringList{text("--first-hop"), text("9"), text("--max-hops"), text("3")};
        QTest::newRow("protocol") << QStringList{text("--protocol"), text("sctp")};
        QTest::newRow("method") << QStringList{text("--method"), text("magic")};
        QTest::newRow("source") << QStringList{text("--source"), text("here")};
    }

    void commandLineRefuses()
    {
        QFETCH(QStringList, arguments);
        const auto parsed = parseWindowArguments(arguments);
        const auto *answer = std::get_if<WindowAnswer>(&parsed);
        QVERIFY(answer);
        QCOMPARE(answer->exitCode, 2);
        QCOMPARE(answer->text.count(QLatin1Char('\n')), 1);
    }

    void helpAndVersion()
    {
        QCOMPARE(std::get<WindowAnswer>(parseWindowArguments({text("--help")})).exitCode, 0);
        QVERIFY(std::get<WindowAnswer>(parseWindowArguments({text("-v")})).text.startsWith(text("periplus ")));
    }

    void sessionListIsAModel()
    {
        SessionList list;
        const QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto network = makeDemoNetwork(QString());
        QVERIFY(network->engine);
        for (const char *host : {"a.example", "b.example", "c.example"})
            list.add(std::get<engine::Target>(engine::parseTarget(text(host))), *network);
        QCOMPARE(list.count(), 3);
        QCOMPARE(list.data(list.index(1), Qt::DisplayRole).toString(), text("b.example"));
        QCOMPARE(list.data(list.index(1), Qt::AccessibleTextRole).toString(), text("b.example, not started"));
        QVERIFY(!list.data(list.index(5), Qt::DisplayRole).isValid());
        const engine::Session *middle = list.at(1);
        list.remove(1);
        QCOMPARE(list.rowOf(middle), -1);
        QCOMPARE(list.removedName(), text("b.example"));
        QCOMPARE(list.undoRemove(), middle);
        QCOMPARE(list.rowOf(middle), 1);
        QVERIFY(!list.undoRemove());
        list.removeSimulated();
        QCOMPARE(list.count(), 0);
    }

    void dropsBecomeTargets()
    {
        QCOMPARE(TargetBox::targetsIn(text("# list\nexample.com\n\n 192.0.2.1 \r\n")),
            (QStringList{text("example.com"), text("192.0.2.1")}));
        QMimeData data;
        data.setUrls({QUrl(text("https://example.com/page"))});
        QCOMPARE(TargetBox::targetsIn(data), QStringList{text("https://example.com/page")});
        TargetBox box;
        QSignalSpy submitted(&box, &TargetBox::submitted);
        QDragEnterEvent enter(QPoint(1, 1), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&box, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(1, 1), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&box, &drop);
        QCOMPARE(submitted.count(), 1);
        box.showTarget(text("example.com"), text("192.0.2.200"));
        QVERIFY(!box.edited());
        box.setEditText(text("other.example"));
        QVERIFY(box.edited());
    }

    void bannersReplaceEachOther()
    {
        BannerStack stack;
        stack.show(new Banner(Banner::Kind::Info, text("a"), text("One"), {}));
        stack.show(new Banner(Banner::Kind::Info, text("a"), text("One"), {}));
        stack.show(new Banner(Banner::Kind::Info, text("b"), text("<b>Two</b>"), {}));
        QCOMPARE(stack.banners().size(), 2);
        stack.show(new Banner(Banner::Kind::Error, text("a"), text("Three"), {}));
        QCOMPARE(stack.find(text("a"))->title(), text("Three"));
        stack.remove(text("a"));
        QVERIFY(!stack.find(text("a")));
        QCOMPARE(stack.banners().size(), 1);
    }

    void severalAddressesAreToldAndOffered()
    {
        const std::vector<platform::IpAddress> all{
            *platform::IpAddress::parse("203.0.113.9"), *platform::IpAddress::parse("2001:db8::9")};
        TargetBox box;
        box.resize(340, 28);
        box.showTarget(text("example.com"), {});
        box.show();
        auto *button = box.lineEdit()->findChild<QToolButton *>();
        QVERIFY(button);
        box.setAddresses({all.front()}, all.front());
        QVERIFY(!button->isVisible()); // there is no choice
        box.setAddresses(all, all.front());
        QVERIFY(button->isVisible());
        QVERIFY(button->toolTip().startsWith(text("Tracing 203.0.113.9, one of 2 addresses")));
        QVERIFY(box.lineEdit()->rect().contains(button->geometry()));
        QSignalSpy chosen(&box, &TargetBox::addressChosen);
        button->click();
        auto *menu = box.findChild<QMenu *>(QString(), Qt::FindDirectChildrenOnly);
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), 2);
        QVERIFY(menu->actions().front()->isChecked());
        QCOMPARE(menu->actions().back()->text(), text("2001:db8::9  (IPv6)"));
        menu->actions().back()->trigger();
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].value<platform::IpAddress>(), all.back());
        menu->close();
        box.setEditText(text("other.example")); // they belong to what was shown
        QVERIFY(!button->isVisible());
    }

    void statusSaysWhoIsAsked_data()
    {
        QTest::addColumn<engine::LookupOptions>("options");
        QTest::addColumn<QStringList>("said");
        engine::LookupOptions options;
        const QString rest = text("Nothing else leaves this machine");
        QTest::newRow("defaults") << options
                                  << QStringList{text("Names: system DNS"), text("Networks: Team Cymru"), rest};
        options.dns.servers = {{*platform::IpAddress::parse("192.0.2.53"), 53}};
        options.databases = {text("GeoLite2-City.mmdb")};
        options.publicAddress = true;
        QTest::newRow("all") << options
                             << QStringList{text("Names: 192.0.2.53"), text("Networks: databases and Team Cymru"),
                                    text("Public address: STUN"), rest};
        options.names = options.networks = options.publicAddress = false;
        QTest::newRow("off") << options
                             << QStringList{text("Names: of targets only, 192.0.2.53"), text("Networks: off"), rest};
        options.nothingLeaves = true;
        QTest::newRow("nothing") << options << QStringList{text("Nothing but the probes leaves this machine")};
    }

    void statusSaysWhoIsAsked()
    {
        QFETCH(const engine::LookupOptions, options);
        QFETCH(const QStringList, said);
        QStringList texts;
        const auto parts = statusParts(nullptr, false, {}, options);
        for (const StatusLine::Part &part : parts)
            texts.append(part.text);
        QCOMPARE(texts, said);
        QCOMPARE(statusParts(nullptr, true, {}, options).size(), 1); // the simulated network asks nobody
    }
};

QTEST_MAIN(TestShellParts)
#include "tst_shell_parts.moc"
