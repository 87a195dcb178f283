// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/system_resolver.h"

#include "tests/support/dns_server.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using engine::DnsOptions;
using engine::LookupThread;
using engine::QuestionLog;
using engine::QuestionOutcome;
using engine::SystemResolver;
using engine::TargetResolver;
using Kind = DnsManner::Kind;
using namespace std::chrono_literals;

class TestSystemResolver final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void answers_data();
    void answers();
    void asksNobodyForItsOwn();
    void manyAtOnce();
    void cancelled();
    void contextGone();
    void destroyedWhileAsking();
    void nextServerIsAsked();
    void searchDomains_data();
    void searchDomains();
    void hostsFile();
    void logsWhatLeaves();
    void nothingLeaves();
    void nothingLeavesFromNowOn();
    void newServers();
    void twoOnOneThread();
    void fixedNames();

private:
    DnsOptions options() const;
    /// Status and addresses, as text; "" when nothing came.
    static QString ask(TargetResolver &resolver, const QString &host);

    std::unique_ptr<DnsTestServer> m_server;
};

namespace {

QString nameOf(TargetResolver::Status status)
{
    switch (status) {
    case TargetResolver::Status::Found:
        return QStringLiteral("found");
    case TargetResolver::Status::NotFound:
        return QStringLiteral("not found");
    case TargetResolver::Status::Failed:
        return QStringLiteral("failed");
    case TargetResolver::Status::NotAllowed:
        return QStringLiteral("not allowed");
    }
    return {};
}

const char *nameOf(QuestionOutcome outcome)
{
    switch (outcome) {
    case QuestionOutcome::Pending:
        return "pending";
    case QuestionOutcome::Answered:
        return "answered";
    case QuestionOutcome::Missing:
        return "missing";
    case QuestionOutcome::Failed:
        return "failed";
    case QuestionOutcome::Cancelled:
        return "cancelled";
    case QuestionOutcome::Cached:
        return "cached";
    case QuestionOutcome::NotAllowed:
        return "not allowed";
    }
    return "";
}

/// "what (subject): outcome", one line per question.
QString textOf(const engine::QuestionLog &log)
{
    QStringList lines;
    for (const engine::Question &question : log.questions())
        lines +=
            QStringLiteral("%1 (%2): %3").arg(question.what, question.subject, QLatin1String(nameOf(question.outcome)));
    return lines.join(u'\n');
}

} // namespace

DnsOptions TestSystemResolver::options() const
{
    DnsOptions options;
    options.servers = {{*platform::IpAddress::parse("127.0.0.1"), m_server->port()}};
    options.timeout = 100ms;
    return options;
}

QString TestSystemResolver::ask(TargetResolver &resolver, const QString &host)
{
    QObject context;
    QString result;
    resolver.resolve(host, &context, [&result](const TargetResolver::Answer &answer) {
        result = nameOf(answer.status);
        for (const auto &address : answer.addresses)
            result += QLatin1Char(' ') + QString::fromStdString(address.toString());
    });
    if (!result.isEmpty())
        return QStringLiteral("called back before resolve() returned");
    [&result] { QTRY_VERIFY_WITH_TIMEOUT(!result.isEmpty(), 5000); }();
    return result;
}

/// Instead of this machine's search domains.
void TestSystemResolver::initTestCase()
{
    qputenv("LOCALDOMAIN", "corp.test lan.test");
    qputenv("RES_OPTIONS", "ndots:1");
}

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

void TestSystemResolver::searchDomains_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QString>("asked"); ///< names of the A questions in order
    const auto row = [](const char *host, const char *answer, const char *asked) {
        QTest::newRow(host) << QString::fromLatin1(host) << QString::fromLatin1(answer) << QString::fromLatin1(asked);
    };
    row("printer", "found 192.0.2.21", "printer.corp.test printer.lan.test");
    row("both", "found 192.0.2.22", "both.corp.test");
    row("none", "not found", "none.corp.test none.lan.test none");
    row("printer.", "not found", "printer");
    row("a.b", "found 192.0.2.23", "a.b a.b.corp.test");
    row("v4.test", "found 192.0.2.1", "v4.test");
    row("broken", "found 192.0.2.24", "broken.corp.test broken.lan.test");
    row("dead", "failed", "dead.corp.test dead.lan.test dead");
    row("bare", "found", "bare.corp.test bare.lan.test bare"); // exists without addresses
}

void TestSystemResolver::searchDomains()
{
    QFETCH(QString, host);
    QFETCH(QString, answer);
    QFETCH(QString, asked);
    m_server->add("printer.lan.test", DnsRecord::address("192.0.2.21"));
    m_server->add("both.corp.test", DnsRecord::address("192.0.2.22"));
    m_server->add("both.lan.test", DnsRecord::address("192.0.2.66"));
    m_server->add("a.b.corp.test", DnsRecord::address("192.0.2.23"));
    m_server->add("broken.lan.test", DnsRecord::address("192.0.2.24"));
    m_server->add("bare.lan.test", QList<DnsRecord>());
    m_server->setManner("broken.corp.test", {.kind = Kind::ServerFailure});
    m_server->setManner("dead.corp.test", {.kind = Kind::ServerFailure});
    SystemResolver resolver(options());
    QCOMPARE(ask(resolver, host), answer);
    QStringList names;
    for (const DnsQuestion &question : m_server->questions())
        if (question.type == DnsRecord::A && !names.contains(QString::fromLatin1(question.name)))
            names += QString::fromLatin1(question.name);
    QCOMPARE(names.join(u' '), asked);
}

