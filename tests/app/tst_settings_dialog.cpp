// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The settings dialog: what is typed, refused, stored and put back.
#include "app/dialogs/lookups_page.h"
#include "app/dialogs/server_box.h"
#include "app/dialogs/settings_dialog.h"
#include "app/shell/lookup_center.h"
#include "app/shell/settings.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace app;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

QPushButton *buttonOf(const QWidget &root, const QString &label)
{
    const auto buttons = root.findChildren<QPushButton *>();
    for (QPushButton *button : buttons)
        if (button->text() == label)
            return button;
    return nullptr;
}

/// The dialog over settings of its own, shown.
struct Shown {
    Shown()
        : settings(directory.path())
        , lookups(settings, lookupPaths(directory.path()))
        , dialog(settings, lookups)
    {
        dialog.show();
        dialog.showPage(SettingsDialog::Page::Lookups);
    }
    LookupsPage &page() { return *static_cast<LookupsPage *>(dialog.page(SettingsDialog::Page::Lookups)); }

    QTemporaryDir directory;
    Settings settings;
    LookupCenter lookups;
    SettingsDialog dialog;
};

} // namespace

class TestSettingsDialog final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void badNameServersAreRefused_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::newRow("a name") << text("dns.example.org");
        QTest::newRow("no address") << text("300.1.1.1");
        QTest::newRow("the second") << text("192.0.2.1\n192.0.2.2:99999");
        QTest::newRow("markup") << text("<b>192.0.2.1</b>");
        QTest::newRow("nothing") << text(" \n");
    }
    void badNameServersAreRefused()
    {
        QFETCH(QString, typed);
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.dialog));
        shown.page().ownDnsServers()->setChecked(true);
        shown.page().dnsServers()->edit()->setPlainText(typed);
        const QString problem = shown.page().dnsServers()->problem();
        QVERIFY2(problem.endsWith(QLatin1Char('.')), qPrintable(problem));
        shown.dialog.showPage(SettingsDialog::Page::General);
        buttonOf(shown.dialog, text("OK"))->click();
        QVERIFY(shown.dialog.isVisible()); // and shows what is wrong
        QVERIFY(shown.page().isVisible());
        QTRY_VERIFY(shown.page().dnsServers()->edit()->hasFocus());
        QVERIFY(!shown.settings.ownDnsServers.get());
        // What is switched off may say anything.
        for (QRadioButton *choice : shown.page().findChildren<QRadioButton *>())
            if (choice != shown.page().ownDnsServers())
                choice->setChecked(true);
        QCOMPARE(shown.page().dnsServers()->problem(), text(""));
    }

    void nameServersTakeEffect()
    {
        Shown shown;
        QSignalSpy changes(&shown.lookups, &LookupCenter::optionsChanged);
        shown.page().ownDnsServers()->setChecked(true);
        shown.page().dnsServers()->edit()->setPlainText(text(" 192.0.2.53 \n\n[2001:db8::53]:5353\n"));
        QCOMPARE(shown.page().dnsServers()->problem(), text(""));
        QVERIFY(shown.settings.dnsServers.get().isEmpty()); // not before Apply
        QPushButton *apply = buttonOf(shown.dialog, text("Apply"));
        QVERIFY(apply->isEnabled());
        apply->click();
        QVERIFY(!apply->isEnabled());
        QTRY_COMPARE(changes.count(), 1);
        QCOMPARE(shown.lookups.options().dns.servers.size(), std::size_t(2));
    }

    void stunServersAreNeededOnlyWhenTheyAreAsked()
    {
        Shown shown;
        shown.page().stunServers()->edit()->setPlainText(QString());
        QVERIFY(!shown.page().refused());
        for (QCheckBox *box : shown.page().findChildren<QCheckBox *>())
            if (box->text().contains(text("STUN")))
                box->setChecked(true);
        QVERIFY(shown.page().refused());
        shown.page().stunServers()->edit()->setPlainText(text("stun.example.org"));
        QVERIFY(!shown.page().refused());
    }

    void nothingLeavesOverrulesTheRest()
    {
        Shown shown;
        shown.page().nothingLeaves()->setChecked(true);
        int held = 0;
        for (const QCheckBox *box : shown.page().findChildren<QCheckBox *>())
            if (!box->isEnabled()) {
                ++held;
                QVERIFY2(!box->toolTip().isEmpty(), "a disabled control says why");
            }
        QCOMPARE(held, 5);
        QVERIFY(!shown.settings.nothingLeaves.get());
        shown.dialog.accept();
        QVERIFY(shown.settings.nothingLeaves.get());
        QVERIFY(!shown.lookups.options().mayAskNames());
        QVERIFY(shown.settings.names.get()); // comes back with the switch
    }

    void theSwitchElsewhereMovesTheOneHere()
    {
        Shown shown;
        shown.settings.nothingLeaves.set(true);
        QVERIFY(shown.page().nothingLeaves()->isChecked());
        shown.settings.nothingLeaves.set(false);
        QVERIFY(!shown.page().nothingLeaves()->isChecked());
    }

    void cancelLeavesEverything()
    {
        Shown shown;
        for (QCheckBox *box : shown.page().findChildren<QCheckBox *>())
            box->toggle();
        shown.dialog.reject();
        QCOMPARE(shown.settings.lookupOptions(), engine::LookupOptions());
    }

    void defaultsComeBackButOwnListsStay()
    {
        Shown shown;
        shown.settings.dnsServers.set({text("192.0.2.53")});
        shown.settings.names.set(false);
        shown.settings.publicAddress.set(true);
        shown.settings.stunServers.set({text("stun.example.org")});
        SettingsDialog dialog(shown.settings, shown.lookups);
        buttonOf(dialog, text("Restore defaults"))->click();
        dialog.accept();
        QCOMPARE(shown.settings.lookupOptions(), engine::LookupOptions());
        QCOMPARE(shown.settings.dnsServers.get(), QStringList(text("192.0.2.53")));
    }

    void theKeyboardReachesEveryControl()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.dialog));
        shown.page().ownDnsServers()->setChecked(true);
        QSet<QWidget *> reached;
        QWidget *at = QApplication::focusWidget();
        QVERIFY(at);
        for (int i = 0; i < 60; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            reached.insert(QApplication::focusWidget());
        }
        for (QCheckBox *box : shown.page().findChildren<QCheckBox *>())
            QVERIFY2(reached.contains(box), qPrintable(box->text()));
        QVERIFY(reached.contains(shown.page().dnsServers()->edit()));
        QVERIFY(reached.contains(buttonOf(shown.dialog, text("Forget all answers"))));
        QVERIFY(reached.contains(buttonOf(shown.dialog, text("OK"))));
    }

    void answersCanBeForgotten()
    {
        Shown shown;
        QPushButton *forget = buttonOf(shown.dialog, text("Forget all answers"));
        forget->click();
        QVERIFY(!forget->isEnabled());
        QVERIFY(!forget->toolTip().isEmpty());
    }
};

QTEST_MAIN(TestSettingsDialog)
#include "tst_settings_dialog.moc"
