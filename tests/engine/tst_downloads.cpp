// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/exchange_table.h"
#include "engine/web/downloads.h"

#include "mmdb_files.h"
#include "packed.h"
#include "tests/support/web_server.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QSignalSpy>
#include <QTest>

using engine::DownloadProblem;
using engine::Downloads;
using engine::DownloadState;
using engine::HttpProblem;
using engine::Question;
using engine::QuestionKind;
using engine::QuestionOutcome;
using Phase = DownloadState::Phase;

Q_DECLARE_METATYPE(WebServer::Reply)

namespace {

const QString db = QStringLiteral("db");
const QString ix = QStringLiteral("ix");

QByteArray fileContent(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

WebServer::Reply withBody(const QByteArray &body)
{
    WebServer::Reply reply;
    reply.body = body;
    reply.etag = "\"one\"";
    return reply;
}

} // namespace

class TestDownloads final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void database();
    void notPacked();
    void replacesTheOld();
    void bad_data();
    void bad();
    void checksums_data();
    void checksums();
    void exchanges();
    void badExchanges_data();
    void badExchanges();
    void monthBefore();
    void cutOffAndRestarted();
    void cancelled();
    void oneAfterTheOther();
    void notAllowed();
    void unwritable();
    void inUse();
    void removed();
    void removedMeanwhile();
    void keptCurrent();
    void ownList();
    void badOwnList();
    void everythingThatWasAsked();
    void destroyedMeanwhile_data();
    void destroyedMeanwhile();

private:
    void makeList(const QByteArray &databaseUrl, const QByteArray &checksumUrl = {});
    void serveExchanges();
    void open(); ///< Downloads over the list and the folder as they are
    void closeAll();
    DownloadState run(const QString &id);
    QString path(const char *name) const { return m_paths.dataFolder + QLatin1Char('/') + QLatin1String(name); }
    QStringList folder() const { return QDir(m_paths.dataFolder).entryList(QDir::Files | QDir::Hidden, QDir::Name); }
    QStringList questions() const; ///< "kind path outcome"

    MmdbFiles m_files;
    QByteArray m_city;
    QByteArray m_asn;
    engine::LookupOptions m_options;
    engine::LookupPaths m_paths;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<WebServer> m_server;
    std::unique_ptr<engine::QuestionLog> m_log;
    std::unique_ptr<engine::LookupThread> m_thread;
    std::unique_ptr<Downloads> m_downloads;
};

void TestDownloads::initTestCase()
{
    QVERIFY2(m_files.make(), m_files.problem());
    m_city = fileContent(m_files.path("GeoLite2-City.mmdb"));
    m_asn = fileContent(m_files.path("GeoLite2-ASN.mmdb"));
    QVERIFY(m_city.size() > 1'000 && m_asn.size() > 1'000);
}

void TestDownloads::init()
{
    m_options = {};
    m_folder = std::make_unique<QTemporaryDir>();
    m_paths.dataFolder = m_folder->filePath(QStringLiteral("not/there/yet"));
    m_paths.sourcesFile = m_folder->filePath(QStringLiteral("sources.json"));
    m_server = std::make_unique<WebServer>();
    m_server->serve("/city.gz", withBody(packed(m_city)));
    makeList("/city.gz");
    open();
}

void TestDownloads::cleanup()
{
    closeAll();
    m_server.reset();
}

void TestDownloads::closeAll()
{
    m_downloads.reset();
    m_thread.reset();
    m_log.reset();
}

void TestDownloads::open()
{
    closeAll();
    m_log = std::make_unique<engine::QuestionLog>();
    m_thread = std::make_unique<engine::LookupThread>();
    m_downloads = std::make_unique<Downloads>(m_paths, *m_thread, *m_log);
    QSignalSpy read(m_downloads.get(), &Downloads::sourcesChanged);
    QVERIFY(read.wait());
}

