// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/exchange_table.h"
#include "lookup_setup.h"
#include "mmdb_files.h"

#include <QDir>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>

using engine::AddressFacts;
using engine::FactSource;
using engine::FactState;
using engine::LookupOptions;
using engine::LookupService;
using engine::QuestionOutcome;
using platform::IpAddress;
using Kind = DnsManner::Kind;
using namespace std::chrono_literals;

namespace {

constexpr auto host = "193.0.6.139";

} // namespace

/// Switches, files and what is kept across starts.
class TestLookupSwitches final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_mmdb.make(), m_mmdb.problem().constData()); }
    void init();
    void cleanup() { m_setup.reset(); }

    void namesOff();
    void namesOffAndOn();
    void networksOffAndOn();
    void cymruOff();
    void nothingLeaves();
    void nothingLeavesWhileAsking();
    void switchedInOnePass();
    void otherServersWhileAsking();
    void otherServersAfterFailure();
    void otherZones();
    void switchedOffAfterRelease();
    void acrossStarts();
    void acrossStartsAndNothingLeaves();
    void negativeAcrossStarts();
    void cleared();
    void cacheFileUnusable();
    void databases();
    void databaseKnowsTheOrigin();
    void databaseOfSpecialRanges();
    void databaseLater();
    void databaseRefused();
    void exchanges();
    void exchangesBroken();
    void userPaths();

private:
    LookupService &service() { return m_setup->service(); }
    DnsTestServer &server() { return m_setup->m_server; }
    void want(const char *address) { service().want(&m_setup->m_owner, {LookupSetup::address(address)}); }
    AddressFacts facts(const char *address) { return service().facts(LookupSetup::address(address)); }
    AddressFacts settled(const char *address)
    {
        [this] { QTRY_VERIFY(m_setup->settled(&m_setup->m_owner)); }();
        return facts(address);
    }
    void change(const std::function<void(LookupOptions &)> &how)
    {
        LookupOptions options = service().options();
        how(options);
        service().setOptions(options);
    }
    void useDataFolder();
    void writeExchanges(const QByteArray &content);

    MmdbFiles m_mmdb;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LookupSetup> m_setup;
};

void TestLookupSwitches::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_setup = std::make_unique<LookupSetup>();
    m_setup->host(host, "www.example", 64500, "193.0.0.0/21");
}

void TestLookupSwitches::useDataFolder()
{
    m_setup->m_paths.dataFolder = m_folder->filePath(QStringLiteral("data"));
    QDir().mkpath(m_setup->m_paths.dataFolder);
}

