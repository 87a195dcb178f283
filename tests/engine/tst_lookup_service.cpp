// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lookup_setup.h"

#include <QSignalSpy>
#include <QTemporaryDir>

#include <set>

using engine::AddressFacts;
using engine::FactSource;
using engine::FactState;
using engine::LookupService;
using engine::Question;
using engine::QuestionKind;
using engine::QuestionOutcome;
using platform::IpAddress;
using Kind = DnsManner::Kind;
using namespace std::chrono_literals;

class TestLookupService final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_setup = std::make_unique<LookupSetup>(); }
    void cleanup() { m_setup.reset(); }

    void nothingBeforeTheFirstWish();
    void everything();
    void ipv6();
    void sameWishAgain();
    void oneQuestionPerNetwork();
    void networkInParts();
    void networkOfManyGroups();
    void asNameOnce();
    void severalOrigins();
    void notAnnounced();
    void withoutAsName();
    void specialRanges_data();
    void specialRanges();
    void failures_data();
    void failures();
    void lies_data();
    void lies();
    void hostileNames();
    void nobodyThere();
    void failedAgain();
    void failedAgainByItself();
    void outOfDate();
    void refreshed();
    void refreshFails();
    void released();
    void releasedByOneOfTwo();
    void ownerGone();
    void wantedAgain();
    void endsWhileAsking();
    void questionsAreListed();
    void thousands();
    void changedOncePerPass();
    void surroundings();

private:
    LookupService &service() { return m_setup->service(); }
    DnsTestServer &server() { return m_setup->m_server; }
    void want(const char *address) { service().want(&m_setup->m_owner, {LookupSetup::address(address)}); }
    void want(const std::vector<IpAddress> &addresses) { service().want(&m_setup->m_owner, addresses); }
    void settle() { QTRY_VERIFY(m_setup->settled(&m_setup->m_owner)); }
    AddressFacts facts(const char *address) { return service().facts(LookupSetup::address(address)); }
    AddressFacts settled(const char *address)
    {
        settle();
        return facts(address);
    }
    /// How many questions ended with this text.
    int askedBelow(const char *end)
    {
        return int(std::ranges::count_if(
            server().questions(), [end](const DnsQuestion &each) { return each.name.toLower().endsWith(end); }));
    }
    /// "front1" ... "frontN".
    static std::vector<IpAddress> addresses(const char *front, int count)
    {
        std::vector<IpAddress> made;
        for (int i = 1; i <= count; ++i)
            made.push_back(LookupSetup::address(qPrintable(QLatin1String(front) + QString::number(i))));
        return made;
    }

    std::unique_ptr<LookupSetup> m_setup;
};

void TestLookupService::nothingBeforeTheFirstWish()
{
    QCOMPARE(facts("193.0.6.139"), AddressFacts());
    QCOMPARE(facts("10.0.0.1").range, engine::AddressRange::Private);
    QVERIFY(service().isSettled(this));
    service().release(this);
    service().refresh(LookupSetup::address("193.0.6.139"));
    engine::LookupOptions options = service().options();
    options.names = false;
    service().setOptions(options);
    QCoreApplication::processEvents();
    QVERIFY(!m_setup->m_thread.isRunning());
    QCOMPARE(server().asked(), 0);
}

