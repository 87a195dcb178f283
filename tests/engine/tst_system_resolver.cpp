// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resolver_asking.h"

#include <QElapsedTimer>
#include <QTest>

using engine::DnsOptions;
using engine::LookupThread;
using engine::QuestionLog;
using engine::SystemResolver;
using engine::TargetResolver;
using Kind = DnsManner::Kind;
using namespace std::chrono_literals;

class TestSystemResolver final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setSearchDomains("invalid"); }
    void init();
    void answers_data();
    void answers();
    void asksNobodyForItsOwn();
    void manyAtOnce();
    void cancelled();
    void contextGone();
    void destroyedWhileAsking();
    void nextServerIsAsked();
    void newServers();
    void twoOnOneThread();
    void fixedNames();

private:
    DnsOptions options() const { return optionsFor(*m_server); }

    std::unique_ptr<DnsTestServer> m_server;
};

void TestSystemResolver::init()
{
    m_server = std::make_unique<DnsTestServer>();
    const auto misbehave = [this](const char *name, Kind kind) {
        m_server->add(name, {DnsRecord::address("192.0.2.66"), DnsRecord::address("2001:db8::66")});
        m_server->setManner(name, {.kind = kind});
    };
    m_server->add("v4.test", DnsRecord::address("192.0.2.1"));
    m_server->add("two.test", {DnsRecord::address("192.0.2.1"), DnsRecord::address("192.0.2.2")});
    m_server->add("v6.test", DnsRecord::address("2001:db8::1"));
    m_server->add("xn--bcher-kva.test", DnsRecord::address("192.0.2.3"));
    m_server->add("with_underscore.test", DnsRecord::address("192.0.2.4"));
    m_server->add("alias.test", DnsRecord::cname("two.test"));
    m_server->add("empty.test", QList<DnsRecord>());
    misbehave("servfail.test", Kind::ServerFailure);
    misbehave("refused.test", Kind::Refused);
    misbehave("silent.test", Kind::Silent);
    misbehave("garbage.test", Kind::Garbage);
    misbehave("cut.test", Kind::Cut);
    misbehave("wrongid.test", Kind::WrongId);
    misbehave("wrongquestion.test", Kind::WrongQuestion);
    misbehave("otherport.test", Kind::OtherPort);
    misbehave("loop.test", Kind::CompressionLoop);
    misbehave("truncated.test", Kind::Truncated);
}

void TestSystemResolver::answers_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("answer");
    const auto row = [](const char *host, const char *answer) {
        QTest::newRow(host) << QString::fromLatin1(host) << QString::fromLatin1(answer);
    };
    row("v4.test", "found 192.0.2.1");
    row("V4.test.", "found 192.0.2.1");
    row("two.test", "found 192.0.2.1 192.0.2.2");
    row("v6.test", "found 2001:db8::1");
    row("xn--bcher-kva.test", "found 192.0.2.3");
    row("with_underscore.test", "found 192.0.2.4");
    row("empty.test", "found");
    row("missing.test", "not found");
    row("servfail.test", "failed");
    row("silent.test", "failed");
    row("garbage.test", "failed");
    row("cut.test", "failed");
    row("wrongid.test", "failed");
    row("wrongquestion.test", "failed");
    row("alias.test", "found 192.0.2.1 192.0.2.2");
    row("refused.test", "failed");
    row("otherport.test", "failed");
    row("loop.test", "failed");
    row("truncated.test", "found 192.0.2.66 2001:db8::66");
}

void TestSystemResolver::answers()
{
    QFETCH(QString, host);
    QFETCH(QString, answer);
    SystemResolver resolver(options());
    QCOMPARE(ask(resolver, host), answer);
}

void TestSystemResolver::asksNobodyForItsOwn()
{
    SystemResolver resolver(options());
    QCOMPARE(ask(resolver, QStringLiteral("localhost")), QStringLiteral("found 127.0.0.1 ::1"));
    QCOMPARE(ask(resolver, QStringLiteral("db.LocalHost.")), QStringLiteral("found 127.0.0.1 ::1"));
    QCOMPARE(ask(resolver, QStringLiteral("192.0.2.9")), QStringLiteral("found 192.0.2.9"));
    QCOMPARE(ask(resolver, QStringLiteral("2001:db8::9")), QStringLiteral("found 2001:db8::9"));
    QCOMPARE(m_server->asked(), 0);
}

