// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/web/registry_lookup.h"
#include "tests/support/web_server.h"

#include <QFile>
#include <QTest>

using engine::AddressRange;
using engine::HttpProblem;
using engine::QuestionOutcome;
using engine::RegistryLookup;
using engine::RegistryProblem;
using platform::IpAddress;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(WebServer::Reply)

namespace {

QByteArray fileContent(const char *name)
{
    QFile file(QStringLiteral(PERIPLUS_SOURCE_DIR "/tests/data/web/") + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

IpAddress address(const char *text)
{
    return *IpAddress::parse(text);
}

WebServer::Reply rdap(const QByteArray &body)
{
    WebServer::Reply reply;
    reply.contentType = "application/rdap+json";
    reply.body = body;
    return reply;
}

} // namespace

class TestRegistryLookup final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void answers();
    void asksNobody_data();
    void asksNobody();
    void notAllowed();
    void nobodyResponsible();
    void refusals_data();
    void refusals();
    void listFails_data();
    void listFails();
    void leavesTheRegistryAlone();
    void listIsRenewed();
    void oldListIsBetterThanNone();
    void severalAtOnce();
    void cancelled();
    void switchedOff_data();
    void switchedOff();
    void contextGone();
    void redirectedToAnother();
    void destroyedMeanwhile();

private:
    RegistryLookup::Answer ask(const char *text);
    QString questions() const; ///< "path outcome", one a line
    void serveList(const QByteArray &path, const QByteArray &prefix, const QByteArray &server);

    engine::LookupOptions m_options;
    std::unique_ptr<WebServer> m_server;
    std::unique_ptr<engine::QuestionLog> m_log;
    std::unique_ptr<engine::LookupThread> m_thread;
    std::unique_ptr<RegistryLookup> m_lookup;
};

void TestRegistryLookup::init()
{
    m_server = std::make_unique<WebServer>();
    m_options = {};
    m_options.registryList4 = m_server->url("/ipv4.json").toString();
    m_options.registryList6 = m_server->url("/ipv6.json").toString();
    serveList("/ipv4.json", "8.0.0.0/8", m_server->url("/rdap").toEncoded());
    serveList("/ipv6.json", "2001:4860::/32", m_server->url("/rdap6/").toEncoded());
    m_server->serve("/rdap/ip/8.8.8.8", rdap(fileContent("rdap_flat.json")));
    m_server->serve("/rdap6/ip/2001:4860::8888", rdap(fileContent("rdap_nested.json")));
    m_log = std::make_unique<engine::QuestionLog>();
    m_thread = std::make_unique<engine::LookupThread>();
    m_lookup = std::make_unique<RegistryLookup>(*m_thread, *m_log);
}

void TestRegistryLookup::cleanup()
{
    m_lookup.reset();
    m_thread.reset();
    m_log.reset();
    m_server.reset();
}

void TestRegistryLookup::serveList(const QByteArray &path, const QByteArray &prefix, const QByteArray &server)
{
    WebServer::Reply reply;
    reply.contentType = "application/json";
    reply.body = R"({"version": "1.0", "services": [[[")" + prefix + R"("], [")" + server + R"("]]]})";
    m_server->serve(path, reply);
}

RegistryLookup::Answer TestRegistryLookup::ask(const char *text)
{
    QObject context;
    std::optional<RegistryLookup::Answer> given;
    m_lookup->ask(
        address(text), m_options, &context, [&given](const RegistryLookup::Answer &answer) { given = answer; });
    if (given)
        return {};
    [&given] { QTRY_VERIFY(given); }();
    return given.value_or(RegistryLookup::Answer());
}

QString TestRegistryLookup::questions() const
{
    static const QStringList outcomes{QStringLiteral("pending"), QStringLiteral("answered"), QStringLiteral("missing"),
        QStringLiteral("failed"), QStringLiteral("cancelled"), QStringLiteral("cached"), QStringLiteral("not allowed")};
    QStringList lines;
    for (const engine::Question &question : m_log->questions())
        lines += QUrl(question.what).path() + u' ' + outcomes[static_cast<int>(question.outcome)];
    return lines.join(u'\n');
}

void TestRegistryLookup::answers()
{
    RegistryLookup::Answer answer = ask("8.8.8.8");
    QVERIFY(answer.record);
    QCOMPARE(answer.problem, RegistryProblem::None);
    QCOMPARE(answer.record->name, QStringLiteral("EXAMPLE-NET"));
    QCOMPARE(answer.record->source, QStringLiteral("127.0.0.1"));
    QVERIFY(std::abs(answer.record->asOf.secsTo(QDateTime::currentDateTimeUtc())) < 60);
    QCOMPARE(questions(), QStringLiteral("/ipv4.json answered\n/rdap/ip/8.8.8.8 answered"));
    const engine::Question question = m_log->questions().back();
    QCOMPARE(question.kind, engine::QuestionKind::Registry);
    QCOMPARE(question.what, m_server->url("/rdap/ip/8.8.8.8").toString());
    QCOMPARE(question.subject, QStringLiteral("8.8.8.8"));
    QCOMPARE(question.server, QStringLiteral("127.0.0.1"));
    QVERIFY(m_server->requests().back().headers.value("accept").startsWith("application/rdap+json"));

    QCOMPARE(ask("8.8.8.8").record, answer.record); // known
    QCOMPARE(m_server->requests().size(), 2U);
    QCOMPARE(m_log->questions().back().outcome, QuestionOutcome::Cached);
    QCOMPARE(m_log->questions().back().what, question.what);
    QCOMPARE(m_log->left(), 2U);

    QCOMPARE(ask("2001:4860::8888").record->name, QStringLiteral("EXAMPLE6"));
    QCOMPARE(m_server->paths().back(), QByteArray("/rdap6/ip/2001:4860::8888"));
}

void TestRegistryLookup::asksNobody_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<AddressRange>("range");
    QTest::newRow("private") << QByteArray("192.168.1.1") << AddressRange::Private;
    QTest::newRow("carrier") << QByteArray("100.64.0.1") << AddressRange::CarrierNat;
    QTest::newRow("link-local") << QByteArray("fe80::1") << AddressRange::LinkLocal;
    QTest::newRow("ULA") << QByteArray("fd00::1") << AddressRange::UniqueLocal;
    QTest::newRow("documentation") << QByteArray("203.0.113.9") << AddressRange::Documentation;
}

