// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/public_address.h"
#include "tests/engine/stun_test_server.h"
#include "tests/support/dns_server.h"

#include <QSignalSpy>
#include <QTest>

using namespace engine;
using platform::Family;
using Manner = StunTestServer::Manner;
using State = PublicAddress::State;

namespace {

const QHostAddress seen4(QStringLiteral("203.0.113.7"));
const QHostAddress seen6(QStringLiteral("2001:db8:7::7"));

LookupOptions optionsFor(std::initializer_list<const StunTestServer *> servers)
{
    LookupOptions options;
    options.publicAddress = true;
    options.stunTimeout = std::chrono::milliseconds(20);
    options.stunServers.clear();
    for (const StunTestServer *server : servers)
        options.stunServers.push_back({server->host(), server->port()});
    return options;
}

} // namespace

class TestPublicAddress : public QObject {
    Q_OBJECT

private:
    LookupThread m_thread;

    std::vector<QuestionOutcome> outcomes(const QuestionLog &log)
    {
        std::vector<QuestionOutcome> found;
        for (const Question &question : log.questions())
            found.push_back(question.outcome);
        return found;
    }

private Q_SLOTS:
    void nobodyIsAskedWithoutPermission()
    {
        StunTestServer server(QHostAddress::LocalHost, seen4);
        QuestionLog log;
        PublicAddress address(m_thread, log);
        LookupOptions options = optionsFor({&server});
        options.publicAddress = false;
        address.ask(options);
        options.publicAddress = true;
        options.nothingLeaves = true;
        address.ask(options);
        QVERIFY(!address.isAsking());
        QCOMPARE(address.answer(Family::V4).state, State::NotAsked);
        QVERIFY(log.questions().empty());
    }

    void bothFamilies()
    {
        StunTestServer server4(QHostAddress::LocalHost, seen4);
        StunTestServer server6(QHostAddress::LocalHostIPv6, seen6);
        QuestionLog log;
        PublicAddress address(m_thread, log);
        address.ask(optionsFor({&server4, &server6}));
        QVERIFY(address.isAsking());
        QCOMPARE(address.answer(Family::V4).state, State::Asking);
        QTRY_VERIFY(!address.isAsking());
        QCOMPARE(address.answer(Family::V4).state, State::Known);
        QCOMPARE(address.answer(Family::V4).address.toString(), std::string("203.0.113.7"));
        QCOMPARE(address.answer(Family::V4).server, QStringLiteral("127.0.0.1:%1").arg(server4.port()));
        QVERIFY(address.answer(Family::V4).asOf.isValid());
        QCOMPARE(address.answer(Family::V6).address.toString(), std::string("2001:db8:7::7"));
        QCOMPARE(address.answer(Family::V6).server, QStringLiteral("[::1]:%1").arg(server6.port()));
        QCOMPARE(log.questions().size(), std::size_t(2)); // each server has one family only
        for (const Question &question : log.questions()) {
            QCOMPARE(question.kind, QuestionKind::PublicAddress);
            QCOMPARE(question.outcome, QuestionOutcome::Answered);
        }
    }

    void aServerWithANameIsAskedForOnce()
    {
        DnsTestServer names;
        names.add("stun.example", {DnsRecord::address("127.0.0.1"), DnsRecord::address("::1")});
        StunTestServer server4(QHostAddress::LocalHost, seen4);
        QuestionLog log;
        PublicAddress address(m_thread, log);
        LookupOptions options = optionsFor({&server4});
        options.stunServers = {
            {QStringLiteral("missing.example"), 1}, {QStringLiteral("stun.example"), server4.port()}};
        options.dns.servers = {{platform::IpAddress::parse("127.0.0.1").value(), names.port()}};
        options.stunTries = 1;
        address.ask(options);
        QTRY_VERIFY(!address.isAsking());
        QCOMPARE(address.answer(Family::V4).address.toString(), std::string("203.0.113.7"));
        QCOMPARE(address.answer(Family::V4).server, QStringLiteral("stun.example:%1").arg(server4.port()));
        QCOMPARE(names.asked("stun.example"), 2); // A and AAAA, for both families
        QVERIFY(names.asked("missing.example") > 0);
        const auto isNameQuestion = [](const Question &question) { return question.kind == QuestionKind::TargetName; };
        QCOMPARE(std::ranges::count_if(log.questions(), isNameQuestion), 2);
    }

    /// Whoever hears of a change may forget or ask anew at once.
    void askedAnewWhileItAnswers()
    {
        StunTestServer server(QHostAddress::LocalHost, seen4, {Manner::Error, Manner::Answer});
        QuestionLog log;
        PublicAddress address(m_thread, log);
        const LookupOptions options = optionsFor({&server});
        int turn = 0;
        connect(&address, &PublicAddress::changed, &address, [&] {
            ++turn;
            if (turn == 1)
                address.forget();
            else if (turn <= 3)
                address.ask(options);
        });
        address.ask(options);
        QTRY_VERIFY(!address.isAsking() && turn > 3);
        QVERIFY(address.answer(Family::V4).state == State::Known || address.answer(Family::V4).state == State::Failed);
        for (const Question &question : log.questions())
            QVERIFY(question.outcome != QuestionOutcome::Pending);
    }

