// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dns_channel.h"

#include "tests/support/dns_server.h"

#include <QSignalSpy>
#include <QTest>

using engine::DnsAnswer;
using engine::DnsChannel;
using engine::DnsOptions;
using platform::IpAddress;
using Kind = DnsManner::Kind;
using namespace std::chrono_literals;

namespace {

constexpr auto reverse1 = "1.2.0.192.in-addr.arpa";

IpAddress address(const char *text)
{
    return *IpAddress::parse(text);
}

/// "found 300 s: a.test, b.test"
QString textOf(const DnsAnswer &answer)
{
    const QString status = answer.status == DnsAnswer::Status::Found ? QStringLiteral("found")
        : answer.status == DnsAnswer::Status::Missing                ? QStringLiteral("missing")
                                                                     : QStringLiteral("failed");
    QStringList values;
    for (const QByteArray &value : answer.values)
        values += QString::fromLatin1(value);
    for (const IpAddress &found : answer.addresses)
        values += QString::fromStdString(found.toString());
    return status + QStringLiteral(" %1 s: ").arg(answer.ttl.count()) + values.join(QStringLiteral(", "));
}

} // namespace

class TestDnsChannel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void names_data();
    void names();
    void texts_data();
    void texts();
    void manners_data();
    void manners();
    void lostOnce();
    void neverCallsBackAtOnce();
    void twoThousandAtOnce();
    void notMoreThanAllowedAtOnce();
    void cancelled();
    void cancelledAll();
    void deletedInCallback();
    void asksAgainInCallback();
    void newServersWhileAsking();
    void configurationReadAnewAllTheTime();
    void deadServersDoNotHoldUpNewOnes();
    void nextServer();
    void tellsWhatItAsks();

private:
    DnsOptions options() const;
    QString nameOf(const char *of);
    QString ask(const std::function<void(DnsChannel &, DnsChannel::Done)> &question);

    std::unique_ptr<DnsTestServer> m_server;
};

DnsOptions TestDnsChannel::options() const
{
    DnsOptions options;
    options.servers = {{address("127.0.0.1"), m_server->port()}};
    options.timeout = 100ms;
    return options;
}

QString TestDnsChannel::ask(const std::function<void(DnsChannel &, DnsChannel::Done)> &question)
{
    DnsChannel channel(options());
    QString result;
    question(channel, [&result](const DnsAnswer &answer) { result = textOf(answer); });
    [&result] { QTRY_VERIFY_WITH_TIMEOUT(!result.isEmpty(), 5000); }();
    return result;
}

QString TestDnsChannel::nameOf(const char *of)
{
    return ask([of](DnsChannel &channel, const DnsChannel::Done &done) { channel.findNames(address(of), done); });
}

void TestDnsChannel::init()
{
    m_server = std::make_unique<DnsTestServer>();
    QVERIFY2(m_server->port() != 0, qPrintable(m_server->error()));
    m_server->add(reverse1, DnsRecord::ptr("one.test", 120));
}

