// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downloads_setup.h"

using engine::Downloads;
using engine::DownloadState;
using engine::Question;
using engine::QuestionKind;
using Phase = DownloadState::Phase;

void DownloadsSetup::makeFiles()
{
    MmdbFiles files;
    QVERIFY2(files.make(), files.problem());
    m_city = fileContent(files.path("GeoLite2-City.mmdb"));
    m_asn = fileContent(files.path("GeoLite2-ASN.mmdb"));
    QVERIFY(m_city.size() > 1'000 && m_asn.size() > 1'000);
}

void DownloadsSetup::begin()
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

void DownloadsSetup::end()
{
    closeAll();
    m_server.reset();
}

void DownloadsSetup::closeAll()
{
    m_downloads.reset();
    m_thread.reset();
    m_log.reset();
}

void DownloadsSetup::open()
{
    closeAll();
    m_log = std::make_unique<engine::QuestionLog>();
    m_thread = std::make_unique<engine::LookupThread>();
    m_downloads = std::make_unique<Downloads>(m_paths, *m_thread, *m_log);
    QSignalSpy read(m_downloads.get(), &Downloads::sourcesChanged);
    QVERIFY(read.wait());
}

void DownloadsSetup::makeList(const QByteArray &databaseUrl, const QByteArray &checksumUrl)
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

void DownloadsSetup::serveExchanges()
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

DownloadState DownloadsSetup::run(const QString &id)
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

QStringList DownloadsSetup::questions() const
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
