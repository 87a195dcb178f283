// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bad_replies.h"
#include "engine/web/http_fetch.h"
#include "engine/web/part_file.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#endif

using engine::HttpFetch;
using engine::HttpProblem;
using engine::HttpResult;
using namespace std::chrono_literals;

namespace {

/// Differs at every place, so that a byte missing or doubled shows.
QByteArray content(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype at = 0; at < size; ++at)
        bytes[at] = static_cast<char>((at * 2654435761U) >> 13);
    return bytes;
}

QByteArray fileContent(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("not there");
}

} // namespace

class TestHttpDownload final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void badAddress();
    void bounded_data();
    void bounded();
    void destroyedInTheMiddle();
    void downloads();
    void resumesToTheByte();
    void resumeAgain_data();
    void resumeAgain();
    void resumeWholeFile();
    void cutOffStays();
    void packedAsItComes();
    void downloadsThatAreNone_data();
    void downloadsThatAreNone();
    void unwritable();
    void diskFull();
    void cancelKeepsThePart();

private:
    HttpResult download(const QUrl &url, bool packed = false);
    HttpResult download(const QByteArray &path) { return download(m_server->url(path)); }
    QString part() const { return m_folder->filePath(QStringLiteral("file.part")); }

    engine::LookupOptions m_options;
    std::unique_ptr<WebServer> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::vector<std::pair<qint64, qint64>> m_progress;
};

void TestHttpDownload::init()
{
    m_options = {};
    m_server = std::make_unique<WebServer>();
    m_folder = std::make_unique<QTemporaryDir>();
    m_progress.clear();
}

void TestHttpDownload::cleanup()
{
    m_server.reset();
}

HttpResult TestHttpDownload::download(const QUrl &url, bool packed)
{
    HttpFetch fetch(m_options);
    std::optional<HttpResult> result;
    fetch.download(
        url, part(), packed, [this](qint64 received, qint64 total) { m_progress.emplace_back(received, total); },
        [&result](const HttpResult &given) { result = given; });
    if (result)
        return {};
    [&result] { QTRY_VERIFY2(result, "nothing came"); }();
    return result.value_or(HttpResult());
}

void TestHttpDownload::badAddress()
{
    QCOMPARE(download(QUrl(QStringLiteral("file:///etc/hostname"))).problem, HttpProblem::BadAddress);
    QVERIFY(!QFileInfo::exists(part()));
}

