// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/web/http_fetch.h"

#include "engine/web/http_headers.h"
#include "engine/web/part_file.h"
#include "version.h"

#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>
#include <QNetworkReply>
#include <QSslError>
#include <QTimer>

#include <map>
#include <utility>

namespace engine {

namespace {

constexpr qsizetype longestDetail = 500;

/// The proxy that the user set for all programs, but never to reach this machine.
class SystemProxies final : public QNetworkProxyFactory {
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        const QString host = query.peerHostName();
        if (host == QLatin1String("localhost") || QHostAddress(host).isLoopback())
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        return systemProxyForQuery(query);
    }
};

HttpProblem problemOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::NoError:
        return HttpProblem::None;
    case QNetworkReply::HostNotFoundError:
        return HttpProblem::HostNotFound;
    case QNetworkReply::TimeoutError:
        return HttpProblem::Timeout;
    case QNetworkReply::OperationCanceledError:
        return HttpProblem::Cancelled;
    case QNetworkReply::SslHandshakeFailedError:
        return HttpProblem::Tls;
    case QNetworkReply::TooManyRedirectsError:
    case QNetworkReply::InsecureRedirectError:
    case QNetworkReply::ProtocolUnknownError: // to something that is not http(s): the first address was checked
        return HttpProblem::Redirects;
    default:
        return HttpProblem::NoConnection;
    }
}

bool isWebAddress(const QUrl &url)
{
    return url.isValid() && !url.host().isEmpty()
        && (url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http"));
}

} // namespace

struct HttpFetch::Transfer {
    quint64 id = 0;
    QUrl url;
    Done done;
    QByteArray accept; ///< of a get()
    std::unique_ptr<PartFile> part; ///< of a download; null otherwise
    std::optional<PartFile::Beginning> beginning; ///< what is there already
    bool packed = false;
    Progress progress;

    QNetworkReply *reply = nullptr;
    QTimer silence;
    bool taken = false; ///< the answer's head is what was wanted: its body is read
    qint64 received = 0; ///< with what was there before
    qint64 total = -1;
    HttpResult result;
};

struct HttpFetch::Private {
    HttpFetch *q = nullptr;
    LookupOptions options;
    QNetworkAccessManager manager;
    std::map<quint64, std::unique_ptr<Transfer>> transfers;
    quint64 next = 0;

    quint64 add(std::unique_ptr<Transfer> transfer);
    void send(Transfer &transfer);
    QNetworkRequest request(const Transfer &transfer) const;
    void readHead(quint64 id);
    void takeAnswer(Transfer &transfer);
    void takeDownload(Transfer &transfer, int status);
    void readBody(Transfer &transfer);
    void finish(quint64 id);
    void drop(Transfer &transfer) const;
    void stop(Transfer &transfer, HttpProblem problem, const QString &detail);
    void restart(Transfer &transfer);
    void complete(quint64 id);
};

quint64 HttpFetch::Private::add(std::unique_ptr<Transfer> transfer)
{
    const quint64 id = ++next;
    Transfer &added = *transfers.emplace(id, std::move(transfer)).first->second;
    added.id = id;
    added.result.url = added.url;
    if (!isWebAddress(added.url)) {
        added.result.problem = HttpProblem::BadAddress;
        QMetaObject::invokeMethod(
            q, [this, id] { complete(id); }, Qt::QueuedConnection);
        return id;
    }
    added.silence.setSingleShot(true);
    added.silence.setInterval(options.transferTimeout);
    QObject::connect(&added.silence, &QTimer::timeout, q,
        [this, id] { stop(*transfers.at(id), HttpProblem::Timeout, transfers.at(id)->result.url.host()); });
    send(added);
    return id;
}

QNetworkRequest HttpFetch::Private::request(const Transfer &transfer) const
{
    QNetworkRequest request(transfer.url);
    request.setRawHeader("User-Agent", "Periplus/" PERIPLUS_VERSION);
    // Set by hand, so that Qt unpacks nothing.
    request.setRawHeader("Accept-Encoding", transfer.packed ? "gzip" : "identity");
    request.setRawHeader("Accept", transfer.accept.isEmpty() ? "*/*" : transfer.accept);
    request.setRawHeader("Accept-Language", "*"); // Qt would say the user's
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::NoLessSafeRedirectPolicy);
    request.setMaximumRedirectsAllowed(options.mostRedirects);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    if (transfer.beginning) {
        request.setRawHeader("Range", "bytes=" + QByteArray::number(transfer.beginning->size) + '-');
        request.setRawHeader("If-Range", transfer.beginning->validator);
    }
    return request;
}