void TestDownloads::makeList(const QByteArray &databaseUrl, const QByteArray &checksumUrl)
{
    const auto address = [this](const QByteArray &path) -> QString {
        return m_server->url({}).toString() + QString::fromLatin1(path);
    };
    QJsonObject database{{QStringLiteral("id"), db}, {QStringLiteral("kind"), QStringLiteral("database")},
        {QStringLiteral("title"), QStringLiteral("Cities")}, {QStringLiteral("provider"), QStringLiteral("P")},
        {QStringLiteral("licence"), QStringLiteral("L")}, {QStringLiteral("file"), QStringLiteral("city.mmdb")},
        {QStringLiteral("urls"), QJsonArray{address(databaseUrl)}}};
    if (!checksumUrl.isEmpty())
        database.insert(QStringLiteral("checksum_url"), address(checksumUrl));
    const QJsonObject exchanges{{QStringLiteral("id"), ix}, {QStringLiteral("kind"), QStringLiteral("exchanges")},
        {QStringLiteral("title"), QStringLiteral("Exchanges")}, {QStringLiteral("provider"), QStringLiteral("P")},
        {QStringLiteral("licence"), QStringLiteral("L")},
        {QStringLiteral("urls"),
            QJsonArray{address("/ix"), address("/ixlan"), address("/ixpfx"), address("/netixlan")}}};
    const QJsonObject root{{QStringLiteral("schema"), QStringLiteral("periplus.sources/1")},
        {QStringLiteral("sources"), QJsonArray{database, exchanges}}};
    write(m_paths.sourcesFile, QJsonDocument(root).toJson());
}

void TestDownloads::serveExchanges()
{
    const auto serve = [this](const char *path, const char *data) {
        WebServer::Reply reply = withBody(QByteArray("{\"data\": [") + data + "]}");
        reply.contentType = "application/json";
        m_server->serve(path, reply);
    };
    serve("/ix", R"({"id": 1, "name": "EX-IX", "city": "Berlin", "country": "DE", "status": "ok"})");
    serve("/ixlan", R"({"id": 2, "ix_id": 1, "status": "ok"})");
    serve("/ixpfx", R"({"ixlan_id": 2, "prefix": "203.0.113.0/24", "status": "ok"})");
    serve("/netixlan", R"({"ixlan_id": 2, "asn": 64500, "ipaddr4": "203.0.113.9", "ipaddr6": null, "status": "ok"})");
}

/// Until it has ended.
DownloadState TestDownloads::run(const QString &id)
{
    const auto ended = [this, &id] {
        const Phase phase = m_downloads->state(id).phase;
        return phase == Phase::Done || phase == Phase::Failed;
    };
    QSignalSpy changed(m_downloads.get(), &Downloads::changed);
    m_downloads->start(id, m_options);
    [&] { QTRY_VERIFY(!changed.isEmpty() && ended()); }();
    return m_downloads->state(id);
}

QStringList TestDownloads::questions() const
{
    static const QStringList outcomes{QStringLiteral("pending"), QStringLiteral("answered"), QStringLiteral("missing"),
        QStringLiteral("failed"), QStringLiteral("cancelled"), QStringLiteral("cached"), QStringLiteral("not allowed")};
    QStringList lines;
    for (const Question &question : m_log->questions()) {
        lines += QStringLiteral("%1 %2 %3 %4")
                     .arg(question.kind == QuestionKind::DatabaseDownload ? QStringLiteral("database")
                                                                          : QStringLiteral("exchanges"),
                         question.subject, QUrl(question.what).path(), outcomes[static_cast<int>(question.outcome)]);
    }
    return lines;
}

void TestDownloads::database()
{
    QCOMPARE(m_downloads->state(db), DownloadState());
    QStringList phases;
    connect(m_downloads.get(), &Downloads::changed, this, [&](const QString &id) {
        static const char *const names[] = {"idle", "waiting", "transferring", "checking", "done", "failed"};
        const QString phase = QLatin1String(names[static_cast<int>(m_downloads->state(id).phase)]);
        if (phases.isEmpty() || phases.constLast() != phase)
            phases += phase;
    });
    QSignalSpy replaced(m_downloads.get(), &Downloads::replaced);
    const DownloadState state = run(db);
    QCOMPARE(state.phase, Phase::Done);
    QCOMPARE(phases.join(u' '), QStringLiteral("waiting transferring checking done"));
    QCOMPARE(fileContent(path("city.mmdb")), m_city);
    QCOMPARE(folder(), QStringList{QStringLiteral("city.mmdb")}); // no part, note or lock is left
    QCOMPARE(replaced.size(), 1);
    QCOMPARE(replaced.at(0).at(0).toString(), m_downloads->filePath(m_downloads->sources().front()));
    QCOMPARE(state.received, packed(m_city).size());
    QCOMPARE(state.total, state.received);
    QVERIFY(std::abs(state.have.secsTo(QDateTime::currentDateTimeUtc())) < 60);
    QVERIFY(!state.outOfDate);
    QCOMPARE(questions(), QStringList{QStringLiteral("database Cities /city.gz answered")});
}