void TestLookupSwitches::writeExchanges(const QByteArray &content)
{
    QFile file(m_setup->m_paths.exchangeFile());
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

void TestLookupSwitches::namesOff()
{
    m_setup->m_options.names = false;
    want(host);
    QCOMPARE(settled(host).name.state, FactState::Unknown);
    QCOMPARE(facts(host).origin.state, FactState::Known);
    QCOMPARE(server().asked(engine::reverseName(LookupSetup::address(host))), 0);
}

void TestLookupSwitches::namesOffAndOn()
{
    want(host);
    QCOMPARE(settled(host).name.state, FactState::Known);
    QSignalSpy changed(&service(), &LookupService::changed);
    change([](LookupOptions &options) { options.names = false; });
    QCOMPARE(facts(host).name.state, FactState::Unknown); // at once
    QCOMPARE(facts(host).origin.state, FactState::Known);
    QTRY_VERIFY(!changed.isEmpty());
    QCOMPARE(settled(host).name.state, FactState::Unknown);
    const int asked = server().asked();
    change([](LookupOptions &options) { options.names = true; });
    QCOMPARE(settled(host).name.value, QStringLiteral("www.example"));
    QCOMPARE(server().asked(), asked); // the cache still had it
}

void TestLookupSwitches::networksOffAndOn()
{
    m_setup->m_options.networks = false;
    want(host);
    QCOMPARE(settled(host).origin.state, FactState::Unknown);
    QCOMPARE(facts(host).place.state, FactState::Unknown);
    QCOMPARE(facts(host).exchange.state, FactState::Unknown);
    QCOMPARE(server().asked(), 1);
    change([](LookupOptions &options) { options.networks = true; });
    QVERIFY(!m_setup->settled(&m_setup->m_owner));
    QCOMPARE(settled(host).origin.value.asns.front(), 64500U);
    change([](LookupOptions &options) { options.networks = false; });
    QCOMPARE(facts(host).origin.state, FactState::Unknown);
    QCOMPARE(settled(host).origin.state, FactState::Unknown);
}

void TestLookupSwitches::cymruOff()
{
    want(host);
    QCOMPARE(settled(host).origin.state, FactState::Known);
    change([](LookupOptions &options) { options.cymru = false; });
    QCOMPARE(facts(host).origin.state, FactState::Unknown);
    QCOMPARE(settled(host).origin.state, FactState::Unknown); // what is cached came from a source that is off
    QCOMPARE(facts(host).name.state, FactState::Known);
}

void TestLookupSwitches::nothingLeaves()
{
    want(host);
    settled(host);
    const int asked = server().asked();
    change([](LookupOptions &options) { options.nothingLeaves = true; });
    want("8.8.8.8");
    want("10.0.0.1");
    QCOMPARE(settled("8.8.8.8").name.state, FactState::Unknown);
    QCOMPARE(facts("8.8.8.8").origin.state, FactState::Unknown);
    QCOMPARE(facts("10.0.0.1").origin.source, FactSource::SpecialRange);
    QCOMPARE(facts(host).name.value, QStringLiteral("www.example"));
    QCOMPARE(facts(host).origin.value.asName, QStringLiteral("AS-64500 - Example 64500"));
    service().refresh(LookupSetup::address(host));
    QCOMPARE(settled(host).name.value, QStringLiteral("www.example"));
    QCOMPARE(server().asked(), asked);
    QCOMPARE(m_setup->m_log.left(), quint64(asked));
    change([](LookupOptions &options) { options.nothingLeaves = false; });
    QCOMPARE(settled("8.8.8.8").name.state, FactState::Missing);
    QVERIFY(server().asked() > asked);
}

void TestLookupSwitches::nothingLeavesWhileAsking()
{
    server().setManner("*", {.kind = Kind::Silent});
    m_setup->m_options.dns.parallelQuestions = 2;
    std::vector<IpAddress> many;
    for (int i = 1; i < 50; ++i)
        many.push_back(LookupSetup::address(qPrintable(QStringLiteral("193.0.6.%1").arg(i))));
    service().want(&m_setup->m_owner, many);
    QTRY_COMPARE(server().asked(), 2);
    QTRY_COMPARE(m_setup->logged(QuestionOutcome::Pending), 2);
    change([](LookupOptions &options) { options.nothingLeaves = true; });
    QCOMPARE(settled("193.0.6.1").name.state, FactState::Unknown);
    QCOMPARE(facts("193.0.6.49").origin.state, FactState::Unknown);
    QTRY_COMPARE(m_setup->logged(QuestionOutcome::Cancelled), 2);
    QCOMPARE(server().asked(), 2);
}

/// Off and on again before anything was said to the worker, and while it works.
void TestLookupSwitches::switchedInOnePass()
{
    want(host);
    change([](LookupOptions &options) { options.names = false; });
    change([](LookupOptions &options) { options.names = true; });
    QCOMPARE(settled(host).name.value, QStringLiteral("www.example"));
    for (int i = 0; i < 10; ++i) {
        change([](LookupOptions &options) { options.nothingLeaves = true; });
        change([](LookupOptions &options) { options.networks = false; });
        QCoreApplication::processEvents();
        change([](LookupOptions &options) { options.networks = true; });
        change([](LookupOptions &options) { options.nothingLeaves = false; });
    }
    QCOMPARE(settled(host).origin.value.asName, QStringLiteral("AS-64500 - Example 64500"));
}

void TestLookupSwitches::otherServersWhileAsking()
{
    DnsTestServer second;
    second.add(engine::reverseName(LookupSetup::address(host)), DnsRecord::ptr("second.example"));
    server().setManner("*", {.kind = Kind::Silent});
    want(host);
    QTRY_VERIFY(server().asked() >= 2);
    change([&second](LookupOptions &options) { options.dns.servers.front().port = second.port(); });
    QCOMPARE(settled(host).name.value, QStringLiteral("second.example"));
    QCOMPARE(facts(host).origin.state, FactState::Missing);
    QTRY_COMPARE(m_setup->logged(QuestionOutcome::Cancelled), 2);
    QCOMPARE(m_setup->logged(QuestionOutcome::Pending), 0);
}

void TestLookupSwitches::otherServersAfterFailure()
{
    DnsTestServer second;
    second.add(engine::reverseName(LookupSetup::address(host)), DnsRecord::ptr("second.example"));
    server().setManner("*", {.kind = Kind::ServerFailure});
    want(host);
    QCOMPARE(settled(host).name.state, FactState::Failed);
    change([&second](LookupOptions &options) { options.dns.servers.front().port = second.port(); });
    QCOMPARE(settled(host).name.value, QStringLiteral("second.example"));
}

void TestLookupSwitches::otherZones()
{
    m_setup->m_options.originZone4 = QStringLiteral("origin.example");
    m_setup->m_options.asZone = QStringLiteral("as.example");
    server().add("139.6.0.193.origin.example", DnsRecord::txt("65000 | 193.0.0.0/16 | DE | ripencc | "));
    server().add("AS65000.as.example", DnsRecord::txt("65000 | DE | ripencc | | OTHER, DE"));
    want(host);
    QCOMPARE(settled(host).origin.value.asName, QStringLiteral("OTHER"));
}

void TestLookupSwitches::switchedOffAfterRelease()
{
    want(host);
    settled(host);
    service().release(&m_setup->m_owner);
    QCOMPARE(facts(host).name.state, FactState::Known);
    change([](LookupOptions &options) { options.names = false; });
    QCOMPARE(facts(host).name.state, FactState::Unknown);
    change([](LookupOptions &options) { options.names = true; });
    want(host);
    QCOMPARE(settled(host).name.state, FactState::Known);
}

void TestLookupSwitches::acrossStarts()
{
    m_setup->m_paths.cacheFile = m_folder->filePath(QStringLiteral("new/lookups.sqlite"));
    want(host);
    settled(host);
    m_setup->endService();
    m_setup->m_log.clear();
    QCOMPARE(server().asked(), 3);

    m_setup->pass(60s);
    QSignalSpy changed(&service(), &LookupService::changed);
    want(host);
    const AddressFacts found = settled(host);
    QCOMPARE(server().asked(), 3);
    QCOMPARE(found.name.value, QStringLiteral("www.example"));
    QVERIFY(found.name.cached);
    QVERIFY(found.name.asOf < QDateTime::currentDateTimeUtc().addSecs(1));
    QVERIFY(found.origin.cached);
    QCOMPARE(found.origin.value.asName, QStringLiteral("AS-64500 - Example 64500"));
    QCOMPARE(found.origin.value.allocated, QDate(2011, 5, 1));
    QCOMPARE(m_setup->logged(QuestionOutcome::Cached), 3);
    QCOMPARE(m_setup->m_log.questions().size(), std::size_t(3));
    QCOMPARE(m_setup->m_log.questions().front().what, QStringLiteral("139.6.0.193.in-addr.arpa PTR"));

    m_setup->endService();
    m_setup->pass(300s);
    want(host);
    QVERIFY(!settled(host).name.cached); // its time to live is over
    QCOMPARE(server().asked(), 4);
}

void TestLookupSwitches::acrossStartsAndNothingLeaves()
{
    m_setup->m_paths.cacheFile = m_folder->filePath(QStringLiteral("lookups.sqlite"));
    want(host);
    settled(host);
    m_setup->endService();
    m_setup->m_options.nothingLeaves = true;
    want(host);
    QCOMPARE(settled(host).name.value, QStringLiteral("www.example"));
    QCOMPARE(facts(host).origin.value.asName, QStringLiteral("AS-64500 - Example 64500"));
    QCOMPARE(server().asked(), 3);
}

void TestLookupSwitches::negativeAcrossStarts()
{
    m_setup->m_paths.cacheFile = m_folder->filePath(QStringLiteral("lookups.sqlite"));
    server().setManner(engine::reverseName(LookupSetup::address("8.8.8.8")), {.kind = Kind::ServerFailure});
    want("8.8.8.8");
    QCOMPARE(settled("8.8.8.8").origin.state, FactState::Missing);
    QCOMPARE(facts("8.8.8.8").name.state, FactState::Failed);
    m_setup->endService();
    server().clear();
    want("8.8.8.8");
    QCOMPARE(settled("8.8.8.8").origin.state, FactState::Missing);
    QVERIFY(facts("8.8.8.8").origin.cached);
    QCOMPARE(facts("8.8.8.8").name.state, FactState::Missing); // asked again: a failure is not kept
    QCOMPARE(server().asked(), 1);
}

void TestLookupSwitches::cleared()
{
    m_setup->m_paths.cacheFile = m_folder->filePath(QStringLiteral("lookups.sqlite"));
    want(host);
    settled(host);
    service().clearCache();
    QCOMPARE(facts(host).name.state, FactState::Known); // in use
    m_setup->endService();
    want(host);
    QVERIFY(!settled(host).name.cached);
    QCOMPARE(server().asked(), 6);
}

void TestLookupSwitches::cacheFileUnusable()
{
    m_setup->m_paths.cacheFile = m_folder->path(); // a folder
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("in memory only")));
    want(host);
    QCOMPARE(settled(host).name.state, FactState::Known);
    service().release(&m_setup->m_owner);
    change([](LookupOptions &options) { options.names = false; });
    change([](LookupOptions &options) { options.names = true; });
    want(host);
    settled(host);
    QCOMPARE(server().asked(), 3); // memory still works
}

