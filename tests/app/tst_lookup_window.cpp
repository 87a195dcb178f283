// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What the user allows and forbids, as servers of our own see it; the start page's line; the registry's dialog.
#include "simulated_window.h"

#include "app/dialogs/registry_dialog.h"
#include "app/dialogs/settings_dialog.h"
#include "app/shell/lookup_note.h"
#include "app/shell/start_page.h"
#include "app/shell/trace_page.h"
#include "app/text/lookup_text.h"
#include "tests/support/dns_server.h"
#include "tests/support/web_server.h"

#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace app;
using engine::QuestionOutcome;
using platform::IpAddress;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

IpAddress address(const char *text)
{
    return *IpAddress::parse(text);
}

QPushButton *buttonOf(const QWidget &root, const QString &label)
{
    const auto buttons = root.findChildren<QPushButton *>();
    for (QPushButton *button : buttons)
        if (button->text() == label)
            return button;
    return nullptr;
}

} // namespace

class TestLookupWindow final : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<DnsTestServer> m_server;
    std::unique_ptr<SimulatedWindow> m_sim;
    QObject m_owner;

    engine::LookupService &service() { return m_sim->lookups.service(); }
    int logged(QuestionOutcome outcome) const
    {
        return int(std::ranges::count(m_sim->lookups.log().questions(), outcome, &engine::Question::outcome));
    }
    void ask(const char *of)
    {
        service().want(&m_owner, {address(of)});
        QTRY_VERIFY(service().isSettled(&m_owner));
    }

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<DnsTestServer>();
        m_sim = std::make_unique<SimulatedWindow>(m_directory->path());
        m_sim->settings.systemDatabases.set(false);
        m_sim->settings.dnsServers.set({text("127.0.0.1:%1").arg(m_server->port())});
        m_sim->settings.ownDnsServers.set(true);
        m_sim->window.show();
        QTRY_COMPARE(m_sim->lookups.options().dns.servers.size(), std::size_t(1));
    }
    void cleanup()
    {
        m_sim.reset();
        m_server.reset();
    }

    void theWindowsSwitchHoldsAtTheServer()
    {
        m_server->add("9.113.0.203.in-addr.arpa", DnsRecord::ptr("router.example"));
        ask("203.0.113.9"); // documentation: a name may be asked for, a network not
        ask("8.8.4.4");
        const int before = m_server->asked();
        QVERIFY(before > 0);
        QAction *nothing = m_sim->window.actions()[ActionId::NothingLeaves];
        nothing->trigger();
        QVERIFY(m_sim->settings.nothingLeaves.get());
        ask("8.8.8.8");
        ask("2001:4860:4860::8888");
        QCOMPARE(m_server->asked(), before); // not one question more
        nothing->trigger();
        QVERIFY(!m_sim->settings.nothingLeaves.get());
        ask("9.9.9.9");
        QTRY_VERIFY(m_server->asked() > before);
    }

    void eachSwitchHoldsAtTheServer()
    {
        m_sim->settings.names.set(false);
        QTRY_VERIFY(!m_sim->lookups.options().names);
        ask("8.8.8.8");
        QVERIFY(m_server->asked() > 0);
        for (const DnsQuestion &question : m_server->questions())
            QVERIFY2(question.name.contains("cymru"), question.name);
        m_sim->settings.names.set(true);
        m_sim->settings.cymru.set(false);
        QTRY_VERIFY(!m_sim->lookups.options().cymru);
        const auto count = m_server->questions().size();
        ask("9.9.9.9");
        QVERIFY(m_server->questions().size() > count);
        for (auto i = count; i < m_server->questions().size(); ++i)
            QVERIFY2(!m_server->questions()[i].name.contains("cymru"), m_server->questions()[i].name);
    }

    void theFirstLineAllowsTheLotOrNothing()
    {
        StartPage *page = m_sim->window.startPage();
        QVERIFY(page->note()->isVisible());
        const auto *words = page->note()->findChild<QLabel *>();
        QTRY_COMPARE(words->height(), words->heightForWidth(words->width())); // neither cut nor hollow
        QVERIFY(words->height() <= 3 * words->fontMetrics().lineSpacing());
        page->note()->nothingButton()->click();
        QVERIFY(m_sim->settings.nothingLeaves.get());
        QVERIFY(m_sim->window.actions()[ActionId::NothingLeaves]->isChecked());
        QVERIFY(!page->note()->isVisible());
    }

    void theFirstLineIsRemembered()
    {
        StartPage *page = m_sim->window.startPage();
        platform::MethodCapability icmp;
        icmp.available = true;
        page->setCapabilities({icmp});
        page->note()->allowButton()->click();
        const auto isWhole = [](const QLabel *label) {
            return !label->isVisible() || label->height() >= label->heightForWidth(label->width());
        };
        QTRY_VERIFY(std::ranges::all_of(page->findChildren<QLabel *>(), isWhole)); // what is said now has its room
        QVERIFY(m_sim->settings.publicAddress.get());
        QTRY_VERIFY(m_sim->lookups.options().mayAskPublicAddress());
        QCOMPARE(m_sim->lookups.log().left(), quint64(0)); // nothing is asked before something is traced
        m_sim->settings.sync();
        m_sim.reset();
        m_sim = std::make_unique<SimulatedWindow>(m_directory->path());
        m_sim->window.show();
        QVERIFY(!m_sim->window.startPage()->note()->isVisible());
    }

    void detailsOpenTheSettings()
    {
        m_sim->window.startPage()->note()->detailsButton()->click();
        auto *dialog = m_sim->window.findChild<SettingsDialog *>();
        QVERIFY(dialog);
        QVERIFY(dialog->isVisible());
        QVERIFY(m_sim->window.startPage()->note()->isVisible()); // not answered yet
        dialog->close();
    }

    void whatIsSaidIsWhatHolds()
    {
        engine::LookupOptions options;
        QSet<QString> texts;
        for (const bool nothing : {false, true})
            for (const bool names : {false, true})
                for (const bool cymru : {false, true}) {
                    options.nothingLeaves = nothing;
                    options.names = names;
                    options.cymru = cymru;
                    const QString said = lookupSummary(options);
                    QCOMPARE(said.contains(text("Cymru")), options.mayAskCymru());
                    QCOMPARE(said.contains(text("names")), options.mayAskNames());
                    texts.insert(said);
                }
        QCOMPARE(texts.size(), 5);
    }

    void theRegistryAnswersOrSaysWhyNot()
    {
        WebServer web;
        const QByteArray base = web.url("/").toString().toUtf8();
        WebServer::Reply list;
        list.contentType = "application/json";
        list.body = "{\"version\":\"1.0\",\"services\":[[[\"9.0.0.0/8\"],[\"" + base + "\"]]]}";
        web.serve("/list", list);
        WebServer::Reply record;
        record.contentType = "application/rdap+json";
        record.body =
            QByteArray("{'objectClassName':'ip network','handle':'NET-9','startAddress':'9.9.9.0',"
                       "'endAddress':'9.9.9.255','ipVersion':'v4','name':'<b>QUAD</b>\\u202e9','country':'CH'}")
                .replace('\'', '"');
        record.hold = 10;
        web.serve("/ip/9.9.9.9", record);
        m_sim->lookups.adjustOptions(
            [&web](engine::LookupOptions &options) { options.registryList4 = web.url("/list").toString(); });
        RegistryDialog dialog(m_sim->lookups, address("9.9.9.9"));
        dialog.show();
        QVERIFY(dialog.isAsking());
        QTRY_VERIFY(web.isHolding());
        buttonOf(dialog, text("Cancel"))->click();
        QVERIFY(!dialog.isAsking());
        QCOMPARE(dialog.text(), QString());
        record.hold = -1;
        web.serve("/ip/9.9.9.9", record);
        buttonOf(dialog, text("Ask again"))->click();
        QTRY_VERIFY(!dialog.isAsking());
        QCOMPARE(dialog.problem(), QString());
        QVERIFY2(dialog.text().contains(text("<b>QUAD</b>")), qPrintable(dialog.text())); // plain text
        QVERIFY(!dialog.text().contains(QChar(0x202E)));
        for (const QLabel *label : dialog.findChildren<QLabel *>())
            QCOMPARE(label->textFormat(), Qt::PlainText);

        m_sim->settings.registry.set(false);
        QTRY_VERIFY(!m_sim->lookups.options().mayAskRegistry());
        const RegistryDialog forbidden(m_sim->lookups, address("9.9.9.8"));
        QTRY_VERIFY(!forbidden.isAsking());
        QVERIFY(!forbidden.problem().isEmpty());
    }

    void switchingOffEndsAQuestionThatIsUnderWay()
    {
        WebServer web;
        WebServer::Reply silent;
        silent.silent = true;
        web.serve("/list", silent);
        m_sim->lookups.adjustOptions(
            [&web](engine::LookupOptions &options) { options.registryList4 = web.url("/list").toString(); });
        RegistryDialog dialog(m_sim->lookups, address("9.9.9.9"));
        dialog.show();
        QTRY_COMPARE(web.requests().size(), std::size_t(1));
        m_sim->settings.nothingLeaves.set(true);
        QVERIFY(!dialog.isAsking());
    }

    void theRegistryIsAskedAboutWhatIsSelected()
    {
        const QAction *action = m_sim->window.actions()[ActionId::AskRegistry];
        QVERIFY(!action->isEnabled());
        QVERIFY(!action->toolTip().isEmpty());
        m_sim->settings.nothingLeaves.set(true); // so that the dialog asks nobody
        m_sim->settings.nothingLeaves.set(false);
        m_sim->workspace.open({text("example.com")});
        QTRY_VERIFY(m_sim->workspace.current()->path().reached());
        QTRY_VERIFY(action->isEnabled());
        Q_EMIT m_sim->window.tracePage()->registryRequested(address("192.0.2.9")); // as table and details do
        const auto *dialog = m_sim->window.findChild<RegistryDialog *>();
        QVERIFY(dialog);
        QTRY_VERIFY(!dialog->isAsking());
        QVERIFY(!dialog->problem().isEmpty()); // of documentation: nobody is asked
        m_sim->settings.registry.set(false);
        QTRY_VERIFY(!action->isEnabled());
        QVERIFY(action->toolTip().contains(text("switched off")));
    }
};

QTEST_MAIN(TestLookupWindow)
#include "tst_lookup_window.moc"
