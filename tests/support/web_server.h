// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QSslConfiguration>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QTcpServer;
class QTcpSocket;

/// A web server on the loopback interface for tests, which answers what its table says and can be slow, wrong and
/// malicious on purpose. One request a connection. Waits for nothing but the test itself: see Reply::hold.
class WebServer final : public QObject {
    Q_OBJECT

public:
    enum class Scheme { Http, Https, HttpsWrongName };

    struct Request {
        QByteArray method;
        QByteArray path; ///< with query
        QHash<QByteArray, QByteArray> headers; ///< names in lower case
    };

    struct Reply {
        int status = 200;
        QByteArray contentType = "application/octet-stream";
        QByteArray body;
        std::vector<std::pair<QByteArray, QByteArray>> headers; ///< further ones
        QByteArray etag; ///< with its quotes; makes ranges possible
        bool ranges = true; ///< take Range where there is an etag
        bool declareLength = true;
        bool chunked = false;
        bool endless = false; ///< the body again and again
        qint64 hold = -1; ///< so many bytes of the body, the rest after release()
        qint64 cut = -1; ///< so many bytes of the body, then the connection is closed
        bool silent = false; ///< nothing at all
        QByteArray raw; ///< in place of all that: these bytes
    };
    using Answer = std::function<Reply(const Request &)>;

    explicit WebServer(Scheme scheme = Scheme::Http, QObject *parent = nullptr);
    ~WebServer() override;

    void serve(const QByteArray &path, const Reply &reply); ///< unknown paths: 404
    void serve(const QByteArray &path, Answer answer);
    void redirect(const QByteArray &path, const QByteArray &location, int status = 302);
    void release(); ///< what is held now is sent

    QUrl url(const QByteArray &path) const;
    const std::vector<Request> &requests() const { return m_requests; }
    std::vector<QByteArray> paths() const; ///< of the requests
    qint64 bodyBytes() const { return m_bodyBytes; } ///< sent, of all bodies
    bool isHolding() const;
    void close(); ///< refuses connections from now on

    /// The test's own authority, which signs all certificates of these servers; nobody trusts it by default.
    static QSslCertificate authority();

private:
    struct Connection;

    void accept();
    void read(QTcpSocket *socket);
    void answer(Connection &connection);
    void send(Connection &connection);
    Reply replyTo(const Request &request) const;

    Scheme m_scheme;
    std::unique_ptr<QTcpServer> m_server;
    std::vector<std::unique_ptr<Connection>> m_connections;
    QHash<QByteArray, Answer> m_answers;
    std::vector<Request> m_requests;
    qint64 m_bodyBytes = 0;
};