void TestDnsChannel::names_data()
{
    QTest::addColumn<QList<DnsRecord>>("records");
    QTest::addColumn<QString>("answer");
    const auto row = [](const char *name, const QList<DnsRecord> &records, const char *answer) {
        QTest::newRow(name) << records << QString::fromLatin1(answer);
    };
    const QByteArray label63(63, 'a');
    const QByteArray longest = label63 + '.' + label63 + '.' + label63 + '.' + QByteArray(61, 'b');
    row("one", {DnsRecord::ptr("host.example.net", 77)}, "found 77 s: host.example.net");
    row("several, least time to live", {DnsRecord::ptr("b.test", 90), DnsRecord::ptr("a.test", 60)},
        "found 60 s: b.test, a.test");
    row("the same twice", {DnsRecord::ptr("a.test"), DnsRecord::ptr("a.test")}, "found 300 s: a.test");
    row("none", {}, "missing 60 s: ");
    row("root", {DnsRecord::ptr(".")}, "missing 0 s: ");
    row("hostile bytes", {DnsRecord::ptr("\\000\\027[31m.\\195\\164<b>.test")},
        "found 300 s: \\000\\027[31m.\\195\\164<b>.test");
    row("dot and backslash in a label", {DnsRecord::ptr("a\\.b\\\\c.test")}, "found 300 s: a\\.b\\\\c.test");
    row("case is kept", {DnsRecord::ptr("Host-1.Example.NET")}, "found 300 s: Host-1.Example.NET");
    row("255 bytes", {DnsRecord::ptr(longest)}, QByteArray("found 300 s: " + longest).constData());
    row("more than 255 bytes", {DnsRecord::ptr(longest + 'b')}, "failed 0 s: ");
    row("label of 64 bytes", {DnsRecord::raw(DnsRecord::Ptr, char(64) + QByteArray(64, 'a') + '\0')}, "failed 0 s: ");
    row("data ends in the name", {DnsRecord::raw(DnsRecord::Ptr, QByteArray("\5abc", 4))}, "failed 0 s: ");
    row("no data", {DnsRecord::raw(DnsRecord::Ptr, QByteArray())}, "failed 0 s: ");
    row("pointer to itself", {DnsRecord::raw(DnsRecord::Ptr, QByteArray("\xc0\x4a", 2))}, "failed 0 s: ");
    row("time to live over the limit", {DnsRecord::ptr("a.test", 0x80000000U)}, "found 0 s: a.test");
    row("alias", {DnsRecord::cname("1.0-25.2.0.192.in-addr.arpa", 30)}, "found 30 s: rfc2317.test"); // RFC 2317
    row("alias to nothing", {DnsRecord::cname("nowhere.test")}, "missing 60 s: ");
    row("alias to itself", {DnsRecord::cname("9.2.0.192.in-addr.arpa")}, "failed 0 s: ");
}

void TestDnsChannel::names()
{
    QFETCH(QList<DnsRecord>, records);
    QFETCH(QString, answer);
    m_server->add("1.0-25.2.0.192.in-addr.arpa", DnsRecord::ptr("rfc2317.test"));
    m_server->add("9.2.0.192.in-addr.arpa", records);
    QCOMPARE(nameOf("192.0.2.9"), answer);
}

void TestDnsChannel::texts_data()
{
    QTest::addColumn<QList<DnsRecord>>("records");
    QTest::addColumn<QString>("answer");
    const auto row = [](const char *name, const QList<DnsRecord> &records, const QByteArray &answer) {
        QTest::newRow(name) << records << QString::fromLatin1(answer);
    };
    row("one", {DnsRecord::txt("64500 | 192.0.2.0/24 | US | arin | 2001-01-01", 600)},
        "found 600 s: 64500 | 192.0.2.0/24 | US | arin | 2001-01-01");
    row("two records", {DnsRecord::txt("a"), DnsRecord::txt("b")}, "found 300 s: a, b");
    row("strings of one record are joined", {DnsRecord::txt(QList<QByteArray>{"64500 ", "| ", "x"})},
        "found 300 s: 64500 | x");
    row("empty string", {DnsRecord::txt("")}, "found 300 s: ");
    row("over TCP", {DnsRecord::txt(QByteArray(2000, 'x'))}, "found 300 s: " + QByteArray(2000, 'x'));
    row("string longer than the record", {DnsRecord::raw(DnsRecord::Txt, QByteArray("\5abc", 4))}, "failed 0 s: ");
    row("other types", {DnsRecord::address("192.0.2.1"), DnsRecord::ptr("a.test")}, "missing 60 s: ");
}

void TestDnsChannel::texts()
{
    QFETCH(QList<DnsRecord>, records);
    QFETCH(QString, answer);
    m_server->add("text.test", records);
    QCOMPARE(ask([](DnsChannel &channel, const DnsChannel::Done &done) {
        channel.findTexts(QStringLiteral("text.test"), done);
    }),
        answer);
}