void TestLookupService::everything()
{
    m_setup->host("193.0.6.139", "www.example", 64500, "193.0.0.0/21");
    want("193.0.6.139");
    QVERIFY(!m_setup->settled(&m_setup->m_owner));
    QVERIFY(facts("193.0.6.139").isPending());

    const AddressFacts found = settled("193.0.6.139");
    QCOMPARE(found.name.state, FactState::Known);
    QCOMPARE(found.name.value, QStringLiteral("www.example"));
    QCOMPARE(found.name.source, FactSource::Dns);
    QCOMPARE(found.name.sourceDetail, QStringLiteral("127.0.0.1:%1").arg(server().port()));
    QVERIFY(!found.name.cached);
    QVERIFY(found.name.asOf.isValid());
    QCOMPARE(found.origin.state, FactState::Known);
    QCOMPARE(found.origin.value.prefix.toString(), std::string("193.0.0.0/21"));
    QCOMPARE(found.origin.value.asns, std::vector<std::uint32_t>{64500});
    QCOMPARE(found.origin.value.asName, QStringLiteral("AS-64500 - Example 64500"));
    QCOMPARE(found.origin.value.registry, QStringLiteral("ripencc"));
    QCOMPARE(found.origin.value.registryCountry, QStringLiteral("NL"));
    QCOMPARE(found.origin.value.allocated, QDate(2011, 5, 1));
    QCOMPARE(found.origin.source, FactSource::Cymru);
    QVERIFY(!found.origin.cached);
    QCOMPARE(found.place.state, FactState::Unknown); // without a database nobody was asked
    QCOMPARE(found.exchange.state, FactState::Unknown);
    QCOMPARE(server().asked(), 3);
}

void TestLookupService::ipv6()
{
    m_setup->host("2001:67c:2e8:22::c100:68b", "www.example", 64500, "2001:67c:2e8::/48");
    want("2001:67c:2e8:22::c100:68b");
    const AddressFacts found = settled("2001:67c:2e8:22::c100:68b");
    QCOMPARE(found.name.value, QStringLiteral("www.example"));
    QCOMPARE(found.origin.value.prefix.toString(), std::string("2001:67c:2e8::/48"));
    QCOMPARE(askedBelow(".origin6.asn.cymru.com"), 1);
    QCOMPARE(askedBelow(".ip6.arpa"), 1);
}

void TestLookupService::sameWishAgain()
{
    m_setup->host("193.0.6.139", "www.example", 64500, "193.0.0.0/21");
    QObject other;
    want("193.0.6.139");
    want("193.0.6.139");
    service().want(&other, {LookupSetup::address("193.0.6.139"), LookupSetup::address("193.0.6.139")});
    settle();
    QVERIFY(service().isSettled(&other));
    want("193.0.6.139");
    QVERIFY(m_setup->settled(&m_setup->m_owner));
    settle();
    QCOMPARE(server().asked(), 3);
}

void TestLookupService::oneQuestionPerNetwork()
{
    m_setup->host("193.0.6.1", "one.example", 64500, "193.0.0.0/16");
    want(addresses("193.0.6.", 30));
    settle();
    QCOMPARE(askedBelow(".origin.asn.cymru.com"), 1);
    QCOMPARE(askedBelow(".in-addr.arpa"), 30);
    QCOMPARE(facts("193.0.6.30").origin.value.asName, QStringLiteral("AS-64500 - Example 64500"));
    QCOMPARE(facts("193.0.6.30").name.state, FactState::Missing);
    want(addresses("193.0.7.", 30)); // the network is known by now
    settle();
    QCOMPARE(facts("193.0.7.30").origin.value.prefix.toString(), std::string("193.0.0.0/16"));
    QVERIFY(facts("193.0.7.30").origin.cached);
    QCOMPARE(askedBelow(".cymru.com"), 2);
}

void TestLookupService::networkInParts()
{
    m_setup->host("193.0.6.1", "a.example", 64500, "193.0.6.0/25");
    m_setup->host("193.0.6.129", "b.example", 64501, "193.0.6.128/26");
    m_setup->host("193.0.6.193", "c.example", 64502, "193.0.6.192/26");
    want({LookupSetup::address("193.0.6.1"), LookupSetup::address("193.0.6.129"), LookupSetup::address("193.0.6.2"),
        LookupSetup::address("193.0.6.130"), LookupSetup::address("193.0.6.193")});
    settle();
    QCOMPARE(facts("193.0.6.2").origin.value.asns.front(), 64500U);
    QCOMPARE(facts("193.0.6.130").origin.value.asns.front(), 64501U);
    QCOMPARE(facts("193.0.6.193").origin.value.asns.front(), 64502U);
    QCOMPARE(askedBelow(".origin.asn.cymru.com"), 3);
}

