// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/web/download_source.h"
#include "engine/web/gunzip.h"
#include "engine/web/http_headers.h"
#include "engine/web/install_download.h"
#include "engine/web/part_file.h"

#include <QBuffer>

#include <cstdlib>

namespace {

void unpack(QByteArray bytes)
{
    constexpr qint64 limit = 1 << 20;
    qint64 total = 0;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    engine::gunzip(buffer, limit, [&total](QByteArrayView piece) {
        total += piece.size();
        return true;
    });
    if (total > limit)
        std::abort();
}

} // namespace

/// Any bytes as what arrives with a download: packed files, lists of sources, checksums, header fields.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    unpack(bytes);
    unpack(QByteArray::fromHex("1f8b0800000000000003") + bytes); // a head that is right
    if (const auto sources = engine::readDownloadSources(bytes)) {
        for (const engine::DownloadSource &source : *sources) {
            if (source.fileName.contains(u'/') || source.fileName.contains(u'\\') || source.fileName.startsWith(u'.'))
                std::abort();
            for (const QString &url : source.urls) {
                if (!engine::downloadUrl(url, QDate(2026, 1, 1)).scheme().startsWith(QLatin1String("http")))
                    std::abort();
            }
        }
    }
    const QByteArray sum = engine::checksumIn(bytes, QStringLiteral("x"));
    constexpr qsizetype sha1 = 40;
    constexpr qsizetype sha256 = 64;
    if (!sum.isEmpty() && sum.size() != sha1 && sum.size() != sha256)
        std::abort();
    const auto range = engine::parseContentRange(bytes);
    if (range
        && (range->last < range->first || range->first < -1 || (range->total >= 0 && range->last >= range->total)))
        std::abort();
    engine::parseRetryAfter(bytes, QDateTime(QDate(2026, 1, 1), QTime(), Qt::UTC));
    engine::mediaType(bytes);
    engine::contentLength(bytes);
    return 0;
}