/// The hosts file is that of the machine; c-ares 1.18 reads no other.
void TestSystemResolver::hostsFile()
{
    QFile file(QStringLiteral("/etc/hosts"));
    QString name;
    QString address;
    if (file.open(QIODevice::ReadOnly)) {
        while (!file.atEnd() && name.isEmpty()) {
            const auto words = QString::fromLatin1(file.readLine()).section(u'#', 0, 0).simplified().split(u' ');
            if (words.size() > 1 && words.last() != QLatin1String("localhost") && words.first().contains(u'.')) {
                address = words.first();
                name = words.last();
            }
        }
    }
    if (name.isEmpty())
        QSKIP("the hosts file has no name besides localhost");
    LookupThread thread;
    QuestionLog log;
    for (const bool nothingLeaves : {false, true}) {
        SystemResolver resolver(options(), thread, &log);
        resolver.setOptions(options(), nothingLeaves);
        const QString answer = ask(resolver, name);
        QVERIFY2(answer.startsWith(QLatin1String("found ")) && answer.contains(address), qPrintable(answer));
    }
    QCOMPARE(m_server->asked(), 0);
    const auto line = QStringLiteral("%1 A, AAAA (%1): cached").arg(name);
    QCOMPARE(textOf(log), QString(line + u'\n' + line));
    QCOMPARE(log.left(), 0U);
}

void TestSystemResolver::logsWhatLeaves()
{
    LookupThread thread;
    QuestionLog log;
    SystemResolver resolver(options(), thread, &log);
    m_server->add("printer.lan.test", DnsRecord::address("192.0.2.21"));
    ask(resolver, QStringLiteral("printer"));
    ask(resolver, QStringLiteral("servfail.test."));
    ask(resolver, QStringLiteral("localhost"));
    ask(resolver, QStringLiteral("192.0.2.1"));
    QCOMPARE(textOf(log),
        QStringLiteral("printer.corp.test A, AAAA (printer): missing\n"
                       "printer.lan.test A, AAAA (printer): answered\n"
                       "servfail.test A, AAAA (servfail.test.): failed"));
    QCOMPARE(log.left(), 3U);
    QCOMPARE(log.questions().front().server, QStringLiteral("127.0.0.1:%1").arg(m_server->port()));
    QCOMPARE(log.questions().front().kind, engine::QuestionKind::TargetName);

    QObject context;
    resolver.resolve(QStringLiteral("silent.test."), &context, [](const TargetResolver::Answer &) {});
    QTRY_COMPARE(log.questions().size(), 4U);
    QCOMPARE(log.questions().back().outcome, QuestionOutcome::Pending);
    resolver.cancel(&context);
    QTRY_COMPARE(log.questions().back().outcome, QuestionOutcome::Cancelled);
}

void TestSystemResolver::nothingLeaves()
{
    LookupThread thread;
    QuestionLog log;
    SystemResolver resolver(options(), thread, &log);
    resolver.setOptions(options(), true);
    QCOMPARE(ask(resolver, QStringLiteral("v4.test")), QStringLiteral("not allowed"));
    QCOMPARE(ask(resolver, QStringLiteral("printer")), QStringLiteral("not allowed"));
    QCOMPARE(ask(resolver, QStringLiteral("localhost")), QStringLiteral("found 127.0.0.1 ::1"));
    QCOMPARE(ask(resolver, QStringLiteral("2001:db8::9")), QStringLiteral("found 2001:db8::9"));
    QCOMPARE(m_server->asked(), 0);
    QCOMPARE(
        textOf(log), QStringLiteral("v4.test A, AAAA (v4.test): not allowed\nprinter A, AAAA (printer): not allowed"));
    QCOMPARE(log.left(), 0U);
    resolver.setOptions(options(), false);
    QCOMPARE(ask(resolver, QStringLiteral("v4.test")), QStringLiteral("found 192.0.2.1"));
}

/// The switch is thrown while a question is under way: it ends, and is not repeated.
void TestSystemResolver::nothingLeavesFromNowOn()
{
    LookupThread thread;
    QuestionLog log;
    auto slow = options();
    slow.timeout = 200ms;
    SystemResolver resolver(slow, thread, &log);
    m_server->onQuestion = [&](const DnsQuestion &) { resolver.setOptions(slow, true); };
    QCOMPARE(ask(resolver, QStringLiteral("silent.test.")), QStringLiteral("not allowed"));
    QTRY_COMPARE(textOf(log), QStringLiteral("silent.test A, AAAA (silent.test.): cancelled"));
    QTest::qWait(500); // longer than the first repetition takes
    QVERIFY(m_server->asked() <= 2); // A and AAAA
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