/// Questions that still wait are dropped when the answer to another one covers them.
void TestLookupService::networkOfManyGroups()
{
    m_setup->m_options.names = false;
    m_setup->m_options.dns.parallelQuestions = 1;
    server().add("*.origin.asn.cymru.com", DnsRecord::txt("64500 | 193.0.0.0/16 | NL | ripencc | "));
    m_setup->as(64500, "64500 | NL | ripencc | 2010-01-02 | NAME, NL");
    std::vector<IpAddress> wanted;
    for (int i = 0; i < 100; ++i)
        wanted.push_back(LookupSetup::address(qPrintable(QStringLiteral("193.0.%1.1").arg(i))));
    want(wanted);
    settle();
    QVERIFY(askedBelow(".origin.asn.cymru.com") <= 2); // the next one leaves while the answer is on its way to us
    for (const IpAddress &address : wanted)
        QCOMPARE(service().facts(address).origin.value.asName, QStringLiteral("NAME"));
}

void TestLookupService::asNameOnce()
{
    m_setup->host("193.0.6.1", "a.example", 64500, "193.0.6.0/24");
    m_setup->host("194.0.6.1", "b.example", 64500, "194.0.6.0/24");
    m_setup->host("2001:67c:2e8::1", "c.example", 64500, "2001:67c:2e8::/48");
    want({LookupSetup::address("193.0.6.1"), LookupSetup::address("194.0.6.1"),
        LookupSetup::address("2001:67c:2e8::1")});
    settle();
    QCOMPARE(server().asked("AS64500.asn.cymru.com"), 1);
    for (const char *address : {"193.0.6.1", "194.0.6.1", "2001:67c:2e8::1"})
        QCOMPARE(facts(address).origin.value.asName, QStringLiteral("AS-64500 - Example 64500"));
}

void TestLookupService::severalOrigins()
{
    m_setup->host("193.0.6.1", "a.example", 64501, "193.0.6.0/24");
    m_setup->host("194.0.6.1", "b.example", 64500, "194.0.6.0/24");
    server().clear();
    m_setup->as(64501, "64501 | NL | ripencc | 2010-01-02 | FIRST - First, NL");
    server().add(LookupSetup::originName(LookupSetup::address("193.0.6.1")),
        {DnsRecord::txt("64502 | 193.0.0.0/16 | NL | ripencc | "),
            DnsRecord::txt("64501 64500 | 193.0.6.0/24 | NL | ripencc | ")});
    want("193.0.6.1");
    const AddressFacts found = settled("193.0.6.1");
    QCOMPARE(found.origin.value.asns, (std::vector<std::uint32_t>{64501, 64500}));
    QCOMPARE(found.origin.value.asName, QStringLiteral("FIRST - First"));
    QCOMPARE(askedBelow(".asn.cymru.com"), 2);
}

void TestLookupService::notAnnounced()
{
    want(addresses("193.0.6.", 30));
    settle();
    for (const IpAddress &address : addresses("193.0.6.", 30)) {
        QCOMPARE(service().facts(address).origin.state, FactState::Missing);
        QCOMPARE(service().facts(address).origin.source, FactSource::Cymru);
        QCOMPARE(service().facts(address).name.state, FactState::Missing);
    }
    QCOMPARE(askedBelow(".origin.asn.cymru.com"), 1);
    QCOMPARE(m_setup->logged(QuestionOutcome::Missing), 31);
}

void TestLookupService::withoutAsName()
{
    m_setup->origin("193.0.6.1", "64500 | 193.0.6.0/24 | NL | ripencc | ");
    m_setup->origin("194.0.6.1", " | 194.0.6.0/24 | NL | ripencc | ");
    want({LookupSetup::address("193.0.6.1"), LookupSetup::address("194.0.6.1")});
    settle();
    QCOMPARE(facts("193.0.6.1").origin.state, FactState::Known);
    QCOMPARE(facts("193.0.6.1").origin.value.asns.front(), 64500U);
    QCOMPARE(facts("193.0.6.1").origin.value.asName, QString());
    QCOMPARE(facts("194.0.6.1").origin.state, FactState::Known);
    QVERIFY(facts("194.0.6.1").origin.value.asns.empty());
    QCOMPARE(askedBelow(".cymru.com"), 3);
}

