// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later

// From the settings file to what the engine may ask.
#include "app/shell/lookup_center.h"
#include "app/shell/settings.h"
#include "app/text/lookup_settings.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace app;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

} // namespace

class TestLookupSettings final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutAFileTheDefaultsHold()
    {
        const QTemporaryDir directory;
        const Settings settings(directory.path());
        const engine::LookupOptions options = settings.lookupOptions();
        QCOMPARE(options, engine::LookupOptions());
        for (const auto &server : options.stunServers) // what is shown can be read again
            QCOMPARE(parseStunServer(stunServerText(server)), server);
        QCOMPARE(settings.stunServers.get().size(), qsizetype(options.stunServers.size()));
        QVERIFY(!options.stunServers.empty());
        QVERIFY(options.mayAskNames());
        QVERIFY(options.mayAskCymru());
        QVERIFY(!options.mayAskPublicAddress()); // only when asked
        QVERIFY(!QFile::exists(settingsFilePath(directory.path()))); // reading writes nothing
    }

    void whatTheWindowWritesTheConsoleReads()
    {
        const QTemporaryDir directory;
        {
            Settings settings(directory.path());
            settings.names.set(false);
            settings.publicAddress.set(true);
            settings.ownDnsServers.set(true);
            settings.dnsServers.set({text("192.0.2.53"), text("[2001:db8::53]:5353")});
            settings.databaseFiles.set({text("/data/Größe, mit Beistrich.mmdb"), text("/data/b.mmdb")});
            settings.stunServers.set({text("stun.example.org:3479")});
            settings.sync();
        }
        const QSettings file(settingsFilePath(directory.path()), QSettings::IniFormat);
        const engine::LookupOptions options = lookupOptionsFrom(file);
        QVERIFY(!options.names);
        QVERIFY(options.publicAddress);
        QCOMPARE(options.dns.servers.size(), std::size_t(2));
        QCOMPARE(dnsServerText(options.dns.servers[0]), text("192.0.2.53"));
        QCOMPARE(dnsServerText(options.dns.servers[1]), text("[2001:db8::53]:5353"));
        QCOMPARE(options.databases, QStringList({text("/data/Größe, mit Beistrich.mmdb"), text("/data/b.mmdb")}));
        QCOMPARE(options.stunServers, std::vector({engine::StunServer{text("stun.example.org"), 3479}}));
    }

    void nonsenseInTheFileIsLeftOut()
    {
        const QTemporaryDir directory;
        Settings settings(directory.path());
        settings.ownDnsServers.set(true);
        settings.dnsServers.set({text("dns.example.org"), text("300.1.1.1"), QString(), text("192.0.2.53:70000"),
            text(" 192.0.2.1 "), text("192.0.2.1")});
        settings.stunServers.set({text("no such host"), text("stun.example.org"), text("a:b:c")});
        const engine::LookupOptions options = settings.lookupOptions();
        QCOMPARE(options.dns.servers.size(), std::size_t(1));
        QCOMPARE(dnsServerText(options.dns.servers.front()), text("192.0.2.1"));
        QCOMPARE(options.stunServers.size(), std::size_t(1));
    }

    void theListOfServersIsKeptWhileTheSystemsAreUsed()
    {
        const QTemporaryDir directory;
        Settings settings(directory.path());
        settings.dnsServers.set({text("192.0.2.1")});
        QVERIFY(settings.lookupOptions().dns.servers.empty());
        settings.ownDnsServers.set(true);
        QCOMPARE(settings.lookupOptions().dns.servers.size(), std::size_t(1));
    }

    void withoutAnySourceOfNetworksThereAreNone()
    {
        const QTemporaryDir directory;
        Settings settings(directory.path());
        settings.databaseFiles.set({text("/data/a.mmdb")});
        settings.databases.set(false);
        QVERIFY(settings.lookupOptions().networks); // Team Cymru
        QVERIFY(!settings.lookupOptions().localFiles);
        settings.cymru.set(false);
        QVERIFY(!settings.lookupOptions().networks);
    }

    void changesAreTakenOverOnce()
    {
        const QTemporaryDir directory;
        Settings settings(directory.path());
        LookupCenter center(settings, {});
        QSignalSpy changes(&center, &LookupCenter::optionsChanged);
        settings.names.set(false);
        settings.cymru.set(false);
        settings.density.set(Density::Compact); // nothing to do with it
        QTRY_COMPARE(changes.count(), 1);
        QVERIFY(!center.options().names);
        QVERIFY(!center.options().cymru);
        QVERIFY(!center.thread().isRunning()); // who asks nobody has no such thread
    }

    void nothingLeavesHoldsAtOnce()
    {
        const QTemporaryDir directory;
        Settings settings(directory.path());
        LookupCenter center(settings, {});
        settings.nothingLeaves.set(true);
        QVERIFY(!center.options().mayAskNames());
        QVERIFY(!center.options().mayAskCymru());
        QVERIFY(!center.options().mayAskRegistry());
        QVERIFY(!center.options().mayDownload());
        settings.nothingLeaves.set(false);
        QVERIFY(center.options().mayAskNames());
    }
};

QTEST_GUILESS_MAIN(TestLookupSettings)
#include "tst_lookup_settings.moc"
