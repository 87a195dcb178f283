// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/web/part_file.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>

namespace engine {

namespace {

constexpr qint64 longestNote = 16384;
constexpr qsizetype longestValidator = 512;

/// It goes into a header: nothing but visible characters and spaces.
bool isHeaderText(const QByteArray &text)
{
    return !text.isEmpty() && text.size() <= longestValidator
        && std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

std::optional<qint64> parseNumber(const QByteArray &text)
{
    if (text.isEmpty() || !std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    bool ok = false;
    const qint64 number = text.toLongLong(&ok);
    return ok ? std::optional(number) : std::nullopt;
}

} // namespace

std::optional<ContentRange> parseContentRange(const QByteArray &value)
{
    constexpr char unit[] = "bytes ";
    const qsizetype slash = value.indexOf('/');
    if (!value.startsWith(unit) || slash < 0)
        return std::nullopt;
    ContentRange range;
    const QByteArray total = value.mid(slash + 1).trimmed();
    if (total != "*") {
        const auto number = parseNumber(total);
        if (!number)
            return std::nullopt;
        range.total = *number;
    }
    const QByteArray bytes = value.mid(sizeof(unit) - 1, slash - static_cast<qsizetype>(sizeof(unit) - 1)).trimmed();
    if (bytes == "*")
        return range.total < 0 ? std::nullopt : std::optional(range);
    const qsizetype dash = bytes.indexOf('-');
    const auto first = parseNumber(bytes.left(std::max<qsizetype>(dash, 0)));
    const auto last = parseNumber(bytes.mid(dash + 1));
    if (!first || !last || *last < *first || (range.total >= 0 && *last >= range.total))
        return std::nullopt;
    range.first = *first;
    range.last = *last;
    return range;
}

PartFile::PartFile(const QString &path)
    : m_file(path)
{
}

std::optional<PartFile::Beginning> PartFile::beginning(const QUrl &url) const
{
    const qint64 size = QFileInfo(m_file.fileName()).size();
    QFile note(notePath(m_file.fileName()));
    if (size <= 0 || !note.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(note.read(longestNote)).object();
    Beginning found;
    found.size = size;
    found.total = object.value(QLatin1String("size")).toInteger(-1);
    found.validator = object.value(QLatin1String("validator")).toString().toLatin1();
    if (object.value(QLatin1String("url")).toString() != url.toString(QUrl::FullyEncoded)
        || !isHeaderText(found.validator) || (found.total >= 0 && size > found.total))
        return std::nullopt;
    return found;
}

bool PartFile::begin(const QUrl &url, const QByteArray &validator, qint64 total)
{
    m_file.close();
    QFile::remove(notePath(m_file.fileName())); // never a note beside bytes that it does not belong to
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Truncate | QIODevice::Unbuffered))
        return failed(m_file);
    if (!isHeaderText(validator))
        return true;
    QJsonObject object{{QStringLiteral("url"), url.toString(QUrl::FullyEncoded)},
        {QStringLiteral("validator"), QString::fromLatin1(validator)}};
    if (total >= 0)
        object.insert(QStringLiteral("size"), total);
    QSaveFile note(notePath(m_file.fileName()));
    if (!note.open(QIODevice::WriteOnly) || note.write(QJsonDocument(object).toJson()) < 0 || !note.commit())
        return failed(note);
    return true;
}

bool PartFile::proceed()
{
    m_file.close();
    return m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered) || failed(m_file);
}

bool PartFile::write(const QByteArray &bytes)
{
    for (qint64 done = 0; done < bytes.size();) {
        const qint64 written = m_file.write(bytes.constData() + done, bytes.size() - done);
        if (written <= 0)
            return failed(m_file);
        done += written;
    }
    return true;
}

void PartFile::remove(const QString &path)
{
    QFile::remove(path);
    QFile::remove(notePath(path));
}

bool PartFile::failed(const QFileDevice &file)
{
    m_error = file.fileName() + QLatin1String(": ") + file.errorString();
    return false;
}

} // namespace engine