void TestLookupService::specialRanges_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("asksForName");
    const auto row = [](const char *address, bool asks) {
        QTest::newRow(address) << QString::fromLatin1(address) << asks;
    };
    for (const char *address : {"10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "192.0.2.1", "198.51.100.1",
             "203.0.113.1", "198.18.0.1", "fd00::1", "2001:db8::1"})
        row(address, true);
    for (const char *address :
        {"127.0.0.1", "169.254.1.1", "224.0.0.1", "0.0.0.0", "255.255.255.255", "::1", "::", "fe80::1", "ff02::1"})
        row(address, false);
}

void TestLookupService::specialRanges()
{
    QFETCH(QString, address);
    QFETCH(bool, asksForName);
    const QByteArray text = address.toLatin1();
    m_setup->host(text, "name.example", 64500, text + "/32");
    want(text);
    const AddressFacts found = settled(text);
    QCOMPARE(found.origin.state, FactState::Missing);
    QCOMPARE(found.origin.source, FactSource::SpecialRange);
    QCOMPARE(found.place.source, FactSource::SpecialRange);
    QCOMPARE(found.name.state, asksForName ? FactState::Known : FactState::Missing);
    QCOMPARE(found.name.source, asksForName ? FactSource::Dns : FactSource::SpecialRange);
    QCOMPARE(server().asked(), asksForName ? 1 : 0);
    QCOMPARE(askedBelow("cymru.com"), 0);
}

void TestLookupService::failures_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::newRow("server failure") << Kind::ServerFailure;
    QTest::newRow("refused") << Kind::Refused;
    QTest::newRow("silent") << Kind::Silent;
    QTest::newRow("garbage") << Kind::Garbage;
    QTest::newRow("wrong id") << Kind::WrongId;
    QTest::newRow("wrong question") << Kind::WrongQuestion;
    QTest::newRow("another's records") << Kind::WrongOwner;
    QTest::newRow("pointer to itself") << Kind::CompressionLoop;
    QTest::newRow("cut") << Kind::Cut;
}

/// Everything fails and ends; the others of the network do not wait for one after the other.
void TestLookupService::failures()
{
    QFETCH(Kind, kind);
    m_setup->m_options.dns.timeout = 50ms;
    m_setup->m_options.dns.tries = 1;
    m_setup->host("193.0.6.1", "a.example", 64500, "193.0.6.0/24");
    server().setManner("*", {.kind = kind});
    want(addresses("193.0.6.", 5));
    settle();
    for (const IpAddress &address : addresses("193.0.6.", 5)) {
        const AddressFacts found = service().facts(address);
        QVERIFY(found.origin.state == FactState::Failed || found.origin.state == FactState::Missing);
        QVERIFY(found.name.state == FactState::Failed || found.name.state == FactState::Missing);
    }
    QCOMPARE(facts("193.0.6.1").name.value, QString());
    QCOMPARE(m_setup->logged(QuestionOutcome::Pending), 0);
    std::set<QByteArray> origins;
    for (const DnsQuestion &question : server().questions()) {
        if (question.name.endsWith(".origin.asn.cymru.com"))
            origins.insert(question.name);
    }
    QCOMPARE(origins.size(), std::size_t(1));
}

void TestLookupService::lies_data()
{
    QTest::addColumn<QByteArray>("record");
    QTest::newRow("another network") << QByteArray("64500 | 8.8.8.0/24 | US | arin | ");
    QTest::newRow("the whole Internet") << QByteArray("64500 | 0.0.0.0/0 | US | arin | ");
    QTest::newRow("no record of Cymru's") << QByteArray("v=spf1 include:evil.example -all");
    QTest::newRow("impossible AS") << QByteArray("99999999999 | 193.0.6.0/24 | US | arin | ");
    QTest::newRow("bytes") << QByteArray("\xff\xfe\x00\x01\x80", 5);
    QTest::newRow("empty") << QByteArray();
}

