// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/web/http_headers.h"

#include <QLocale>
#include <QTimeZone>

#include <algorithm>

namespace engine {

QByteArray mediaType(const QByteArray &contentType)
{
    constexpr qsizetype longest = 100;
    return contentType.split(';').constFirst().trimmed().toLower().left(longest);
}

bool isAccepted(const QByteArray &type, const QByteArray &accept)
{
    if (type.isEmpty())
        return true;
    const QList<QByteArray> wanted = accept.split(',');
    return std::ranges::any_of(wanted, [&type](const QByteArray &item) {
        const QByteArray one = mediaType(item);
        return one == "*/*" || one == type || (one.endsWith("/*") && type.startsWith(one.chopped(1)));
    });
}

qint64 contentLength(const QByteArray &value)
{
    bool ok = false;
    const qint64 length = value.trimmed().toLongLong(&ok);
    return ok && length >= 0 ? length : -1;
}

QByteArray strongValidator(const QByteArray &etag, const QByteArray &lastModified)
{
    if (etag.size() >= 2 && etag.startsWith('"') && etag.endsWith('"'))
        return etag;
    return lastModified;
}

std::optional<std::chrono::seconds> parseRetryAfter(const QByteArray &value, const QDateTime &now)
{
    constexpr qint64 longest = 24 * 60 * 60;
    bool ok = false;
    qint64 seconds = value.trimmed().toLongLong(&ok);
    if (!ok) {
        // IMF-fixdate, section 5.6.7
        QDateTime date = QLocale::c().toDateTime(
            QString::fromLatin1(value).trimmed(), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
        if (!date.isValid())
            return std::nullopt;
        date = QDateTime(date.date(), date.time(), QTimeZone::utc());
        seconds = now.secsTo(date);
    }
    return std::chrono::seconds(std::clamp<qint64>(seconds, 0, longest));
}

} // namespace engine