void TestDnsChannel::manners_data()
{
    QTest::addColumn<DnsManner>("manner");
    QTest::addColumn<QString>("answer");
    const auto row = [](const char *name, const DnsManner &manner, const char *answer) {
        QTest::newRow(name) << manner << QString::fromLatin1(answer);
    };
    row("no such name", {.kind = Kind::NoSuchName, .negativeTtl = 900}, "missing 900 s: ");
    row("no such name, no SOA", {.kind = Kind::NoSuchName, .negativeTtl = -1}, "missing 0 s: ");
    row("no data", {.kind = Kind::NoData, .negativeTtl = 30}, "missing 30 s: ");
    row("format error", {.kind = Kind::FormatError}, "failed 0 s: ");
    row("server failure", {.kind = Kind::ServerFailure}, "failed 0 s: ");
    row("not-implemented", {.kind = Kind::NotImplemented}, "failed 0 s: ");
    row("refused", {.kind = Kind::Refused}, "failed 0 s: ");
    row("silent", {.kind = Kind::Silent}, "failed 0 s: ");
    row("garbage", {.kind = Kind::Garbage}, "failed 0 s: ");
    row("cut", {.kind = Kind::Cut}, "failed 0 s: ");
    row("truncated", {.kind = Kind::Truncated}, "found 120 s: one.test");
    row("truncated, TCP is closed", {.kind = Kind::TruncatedOnly}, "failed 0 s: ");
    row("wrong id", {.kind = Kind::WrongId}, "failed 0 s: ");
    row("wrong question", {.kind = Kind::WrongQuestion}, "failed 0 s: ");
    row("wrong owner", {.kind = Kind::WrongOwner}, "missing 0 s: ");
    row("other port", {.kind = Kind::OtherPort}, "failed 0 s: ");
    row("a forged one first", {.kind = Kind::ForgedFirst}, "found 120 s: one.test");
    row("compression loop", {.kind = Kind::CompressionLoop}, "failed 0 s: ");
    row("late", {.delay = 60ms}, "found 120 s: one.test");
}

void TestDnsChannel::manners()
{
    QFETCH(DnsManner, manner);
    QFETCH(QString, answer);
    m_server->setManner(reverse1, manner);
    QCOMPARE(nameOf("192.0.2.1"), answer);
}

void TestDnsChannel::lostOnce()
{
    m_server->setManner(reverse1, {.dropFirst = 1});
    QCOMPARE(nameOf("192.0.2.1"), QStringLiteral("found 120 s: one.test"));
    QCOMPARE(m_server->asked(reverse1), 2);
    m_server->setManner(reverse1, {.dropFirst = 2});
    QCOMPARE(nameOf("192.0.2.1"), QStringLiteral("failed 0 s: "));
}

void TestDnsChannel::neverCallsBackAtOnce()
{
    DnsChannel channel(options());
    int called = 0;
    const auto count = [&called](const DnsAnswer &) { ++called; };
    channel.findTexts(QStringLiteral("a..test"), count); // c-ares refuses such names at once
    channel.findTexts(QString(70, u'a'), count);
    channel.findInHostsFile(QStringLiteral("nobody.test"), count);
    QCOMPARE(called, 0);
    QTRY_COMPARE(called, 3);
}

void TestDnsChannel::twoThousandAtOnce()
{
    constexpr int count = 2000;
    m_server->add("*.in-addr.arpa", DnsRecord::ptr("any.test"));
    DnsChannel channel(options());
    int found = 0;
    int answered = 0;
    for (int i = 0; i < count; ++i) {
        const auto target = IpAddress::v4({10, 0, std::uint8_t(i >> 8), std::uint8_t(i)});
        channel.findNames(target, [&](const DnsAnswer &answer) {
            ++answered;
            found += answer.status == DnsAnswer::Status::Found ? 1 : 0;
        });
    }
    QTRY_COMPARE_WITH_TIMEOUT(answered, count, 20000);
    QCOMPARE(found, count);
}