void TestLookupService::lies()
{
    QFETCH(QByteArray, record);
    m_setup->origin("193.0.6.1", record);
    want("193.0.6.1");
    QCOMPARE(settled("193.0.6.1").origin.state, FactState::Failed);
    want("8.8.8.8"); // and nothing was learnt about others
    QCOMPARE(settled("8.8.8.8").origin.state, FactState::Missing);
}

void TestLookupService::hostileNames()
{
    m_setup->name("193.0.6.1", "\\000\\027[31m\\226\\128\\174.evil.example");
    m_setup->name("193.0.6.2", "=cmd|' /C calc'!A0.<b>x</b>.example");
    QByteArray longest;
    for (int i = 0; i < 4; ++i)
        longest += QByteArray(i == 3 ? 61 : 63, 'x') + '.';
    m_setup->name("193.0.6.3", longest.chopped(1));
    QByteArray escaped;
    for (int i = 0; i < 4; ++i)
        escaped += QByteArray("\\255").repeated(i == 3 ? 61 : 63) + '.';
    m_setup->name("193.0.6.4", escaped.chopped(1));
    m_setup->name("193.0.6.5", "."); // the root: no name
    server().add(engine::reverseName(LookupSetup::address("193.0.6.6")),
        {DnsRecord::ptr("first.example"), DnsRecord::ptr("second.example")});
    want(addresses("193.0.6.", 6));
    settle();
    for (const IpAddress &address : addresses("193.0.6.", 6)) {
        const QString name = service().facts(address).name.value;
        QVERIFY(name.size() <= 253);
        QVERIFY(std::ranges::all_of(name, [](QChar c) { return c.isPrint() && c.unicode() < 0x7f; }));
    }
    QCOMPARE(facts("193.0.6.2").name.value, QStringLiteral("=cmd|'\\032/C\\032calc'!A0.<b>x</b>.example"));
    QCOMPARE(facts("193.0.6.3").name.value.size(), 253);
    QCOMPARE(facts("193.0.6.4").name.value.size(), 253);
    QCOMPARE(facts("193.0.6.5").name.state, FactState::Missing);
    QCOMPARE(facts("193.0.6.6").name.value, QStringLiteral("first.example"));
}

/// A thousand timeouts would tell nothing that the first dozen did not.
void TestLookupService::nobodyThere()
{
    server().setManner("*", {.kind = Kind::Silent});
    m_setup->m_options.dns.timeout = 20ms;
    m_setup->m_options.dns.tries = 1;
    m_setup->m_options.dns.parallelQuestions = 8;
    std::vector<IpAddress> wanted;
    for (int i = 0; i < 200; ++i)
        wanted.push_back(LookupSetup::address(qPrintable(QStringLiteral("193.0.%1.1").arg(i))));
    want(wanted);
    settle();
    QVERIFY2(server().asked() <= 60, qPrintable(QString::number(server().asked())));
    for (const IpAddress &address : wanted) {
        QCOMPARE(service().facts(address).name.state, FactState::Failed);
        QCOMPARE(service().facts(address).origin.state, FactState::Failed);
    }
}

void TestLookupService::failedAgain()
{
    server().setManner("*", {.kind = Kind::ServerFailure});
    m_setup->host("193.0.6.1", "a.example", 64500, "193.0.6.0/24");
    want("193.0.6.1");
    QCOMPARE(settled("193.0.6.1").name.state, FactState::Failed);
    const int asked = server().asked();
    want("193.0.6.1");
    settle();
    QCOMPARE(server().asked(), asked); // not again so soon
    server().setManner("*", {.kind = Kind::Answer});
    m_setup->pass(30s);
    want("193.0.6.1");
    QVERIFY(facts("193.0.6.1").isPending());
    QCOMPARE(settled("193.0.6.1").name.value, QStringLiteral("a.example"));
    QCOMPARE(facts("193.0.6.1").origin.value.asName, QStringLiteral("AS-64500 - Example 64500"));
}