void HttpFetch::Private::send(Transfer &transfer)
{
    const quint64 id = transfer.id;
    QNetworkReply *const reply = manager.get(request(transfer));
    transfer.reply = reply;
    transfer.silence.start();
    QObject::connect(reply, &QNetworkReply::encrypted, q, [this, id] { transfers.at(id)->silence.start(); });
    QObject::connect(reply, &QNetworkReply::sslErrors, q, [this, id](const QList<QSslError> &errors) {
        QString &detail = transfers.at(id)->result.detail; // not ignored: the transfer ends with Tls
        for (const QSslError &error : errors)
            detail += (detail.isEmpty() ? QString() : QStringLiteral("; ")) + error.errorString();
    });
    QObject::connect(reply, &QNetworkReply::redirected, q, [this, id](const QUrl &url) {
        transfers.at(id)->silence.start();
        transfers.at(id)->result.url = url;
        Q_EMIT q->redirected(id, url);
    });
    QObject::connect(reply, &QNetworkReply::metaDataChanged, q, [this, id] { readHead(id); });
    QObject::connect(reply, &QNetworkReply::readyRead, q, [this, id] { readBody(*transfers.at(id)); });
    QObject::connect(reply, &QNetworkReply::finished, q, [this, id] { finish(id); });
}

/// The reply is not listened to any more. Ended later: Qt does not bear it within the reply's own signals.
void HttpFetch::Private::drop(Transfer &transfer) const
{
    QNetworkReply *const reply = std::exchange(transfer.reply, nullptr);
    transfer.silence.stop();
    reply->disconnect(q);
    QMetaObject::invokeMethod(reply, &QNetworkReply::abort, Qt::QueuedConnection);
    reply->deleteLater();
}

/// Ends the transfer; `transfer` is gone when this returns.
void HttpFetch::Private::stop(Transfer &transfer, HttpProblem problem, const QString &detail)
{
    transfer.result.problem = problem;
    transfer.result.detail = detail;
    if (transfer.reply)
        drop(transfer);
    complete(transfer.id);
}

/// What is there of the file is worth nothing: asked once more, for the whole.
void HttpFetch::Private::restart(Transfer &transfer)
{
    drop(transfer);
    transfer.beginning.reset();
    send(transfer);
}

void HttpFetch::Private::readHead(quint64 id)
{
    Transfer &transfer = *transfers.at(id);
    const int status = transfer.reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    transfer.silence.start();
    if (transfer.taken || status / 100 == 3) // followed by Qt, or the end
        return;
    HttpResult &result = transfer.result;
    result.status = status;
    result.contentType = QString::fromLatin1(mediaType(transfer.reply->rawHeader("Content-Type")));
    if (status == 416 && transfer.beginning) {
        // If-Range held, so the file is the same: it is there already, or what is there was never a part of it.
        const auto range = parseContentRange(transfer.reply->rawHeader("Content-Range"));
        if (!range || range->total != transfer.beginning->size)
            return restart(transfer);
        transfer.total = transfer.received = range->total;
        return stop(transfer, HttpProblem::None, {});
    }
    if (status / 100 != 2) {
        result.retryAfter = parseRetryAfter(transfer.reply->rawHeader("Retry-After"), QDateTime::currentDateTimeUtc());
        return stop(transfer, HttpProblem::Status, QString::number(status));
    }
    if (transfer.part)
        takeDownload(transfer, status);
    else
        takeAnswer(transfer);
}

void HttpFetch::Private::takeAnswer(Transfer &transfer)
{
    const QByteArray coding = transfer.reply->rawHeader("Content-Encoding").toLower();
    if (!coding.isEmpty() && coding != "identity")
        return stop(transfer, HttpProblem::WrongType, QString::fromLatin1(coding.left(longestDetail)));
    if (!isAccepted(transfer.result.contentType.toLatin1(), transfer.accept))
        return stop(transfer, HttpProblem::WrongType, transfer.result.contentType);
    transfer.total = contentLength(transfer.reply->rawHeader("Content-Length"));
    if (transfer.total > options.largestAnswer)
        return stop(transfer, HttpProblem::TooLarge, QString::number(transfer.total));
    transfer.taken = true;
}

