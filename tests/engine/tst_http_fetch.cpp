// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bad_replies.h"
#include "engine/web/http_fetch.h"

#include <QSslConfiguration>
#include <QTest>

using engine::HttpFetch;
using engine::HttpProblem;
using engine::HttpResult;
using namespace std::chrono_literals;

namespace {

constexpr char json[] = "application/json";

} // namespace

class TestHttpFetch final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void gets();
    void saysNoMoreThanNeeded();
    void answersThatAreNone_data();
    void answersThatAreNone();
    void badAddresses_data();
    void badAddresses();
    void bounded_data();
    void bounded();
    void silence();
    void refusesAndNames();
    void redirects();
    void secureOnly();
    void certificates_data();
    void certificates();
    void cancels();
    void destroyedInTheMiddle();
    void retryAfter();
    void manyAtOnce();

private:
    HttpResult get(const QUrl &url, const QByteArray &accept = json);
    HttpResult get(const QByteArray &path) { return get(m_server->url(path)); }

    engine::LookupOptions m_options;
    std::unique_ptr<WebServer> m_server;
};

void TestHttpFetch::init()
{
    m_options = {};
    m_server = std::make_unique<WebServer>();
    QSslConfiguration trusting = QSslConfiguration::defaultConfiguration();
    trusting.setCaCertificates({WebServer::authority()});
    QSslConfiguration::setDefaultConfiguration(trusting);
}

void TestHttpFetch::cleanup()
{
    m_server.reset();
}

HttpResult TestHttpFetch::get(const QUrl &url, const QByteArray &accept)
{
    HttpFetch fetch(m_options);
    std::optional<HttpResult> result;
    fetch.get(url, accept, [&result](const HttpResult &given) { result = given; });
    if (result)
        return {};
    [&result] { QTRY_VERIFY2(result, "nothing came"); }();
    return result.value_or(HttpResult());
}

void TestHttpFetch::gets()
{
    m_server->serve("/a?b=c%20d", jsonReply("{\"x\": 1}"));
    const HttpResult result = get("/a?b=c%20d");
    QCOMPARE(result.problem, HttpProblem::None);
    QCOMPARE(result.status, 200);
    QCOMPARE(result.body, QByteArray("{\"x\": 1}"));
    QCOMPARE(result.contentType, QStringLiteral("application/json"));
    QCOMPARE(result.url, m_server->url("/a?b=c%20d"));

    WebServer::Reply chunked = jsonReply("[1, 2]");
    chunked.chunked = true;
    m_server->serve("/chunked", chunked);
    QCOMPARE(get("/chunked").body, QByteArray("[1, 2]"));

    WebServer::Reply untilTheEnd = jsonReply("[3]");
    untilTheEnd.declareLength = false;
    m_server->serve("/until-the-end", untilTheEnd);
    QCOMPARE(get("/until-the-end").body, QByteArray("[3]"));

    m_server->serve("/empty", jsonReply(""));
    QVERIFY(get("/empty").ok());
}

/// Nothing in the question tells more than it must: no cookie, language or address that it came from.
void TestHttpFetch::saysNoMoreThanNeeded()
{
    WebServer::Reply reply = jsonReply("{}");
    reply.headers = {{"Set-Cookie", "id=1234"}, {"Cache-Control", "max-age=3600"}};
    m_server->serve("/a", reply);
    HttpFetch fetch(m_options);
    for (int times = 0; times < 2; ++times) {
        bool ok = false;
        fetch.get(m_server->url("/a"), json, [&ok](const HttpResult &given) { ok = given.ok(); });
        QTRY_VERIFY(ok);
    }
    QCOMPARE(m_server->requests().size(), 2U); // no cache
    for (const WebServer::Request &request : m_server->requests()) {
        QCOMPARE(request.method, QByteArray("GET"));
        QList<QByteArray> names = request.headers.keys();
        std::ranges::sort(names);
        QCOMPARE(names,
            QList<QByteArray>({"accept", "accept-encoding", "accept-language", "connection", "host", "user-agent"}));
        QCOMPARE(request.headers.value("accept-language"), QByteArray("*"));
        QCOMPARE(request.headers.value("accept-encoding"), QByteArray("identity"));
        QCOMPARE(request.headers.value("accept"), QByteArray(json));
        QVERIFY(request.headers.value("user-agent").startsWith("Periplus/"));
    }
}

void TestHttpFetch::answersThatAreNone_data()
{
    addBadReplies();
}

void TestHttpFetch::answersThatAreNone()
{
    QFETCH(WebServer::Reply, reply);
    QFETCH(HttpProblem, problem);
    QFETCH(int, status);
    m_server->serve("/a", reply);
    const HttpResult result = get("/a");
    QCOMPARE(result.problem, problem);
    QCOMPARE(result.status, status);
    QCOMPARE(result.body, QByteArray());
    QCOMPARE(result.detail.isEmpty(), problem == HttpProblem::None);
}