void TestLookupSwitches::databases()
{
    m_setup->m_options.databases = {m_mmdb.path("GeoLite2-City.mmdb")};
    QSignalSpy changed(&service(), &LookupService::databasesChanged);
    QVERIFY(service().databases().empty());
    want(host);
    want("203.0.113.7");
    const AddressFacts found = settled("203.0.113.7");
    QCOMPARE(found.place.state, FactState::Known);
    QCOMPARE(found.place.source, FactSource::Database);
    QCOMPARE(found.place.sourceDetail, QStringLiteral("GeoLite2-City.mmdb"));
    QCOMPARE(found.place.value.countryCode, QStringLiteral("AT"));
    QVERIFY(found.place.asOf.isValid());
    QCOMPARE(facts(host).place.state, FactState::Missing); // the database does not know it
    QCOMPARE(facts(host).place.source, FactSource::Database);
    QCOMPARE(facts(host).origin.source, FactSource::Cymru); // which this database is not about
    QCOMPARE(changed.size(), 1);
    QCOMPARE(service().databases().size(), std::size_t(1));
    change([](LookupOptions &options) { options.databases.clear(); });
    QTRY_COMPARE(changed.size(), 2);
    QCOMPARE(settled("203.0.113.7").place.source, FactSource::SpecialRange);
    QCOMPARE(facts(host).place.state, FactState::Unknown);
    QVERIFY(service().databases().empty());
}

