// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/web_server.h"

#include <QFile>
#include <QSslKey>
#include <QSslServer>
#include <QTcpSocket>

#include <algorithm>

namespace {

const QString folder = QStringLiteral(PERIPLUS_SOURCE_DIR "/tests/data/web/");

QByteArray fileContent(const QString &name)
{
    QFile file(folder + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QSslConfiguration certificate(const QString &name)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    configuration.setLocalCertificate(QSslCertificate(fileContent(name + QLatin1String(".crt"))));
    configuration.setPrivateKey(QSslKey(fileContent(name + QLatin1String(".key")), QSsl::Ec));
    return configuration;
}

/// "bytes=5-" only: what a download that goes on asks for.
std::optional<qint64> rangeStart(const QByteArray &range)
{
    bool ok = false;
    const qint64 start =
        range.startsWith("bytes=") && range.endsWith('-') ? range.mid(6).chopped(1).toLongLong(&ok) : 0;
    return ok ? std::optional(start) : std::nullopt;
}

} // namespace

struct WebServer::Connection {
    QTcpSocket *socket = nullptr;
    QByteArray input;
    bool answered = false;
    Reply reply;
    QByteArray body; ///< the part of the reply's that is wanted
    qint64 sent = 0;
    bool held = false;
};

WebServer::WebServer(Scheme scheme, QObject *parent)
    : QObject(parent)
    , m_scheme(scheme)
{
    if (scheme == Scheme::Http) {
        m_server = std::make_unique<QTcpServer>();
    } else {
        auto server = std::make_unique<QSslServer>();
        server->setSslConfiguration(
            certificate(scheme == Scheme::Https ? QStringLiteral("localhost") : QStringLiteral("other")));
        m_server = std::move(server);
    }
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &WebServer::accept);
    m_server->listen(QHostAddress::LocalHost);
}

WebServer::~WebServer()
{
    for (const auto &connection : m_connections)
        connection->socket->disconnect(this);
}

QSslCertificate WebServer::authority()
{
    return QSslCertificate(fileContent(QStringLiteral("authority.crt")));
}

void WebServer::serve(const QByteArray &path, const Reply &reply)
{
    serve(path, [reply](const Request &) { return reply; });
}

void WebServer::serve(const QByteArray &path, Answer answer)
{
    m_answers[path] = std::move(answer);
}

void WebServer::redirect(const QByteArray &path, const QByteArray &location, int status)
{
    Reply reply;
    reply.status = status;
    reply.contentType = "text/html";
    reply.body = "<p>moved</p>";
    reply.headers = {{"Location", location}};
    serve(path, reply);
}

QUrl WebServer::url(const QByteArray &path) const
{
    return QUrl(QStringLiteral("%1://127.0.0.1:%2%3")
                    .arg(m_scheme == Scheme::Http ? QStringLiteral("http") : QStringLiteral("https"))
                    .arg(m_server->serverPort())
                    .arg(QString::fromLatin1(path)));
}

std::vector<QByteArray> WebServer::paths() const
{
    std::vector<QByteArray> paths;
    for (const Request &request : m_requests)
        paths.push_back(request.path);
    return paths;
}

bool WebServer::isHolding() const
{
    return std::ranges::any_of(m_connections, [](const auto &connection) { return connection->held; });
}

void WebServer::close()
{
    m_server->close();
}

void WebServer::accept()
{
    while (QTcpSocket *const socket = m_server->nextPendingConnection()) {
        auto connection = std::make_unique<Connection>();
        connection->socket = socket;
        m_connections.push_back(std::move(connection));
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::bytesWritten, this, [this, socket] {
            for (const auto &item : m_connections) {
                if (item->socket == socket && item->reply.endless)
                    send(*item);
            }
        });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            std::erase_if(m_connections, [socket](const auto &item) { return item->socket == socket; });
            socket->deleteLater();
        });
        read(socket);
    }
}