void TestRegistryLookup::asksNobody()
{
    QFETCH(QByteArray, text);
    QFETCH(AddressRange, range);
    const RegistryLookup::Answer answer = ask(text.constData());
    QCOMPARE(answer.problem, RegistryProblem::SpecialRange);
    QCOMPARE(answer.range, range);
    QVERIFY(!answer.record);
    QVERIFY(!m_thread->isRunning());
    QCOMPARE(m_server->requests().size(), 0U);
    QCOMPARE(m_log->questions().size(), 0U);
}

void TestRegistryLookup::notAllowed()
{
    m_options.nothingLeaves = true;
    RegistryLookup::Answer answer = ask("8.8.8.8");
    QCOMPARE(answer.problem, RegistryProblem::NotAllowed);
    QCOMPARE(answer.failure.problem, HttpProblem::Cancelled);
    m_options.nothingLeaves = false;
    m_options.registry = false;
    QCOMPARE(ask("8.8.8.8").problem, RegistryProblem::NotAllowed);
    QVERIFY(!m_thread->isRunning());
    QCOMPARE(m_log->questions().size(), 2U);
    QCOMPARE(m_log->questions().back().outcome, QuestionOutcome::NotAllowed);
    QCOMPARE(m_log->left(), 0U);
    m_options.registry = true;
    QVERIFY(ask("8.8.8.8").record);
    m_options.nothingLeaves = true; // what is known is still said
    QVERIFY(ask("8.8.8.8").record);
}