void TestDownloads::notPacked()
{
    m_server->serve("/city.gz", withBody(m_city));
    QCOMPARE(run(db).phase, Phase::Done);
    QCOMPARE(fileContent(path("city.mmdb")), m_city);
    QCOMPARE(folder(), QStringList{QStringLiteral("city.mmdb")});
}

void TestDownloads::replacesTheOld()
{
    QCOMPARE(run(db).phase, Phase::Done);
    // Several gzip members one after the other are one file.
    m_server->serve("/city.gz", withBody(packed(m_asn.left(700)) + packed({}) + packed(m_asn.mid(700))));
    QFile reader(path("city.mmdb")); // open meanwhile
    QVERIFY(reader.open(QIODevice::ReadOnly));
    QCOMPARE(run(db).phase, Phase::Done);
    QCOMPARE(fileContent(path("city.mmdb")), m_asn);
    QCOMPARE(reader.readAll(), m_city);
}

void TestDownloads::bad_data()
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
void TestDownloads::bad()
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

void TestDownloads::checksums_data()
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

void TestDownloads::checksums()
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

void TestDownloads::exchanges()
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

void TestDownloads::badExchanges_data()
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

void TestDownloads::badExchanges()
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

void TestDownloads::monthBefore()
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

/// Cut off, the program ended, started again: goes on to the byte.
void TestDownloads::cutOffAndRestarted()
{
    const QByteArray body = packed(m_city);
    WebServer::Reply reply = withBody(body);
    reply.cut = 500;
    m_server->serve("/city.gz", reply);
    DownloadState state = run(db);
    QCOMPARE(state.problem, DownloadProblem::Transfer);
    QCOMPARE(state.transfer.problem, HttpProblem::NoConnection);
    reply.cut = -1;
    m_server->serve("/city.gz", reply);
    open();
    QCOMPARE(m_downloads->state(db), DownloadState());
    QCOMPARE(run(db).phase, Phase::Done);
    QCOMPARE(m_server->bodyBytes(), body.size());
    QCOMPARE(fileContent(path("city.mmdb")), m_city);
}

void TestDownloads::cancelled()
{
    const QByteArray body = packed(m_city);
    WebServer::Reply reply = withBody(body);
    reply.hold = 500;
    m_server->serve("/city.gz", reply);
    m_downloads->start(db, m_options);
    QTRY_COMPARE(m_downloads->state(db).received, 500);
    QCOMPARE(m_downloads->state(db).total, body.size());
    QCOMPARE(m_downloads->state(db).phase, Phase::Transferring);
    m_downloads->start(db, m_options); // it is running
    m_downloads->cancel(db);
    QTRY_COMPARE(m_downloads->state(db), DownloadState());
    QCOMPARE(questions(), QStringList{QStringLiteral("database Cities /city.gz cancelled")});
    m_downloads->cancel(db);
    reply.hold = -1;
    m_server->serve("/city.gz", reply);
    QCOMPARE(run(db).phase, Phase::Done);
    QCOMPARE(m_server->bodyBytes(), body.size());
}

