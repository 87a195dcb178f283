// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/web/gunzip.h"

#include <QScopeGuard>

#include <zlib.h>

namespace engine {

namespace {

constexpr qsizetype piece = 1 << 16;
constexpr int gzipOnly = 16 + MAX_WBITS; // zlib: no zlib header, no guessing

} // namespace

GunzipResult gunzip(QIODevice &from, qint64 limit, const std::function<bool(QByteArrayView)> &take)
{
    z_stream stream{};
    if (inflateInit2(&stream, gzipOnly) != Z_OK)
        return GunzipResult::Unreadable;
    const auto end = qScopeGuard([&stream] { inflateEnd(&stream); });
    QByteArray out(piece, Qt::Uninitialized);
    QByteArray in;
    qint64 total = 0;
    bool inMember = true;
    bool moreToCome = false; // of what was read already
    while (true) {
        if (stream.avail_in == 0 && !moreToCome) {
            in = from.read(piece);
            if (in.isEmpty())
                return !from.atEnd() ? GunzipResult::Unreadable : inMember ? GunzipResult::Damaged : GunzipResult::Done;
            stream.next_in = reinterpret_cast<Bytef *>(in.data());
            stream.avail_in = static_cast<uInt>(in.size());
        }
        if (!inMember && inflateReset(&stream) != Z_OK)
            return GunzipResult::Damaged;
        inMember = true;
        stream.next_out = reinterpret_cast<Bytef *>(out.data());
        stream.avail_out = static_cast<uInt>(out.size());
        const int result = inflate(&stream, Z_NO_FLUSH);
        if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
            return GunzipResult::Damaged;
        const qsizetype made = out.size() - static_cast<qsizetype>(stream.avail_out);
        if (made > limit - total)
            return GunzipResult::TooLarge;
        total += made;
        if (made > 0 && !take(QByteArrayView(out.constData(), made)))
            return GunzipResult::Stopped;
        inMember = result != Z_STREAM_END;
        moreToCome = inMember && stream.avail_out == 0;
    }
}

bool isGzip(QIODevice &device)
{
    return device.peek(2) == QByteArray("\x1f\x8b");
}

} // namespace engine