void TestRegistryLookup::nobodyResponsible()
{
    const RegistryLookup::Answer answer = ask("9.9.9.9");
    QCOMPARE(answer.problem, RegistryProblem::NoRegistry);
    QCOMPARE(questions(), QStringLiteral("/ipv4.json answered"));
}

void TestRegistryLookup::refusals_data()
{
    QTest::addColumn<WebServer::Reply>("reply");
    QTest::addColumn<RegistryProblem>("problem");
    QTest::addColumn<HttpProblem>("failure");
    WebServer::Reply reply = rdap("{}");
    reply.status = 404;
    QTest::newRow("unknown") << reply << RegistryProblem::Missing << HttpProblem::Status;
    reply.status = 429;
    QTest::newRow("too often") << reply << RegistryProblem::RateLimited << HttpProblem::Status;
    reply.status = 500;
    QTest::newRow("broken") << reply << RegistryProblem::Transfer << HttpProblem::Status;
    QTest::newRow("no record") << rdap("{}") << RegistryProblem::Malformed << HttpProblem::None;
    QTest::newRow("cut") << rdap("{\"objectClassName\": \"ip net") << RegistryProblem::Malformed << HttpProblem::None;
    reply = rdap("<html>");
    reply.contentType = "text/html";
    QTest::newRow("a web page") << reply << RegistryProblem::Transfer << HttpProblem::WrongType;
    reply = rdap(fileContent("rdap_flat.json"));
    reply.cut = 100;
    QTest::newRow("cut off") << reply << RegistryProblem::Transfer << HttpProblem::NoConnection;
    reply = rdap(QByteArray(5 << 20, ' '));
    QTest::newRow("too large") << reply << RegistryProblem::Transfer << HttpProblem::TooLarge;
    reply = {};
    reply.silent = true;
    QTest::newRow("silent") << reply << RegistryProblem::Transfer << HttpProblem::Timeout;
}

void TestRegistryLookup::refusals()
{
    QFETCH(WebServer::Reply, reply);
    QFETCH(RegistryProblem, problem);
    QFETCH(HttpProblem, failure);
    if (reply.silent)
        m_options.transferTimeout = 300ms;
    m_server->serve("/rdap/ip/8.8.8.8", reply);
    const RegistryLookup::Answer answer = ask("8.8.8.8");
    QCOMPARE(answer.problem, problem);
    QCOMPARE(answer.failure.problem, failure);
    QVERIFY(!answer.record);
    QVERIFY(answer.failure.body.isEmpty());
    // Failures are not kept: the next question is asked.
    m_server->serve("/rdap/ip/8.8.8.8", rdap(fileContent("rdap_flat.json")));
    QVERIFY(ask("8.8.8.8").record);
}

void TestRegistryLookup::listFails_data()
{
    QTest::addColumn<WebServer::Reply>("reply");
    QTest::addColumn<RegistryProblem>("problem");
    WebServer::Reply reply;
    reply.status = 503;
    QTest::newRow("broken") << reply << RegistryProblem::Transfer;
    QTest::newRow("no list") << rdap("{}") << RegistryProblem::Malformed;
}

void TestRegistryLookup::listFails()
{
    QFETCH(WebServer::Reply, reply);
    QFETCH(RegistryProblem, problem);
    m_server->serve("/ipv4.json", reply);
    QCOMPARE(ask("8.8.8.8").problem, problem);
    QCOMPARE(m_server->paths(), std::vector<QByteArray>{"/ipv4.json"});
    serveList("/ipv4.json", "8.0.0.0/8", m_server->url("/rdap").toEncoded());
    QVERIFY(ask("8.8.8.8").record);
}

void TestRegistryLookup::leavesTheRegistryAlone()
{
    WebServer::Reply reply = rdap("{}");
    reply.status = 429;
    reply.headers = {{"Retry-After", "600"}};
    m_server->serve("/rdap/ip/8.8.8.8", reply);
    QCOMPARE(ask("8.8.8.8").failure.retryAfter, 600s);
    m_server->serve("/rdap/ip/8.8.8.9", rdap(fileContent("rdap_flat.json")));
    const RegistryLookup::Answer answer = ask("8.8.8.9");
    QCOMPARE(answer.problem, RegistryProblem::RateLimited);
    QVERIFY(answer.failure.retryAfter > 500s && answer.failure.retryAfter <= 600s);
    QCOMPARE(m_server->requests().size(), 2U); // list and the first question
}