void TestDownloads::oneAfterTheOther()
{
    serveExchanges();
    WebServer::Reply reply = withBody(packed(m_city));
    reply.hold = 500;
    m_server->serve("/city.gz", reply);
    m_downloads->start(db, m_options);
    m_downloads->start(ix, m_options);
    m_downloads->start(QStringLiteral("unknown"), m_options);
    QTRY_VERIFY(m_server->isHolding());
    QTRY_COMPARE(m_downloads->state(ix).phase, Phase::Waiting);
    QCOMPARE(m_server->requests().size(), 1U);
    m_downloads->cancel(ix); // one that waits
    QTRY_COMPARE(m_downloads->state(ix).phase, Phase::Idle);
    m_downloads->start(ix, m_options);
    QTRY_COMPARE(m_downloads->state(ix).phase, Phase::Waiting);
    m_server->release();
    QTRY_COMPARE(m_downloads->state(ix).phase, Phase::Done);
    QCOMPARE(m_downloads->state(db).phase, Phase::Done);
    QCOMPARE(m_server->requests().size(), 5U);
}

void TestDownloads::notAllowed()
{
    m_options.nothingLeaves = true;
    QCOMPARE(run(db).problem, DownloadProblem::NotAllowed);
    m_options.nothingLeaves = false;
    m_options.downloads = false;
    QCOMPARE(run(ix).problem, DownloadProblem::NotAllowed);
    m_downloads->keepCurrent({db, ix}, m_options);
    QCOMPARE(questions(),
        QStringList({QStringLiteral("database Cities /city.gz not allowed"),
            QStringLiteral("exchanges Exchanges /ix not allowed")}));
    QCOMPARE(m_log->left(), 0U);
    m_options.downloads = true;
    QCOMPARE(run(db).phase, Phase::Done);
    QCOMPARE(m_server->requests().size(), 1U);
}

void TestDownloads::unwritable()
{
    write(m_folder->filePath(QStringLiteral("not")), "a file where a folder should be");
    QCOMPARE(run(db).problem, DownloadProblem::File);
    QCOMPARE(m_server->requests().size(), 0U);
    QVERIFY(QFile::remove(m_folder->filePath(QStringLiteral("not"))));
    // In place of the file there is a folder with something in it.
    QVERIFY(QDir().mkpath(path("city.mmdb/x")));
    DownloadState state = run(db);
    QCOMPARE(state.problem, DownloadProblem::File);
    QVERIFY(state.detail.contains(path("city.mmdb")));
    // The transfer was good: not one byte again.
    QVERIFY(QDir(path("city.mmdb")).removeRecursively());
    QCOMPARE(run(db).phase, Phase::Done);
    QCOMPARE(m_server->bodyBytes(), packed(m_city).size());
    QCOMPARE(fileContent(path("city.mmdb")), m_city);
}

void TestDownloads::inUse()
{
    QVERIFY(QDir().mkpath(m_paths.dataFolder));
    QLockFile other(path("downloads.lock"));
    QVERIFY(other.tryLock());
    QCOMPARE(run(db).problem, DownloadProblem::InUse);
    other.unlock();
    QCOMPARE(run(db).phase, Phase::Done);
}

void TestDownloads::removed()
{
    QCOMPARE(run(db).phase, Phase::Done);
    write(path("city.mmdb.part"), "x");
    QSignalSpy replaced(m_downloads.get(), &Downloads::replaced);
    m_downloads->remove(db);
    QTRY_COMPARE(replaced.size(), 1);
    QCOMPARE(m_downloads->state(db), DownloadState());
    QCOMPARE(folder(), QStringList());
    QSignalSpy changed(m_downloads.get(), &Downloads::changed);
    m_downloads->remove(db); // nothing is there
    QCOMPARE(run(db).phase, Phase::Done);
    QCOMPARE(replaced.size(), 2);
}

void TestDownloads::removedMeanwhile()
{
    QCOMPARE(run(db).phase, Phase::Done);
    WebServer::Reply reply = withBody(packed(m_city));
    reply.hold = 500;
    m_server->serve("/city.gz", reply);
    m_downloads->start(db, m_options);
    QTRY_COMPARE(m_downloads->state(db).received, 500);
    m_downloads->remove(db);
    QTRY_COMPARE(m_downloads->state(db), DownloadState());
    QCOMPARE(folder(), QStringList());
}

