// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downloads_setup.h"

#include <QLockFile>

using engine::DownloadProblem;
using engine::Downloads;
using engine::DownloadState;
using engine::HttpProblem;
using Phase = DownloadState::Phase;

class TestDownloads final : public QObject, DownloadsSetup {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { makeFiles(); }
    void init() { begin(); }
    void cleanup() { end(); }

    void database();
    void notPacked();
    void replacesTheOld();
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
};

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
