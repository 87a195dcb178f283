// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/lookup_options.h"

#include <QByteArray>
#include <QObject>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace engine {

/// Why a transfer brought nothing. `app` has the sentences.
enum class HttpProblem : std::uint8_t {
    None,
    Cancelled,
    BadAddress, ///< the URL is none, or not http(s)
    HostNotFound,
    NoConnection, ///< refused, cut off, no route, a proxy that does not work, not understood as HTTP
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
    QString detail; ///< technical, for the log and the tooltip; hostile text in it, bounded
    QByteArray body; ///< of a get(); empty for a download
    QString contentType; ///< without its parameters, lower case
    QUrl url; ///< after redirects
    std::optional<std::chrono::seconds> retryAfter; ///< the server's wish (Retry-After), with Status
    bool ok() const { return problem == HttpProblem::None; }

    friend bool operator==(const HttpResult &, const HttpResult &) = default;
};

/// Asks web servers, with the limits of the options: redirects only to https (or as insecure as it began), no cookies,
/// no cache, no referer, no credentials, size bounded, silence bounded. Only HTTP/1.1, and get() takes no compressed
/// answers: what is not needed cannot be attacked. The system's proxy is used, as by every program with a window.
/// Asynchronous; lives on one thread with an event loop.
class HttpFetch final : public QObject {
    Q_OBJECT

public:
    using Done = std::function<void(const HttpResult &)>;
    using Progress = std::function<void(qint64 received, qint64 total)>; ///< total -1: not said

    explicit HttpFetch(const LookupOptions &options, QObject *parent = nullptr);
    ~HttpFetch() override; ///< cancels all; no callback comes any more

    /// `accept`: media types, first in the list is preferred; anything else that comes is WrongType. Gives a number for
    /// cancel(). `done` never comes before this returns.
    quint64 get(const QUrl &url, const QByteArray &accept, Done done);
    /// Into `partFile`, which is continued where it ends when the server allows ranges and its validator (ETag or
    /// Last-Modified, kept beside in partFile + ".json") is still the same, else begun anew. `packed`: the answer may
    /// be packed by gzip on its way; it is written as it comes, whoever reads the file looks for gzip.
    quint64 download(const QUrl &url, const QString &partFile, bool packed, Progress progress, Done done);
    /// Done comes with Cancelled, before this returns; what has arrived of a download stays for the next time.
    void cancel(quint64 id);

Q_SIGNALS:
    void redirected(quint64 id, const QUrl &url); ///< this one is going to be asked

private:
    struct Transfer;
    struct Private;
    std::unique_ptr<Private> m;
};

} // namespace engine
