// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QIODevice>

#include <functional>

namespace engine {

enum class GunzipResult : std::uint8_t {
    Done,
    Damaged, ///< no gzip, cut off, wrong check sum, or something behind its end
    TooLarge, ///< more than `limit` bytes come out
    Unreadable, ///< `from` has the reason
    Stopped, ///< by `take`
};

/// Unpacks gzip (RFC 1952; several members one after the other count as one) from `from`, piece by piece: little
/// memory, and no more than `limit` bytes ever come out. `take` gets the pieces, false stops.
GunzipResult gunzip(QIODevice &from, qint64 limit, const std::function<bool(QByteArrayView)> &take);

/// By its first bytes; `device` stays where it is.
bool isGzip(QIODevice &device);

} // namespace engine
