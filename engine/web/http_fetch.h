// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/lookup_options.h"

#include <QByteArray>
#include <QNetworkAccessManager>
#include <QObject>
#include <QUrl>

#include <functional>
#include <memory>

class QNetworkReply;

namespace engine {

/// Why a transfer brought nothing. `app` has the sentences.
enum class HttpProblem : std::uint8_t {
    None,
    Cancelled,
    BadAddress, ///< the URL is none, or not http(s)
    HostNotFound,
    NoConnection, ///< refused, cut off, no route
    Timeout, ///< nothing came for LookupOptions::transferTimeout
    Tls, ///< no proof that the server is who it says
    Redirects, ///< too many, or from https to http
    Status, ///< HttpResult::status is not 2xx
    TooLarge,
    WrongType, ///< not what was asked for: a web page in place of JSON
    File, ///< could not be written: HttpResult::detail
};

struct HttpResult {
    HttpProblem problem = HttpProblem::None;
    int status = 0;
    QString detail; ///< technical, for the log and the tooltip
    QByteArray body; ///< of a get(); empty for a download
    QString contentType;
    QUrl url; ///< after redirects
    bool ok() const { return problem == HttpProblem::None; }
};

/// Asks web servers, with the limits of the options: redirects only to https (or as insecure as it began), no cookies,
/// no cache, size bounded, silence bounded. Asynchronous; lives on one thread with an event loop.
class HttpFetch final : public QObject {
    Q_OBJECT

public:
    using Done = std::function<void(const HttpResult &)>;
    using Progress = std::function<void(qint64 received, qint64 total)>; ///< total -1: not said

    explicit HttpFetch(const LookupOptions &options, QObject *parent = nullptr);
    ~HttpFetch() override; ///< cancels all; no callback comes any more

    /// `accept`: media types, first in the list is preferred. Gives a number for cancel().
    quint64 get(const QUrl &url, const QByteArray &accept, Done done);
    /// Into `partFile`, which is continued where it ends when the server allows ranges and its validator (ETag or
    /// Last-Modified, kept beside in partFile + ".json") is still the same, else begun anew.
    quint64 download(const QUrl &url, const QString &partFile, Progress progress, Done done);
    void cancel(quint64 id); ///< Done comes with Cancelled; what has arrived of a download stays for the next time

private:
    struct Private;
    std::unique_ptr<Private> m;
};

} // namespace engine