void TestHttpDownload::bounded_data()
{
    QTest::addColumn<WebServer::Reply>("reply");
    WebServer::Reply reply;
    reply.body = content(100'001);
    QTest::newRow("as it says itself") << reply;
    reply.declareLength = false;
    QTest::newRow("as it turns out") << reply;
    reply.endless = true;
    QTest::newRow("endless") << reply;
}

void TestHttpDownload::bounded()
{
    QFETCH(WebServer::Reply, reply);
    m_options.largestTransfer = 100'000;
    m_server->serve("/a", reply);
    QCOMPARE(download("/a").problem, HttpProblem::TooLarge);
    QVERIFY(!QFileInfo::exists(part()) || QFileInfo(part()).size() <= 100'000);
    m_options.largestTransfer = 100'001;
    QCOMPARE(download("/a").problem, reply.endless ? HttpProblem::TooLarge : HttpProblem::None);
}

void TestHttpDownload::destroyedInTheMiddle()
{
    WebServer::Reply held;
    held.body = content(5'000);
    held.etag = "\"one\"";
    held.hold = 1'000;
    m_server->serve("/a", held);
    int called = 0;
    qint64 received = 0;
    auto fetch = std::make_unique<HttpFetch>(m_options);
    fetch->download(
        m_server->url("/a"), part(), false, [&received](qint64 now, qint64) { received = now; },
        [&called](const HttpResult &) { ++called; });
    QTRY_COMPARE(received, 1'000);
    fetch.reset();
    QCoreApplication::processEvents();
    QCOMPARE(called, 0);
    QCOMPARE(fileContent(part()), held.body.left(1'000));
}

void TestHttpDownload::downloads()
{
    WebServer::Reply reply;
    reply.body = content(300'000);
    reply.etag = "\"one\"";
    m_server->serve("/a", reply);
    QCOMPARE(download("/a").problem, HttpProblem::None);
    QCOMPARE(fileContent(part()), reply.body);
    QVERIFY(!m_progress.empty());
    QCOMPARE(m_progress.front(), (std::pair<qint64, qint64>(0, 300'000)));
    QCOMPARE(m_progress.back(), (std::pair<qint64, qint64>(300'000, 300'000)));
    QVERIFY(std::ranges::is_sorted(m_progress));
}

void TestHttpDownload::resumesToTheByte()
{
    WebServer::Reply reply;
    reply.body = content(300'000);
    reply.etag = "\"one\"";
    reply.cut = 123'457;
    m_server->serve("/a", reply);
    QCOMPARE(download("/a").problem, HttpProblem::NoConnection);
    QCOMPARE(fileContent(part()), reply.body.left(123'457));

    reply.cut = -1;
    m_server->serve("/a", reply);
    m_progress.clear();
    QCOMPARE(download("/a").problem, HttpProblem::None);
    QCOMPARE(fileContent(part()), reply.body);
    QCOMPARE(m_server->bodyBytes(), 300'000); // not one byte twice
    QCOMPARE(m_server->requests().back().headers.value("range"), QByteArray("bytes=123457-"));
    QCOMPARE(m_server->requests().back().headers.value("if-range"), QByteArray("\"one\""));
    QCOMPARE(m_progress.front(), (std::pair<qint64, qint64>(123'457, 300'000)));
}

void TestHttpDownload::resumeAgain_data()
{
    QTest::addColumn<QByteArray>("etag");
    QTest::addColumn<bool>("ranges");
    QTest::addColumn<QByteArray>("contentRange"); // in place of the right one
    QTest::addColumn<int>("size");
    QTest::newRow("the file is another now") << QByteArray("\"two\"") << true << QByteArray() << 5'000;
    QTest::newRow("the server knows no ranges") << QByteArray("\"one\"") << false << QByteArray() << 5'000;
    QTest::newRow("the file is shorter now, under its old name")
        << QByteArray("\"one\"") << true << QByteArray() << 500;
    for (const char *range :
        {"bytes 0-4999/5000", "bytes 1000-1999/5000", "bytes 1000-4999/*", "bytes 1001-4999/5000", "x", ""})
        QTest::newRow(qPrintable(QStringLiteral("206 with ") + QLatin1String(range)))
            << QByteArray("\"one\"") << true << QByteArray(range) + ' ' << 5'000;
}

/// What is there does not fit: begun anew, at once, and right in the end.
void TestHttpDownload::resumeAgain()
{
    QFETCH(QByteArray, etag);
    QFETCH(bool, ranges);
    QFETCH(QByteArray, contentRange);
    QFETCH(int, size);
    WebServer::Reply reply;
    reply.body = content(5'000);
    reply.etag = "\"one\"";
    reply.cut = 1'000;
    m_server->serve("/a", reply);
    QCOMPARE(download("/a").problem, HttpProblem::NoConnection);

    WebServer::Reply after;
    after.body = content(5'001).right(size);
    after.etag = etag;
    after.ranges = ranges;
    if (contentRange.isEmpty()) {
        m_server->serve("/a", after);
    } else {
        m_server->serve("/a", [after, contentRange](const WebServer::Request &request) {
            WebServer::Reply lie = after;
            lie.ranges = false;
            if (request.headers.contains("range")) {
                lie.status = 206;
                lie.headers = {{"Content-Range", contentRange}};
                lie.body.truncate(4'000);
            }
            return lie;
        });
    }
    QCOMPARE(download("/a").problem, HttpProblem::None);
    QCOMPARE(fileContent(part()), after.body);
}

/// The program ended after the last byte and before it was used.
void TestHttpDownload::resumeWholeFile()
{
    WebServer::Reply reply;
    reply.body = content(5'000);
    reply.etag = "\"one\"";
    m_server->serve("/a", reply);
    QVERIFY(download("/a").ok());
    QVERIFY(download("/a").ok());
    QCOMPARE(m_server->bodyBytes(), 5'000);
    QCOMPARE(fileContent(part()), reply.body);

    // Longer than the whole: no part of it.
    QFile file(part());
    QVERIFY(file.open(QIODevice::Append));
    file.write("more");
    file.close();
    QVERIFY(download("/a").ok());
    QCOMPARE(fileContent(part()), reply.body);

    // Of another address, though it has the same name and validator.
    reply.body = content(6'000).right(5'000);
    m_server->serve("/b", reply);
    QVERIFY(download("/b").ok());
    QCOMPARE(fileContent(part()), reply.body);
}

void TestHttpDownload::cutOffStays()
{
    WebServer::Reply reply;
    reply.body = content(5'000);
    reply.cut = 1'000;
    m_server->serve("/a", reply);
    QCOMPARE(download("/a").problem, HttpProblem::NoConnection);
    QVERIFY(!QFileInfo::exists(engine::PartFile::notePath(part()))); // no validator: it cannot go on
    QCOMPARE(download("/a").problem, HttpProblem::NoConnection);
    QVERIFY(!m_server->requests().back().headers.contains("range"));

    // By its time, where there is no ETag; a weak one does not count (RFC 9110 section 13.1.5).
    reply.headers = {{"Last-Modified", "Sun, 01 Nov 2026 00:00:00 GMT"}, {"ETag", "W/\"one\""}};
    m_server->serve("/a", reply);
    QCOMPARE(download("/a").problem, HttpProblem::NoConnection);
    QCOMPARE(download("/a").problem, HttpProblem::NoConnection);
    QCOMPARE(m_server->requests().back().headers.value("if-range"), QByteArray("Sun, 01 Nov 2026 00:00:00 GMT"));

    // A note that was tampered with puts nothing into the question.
    QFile note(engine::PartFile::notePath(part()));
    QVERIFY(note.open(QIODevice::ReadWrite));
    QByteArray text = note.readAll().replace("Sun, 01", "a\\r\\nCookie: b\\u0000");
    note.resize(0);
    note.write(text);
    note.close();
    QCOMPARE(download("/a").problem, HttpProblem::NoConnection);
    QVERIFY(!m_server->requests().back().headers.contains("if-range"));
    QVERIFY(!m_server->requests().back().headers.contains("cookie"));
}

void TestHttpDownload::packedAsItComes()
{
    WebServer::Reply reply;
    reply.body = "\x1f\x8b as it came";
    reply.headers = {{"Content-Encoding", "gzip"}};
    m_server->serve("/a", reply);
    QVERIFY(download(m_server->url("/a"), true).ok());
    QCOMPARE(m_server->requests().back().headers.value("accept-encoding"), QByteArray("gzip"));
    QCOMPARE(fileContent(part()), reply.body);
}

void TestHttpDownload::downloadsThatAreNone_data()
{
    addBadReplies();
}

void TestHttpDownload::downloadsThatAreNone()
{
    QFETCH(WebServer::Reply, reply);
    QFETCH(HttpProblem, problem);
    QFETCH(int, status);
    if (status == 204)
        problem = HttpProblem::Status; // nothing is no file
    if (!reply.headers.empty())
        problem = HttpProblem::None; // packed: whoever reads the file looks
    QFile file(part());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("what was there");
    file.close();
    m_server->serve("/a", reply);
    const HttpResult result = download("/a");
    QCOMPARE(result.problem, problem);
    QCOMPARE(result.status, status);
    QCOMPARE(result.body, QByteArray());
    if (problem == HttpProblem::Status || problem == HttpProblem::WrongType)
        QCOMPARE(fileContent(part()), QByteArray("what was there"));
}

void TestHttpDownload::unwritable()
{
    WebServer::Reply reply;
    reply.body = content(5'000);
    reply.etag = "\"one\"";
    m_server->serve("/a", reply);
    HttpFetch fetch(m_options);
    // A folder that is none, a file that is a folder, a note that cannot be written.
    const QString plain = m_folder->filePath(QStringLiteral("plain"));
    QVERIFY(QFile(plain).open(QIODevice::WriteOnly));
    QVERIFY(QDir().mkpath(m_folder->filePath(QStringLiteral("folder"))));
    QVERIFY(QDir().mkpath(m_folder->filePath(QStringLiteral("noted.json/x"))));
    const QStringList paths{plain + QStringLiteral("/x"), m_folder->filePath(QStringLiteral("folder")),
        m_folder->filePath(QStringLiteral("noted"))};
    for (const QString &path : paths) {
        HttpResult result;
        fetch.download(m_server->url("/a"), path, false, {}, [&result](const HttpResult &given) { result = given; });
        QTRY_COMPARE(result.problem, HttpProblem::File);
        QVERIFY(result.detail.contains(path));
    }
}

/// A limit of the process stands in for the disk's: what was written stays, and the next time goes on with it.
void TestHttpDownload::diskFull()
{
#ifdef Q_OS_UNIX
    constexpr rlim_t room = 100'000;
    WebServer::Reply reply;
    reply.body = content(300'000);
    reply.etag = "\"one\"";
    m_server->serve("/a", reply);
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    const rlimit full{room, before.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &full), 0);
    const HttpResult result = download("/a");
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
    QCOMPARE(result.problem, HttpProblem::File);
    QVERIFY(result.detail.contains(part()));
    QCOMPARE(fileContent(part()), reply.body.left(room));
    QVERIFY(download("/a").ok());
    QCOMPARE(fileContent(part()), reply.body);
    QCOMPARE(m_server->requests().back().headers.value("range"), QByteArray("bytes=100000-"));
#else
    QSKIP("this system has no limit for the size of files");
#endif
}

void TestHttpDownload::cancelKeepsThePart()
{
    WebServer::Reply reply;
    reply.body = content(5'000);
    reply.etag = "\"one\"";
    reply.hold = 2'000;
    m_server->serve("/a", reply);
    {
        HttpFetch fetch(m_options);
        HttpResult result;
        qint64 received = 0;
        const quint64 id = fetch.download(
            m_server->url("/a"), part(), false, [&received](qint64 now, qint64) { received = now; },
            [&result](const HttpResult &given) { result = given; });
        QTRY_COMPARE(received, 2'000);
        fetch.cancel(id);
        QCOMPARE(result.problem, HttpProblem::Cancelled);
    }
    QCOMPARE(fileContent(part()), reply.body.left(2'000));
    reply.hold = -1;
    m_server->serve("/a", reply);
    QVERIFY(download("/a").ok());
    QCOMPARE(fileContent(part()), reply.body);
    QCOMPARE(m_server->bodyBytes(), 5'000);
}

QTEST_GUILESS_MAIN(TestHttpDownload)
#include "tst_http_download.moc"
