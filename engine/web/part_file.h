// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>
#include <QUrl>

#include <optional>

namespace engine {

/// What a Content-Range says (RFC 9110 section 14.4): "bytes 5-9/10", "bytes 5-9/*", "bytes */10".
struct ContentRange {
    qint64 first = -1; ///< -1 with last: unsatisfied
    qint64 last = -1;
    qint64 total = -1; ///< -1: not said

    friend bool operator==(const ContentRange &, const ContentRange &) = default;
};
std::optional<ContentRange> parseContentRange(const QByteArray &value);

/// The beginning of a file that is being downloaded, with a note beside it (path + ".json") that says of what: address,
/// validator and size. Without a note that fits, what is there is worth nothing.
class PartFile final {
public:
    /// What there is to be continued.
    struct Beginning {
        qint64 size = 0;
        qint64 total = -1; ///< -1: not known
        QByteArray validator; ///< for If-Range
    };

    explicit PartFile(const QString &path);

    /// Nothing where it has to be begun anew: another address, no validator, larger than the whole.
    std::optional<Beginning> beginning(const QUrl &url) const;
    /// Empties it. Without a validator it cannot be continued later.
    bool begin(const QUrl &url, const QByteArray &validator, qint64 total);
    bool proceed(); ///< appends to what is there
    bool write(const QByteArray &bytes); ///< straight to the system
    void close() { m_file.close(); }
    QString errorString() const { return m_error; }

    static QString notePath(const QString &path) { return path + QLatin1String(".json"); }
    static void remove(const QString &path); ///< with its note

private:
    bool failed(const QFileDevice &file);

    QFile m_file;
    QString m_error;
};

} // namespace engine