void TestLookupSwitches::databaseKnowsTheOrigin()
{
    m_setup->m_options.databases = {m_mmdb.path("GeoLite2-ASN.mmdb")};
    want("203.0.113.7");
    const AddressFacts found = settled("203.0.113.7");
    QCOMPARE(found.origin.state, FactState::Known);
    QCOMPARE(found.origin.source, FactSource::Database);
    QCOMPARE(found.origin.value.prefix.toString(), std::string("203.0.113.0/25"));
    QVERIFY(!found.origin.value.asns.empty());
    QVERIFY(!found.origin.value.asName.isEmpty());
    QCOMPARE(found.place.source, FactSource::SpecialRange);
    for (const DnsQuestion &question : server().questions())
        QVERIFY(!question.name.endsWith("cymru.com"));
    want(host); // which the database does not have
    QCOMPARE(settled(host).origin.source, FactSource::Cymru);
    change([](LookupOptions &options) { options.cymru = false; });
    QCOMPARE(settled(host).origin.state, FactState::Missing);
    QCOMPARE(facts(host).origin.source, FactSource::Database);
    QCOMPARE(facts("203.0.113.7").origin.state, FactState::Known);
}

void TestLookupSwitches::databaseOfSpecialRanges()
{
    m_setup->m_options.databases = {m_mmdb.path("GeoLite2-City.mmdb"), m_mmdb.path("GeoLite2-ASN.mmdb")};
    m_setup->m_options.nothingLeaves = true;
    want("203.0.113.200");
    const AddressFacts found = settled("203.0.113.200");
    QCOMPARE(found.place.state, FactState::Known);
    QCOMPARE(found.origin.state, FactState::Missing);
    QCOMPARE(found.origin.source, FactSource::SpecialRange);
    QCOMPARE(server().asked(), 0);
}