void TestDnsChannel::notMoreThanAllowedAtOnce()
{
    m_server->setManner("*", {.kind = Kind::Silent});
    auto few = options();
    few.parallelQuestions = 3;
    few.timeout = 10s;
    DnsChannel channel(few);
    for (int i = 0; i < 10; ++i)
        channel.findTexts(QStringLiteral("q%1.test").arg(i), [](const DnsAnswer &) {});
    QTRY_COMPARE(m_server->asked(), 3);
    QCOMPARE(ask([](DnsChannel &other, const DnsChannel::Done &done) { // time for another to come and go
        other.findInHostsFile(QStringLiteral("nobody.test"), done);
    }),
        QStringLiteral("missing 0 s: "));
    QCOMPARE(m_server->asked(), 3);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(m_server->questions().at(i).name, "q" + QByteArray::number(i) + ".test");
}

void TestDnsChannel::cancelled()
{
    auto one = options();
    one.parallelQuestions = 1;
    m_server->add("next.test", DnsRecord::txt("next"));
    DnsChannel channel(one);
    bool called = false;
    QString next;
    const auto note = [&called](const DnsAnswer &) { called = true; };
    const auto underWay = channel.findNames(address("192.0.2.1"), note);
    const auto waiting = channel.findTexts(QStringLiteral("waiting.test"), note);
    channel.findTexts(QStringLiteral("next.test"), [&next](const DnsAnswer &answer) { next = textOf(answer); });
    m_server->onQuestion = [&](const DnsQuestion &) {
        m_server->onQuestion = nullptr;
        channel.cancel(underWay);
        channel.cancel(waiting);
        channel.cancel(waiting);
    };
    QTRY_COMPARE(next, QStringLiteral("found 300 s: next"));
    QVERIFY(!called);
    QCOMPARE(m_server->asked("waiting.test"), 0);
}

void TestDnsChannel::cancelledAll()
{
    m_server->setManner("*.test", {.kind = Kind::Silent});
    auto some = options();
    some.parallelQuestions = 2;
    some.timeout = 10s;
    DnsChannel channel(some);
    bool called = false;
    for (int i = 0; i < 5; ++i)
        channel.findTexts(QStringLiteral("q%1.test").arg(i), [&called](const DnsAnswer &) { called = true; });
    QTRY_COMPARE(m_server->asked(), 2);
    channel.cancelAll();
    QString next;
    channel.findNames(address("192.0.2.1"), [&next](const DnsAnswer &answer) { next = textOf(answer); });
    QTRY_COMPARE(next, QStringLiteral("found 120 s: one.test"));
    QVERIFY(!called);
    QCOMPARE(m_server->asked(), 3);
}

void TestDnsChannel::deletedInCallback()
{
    auto channel = std::make_unique<DnsChannel>(options());
    int called = 0;
    for (int i = 0; i < 4; ++i) {
        channel->findNames(address("192.0.2.1"), [&](const DnsAnswer &) {
            ++called;
            channel.reset();
        });
    }
    QTRY_COMPARE(called, 1);
    QVERIFY(!channel);
    QCoreApplication::processEvents();
    QCOMPARE(called, 1);
}

void TestDnsChannel::asksAgainInCallback()
{
    DnsChannel channel(options());
    int left = 20;
    std::function<void(const DnsAnswer &)> again = [&](const DnsAnswer &answer) {
        QCOMPARE(answer.status, DnsAnswer::Status::Found);
        if (--left > 0)
            channel.findNames(address("192.0.2.1"), again);
    };
    channel.findNames(address("192.0.2.1"), again);
    QTRY_COMPARE(left, 0);
}

void TestDnsChannel::newServersWhileAsking()
{
    DnsTestServer other;
    other.add("where.test", DnsRecord::txt("other"));
    m_server->add("where.test", DnsRecord::txt("first"));
    m_server->setManner("where.test", {.delay = 40ms});
    DnsChannel channel(options());
    QStringList answers;
    const auto note = [&answers](const DnsAnswer &answer) { answers += QString::fromLatin1(answer.values.value(0)); };
    channel.findTexts(QStringLiteral("where.test"), note);
    QTRY_COMPARE(m_server->asked(), 1);
    auto changed = options();
    changed.servers = {{address("127.0.0.1"), other.port()}};
    channel.setOptions(changed);
    channel.findTexts(QStringLiteral("where.test"), note);
    QTRY_COMPARE(answers.size(), 2);
    answers.sort();
    QCOMPARE(answers, QStringList({QStringLiteral("first"), QStringLiteral("other")}));
}