void TestDownloads::keptCurrent()
{
    serveExchanges();
    QCOMPARE(run(db).phase, Phase::Done);
    const auto age = [this](int days) {
        QFile file(path("city.mmdb"));
        return file.open(QIODevice::ReadWrite)
            && file.setFileTime(QDateTime::currentDateTimeUtc().addDays(-days), QFileDevice::FileModificationTime);
    };
    QVERIFY(age(30));
    open();
    QTRY_VERIFY(m_downloads->state(db).have.isValid());
    QVERIFY(!m_downloads->state(db).outOfDate);
    m_downloads->keepCurrent({db, ix}, m_options); // current; not there
    closeAll(); // what was posted before is done first
    QCOMPARE(m_server->requests().size(), 1U);
    QVERIFY(age(32));
    open();
    QTRY_VERIFY(m_downloads->state(db).outOfDate);
    m_downloads->keepCurrent({ix}, m_options); // not this one
    m_downloads->keepCurrent({db, QStringLiteral("unknown")}, m_options);
    QTRY_COMPARE(m_downloads->state(db).phase, Phase::Done);
    QVERIFY(!m_downloads->state(db).outOfDate);
    QCOMPARE(m_server->requests().size(), 2U);
}

void TestDownloads::ownList()
{
    QCOMPARE(m_downloads->sources().size(), 2U);
    QCOMPARE(m_downloads->sources().front().title, QStringLiteral("Cities"));
    QCOMPARE(m_downloads->sourcesProblem(), QString());
    // Without a list of one's own the built-in one is there at once.
    closeAll();
    m_log = std::make_unique<engine::QuestionLog>();
    m_thread = std::make_unique<engine::LookupThread>();
    m_paths.sourcesFile.clear();
    m_downloads = std::make_unique<Downloads>(m_paths, *m_thread, *m_log);
    QVERIFY(m_downloads->sources().size() >= 4U);
    QCOMPARE(m_downloads->sources(), engine::builtInDownloadSources());
}

void TestDownloads::badOwnList()
{
    write(m_paths.sourcesFile, R"({"schema": "periplus.sources/1", "sources": [{"id": "../x"}]})");
    open();
    QCOMPARE(m_downloads->sources(), engine::builtInDownloadSources());
    QVERIFY(m_downloads->sourcesProblem().startsWith(m_paths.sourcesFile));
    QVERIFY(m_downloads->sourcesProblem().contains(QLatin1String("sources[0].id")));
}

void TestDownloads::everythingThatWasAsked()
{
    m_server->redirect("/city.gz", "/moved.gz");
    m_server->serve("/moved.gz", withBody(packed(m_city)));
    QCOMPARE(run(db).phase, Phase::Done);
    QCOMPARE(questions(),
        QStringList({QStringLiteral("database Cities /city.gz answered"),
            QStringLiteral("database Cities /moved.gz answered")}));
    QCOMPARE(m_log->questions().front().what, m_server->url("/city.gz").toString());
    QCOMPARE(m_log->questions().front().server, QStringLiteral("127.0.0.1"));
}

void TestDownloads::destroyedMeanwhile_data()
{
    QTest::addColumn<bool>("threadFirst");
    QTest::newRow("the thread goes on") << false;
    QTest::newRow("all ends") << true;
}

void TestDownloads::destroyedMeanwhile()
{
    QFETCH(bool, threadFirst);
    WebServer::Reply reply = withBody(packed(m_city));
    reply.hold = 500;
    m_server->serve("/city.gz", reply);
    m_downloads->start(db, m_options);
    QTRY_COMPARE(m_downloads->state(db).received, 500);
    m_downloads.reset();
    QCOMPARE(questions(), QStringList{QStringLiteral("database Cities /city.gz cancelled")});
    if (threadFirst)
        m_thread.reset();
    else
        m_downloads = std::make_unique<Downloads>(m_paths, *m_thread, *m_log);
    if (threadFirst)
        return;
    reply.hold = -1;
    m_server->serve("/city.gz", reply);
    QSignalSpy read(m_downloads.get(), &Downloads::sourcesChanged);
    QVERIFY(read.wait());
    QCOMPARE(run(db).phase, Phase::Done);
    QCOMPARE(m_server->bodyBytes(), reply.body.size());
}

QTEST_GUILESS_MAIN(TestDownloads)
#include "tst_downloads.moc"
