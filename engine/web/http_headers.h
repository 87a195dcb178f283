// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>

#include <chrono>
#include <optional>

namespace engine {

// What servers' headers say (RFC 9110); text of theirs in, nothing unbounded out.

/// "application/json" of "Application/JSON; charset=utf-8"; at most 100 characters.
QByteArray mediaType(const QByteArray &contentType);
/// Whether `type` is in the list (an Accept header) or unknown.
bool isAccepted(const QByteArray &type, const QByteArray &accept);
/// -1: not said, or nonsense.
qint64 contentLength(const QByteArray &value);
/// For If-Range (section 13.1.5): a strong ETag, else the time, else nothing.
QByteArray strongValidator(const QByteArray &etag, const QByteArray &lastModified);
/// Seconds, or a date (section 10.2.3); at most a day.
std::optional<std::chrono::seconds> parseRetryAfter(const QByteArray &value, const QDateTime &now);

} // namespace engine
