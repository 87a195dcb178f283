// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downloads_setup.h"
#include "engine/lookups/exchange_table.h"

#include <QCryptographicHash>

using engine::DownloadProblem;
using engine::Downloads;
using engine::DownloadState;
using Phase = DownloadState::Phase;

class TestDownloadContent final : public QObject, DownloadsSetup {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { makeFiles(); }
    void init() { begin(); }
    void cleanup() { end(); }

    void bad_data();
    void bad();
    void checksums_data();
    void checksums();
    void exchanges();
    void badExchanges_data();
    void badExchanges();
    void monthBefore();
};

void TestDownloadContent::bad_data()
{
    QTest::addColumn<WebServer::Reply>("reply");
    QTest::addColumn<DownloadProblem>("problem");
    const auto row = [](const char *name, const QByteArray &body, DownloadProblem problem) {
        QTest::newRow(name) << withBody(body) << problem;
    };
    const QByteArray gzip = packed(QByteArray(5'000, 'x'));
    row("gzip cut off", gzip.chopped(1), DownloadProblem::Packed);
    row("gzip with wrong sum", gzip.chopped(8) + QByteArray(8, '\0'), DownloadProblem::Packed);
    row("something behind gzip", gzip + "x", DownloadProblem::Packed);
    row("gzip head only", "\x1f\x8b", DownloadProblem::Packed);
    row("a bomb", packed(QByteArray(2'000'000, '\0')), DownloadProblem::Packed);
    row("many small bombs", packed(QByteArray(200'000, '\0')).repeated(10), DownloadProblem::Packed);
    row("no database", packed("Sorry, we moved."), DownloadProblem::Content);
    row("no database, not packed", "Sorry, we moved.", DownloadProblem::Content);
    row("nothing", "", DownloadProblem::Content);
    row("packed nothing", packed({}), DownloadProblem::Content);
    WebServer::Reply page = withBody("<html>Log in to the hotel's network</html>");
    page.contentType = "text/html";
    QTest::newRow("a web page") << page << DownloadProblem::Transfer;
    WebServer::Reply status = withBody("gone");
    status.status = 410;
    QTest::newRow("gone") << status << DownloadProblem::Transfer;
    QTest::newRow("too large") << withBody(QByteArray(1'000'001, 'x')) << DownloadProblem::Transfer;
    WebServer::Reply cut = withBody(gzip);
    cut.etag.clear();
    cut.cut = 10;
    QTest::newRow("cut off") << cut << DownloadProblem::Transfer;
}

/// Whatever comes, the old file stays, and the next time begins anew and succeeds.
void TestDownloadContent::bad()
{
    QFETCH(WebServer::Reply, reply);
    QFETCH(DownloadProblem, problem);
    QCOMPARE(run(db).phase, Phase::Done);
    const QDateTime have = m_downloads->state(db).have;
    m_options.largestTransfer = 1'000'000;
    m_server->serve("/city.gz", reply);
    QSignalSpy replaced(m_downloads.get(), &Downloads::replaced);
    const DownloadState state = run(db);
    QCOMPARE(state.phase, Phase::Failed);
    QCOMPARE(state.problem, problem);
    QCOMPARE(state.content == engine::MmdbProblem::None, problem != DownloadProblem::Content);
    QCOMPARE(state.transfer.ok(), problem != DownloadProblem::Transfer);
    QCOMPARE(state.have, have);
    QCOMPARE(replaced.size(), 0);
    QCOMPARE(fileContent(path("city.mmdb")), m_city);
    m_server->serve("/city.gz", withBody(packed(m_asn)));
    QCOMPARE(run(db).phase, Phase::Done);
    QCOMPARE(fileContent(path("city.mmdb")), m_asn);
    QCOMPARE(folder(), QStringList{QStringLiteral("city.mmdb")});
}

void TestDownloadContent::checksums_data()
{
    QTest::addColumn<QByteArray>("text"); // %1: SHA-256, %2: SHA-1
    QTest::addColumn<int>("status");
    QTest::addColumn<DownloadProblem>("problem");
    const QByteArray zeros(64, '0');
    QTest::newRow("sha256") << QByteArray("%1\n") << 200 << DownloadProblem::None;
    QTest::newRow("sha1") << QByteArray("%2") << 200 << DownloadProblem::None;
    QTest::newRow("sha256sum") << QByteArray("%1  city.gz\n") << 200 << DownloadProblem::None;
    QTest::newRow("BSD") << QByteArray("SHA256 (city.gz) = %1\r\n") << 200 << DownloadProblem::None;
    QTest::newRow("a list") << QByteArray(zeros + "  other.gz\n%1 *city.gz\n") << 200 << DownloadProblem::None;
    QTest::newRow("a list without it") << QByteArray(zeros + "  other.gz\n%1  another.gz\n") << 200
                                       << DownloadProblem::Checksum;
    QTest::newRow("another") << zeros << 200 << DownloadProblem::Checksum;
    QTest::newRow("cut") << QByteArray("1%1") << 200 << DownloadProblem::Checksum;
    QTest::newRow("none") << QByteArray("soon") << 200 << DownloadProblem::Checksum;
    QTest::newRow("nothing") << QByteArray("") << 200 << DownloadProblem::Checksum;
    QTest::newRow("missing") << QByteArray("") << 404 << DownloadProblem::Transfer;
}

void TestDownloadContent::checksums()
{
    QFETCH(QByteArray, text);
    QFETCH(int, status);
    QFETCH(DownloadProblem, problem);
    const QByteArray body = packed(m_city);
    const auto sum = [&body](QCryptographicHash::Algorithm algorithm) {
        return QCryptographicHash::hash(body, algorithm).toHex();
    };
    text.replace("%1", sum(QCryptographicHash::Sha256).toUpper());
    text.replace("%2", sum(QCryptographicHash::Sha1));
    WebServer::Reply reply;
    reply.contentType = "text/plain";
    reply.body = text;
    reply.status = status;
    m_server->serve("/sums", reply);
    makeList("/city.gz", "/sums");
    open();
    const DownloadState state = run(db);
    QCOMPARE(state.problem, problem);
    QCOMPARE(fileContent(path("city.mmdb")), problem == DownloadProblem::None ? m_city : QByteArray());
    QCOMPARE(m_server->paths(), (std::vector<QByteArray>{"/city.gz", "/sums"}));
    QCOMPARE(m_log->questions().size(), 2U);
}

void TestDownloadContent::exchanges()
{
    serveExchanges();
    WebServer::Reply reply = withBody(packed(R"({"data": [{"id": 2, "ix_id": 1, "status": "ok"}]})"));
    reply.contentType = "application/json";
    reply.headers = {{"Content-Encoding", "gzip"}};
    m_server->serve("/ixlan", reply); // packed on its way
    const DownloadState state = run(ix);
    QCOMPARE(state.phase, Phase::Done);
    QCOMPARE(state.total, state.received);
    QCOMPARE(folder(), QStringList{QStringLiteral("exchanges.json")});
    QCOMPARE(path("exchanges.json"), m_paths.exchangeFile());
    const auto table = engine::ExchangeTable::read(fileContent(path("exchanges.json")));
    QVERIFY(table);
    const auto found = table->find(*platform::IpAddress::parse("203.0.113.9"));
    QVERIFY(found);
    QCOMPARE(found->name, QStringLiteral("EX-IX"));
    QCOMPARE(found->memberAsn, 64500U);
    QCOMPARE(questions().size(), 4);
    QCOMPARE(questions().constLast(), QStringLiteral("exchanges Exchanges /netixlan answered"));
}

void TestDownloadContent::badExchanges_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<DownloadProblem>("problem");
    QTest::newRow("no JSON") << QByteArray("/ixpfx") << QByteArray("<html>") << DownloadProblem::Content;
    QTest::newRow("another JSON") << QByteArray("/ix") << QByteArray("[]") << DownloadProblem::Content;
    QTest::newRow("none in it") << QByteArray("/ixpfx") << QByteArray("{\"data\": []}") << DownloadProblem::Content;
    QTest::newRow("bad gzip") << QByteArray("/ix") << QByteArray("\x1f\x8b") << DownloadProblem::Packed;
    QTest::newRow("not there") << QByteArray("/netixlan") << QByteArray() << DownloadProblem::Transfer;
}

void TestDownloadContent::badExchanges()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QFETCH(DownloadProblem, problem);
    serveExchanges();
    WebServer::Reply reply = withBody(body);
    reply.contentType = "application/json";
    reply.status = body.isEmpty() ? 503 : 200;
    m_server->serve(path, reply);
    const DownloadState state = run(ix);
    QCOMPARE(state.problem, problem);
    QVERIFY(!state.detail.isEmpty());
    QVERIFY(!folder().contains(QStringLiteral("exchanges.json")));
    serveExchanges();
    QCOMPARE(run(ix).phase, Phase::Done);
    QCOMPARE(folder(), QStringList{QStringLiteral("exchanges.json")});
}

void TestDownloadContent::monthBefore()
{
    makeList("/{yyyy}/city-{MM}.gz");
    open();
    DownloadState state = run(db);
    QCOMPARE(state.problem, DownloadProblem::Transfer);
    QCOMPARE(state.transfer.status, 404);
    QCOMPARE(m_server->requests().size(), 2U); // only one month back
    const std::vector<QByteArray> asked = m_server->paths();
    const auto monthOf = [](const QByteArray &path) {
        return QDate::fromString(QString::fromLatin1(path), QStringLiteral("'/'yyyy'/city-'MM'.gz'"));
    };
    QCOMPARE(monthOf(asked[1]).addMonths(1), monthOf(asked[0]));
    m_server->serve(asked[1], withBody(packed(m_city)));
    state = run(db);
    QCOMPARE(state.phase, Phase::Done);
    QCOMPARE(questions().mid(2).join(u','),
        QStringLiteral("database Cities %1 missing,database Cities %2 answered")
            .arg(QString::fromLatin1(asked[0]), QString::fromLatin1(asked[1])));
}

QTEST_GUILESS_MAIN(TestDownloadContent)
#include "tst_download_content.moc"