void TestLookupService::failedAgainByItself()
{
    m_setup->m_options.cache.failed = 1s;
    server().setManner("*", {.kind = Kind::ServerFailure});
    m_setup->host("193.0.6.1", "a.example", 64500, "193.0.6.0/24");
    m_setup->origin("193.0.6.2", "64500 | 193.0.6.0/24 | NL | ripencc | ");
    want("193.0.6.1");
    want("193.0.6.2");
    QCOMPARE(settled("193.0.6.1").name.state, FactState::Failed);
    server().setManner("*", {.kind = Kind::Answer});
    QTRY_COMPARE(facts("193.0.6.1").name.value, QStringLiteral("a.example"));
    QTRY_COMPARE(facts("193.0.6.2").origin.value.asName, QStringLiteral("AS-64500 - Example 64500"));
    QCOMPARE(settled("193.0.6.2").name.state, FactState::Missing);
}

void TestLookupService::outOfDate()
{
    m_setup->host("193.0.6.1", "before.example", 64500, "193.0.6.0/24");
    want("193.0.6.1");
    QCOMPARE(settled("193.0.6.1").name.value, QStringLiteral("before.example"));
    server().clear();
    m_setup->host("193.0.6.1", "after.example", 64501, "193.0.6.0/24");
    m_setup->pass(299s);
    want("193.0.6.1");
    QVERIFY(m_setup->settled(&m_setup->m_owner));
    m_setup->pass(1s);
    want("193.0.6.1");
    QVERIFY(!m_setup->settled(&m_setup->m_owner));
    QCOMPARE(facts("193.0.6.1").name.value, QStringLiteral("before.example")); // better than nothing meanwhile
    QCOMPARE(settled("193.0.6.1").name.value, QStringLiteral("after.example"));
    QCOMPARE(facts("193.0.6.1").origin.value.asns.front(), 64500U); // kept for four hours
    QCOMPARE(server().asked(), 1);
    m_setup->pass(4h);
    want("193.0.6.1");
    QCOMPARE(settled("193.0.6.1").origin.value.asns.front(), 64501U);
}

void TestLookupService::refreshed()
{
    m_setup->host("193.0.6.1", "before.example", 64500, "193.0.6.0/24");
    want({LookupSetup::address("193.0.6.1"), LookupSetup::address("193.0.6.2")});
    settle();
    server().clear();
    m_setup->host("193.0.6.1", "after.example", 64501, "193.0.0.0/16");
    service().refresh(LookupSetup::address("193.0.6.1"));
    QVERIFY(!m_setup->settled(&m_setup->m_owner));
    const AddressFacts found = settled("193.0.6.1");
    QCOMPARE(found.name.value, QStringLiteral("after.example"));
    QVERIFY(!found.name.cached);
    QCOMPARE(found.origin.value.prefix.toString(), std::string("193.0.0.0/16"));
    QCOMPARE(found.origin.value.asName, QStringLiteral("AS-64501 - Example 64501"));
    QCOMPARE(server().asked(), 3);
}

void TestLookupService::refreshFails()
{
    m_setup->host("193.0.6.1", "a.example", 64500, "193.0.6.0/24");
    want("193.0.6.1");
    settle();
    server().setManner("*", {.kind = Kind::ServerFailure});
    service().refresh(LookupSetup::address("193.0.6.1"));
    const AddressFacts found = settled("193.0.6.1");
    QCOMPARE(found.name.value, QStringLiteral("a.example"));
    QCOMPARE(found.origin.value.asns.front(), 64500U);
    QCOMPARE(m_setup->logged(QuestionOutcome::Failed), 2);
}