/// Each question has a channel of c-ares of its own then; the limit holds over all of them.
void TestDnsChannel::configurationReadAnewAllTheTime()
{
    constexpr int count = 50;
    m_server->add("*.test", DnsRecord::txt("x"));
    m_server->setManner("*.test", {.kind = Kind::Silent});
    auto restless = options();
    restless.configurationAge = -1ms;
    restless.parallelQuestions = 4;
    restless.timeout = 10s;
    DnsChannel channel(restless);
    int found = 0;
    for (int i = 0; i < count; ++i)
        channel.findTexts(QStringLiteral("q%1.test").arg(i),
            [&found](const DnsAnswer &answer) { found += answer.status == DnsAnswer::Status::Found ? 1 : 0; });
    QTRY_COMPARE(m_server->asked(), 4);
    m_server->setManner("*.test", {});
    channel.cancelAll();
    for (int i = 0; i < count; ++i)
        channel.findTexts(QStringLiteral("q%1.test").arg(i),
            [&found](const DnsAnswer &answer) { found += answer.status == DnsAnswer::Status::Found ? 1 : 0; });
    QTRY_COMPARE(found, count);
    QCOMPARE(m_server->asked(), 4 + count);
}

void TestDnsChannel::deadServersDoNotHoldUpNewOnes()
{
    m_server->setManner("*", {.kind = Kind::Silent});
    auto slow = options();
    slow.parallelQuestions = 1;
    slow.timeout = 20s;
    DnsChannel channel(slow);
    QString answer;
    channel.findNames(address("192.0.2.9"), [](const DnsAnswer &) { QFAIL("nobody can have answered"); });
    channel.findNames(address("192.0.2.1"), [&answer](const DnsAnswer &found) { answer = textOf(found); });
    QTRY_COMPARE(m_server->asked(), 1);
    DnsTestServer other;
    other.add(reverse1, DnsRecord::ptr("other.test"));
    slow.servers = {{address("127.0.0.1"), other.port()}};
    channel.setOptions(slow);
    QTRY_COMPARE(answer, QStringLiteral("found 300 s: other.test"));
}

void TestDnsChannel::nextServer()
{
    for (const Kind kind : {Kind::Silent, Kind::ServerFailure, Kind::Refused, Kind::Garbage}) {
        DnsTestServer second;
        second.add(reverse1, DnsRecord::ptr("second.test"));
        m_server->setManner("*", {.kind = kind});
        auto two = options();
        two.servers.push_back({address("127.0.0.1"), second.port()});
        DnsChannel channel(two);
        QString result;
        channel.findNames(address("192.0.2.1"), [&result](const DnsAnswer &answer) { result = textOf(answer); });
        QTRY_COMPARE(result, QStringLiteral("found 300 s: second.test"));
    }
}

void TestDnsChannel::tellsWhatItAsks()
{
    DnsChannel channel(options());
    QStringList asked;
    connect(&channel, &DnsChannel::asking, &channel,
        [&asked](DnsChannel::Token token, const QString &what, const QString &servers) {
            asked += QStringLiteral("%1: %2 @ %3").arg(token).arg(what, servers);
        });
    int answers = 0;
    const auto count = [&answers](const DnsAnswer &) { ++answers; };
    channel.findNames(address("2001:db8::1"), count);
    channel.findTexts(QStringLiteral("AS64500.asn.cymru.com"), count);
    channel.findAddresses(QStringLiteral("www.test"), count);
    channel.findInHostsFile(QStringLiteral("www.test"), count);
    QTRY_COMPARE(answers, 4);
    const QString server = QStringLiteral("127.0.0.1:%1").arg(m_server->port());
    const auto nibbles = QStringLiteral("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa");
    QCOMPARE(asked,
        QStringList({u"1: " + nibbles + u" PTR @ " + server, u"2: AS64500.asn.cymru.com TXT @ " + server,
            u"3: www.test A, AAAA @ " + server}));
    QCOMPARE(channel.servers(), server);
}

QTEST_GUILESS_MAIN(TestDnsChannel)
#include "tst_dns_channel.moc"