    void whatIsWrongIsPassedOver_data()
    {
        QTest::addColumn<Manner>("manner");
        QTest::newRow("lost") << Manner::Silent;
        QTest::newRow("another transaction's") << Manner::WrongId;
        QTest::newRow("garbage") << Manner::Garbage;
        QTest::newRow("cut off") << Manner::CutOff;
        QTest::newRow("from another port") << Manner::OtherPort;
    }
    void whatIsWrongIsPassedOver()
    {
        QFETCH(Manner, manner);
        StunTestServer server(QHostAddress::LocalHost, seen4, {manner, manner, Manner::Answer});
        QuestionLog log;
        PublicAddress address(m_thread, log);
        address.ask(optionsFor({&server}));
        QTRY_COMPARE(address.answer(Family::V4).state, State::Known);
        QCOMPARE(server.asked(), 3);
        QCOMPARE(server.requests()[0], server.requests()[2]); // repeated as it was (RFC 8489 section 6.2.1)
        QCOMPARE(outcomes(log), std::vector{QuestionOutcome::Answered});
    }

    void theNextServerIsAsked_data()
    {
        QTest::addColumn<Manner>("manner");
        QTest::addColumn<int>("asked");
        QTest::newRow("error response") << Manner::Error << 1;
        QTest::newRow("success without an address") << Manner::NothingInIt << 1;
        QTest::newRow("silent") << Manner::Silent << 2;
        QTest::newRow("lies about the transaction") << Manner::WrongId << 2;
    }
    void theNextServerIsAsked()
    {
        QFETCH(Manner, manner);
        QFETCH(int, asked);
        StunTestServer bad(QHostAddress::LocalHost, seen4, {manner});
        StunTestServer good(QHostAddress::LocalHost, seen4, {Manner::Plain});
        QuestionLog log;
        PublicAddress address(m_thread, log);
        LookupOptions options = optionsFor({&bad, &good});
        options.stunTries = 2;
        options.stunServers.insert(options.stunServers.begin(), {QStringLiteral("not a host"), 3478});
        address.ask(options);
        QTRY_COMPARE(address.answer(Family::V4).state, State::Known);
        QCOMPARE(bad.asked(), asked);
        QCOMPARE(outcomes(log), (std::vector{QuestionOutcome::Failed, QuestionOutcome::Answered}));
    }

    void nobodyAtThePort()
    {
        StunTestServer good(QHostAddress::LocalHost, seen4);
        quint16 closed = 0;
        {
            const StunTestServer gone(QHostAddress::LocalHost, seen4);
            closed = gone.port();
        }
        QuestionLog log;
        PublicAddress address(m_thread, log);
        LookupOptions options = optionsFor({&good});
        options.stunServers.insert(options.stunServers.begin(), {QStringLiteral("127.0.0.1"), closed});
        address.ask(options);
        QTRY_COMPARE(address.answer(Family::V4).state, State::Known);
        QCOMPARE(good.asked(), 1);
    }

    void addressesThatTheWorldDoesNotSee_data()
    {
        QTest::addColumn<QString>("mapped");
        QTest::newRow("private") << QStringLiteral("192.168.1.2");
        QTest::newRow("carrier's") << QStringLiteral("100.64.0.9");
        QTest::newRow("unspecified") << QStringLiteral("0.0.0.0");
        QTest::newRow("multicast") << QStringLiteral("224.0.0.1");
        QTest::newRow("of the other family") << QStringLiteral("2001:db8::1");
    }
    void addressesThatTheWorldDoesNotSee()
    {
        QFETCH(QString, mapped);
        StunTestServer server(QHostAddress::LocalHost, QHostAddress(mapped));
        QuestionLog log;
        PublicAddress address(m_thread, log);
        address.ask(optionsFor({&server}));
        QTRY_VERIFY(!address.isAsking());
        QCOMPARE(address.answer(Family::V4).state, State::Failed);
        QVERIFY(address.answer(Family::V4).address.isNull());
        QCOMPARE(outcomes(log), std::vector{QuestionOutcome::Failed});
    }

    void anAnswerStaysUntilTheNextOneIsThere()
    {
        StunTestServer server(QHostAddress::LocalHost, seen4, {Manner::Answer, Manner::Silent});
        QuestionLog log;
        PublicAddress address(m_thread, log);
        LookupOptions options = optionsFor({&server});
        options.stunTries = 1;
        address.ask(options);
        QTRY_VERIFY(!address.isAsking());
        QCOMPARE(address.answer(Family::V4).state, State::Known);
        QSignalSpy changed(&address, &PublicAddress::changed);
        address.ask(options);
        QCOMPARE(address.answer(Family::V4).state, State::Known);
        QTRY_VERIFY(!address.isAsking());
        QCOMPARE(address.answer(Family::V4).state, State::Failed);
        QVERIFY(address.answer(Family::V4).address.isNull());
        QVERIFY(!changed.isEmpty());
    }

    void forgotten()
    {
        StunTestServer server(QHostAddress::LocalHost, seen4, {Manner::Silent});
        QuestionLog log;
        PublicAddress address(m_thread, log);
        LookupOptions options = optionsFor({&server});
        options.stunTimeout = std::chrono::hours(1);
        address.ask(options);
        QTRY_COMPARE(server.asked(), 1);
        address.forget();
        QVERIFY(!address.isAsking());
        QCOMPARE(address.answer(Family::V4), PublicAddress::Answer());
        QCOMPARE(outcomes(log), std::vector{QuestionOutcome::Cancelled});
        address.ask(options); // and once more, destroyed while it is under way
        QTRY_COMPARE(server.asked(), 2);
        QVERIFY(server.requests()[0] != server.requests()[1]);
    }
};

QTEST_GUILESS_MAIN(TestPublicAddress)
#include "tst_public_address.moc"