void TestLookupService::released()
{
    server().setManner("*", {.kind = Kind::Silent});
    m_setup->m_options.dns.parallelQuestions = 4;
    want(addresses("193.0.6.", 100));
    QTRY_COMPARE(server().asked(), 4);
    QVERIFY(!m_setup->settled(&m_setup->m_owner));
    QTRY_COMPARE(m_setup->logged(QuestionOutcome::Pending), 4);
    service().release(&m_setup->m_owner);
    QVERIFY(m_setup->settled(&m_setup->m_owner));
    QCOMPARE(facts("193.0.6.1").name.state, FactState::Unknown);
    QCOMPARE(facts("193.0.6.1").origin.state, FactState::Unknown);
    QTRY_COMPARE(m_setup->logged(QuestionOutcome::Cancelled), 4);
    QCOMPARE(m_setup->logged(QuestionOutcome::Pending), 0);
    QCOMPARE(m_setup->m_log.questions().size(), std::size_t(4));
}

void TestLookupService::releasedByOneOfTwo()
{
    server().setDelay(400ms);
    m_setup->host("193.0.6.1", "a.example", 64500, "193.0.6.0/24");
    QObject other;
    want({LookupSetup::address("193.0.6.1"), LookupSetup::address("193.0.6.9")});
    service().want(&other, {LookupSetup::address("193.0.6.1")});
    QTRY_VERIFY(server().asked() >= 3);
    service().release(&m_setup->m_owner);
    QVERIFY(!service().isSettled(&other));
    QTRY_VERIFY(service().isSettled(&other));
    QCOMPARE(facts("193.0.6.1").name.value, QStringLiteral("a.example"));
    QCOMPARE(facts("193.0.6.1").origin.value.asName, QStringLiteral("AS-64500 - Example 64500"));
    QCOMPARE(facts("193.0.6.9").name.state, FactState::Unknown);
    QCOMPARE(m_setup->logged(QuestionOutcome::Cancelled), 1);
}

void TestLookupService::ownerGone()
{
    server().setManner("*", {.kind = Kind::Silent});
    {
        QObject owner;
        service().want(&owner, {LookupSetup::address("193.0.6.1")});
        QTRY_COMPARE(m_setup->logged(QuestionOutcome::Pending), 2);
    }
    QTRY_COMPARE(m_setup->logged(QuestionOutcome::Cancelled), 2);
}

/// Released and wanted once more, before and after each of its three questions has left.
void TestLookupService::wantedAgain()
{
    server().setDelay(20ms);
    m_setup->host("193.0.6.1", "a.example", 64500, "193.0.6.0/24");
    for (quint64 questions = 0; questions <= 3; ++questions) {
        m_setup->endService();
        const quint64 left = m_setup->m_log.left();
        want("193.0.6.1");
        QTRY_VERIFY(m_setup->m_log.left() >= left + questions);
        service().release(&m_setup->m_owner);
        want("193.0.6.1");
        const AddressFacts found = settled("193.0.6.1");
        QCOMPARE(found.name.value, QStringLiteral("a.example"));
        QCOMPARE(found.origin.value.asName, QStringLiteral("AS-64500 - Example 64500"));
        service().release(&m_setup->m_owner);
        QCOMPARE(facts("193.0.6.1").name.value, QStringLiteral("a.example")); // what is known stays known
        QTRY_COMPARE(m_setup->logged(QuestionOutcome::Pending), 0);
    }
}

void TestLookupService::endsWhileAsking()
{
    server().setManner("*", {.kind = Kind::Silent});
    want(addresses("193.0.6.", 10));
    QTRY_COMPARE(m_setup->logged(QuestionOutcome::Pending), 11);
    m_setup->endService();
    QCOMPARE(m_setup->logged(QuestionOutcome::Cancelled), 11);
}