void TestRegistryLookup::listIsRenewed()
{
    m_options.cache.registryList = 0s;
    QVERIFY(ask("8.8.8.8").record);
    QCOMPARE(ask("8.8.8.9").problem, RegistryProblem::Missing);
    QCOMPARE(m_server->paths(),
        (std::vector<QByteArray>{"/ipv4.json", "/rdap/ip/8.8.8.8", "/ipv4.json", "/rdap/ip/8.8.8.9"}));
    // From elsewhere now.
    m_options.cache.registryList = 1h;
    m_options.registryList4 = m_server->url("/elsewhere").toString();
    QCOMPARE(ask("8.8.8.10").problem, RegistryProblem::Transfer);
    QCOMPARE(m_server->paths().back(), QByteArray("/elsewhere"));
}

void TestRegistryLookup::oldListIsBetterThanNone()
{
    m_options.cache.registryList = 0s;
    QCOMPARE(ask("8.8.8.9").problem, RegistryProblem::Missing);
    WebServer::Reply broken;
    broken.status = 503;
    m_server->serve("/ipv4.json", broken);
    QVERIFY(ask("8.8.8.8").record);
}

void TestRegistryLookup::severalAtOnce()
{
    m_server->serve("/rdap/ip/8.8.4.4", rdap(fileContent("rdap_nested.json")));
    QObject context;
    QStringList names;
    const auto take = [&names](const RegistryLookup::Answer &answer) {
        names += answer.record ? answer.record->name : QStringLiteral("none");
    };
    for (const char *text : {"8.8.8.8", "8.8.4.4", "8.8.8.8", "192.168.0.1", "2001:4860::8888"})
        m_lookup->ask(address(text), m_options, &context, take);
    QTRY_COMPARE(names.size(), 5);
    names.sort();
    QCOMPARE(names.join(u' '), QStringLiteral("EXAMPLE-NET EXAMPLE-NET EXAMPLE6 EXAMPLE6 none"));
    QCOMPARE(m_server->requests().size(), 5U); // each list once, each address once
}

void TestRegistryLookup::cancelled()
{
    WebServer::Reply held = rdap(fileContent("rdap_flat.json"));
    held.hold = 10;
    m_server->serve("/rdap/ip/8.8.8.8", held);
    QObject one;
    QObject other;
    int calledOne = 0;
    int calledOther = 0;
    m_lookup->ask(address("8.8.8.8"), m_options, &one, [&calledOne](const RegistryLookup::Answer &) { ++calledOne; });
    m_lookup->ask(
        address("8.8.8.8"), m_options, &other, [&calledOther](const RegistryLookup::Answer &) { ++calledOther; });
    QTRY_VERIFY(m_server->isHolding());
    m_lookup->cancel(&one);
    m_server->release(); // the other still wants it
    QTRY_COMPARE(calledOther, 1);
    QCOMPARE(calledOne, 0);

    held.body = fileContent("rdap_nested.json");
    m_server->serve("/rdap/ip/8.8.8.9", held);
    m_lookup->ask(address("8.8.8.9"), m_options, &one, [&calledOne](const RegistryLookup::Answer &) { ++calledOne; });
    m_lookup->ask(address("10.0.0.1"), m_options, &one, [&calledOne](const RegistryLookup::Answer &) { ++calledOne; });
    QTRY_VERIFY(m_server->isHolding());
    m_lookup->cancel(&one);
    QTRY_COMPARE(m_log->questions().back().outcome, QuestionOutcome::Cancelled);
    QTRY_VERIFY(!m_server->isHolding()); // the connection was closed
    QVERIFY(calledOne <= 1); // the second may have been answered before
    calledOne = 0;
    m_lookup->ask(address("10.0.0.1"), m_options, &one, [&calledOne](const RegistryLookup::Answer &) { ++calledOne; });
    m_lookup->cancel(&one);
    QCOMPARE(ask("8.8.8.8").record->name, QStringLiteral("EXAMPLE-NET"));
    QCOMPARE(calledOne, 0);
}