void TestLookupSwitches::databaseLater()
{
    useDataFolder();
    want("203.0.113.7");
    QCOMPARE(settled("203.0.113.7").place.source, FactSource::SpecialRange);
    const QString file = m_setup->m_paths.dataFolder + QStringLiteral("/city.mmdb");
    QVERIFY(QFile::copy(m_mmdb.path("GeoLite2-City.mmdb"), file));
    QSignalSpy changed(&service(), &LookupService::databasesChanged);
    service().reloadDatabases();
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(settled("203.0.113.7").place.state, FactState::Known);
    QCOMPARE(facts("203.0.113.7").place.sourceDetail, QStringLiteral("city.mmdb"));
    QVERIFY(QFile::remove(file));
    service().reloadDatabases();
    QTRY_COMPARE(changed.size(), 2);
    QCOMPARE(settled("203.0.113.7").place.state, FactState::Missing);
}

void TestLookupSwitches::databaseRefused()
{
    useDataFolder();
    QFile file(m_setup->m_paths.dataFolder + QStringLiteral("/broken.mmdb"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(1000, 'x'));
    file.close();
    QSignalSpy changed(&service(), &LookupService::databasesChanged);
    service().reloadDatabases(); // without any wish: the settings want to know
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(service().databases().size(), std::size_t(1));
    QCOMPARE(service().databases().front().problem, engine::MmdbProblem::NotADatabase);
    want(host);
    QCOMPARE(settled(host).place.state, FactState::Unknown);
    QCOMPARE(facts(host).origin.state, FactState::Known);
}

void TestLookupSwitches::exchanges()
{
    useDataFolder();
    const QByteArray ix = R"({"data":[{"id":31,"name":"VIX","city":"Vienna","country":"AT","status":"ok"}]})";
    const QByteArray ixlan = R"({"data":[{"id":310,"ix_id":31,"status":"ok"}]})";
    const QByteArray ixpfx =
        R"({"data":[{"id":1,"ixlan_id":310,"protocol":"IPv4","prefix":"193.203.0.0/24","status":"ok"}]})";
    const QDateTime asOf(QDate(2026, 11, 20), QTime(12, 0), Qt::UTC);
    const auto content = engine::ExchangeTable::convert(ix, ixlan, ixpfx, R"({"data":[]})", asOf);
    QVERIFY(content);
    writeExchanges(*content);
    QSignalSpy changed(&service(), &LookupService::exchangesChanged);
    want("193.203.0.1");
    want(host);
    const AddressFacts found = settled("193.203.0.1");
    QCOMPARE(found.exchange.state, FactState::Known);
    QCOMPARE(found.exchange.value.name, QStringLiteral("VIX"));
    QCOMPARE(found.exchange.source, FactSource::PeeringDb);
    QCOMPARE(found.exchange.asOf, asOf);
    QCOMPARE(facts(host).exchange.state, FactState::Missing);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(service().exchanges().prefixes, std::size_t(1));
    QCOMPARE(service().exchanges().asOf, asOf);
}

void TestLookupSwitches::exchangesBroken()
{
    useDataFolder();
    writeExchanges("{ nothing");
    want("193.203.0.1");
    QCOMPARE(settled("193.203.0.1").exchange.state, FactState::Unknown);
    QVERIFY(!service().exchanges().problem.isEmpty());
    QVERIFY(!service().exchanges().asOf.isValid());
}

void TestLookupSwitches::userPaths()
{
    QStandardPaths::setTestModeEnabled(true);
    const engine::LookupPaths paths = engine::userLookupPaths();
    for (const QString &path : {paths.cacheFile, paths.dataFolder, paths.sourcesFile}) {
        QVERIFY(QDir::isAbsolutePath(path));
        QVERIFY(path.contains(QStringLiteral("/periplus/")));
    }
    QVERIFY(paths.exchangeFile().startsWith(paths.dataFolder));
    QCOMPARE(engine::LookupPaths().exchangeFile(), QString());
    QStandardPaths::setTestModeEnabled(false);
}

QTEST_GUILESS_MAIN(TestLookupSwitches)
#include "tst_lookup_switches.moc"