void TestHttpFetch::badAddresses_data()
{
    QTest::addColumn<QUrl>("url");
    for (const char *text :
        {"", "file:///etc/passwd", "ftp://localhost/a", "data:,a", "qrc:/a", "http:///a", "example.com"})
        QTest::newRow(text) << QUrl(QLatin1String(text));
}

void TestHttpFetch::badAddresses()
{
    QFETCH(QUrl, url);
    QCOMPARE(get(url).problem, HttpProblem::BadAddress);
}

void TestHttpFetch::bounded_data()
{
    QTest::addColumn<WebServer::Reply>("reply");
    WebServer::Reply reply = jsonReply(QByteArray(100'001, ' '));
    QTest::newRow("as it says itself") << reply;
    reply.declareLength = false;
    QTest::newRow("as it turns out") << reply;
    reply.chunked = true;
    QTest::newRow("in chunks") << reply;
    reply = jsonReply(QByteArray(5'000, ' '));
    reply.endless = true;
    QTest::newRow("endless") << reply;
}

void TestHttpFetch::bounded()
{
    QFETCH(WebServer::Reply, reply);
    m_options.largestAnswer = 100'000;
    m_server->serve("/a", reply);
    QCOMPARE(get("/a").problem, HttpProblem::TooLarge);
    if (reply.endless)
        return;
    m_options.largestAnswer = 100'001;
    QCOMPARE(get("/a").problem, HttpProblem::None);
}

void TestHttpFetch::silence()
{
    m_options.transferTimeout = 50ms;
    WebServer::Reply silent;
    silent.silent = true;
    m_server->serve("/silent", silent);
    QCOMPARE(get("/silent").problem, HttpProblem::Timeout);

    WebServer::Reply stops = jsonReply("{\"x\": 1}");
    stops.hold = 3;
    m_server->serve("/stops", stops);
    const HttpResult result = get("/stops");
    QCOMPARE(result.problem, HttpProblem::Timeout);
    QCOMPARE(result.status, 200);
    QCOMPARE(result.detail, QStringLiteral("127.0.0.1"));
}

void TestHttpFetch::refusesAndNames()
{
    const QUrl url = m_server->url("/a");
    m_server->close();
    QCOMPARE(get(url).problem, HttpProblem::NoConnection);
    QCOMPARE(get(QUrl(QStringLiteral("http://name.invalid./"))).problem, HttpProblem::HostNotFound);
}

void TestHttpFetch::redirects()
{
    m_server->serve("/end", jsonReply("{}"));
    m_server->redirect("/relative", "end");
    m_server->redirect("/absolute", m_server->url("/end").toEncoded(), 308);
    m_server->redirect("/loop", "/loop");
    m_server->redirect("/to-a-file", "file:///etc/passwd");
    m_server->redirect("/to-mail", "mailto:a@example.com");
    for (int step = 0; step < 6; ++step)
        m_server->redirect("/step" + QByteArray::number(step), "/step" + QByteArray::number(step + 1));
    m_server->serve("/step6", jsonReply("{}"));

    HttpFetch fetch(m_options);
    QList<QUrl> asked;
    connect(&fetch, &HttpFetch::redirected, this, [&asked](quint64, const QUrl &url) { asked += url; });
    HttpResult result;
    fetch.get(m_server->url("/relative"), json, [&result](const HttpResult &given) { result = given; });
    QTRY_COMPARE(result.status, 200);
    QCOMPARE(result.body, QByteArray("{}")); // nothing of the redirect's own body
    QCOMPARE(result.url, m_server->url("/end"));
    QCOMPARE(asked, QList<QUrl>({m_server->url("/end")}));

    QCOMPARE(get("/absolute").problem, HttpProblem::None);
    QCOMPARE(get("/loop").problem, HttpProblem::Redirects);
    QCOMPARE(get("/to-a-file").problem, HttpProblem::Redirects);
    QCOMPARE(get("/to-mail").problem, HttpProblem::Redirects);
    QCOMPARE(get("/step1").problem, HttpProblem::None); // five
    QCOMPARE(get("/step0").problem, HttpProblem::Redirects); // six
    QCOMPARE(m_server->paths().size(), 2U + 2U + 6U + 1U + 1U + 6U + 6U);
}

/// From http to https one may come, never back.
void TestHttpFetch::secureOnly()
{
    WebServer secure(WebServer::Scheme::Https);
    secure.serve("/end", jsonReply("{}"));
    m_server->serve("/end", jsonReply("{}"));
    secure.redirect("/down", m_server->url("/end").toEncoded());
    m_server->redirect("/up", secure.url("/end").toEncoded());
    QCOMPARE(get(m_server->url("/up")).problem, HttpProblem::None);
    const HttpResult result = get(secure.url("/down"));
    QCOMPARE(result.problem, HttpProblem::Redirects);
    QCOMPARE(m_server->paths(), std::vector<QByteArray>{"/up"});
}

void TestHttpFetch::certificates_data()
{
    QTest::addColumn<WebServer::Scheme>("scheme");
    QTest::addColumn<bool>("trusted");
    QTest::addColumn<HttpProblem>("problem");
    QTest::newRow("good") << WebServer::Scheme::Https << true << HttpProblem::None;
    QTest::newRow("unknown authority") << WebServer::Scheme::Https << false << HttpProblem::Tls;
    QTest::newRow("another's name") << WebServer::Scheme::HttpsWrongName << true << HttpProblem::Tls;
}

void TestHttpFetch::certificates()
{
    QFETCH(WebServer::Scheme, scheme);
    QFETCH(bool, trusted);
    QFETCH(HttpProblem, problem);
    if (!trusted) {
        QSslConfiguration nobody = QSslConfiguration::defaultConfiguration();
        nobody.setCaCertificates({});
        QSslConfiguration::setDefaultConfiguration(nobody);
    }
    WebServer server(scheme);
    server.serve("/a", jsonReply("{}"));
    const HttpResult result = get(server.url("/a"));
    QCOMPARE(result.problem, problem);
    QCOMPARE(result.detail.isEmpty(), problem == HttpProblem::None);
    QCOMPARE(server.requests().size(), problem == HttpProblem::None ? 1U : 0U);
}

void TestHttpFetch::cancels()
{
    WebServer::Reply held = jsonReply("{\"x\": 1}");
    held.hold = 1;
    m_server->serve("/a", held);
    HttpFetch fetch(m_options);
    std::vector<HttpProblem> results;
    const auto take = [&results](const HttpResult &given) { results.push_back(given.problem); };
    const quint64 asking = fetch.get(m_server->url("/a"), json, take);
    QTRY_VERIFY(m_server->isHolding());
    const quint64 bad = fetch.get(QUrl(), json, take);
    const quint64 early = fetch.get(m_server->url("/b"), json, take);
    fetch.cancel(asking);
    QCOMPARE(results, std::vector{HttpProblem::Cancelled});
    fetch.cancel(asking);
    fetch.cancel(bad);
    fetch.cancel(early);
    fetch.cancel(4711);
    QCOMPARE(results, std::vector(3, HttpProblem::Cancelled));
    HttpResult last;
    m_server->serve("/last", jsonReply("{}"));
    fetch.get(m_server->url("/last"), json, [&last](const HttpResult &given) { last = given; });
    QTRY_COMPARE(last.status, 200);
    QCOMPARE(results.size(), 3U);
}

void TestHttpFetch::destroyedInTheMiddle()
{
    WebServer::Reply held = jsonReply("{\"x\": 1}");
    held.hold = 1;
    m_server->serve("/a", held);
    int called = 0;
    auto fetch = std::make_unique<HttpFetch>(m_options);
    fetch->get(m_server->url("/a"), json, [&called](const HttpResult &) { ++called; });
    fetch->get(QUrl(), json, [&called](const HttpResult &) { ++called; });
    fetch.reset();
    QCOMPARE(called, 0);
    fetch = std::make_unique<HttpFetch>(m_options);
    fetch->get(m_server->url("/a"), json, [&called](const HttpResult &) { ++called; });
    QTRY_VERIFY(m_server->isHolding());
    fetch.reset();
    QCoreApplication::processEvents();
    QCOMPARE(called, 0);
}

/// Whatever the header says; tst_http_headers has all its forms.
void TestHttpFetch::retryAfter()
{
    WebServer::Reply reply = jsonReply("{}");
    reply.status = 429;
    m_server->serve("/a", reply);
    QVERIFY(!get("/a").retryAfter);
    reply.headers = {{"Retry-After", "120"}};
    m_server->serve("/a", reply);
    QCOMPARE(get("/a").retryAfter, 120s);
}

void TestHttpFetch::manyAtOnce()
{
    HttpFetch fetch(m_options);
    int right = 0;
    for (int number = 0; number < 30; ++number) {
        const QByteArray path = "/" + QByteArray::number(number);
        m_server->serve(path, jsonReply(path));
        fetch.get(
            m_server->url(path), json, [path, &right](const HttpResult &result) { right += result.body == path; });
    }
    QTRY_COMPARE(right, 30);
}

QTEST_GUILESS_MAIN(TestHttpFetch)
#include "tst_http_fetch.moc"
