// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/web/downloads.h"

#include "mmdb_files.h"
#include "packed.h"
#include "tests/support/web_server.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

Q_DECLARE_METATYPE(WebServer::Reply)

inline const QString db = QStringLiteral("db");
inline const QString ix = QStringLiteral("ix");

inline QByteArray fileContent(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

inline WebServer::Reply withBody(const QByteArray &body)
{
    WebServer::Reply reply;
    reply.body = body;
    reply.etag = "\"one\"";
    return reply;
}

/// Downloads of a database "db" and of exchanges "ix" from a server of the test's, into a folder of its own.
class DownloadsSetup {
protected:
    void makeFiles(); ///< once
    void begin();
    void end();
    void makeList(const QByteArray &databaseUrl, const QByteArray &checksumUrl = {});
    void serveExchanges();
    void open(); ///< Downloads over the list and the folder as they are
    void closeAll();
    engine::DownloadState run(const QString &id); ///< until it has ended
    QString path(const char *name) const { return m_paths.dataFolder + QLatin1Char('/') + QLatin1String(name); }
    QStringList folder() const { return QDir(m_paths.dataFolder).entryList(QDir::Files | QDir::Hidden, QDir::Name); }
    QStringList questions() const; ///< "kind subject path outcome"

    QByteArray m_city;
    QByteArray m_asn;
    engine::LookupOptions m_options;
    engine::LookupPaths m_paths;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<WebServer> m_server;
    std::unique_ptr<engine::QuestionLog> m_log;
    std::unique_ptr<engine::LookupThread> m_thread;
    std::unique_ptr<engine::Downloads> m_downloads;
};