void HttpFetch::Private::takeDownload(Transfer &transfer, int status)
{
    const QString &type = transfer.result.contentType;
    if (type == QLatin1String("text/html") || type == QLatin1String("application/xhtml+xml"))
        return stop(transfer, HttpProblem::WrongType, type); // a hotel's log-in page, an error's with status 200
    const QByteArray validator =
        strongValidator(transfer.reply->rawHeader("ETag"), transfer.reply->rawHeader("Last-Modified"));
    if (status == 206) {
        const auto range = parseContentRange(transfer.reply->rawHeader("Content-Range"));
        if (!transfer.beginning || !range || range->first != transfer.beginning->size || range->total < 0
            || range->last != range->total - 1 || (!validator.isEmpty() && validator != transfer.beginning->validator))
            return transfer.beginning ? restart(transfer)
                                      : stop(transfer, HttpProblem::Status, QString::number(status));
        transfer.received = range->first;
        transfer.total = range->total;
    } else if (status == 200) {
        transfer.beginning.reset();
        transfer.received = 0;
        transfer.total = contentLength(transfer.reply->rawHeader("Content-Length"));
    } else {
        return stop(transfer, HttpProblem::Status, QString::number(status));
    }
    if (transfer.total > options.largestTransfer)
        return stop(transfer, HttpProblem::TooLarge, QString::number(transfer.total));
    if (!(transfer.beginning ? transfer.part->proceed()
                             : transfer.part->begin(transfer.url, validator, transfer.total)))
        return stop(transfer, HttpProblem::File, transfer.part->errorString());
    transfer.taken = true;
    if (transfer.progress)
        transfer.progress(transfer.received, transfer.total);
}

void HttpFetch::Private::readBody(Transfer &transfer)
{
    transfer.silence.start();
    const QByteArray bytes = transfer.reply->readAll();
    if (!transfer.taken || bytes.isEmpty())
        return;
    const qint64 limit = transfer.part ? options.largestTransfer : options.largestAnswer;
    if (bytes.size() > limit - transfer.received)
        return stop(transfer, HttpProblem::TooLarge, QString::number(limit));
    if (transfer.part && !transfer.part->write(bytes))
        return stop(transfer, HttpProblem::File, transfer.part->errorString());
    if (!transfer.part)
        transfer.result.body += bytes;
    transfer.received += bytes.size();
    if (transfer.progress)
        transfer.progress(transfer.received, transfer.total);
}

void HttpFetch::Private::finish(quint64 id)
{
    if (transfers.at(id)->taken)
        readBody(*transfers.at(id));
    const auto found = transfers.find(id);
    if (found == transfers.end()) // the end of the body was too much
        return;
    Transfer &transfer = *found->second;
    const QNetworkReply &reply = *transfer.reply;
    HttpProblem problem = problemOf(reply.error());
    if (problem == HttpProblem::None && !transfer.taken)
        problem = HttpProblem::Status; // a head that says nothing of use
    if (transfer.taken && transfer.total >= 0)
        problem = transfer.received == transfer.total ? HttpProblem::None : HttpProblem::NoConnection;
    transfer.result.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QString tls = transfer.result.detail;
    stop(transfer, problem, problem == HttpProblem::None ? QString() : tls.isEmpty() ? reply.errorString() : tls);
}

void HttpFetch::Private::complete(quint64 id)
{
    const auto found = transfers.find(id);
    if (found == transfers.end())
        return;
    const std::unique_ptr<Transfer> transfer = std::move(found->second);
    transfers.erase(found);
    if (transfer->part)
        transfer->part->close();
    if (transfer->result.problem != HttpProblem::None)
        transfer->result.body.clear();
    transfer->result.detail.truncate(longestDetail);
    transfer->done(transfer->result);
}

HttpFetch::HttpFetch(const LookupOptions &options, QObject *parent)
    : QObject(parent)
    , m(std::make_unique<Private>())
{
    m->q = this;
    m->options = options;
    m->manager.setProxyFactory(new SystemProxies);
}

HttpFetch::~HttpFetch()
{
    for (const auto &[id, transfer] : m->transfers) {
        if (transfer->reply)
            transfer->reply->disconnect(this);
    }
}

quint64 HttpFetch::get(const QUrl &url, const QByteArray &accept, Done done)
{
    auto transfer = std::make_unique<Transfer>();
    transfer->url = url;
    transfer->accept = accept;
    transfer->done = std::move(done);
    return m->add(std::move(transfer));
}

quint64 HttpFetch::download(const QUrl &url, const QString &partFile, bool packed, Progress progress, Done done)
{
    auto transfer = std::make_unique<Transfer>();
    transfer->url = url;
    transfer->part = std::make_unique<PartFile>(partFile);
    transfer->beginning = transfer->part->beginning(url);
    transfer->packed = packed;
    transfer->progress = std::move(progress);
    transfer->done = std::move(done);
    return m->add(std::move(transfer));
}

void HttpFetch::cancel(quint64 id)
{
    const auto found = m->transfers.find(id);
    if (found != m->transfers.end())
        m->stop(*found->second, HttpProblem::Cancelled, {});
}

} // namespace engine