void WebServer::read(QTcpSocket *socket)
{
    const auto found =
        std::ranges::find_if(m_connections, [socket](const auto &item) { return item->socket == socket; });
    if (found == m_connections.end())
        return;
    Connection &connection = **found;
    connection.input += socket->readAll();
    const qsizetype end = connection.input.indexOf("\r\n\r\n");
    if (end < 0 || connection.answered)
        return;
    connection.answered = true;
    QList<QByteArray> lines = connection.input.left(end).replace("\r\n", "\n").split('\n');
    const QList<QByteArray> first = lines.takeFirst().split(' ');
    Request request{first.value(0), first.value(1), {}};
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        request.headers[line.left(colon).toLower()] = line.mid(colon + 1).trimmed();
    }
    m_requests.push_back(request);
    connection.reply = replyTo(request);
    answer(connection);
}

/// What the table says, with the range taken out of it.
WebServer::Reply WebServer::replyTo(const Request &request) const
{
    const auto found = m_answers.constFind(request.path);
    if (found == m_answers.constEnd()) {
        Reply missing;
        missing.status = 404;
        missing.contentType = "text/html";
        missing.body = "<h1>Not found</h1>";
        return missing;
    }
    Reply reply = (*found)(request);
    if (reply.etag.isEmpty())
        return reply;
    reply.headers.emplace_back("ETag", reply.etag);
    const auto start = rangeStart(request.headers.value("range"));
    if (!reply.ranges || !start || request.headers.value("if-range", reply.etag) != reply.etag)
        return reply;
    const QByteArray size = QByteArray::number(reply.body.size());
    if (*start >= reply.body.size()) {
        reply.status = 416;
        reply.headers.emplace_back("Content-Range", "bytes */" + size);
        reply.body.clear();
        return reply;
    }
    reply.status = 206;
    reply.headers.emplace_back("Content-Range",
        "bytes " + QByteArray::number(*start) + '-' + QByteArray::number(reply.body.size() - 1) + '/' + size);
    reply.body = reply.body.mid(*start);
    return reply;
}

void WebServer::answer(Connection &connection)
{
    const Reply &reply = connection.reply;
    if (reply.silent)
        return;
    if (!reply.raw.isEmpty()) {
        connection.socket->write(reply.raw);
        connection.socket->disconnectFromHost();
        return;
    }
    QByteArray head = "HTTP/1.1 " + QByteArray::number(reply.status) + " Text\r\nConnection: close\r\n";
    if (!reply.contentType.isEmpty())
        head += "Content-Type: " + reply.contentType + "\r\n";
    for (const auto &[name, value] : reply.headers)
        head += name + ": " + value + "\r\n";
    if (reply.chunked)
        head += "Transfer-Encoding: chunked\r\n";
    else if (reply.declareLength && !reply.endless)
        head += "Content-Length: " + QByteArray::number(reply.body.size()) + "\r\n";
    connection.body = reply.body;
    if (reply.chunked)
        connection.body = QByteArray::number(reply.body.size(), 16) + "\r\n" + reply.body + "\r\n0\r\n\r\n";
    connection.socket->write(head + "\r\n");
    send(connection);
}

void WebServer::send(Connection &connection)
{
    const Reply &reply = connection.reply;
    const qint64 size = connection.body.size();
    qint64 until = size;
    if (reply.hold >= 0 && connection.sent <= reply.hold && !connection.held)
        until = std::min(size, reply.hold);
    if (reply.cut >= 0)
        until = std::min(until, reply.cut);
    connection.held = until < size && until == reply.hold;
    const QByteArray bytes = connection.body.mid(connection.sent, until - connection.sent);
    connection.sent = reply.endless ? 0 : until;
    m_bodyBytes += bytes.size();
    connection.socket->write(bytes);
    if (!connection.held && !reply.endless)
        connection.socket->disconnectFromHost();
}

void WebServer::release()
{
    std::vector<Connection *> held;
    for (const auto &connection : m_connections) {
        if (connection->held)
            held.push_back(connection.get());
    }
    for (Connection *connection : held)
        send(*connection);
}