void TestSystemResolver::manyAtOnce()
{
    constexpr int count = 60;
    for (int i = 0; i < count; ++i) {
        const QByteArray address = "192.0.2." + QByteArray::number(i);
        m_server->add("h" + QByteArray::number(i) + ".test", DnsRecord::address(address.constData()));
    }
    SystemResolver resolver(options());
    QObject context;
    QSet<QString> seen;
    for (int i = 0; i < count; ++i) {
        resolver.resolve(QStringLiteral("h%1.test").arg(i), &context, [&seen](const TargetResolver::Answer &answer) {
            if (!answer.addresses.empty())
                seen += QString::fromStdString(answer.addresses.front().toString());
        });
    }
    QTRY_COMPARE(seen.size(), count);
}

void TestSystemResolver::cancelled()
{
    SystemResolver resolver(options());
    QObject first;
    bool called = false;
    resolver.resolve(QStringLiteral("v4.test"), &first, [&called](const TargetResolver::Answer &) { called = true; });
    resolver.cancel(&first);
    QCOMPARE(ask(resolver, QStringLiteral("two.test")), QStringLiteral("found 192.0.2.1 192.0.2.2"));
    QVERIFY(!called);
}

void TestSystemResolver::contextGone()
{
    SystemResolver resolver(options());
    bool called = false;
    {
        QObject context;
        resolver.resolve(
            QStringLiteral("v4.test"), &context, [&called](const TargetResolver::Answer &) { called = true; });
    }
    QCOMPARE(ask(resolver, QStringLiteral("two.test")), QStringLiteral("found 192.0.2.1 192.0.2.2"));
    QVERIFY(!called);
}

void TestSystemResolver::destroyedWhileAsking()
{
    QObject context;
    bool called = false;
    auto slow = options();
    slow.timeout = 10s;
    auto resolver = std::make_unique<SystemResolver>(slow);
    resolver->resolve(
        QStringLiteral("silent.test"), &context, [&called](const TargetResolver::Answer &) { called = true; });
    QTRY_VERIFY(m_server->asked() > 0);
    QElapsedTimer timer;
    timer.start();
    resolver.reset();
    QVERIFY(timer.elapsed() < 2000);
    QCoreApplication::processEvents();
    QVERIFY(!called);
}

void TestSystemResolver::nextServerIsAsked()
{
    DnsTestServer other;
    other.add("silent.test", DnsRecord::address("192.0.2.8"));
    auto two = options();
    two.servers.push_back({*platform::IpAddress::parse("127.0.0.1"), other.port()});
    SystemResolver resolver(two);
    QCOMPARE(ask(resolver, QStringLiteral("silent.test")), QStringLiteral("found 192.0.2.8"));
}

void TestSystemResolver::newServers()
{
    DnsTestServer other;
    other.add("v4.test", DnsRecord::address("192.0.2.99"));
    SystemResolver resolver(options());
    QCOMPARE(ask(resolver, QStringLiteral("v4.test")), QStringLiteral("found 192.0.2.1"));
    auto changed = options();
    changed.servers = {{*platform::IpAddress::parse("127.0.0.1"), other.port()}};
    resolver.setOptions(changed, false);
    QCOMPARE(ask(resolver, QStringLiteral("v4.test")), QStringLiteral("found 192.0.2.99"));
}

/// One goes while it asks; the other, and the thread, stay.
void TestSystemResolver::twoOnOneThread()
{
    LookupThread thread;
    QuestionLog log;
    QObject context;
    SystemResolver stays(options(), thread, &log);
    auto goes = std::make_unique<SystemResolver>(options(), thread, &log);
    bool called = false;
    goes->resolve(
        QStringLiteral("silent.test."), &context, [&called](const TargetResolver::Answer &) { called = true; });
    QTRY_VERIFY(m_server->asked() > 0);
    goes.reset();
    QCOMPARE(ask(stays, QStringLiteral("v4.test")), QStringLiteral("found 192.0.2.1"));
    QVERIFY(!called);
}

void TestSystemResolver::fixedNames()
{
    engine::FixedResolver resolver({{QStringLiteral("far.example"), {*platform::IpAddress::parse("203.0.113.1")}}});
    QCOMPARE(ask(resolver, QStringLiteral("far.example")), QStringLiteral("found 203.0.113.1"));
    QCOMPARE(ask(resolver, QStringLiteral("FAR.example.")), QStringLiteral("found 203.0.113.1"));
    QCOMPARE(ask(resolver, QStringLiteral("near.example")), QStringLiteral("not found"));
    QObject context;
    bool called = false;
    resolver.resolve(
        QStringLiteral("far.example"), &context, [&called](const TargetResolver::Answer &) { called = true; });
    resolver.cancel(&context);
    QCOMPARE(ask(resolver, QStringLiteral("localhost")), QStringLiteral("found 127.0.0.1 ::1"));
    QVERIFY(!called);
}

QTEST_GUILESS_MAIN(TestSystemResolver)
#include "tst_system_resolver.moc"