void TestLookupService::questionsAreListed()
{
    m_setup->host("193.0.6.139", "www.example", 64500, "193.0.0.0/21");
    want("193.0.6.139");
    settle();
    const QString to = QStringLiteral("127.0.0.1:%1").arg(server().port());
    std::map<QuestionKind, Question> listed;
    for (const Question &question : m_setup->m_log.questions())
        listed.emplace(question.kind, question);
    QCOMPARE(listed.size(), std::size_t(3));
    for (const auto &[kind, question] : listed) {
        QCOMPARE(question.server, to);
        QCOMPARE(question.outcome, QuestionOutcome::Answered);
        QVERIFY(question.at.isValid());
    }
    QCOMPARE(listed.at(QuestionKind::ReverseName).what, QStringLiteral("139.6.0.193.in-addr.arpa PTR"));
    QCOMPARE(listed.at(QuestionKind::ReverseName).subject, QStringLiteral("193.0.6.139"));
    QCOMPARE(listed.at(QuestionKind::OriginNetwork).what, QStringLiteral("139.6.0.193.origin.asn.cymru.com TXT"));
    QCOMPARE(listed.at(QuestionKind::OriginNetwork).subject, QStringLiteral("193.0.6.139"));
    QCOMPARE(listed.at(QuestionKind::AsName).what, QStringLiteral("AS64500.asn.cymru.com TXT"));
    QCOMPARE(listed.at(QuestionKind::AsName).subject, QStringLiteral("AS64500"));
    QCOMPARE(m_setup->m_log.left(), quint64(3));
}

/// Every name is asked for, every network once; what is kept of it has limits.
void TestLookupService::thousands()
{
    constexpr int count = 4'000;
    m_setup->m_options.cache.entries = 1'000;
    server().add("*.in-addr.arpa", DnsRecord::ptr("host.example"));
    server().add("*.origin.asn.cymru.com", DnsRecord::txt("64500 | 193.0.0.0/8 | NL | ripencc | "));
    m_setup->as(64500, "64500 | NL | ripencc | | NAME, NL");
    std::vector<IpAddress> wanted;
    for (int i = 0; i < count; ++i)
        wanted.push_back(LookupSetup::address(qPrintable(QStringLiteral("193.%1.%2.1").arg(i / 250).arg(i % 250))));
    QSignalSpy changed(&service(), &LookupService::changed);
    want(wanted);
    QTRY_VERIFY_WITH_TIMEOUT(m_setup->settled(&m_setup->m_owner), 60'000);
    for (const IpAddress &address : wanted) {
        const AddressFacts found = service().facts(address);
        QCOMPARE(found.name.state, FactState::Known);
        QCOMPARE(found.origin.value.asName, QStringLiteral("NAME"));
    }
    QCOMPARE(askedBelow(".in-addr.arpa"), count);
    QVERIFY(askedBelow(".origin.asn.cymru.com") <= 2 * int(m_setup->m_options.dns.parallelQuestions));
    QVERIFY(m_setup->m_log.questions().size() <= 10'000);
    QTRY_COMPARE(m_setup->logged(QuestionOutcome::Pending), 0);
}

void TestLookupService::changedOncePerPass()
{
    server().add("*.in-addr.arpa", DnsRecord::ptr("host.example"));
    m_setup->m_options.cymru = false;
    QSignalSpy changed(&service(), &LookupService::changed);
    want(addresses("193.0.6.", 250));
    qsizetype emitted = 0;
    while (!m_setup->settled(&m_setup->m_owner)) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QVERIFY(changed.size() - emitted <= 1);
        emitted = changed.size();
    }
    QTRY_VERIFY(changed.size() >= 1);
    std::set<IpAddress> told;
    for (const auto &arguments : changed) {
        for (const IpAddress &address : arguments.front().value<std::vector<IpAddress>>())
            told.insert(address);
    }
    QCOMPARE(told.size(), std::size_t(250));
}

void TestLookupService::surroundings()
{
    QSignalSpy changed(&service(), &LookupService::surroundingsChanged);
    engine::Surroundings around;
    around.providerAsns = {64500};
    service().setSurroundings(around);
    service().setSurroundings(around);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(service().surroundings(), around);
}

QTEST_GUILESS_MAIN(TestLookupService)
#include "tst_lookup_service.moc"