void TestRegistryLookup::switchedOff_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("while the list comes") << QByteArray("/ipv4.json");
    QTest::newRow("while the registry answers") << QByteArray("/rdap/ip/8.8.8.8");
}

/// "Nothing leaves" holds at once, also for what is under way.
void TestRegistryLookup::switchedOff()
{
    QFETCH(QByteArray, path);
    WebServer::Reply held = rdap(fileContent("rdap_flat.json"));
    held.hold = 10;
    m_server->serve(path, held);
    QObject context;
    std::vector<RegistryProblem> problems;
    m_lookup->ask(address("8.8.8.8"), m_options, &context,
        [&problems](const RegistryLookup::Answer &answer) { problems.push_back(answer.problem); });
    QTRY_VERIFY(m_server->isHolding());
    const std::size_t requests = m_server->requests().size();
    m_lookup->stopAsking();
    QCOMPARE(problems.size(), 0U);
    QTRY_COMPARE(problems, std::vector{RegistryProblem::NotAllowed});
    QTRY_VERIFY(!m_server->isHolding()); // the connection was closed
    QTRY_COMPARE(m_log->questions().back().outcome, QuestionOutcome::Cancelled);
    m_lookup->stopAsking();
    QCOMPARE(m_server->requests().size(), requests);
    m_server->release();
    serveList("/ipv4.json", "8.0.0.0/8", m_server->url("/rdap").toEncoded());
    m_server->serve("/rdap/ip/8.8.8.8", rdap(fileContent("rdap_flat.json")));
    QVERIFY(ask("8.8.8.8").record);
}

void TestRegistryLookup::contextGone()
{
    WebServer::Reply held = rdap(fileContent("rdap_flat.json"));
    held.hold = 10;
    m_server->serve("/rdap/ip/8.8.8.8", held);
    int called = 0;
    auto context = std::make_unique<QObject>();
    m_lookup->ask(
        address("8.8.8.8"), m_options, context.get(), [&called](const RegistryLookup::Answer &) { ++called; });
    QTRY_VERIFY(m_server->isHolding());
    context.reset();
    m_server->release();
    QTRY_COMPARE(m_log->questions().back().outcome, QuestionOutcome::Answered);
    QVERIFY(ask("8.8.8.8").record); // kept all the same
    QCOMPARE(called, 0);
    QCOMPARE(m_server->requests().size(), 2U);
}

void TestRegistryLookup::redirectedToAnother()
{
    m_server->redirect("/rdap/ip/8.8.8.9", m_server->url("/rdap/ip/8.8.8.8").toEncoded(), 301);
    QVERIFY(ask("8.8.8.9").record);
    QCOMPARE(questions(), QStringLiteral("/ipv4.json answered\n/rdap/ip/8.8.8.9 answered\n/rdap/ip/8.8.8.8 answered"));
}

void TestRegistryLookup::destroyedMeanwhile()
{
    WebServer::Reply held = rdap(fileContent("rdap_flat.json"));
    held.hold = 10;
    m_server->serve("/rdap/ip/8.8.8.8", held);
    QObject context;
    int called = 0;
    m_lookup->ask(address("8.8.8.8"), m_options, &context, [&called](const RegistryLookup::Answer &) { ++called; });
    QTRY_VERIFY(m_server->isHolding());
    QTRY_COMPARE(m_log->questions().size(), 2U);
    m_lookup.reset();
    QCOMPARE(m_log->questions().back().outcome, QuestionOutcome::Cancelled);
    m_thread.reset();
    QCoreApplication::processEvents();
    QCOMPARE(called, 0);
}

QTEST_GUILESS_MAIN(TestRegistryLookup)
#include "tst_registry_lookup.moc"
