// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/dns_zone.h"

#include "tests/support/dns_server.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace {

using Kind = DnsManner::Kind;

constexpr std::array<std::pair<const char *, Kind>, 18> kinds{{{"answer", Kind::Answer},
    {"no-such-name", Kind::NoSuchName}, {"no-data", Kind::NoData}, {"format-error", Kind::FormatError},
    {"server-failure", Kind::ServerFailure}, {"not-implemented", Kind::NotImplemented}, {"refused", Kind::Refused},
    {"silent", Kind::Silent}, {"garbage", Kind::Garbage}, {"cut", Kind::Cut}, {"truncated", Kind::Truncated},
    {"truncated-only", Kind::TruncatedOnly}, {"wrong-id", Kind::WrongId}, {"wrong-question", Kind::WrongQuestion},
    {"wrong-owner", Kind::WrongOwner}, {"other-port", Kind::OtherPort}, {"forged-first", Kind::ForgedFirst},
    {"compression-loop", Kind::CompressionLoop}}};

struct Word {
    QByteArray text;
    bool quoted = false;
};

/// Words of a line; quotes keep blanks together, a semicolon or number sign outside of them begins a comment.
QList<Word> wordsOf(const QByteArray &line)
{
    QList<Word> words;
    bool inWord = false;
    bool inQuotes = false;
    for (const char c : line) {
        const bool blank = c == ' ' || c == '\t' || c == '\r';
        if (!inQuotes && (c == ';' || c == '#'))
            break;
        if (c == '"') {
            inQuotes = !inQuotes;
            if (inQuotes)
                words += Word{{}, true};
            inWord = inQuotes;
        } else if (blank && !inQuotes) {
            inWord = false;
        } else {
            if (!inWord)
                words += Word{};
            inWord = true;
            words.last().text += c;
        }
    }
    return words;
}

std::optional<DnsManner> mannerOf(const QList<Word> &words)
{
    DnsManner manner;
    for (const Word &word : words) {
        const qsizetype sign = word.text.indexOf('=');
        const QByteArray key = sign < 0 ? word.text : word.text.left(sign);
        bool ok = sign < 0;
        const int value = sign < 0 ? 0 : word.text.mid(sign + 1).toInt(&ok);
        if (!ok)
            return std::nullopt;
        const auto kind =
            std::find_if(kinds.begin(), kinds.end(), [&](const auto &entry) { return key == entry.first; });
        if (sign < 0 && kind != kinds.end())
            manner.kind = kind->second;
        else if (key == "delay" && sign > 0)
            manner.delay = std::chrono::milliseconds(value);
        else if (key == "drop" && sign > 0)
            manner.dropFirst = value;
        else if (key == "negative-ttl" && sign > 0)
            manner.negativeTtl = value;
        else
            return std::nullopt;
    }
    return manner;
}

std::optional<DnsRecord> recordOf(const QByteArray &type, quint32 ttl, const QList<Word> &data)
{
    if (data.isEmpty())
        return std::nullopt;
    const QByteArray &first = data.first().text;
    if (type == "A" || type == "AAAA") {
        const QHostAddress address(QString::fromLatin1(first));
        const bool v4 = address.protocol() == QAbstractSocket::IPv4Protocol;
        if (address.isNull() || v4 != (type == "A"))
            return std::nullopt;
        return DnsRecord::address(first.constData(), ttl);
    }
    if (type == "PTR")
        return DnsRecord::ptr(first, ttl);
    if (type == "CNAME")
        return DnsRecord::cname(first, ttl);
    if (type != "TXT")
        return std::nullopt;
    QList<QByteArray> strings;
    for (const Word &word : data)
        strings += word.text;
    return DnsRecord::txt(strings, ttl);
}

/// False if the line cannot be understood.
bool readLine(QList<Word> words, DnsTestServer &server)
{
    if (words.isEmpty())
        return true;
    const QByteArray name = words.takeFirst().text;
    bool hasTtl = false;
    quint32 ttl = words.isEmpty() ? 0 : words.first().text.toUInt(&hasTtl);
    if (hasTtl)
        words.removeFirst();
    else
        ttl = DnsRecord().ttl;
    if (words.isEmpty())
        return false;
    const QByteArray type = words.takeFirst().text;
    if (type == "manner") {
        const auto manner = mannerOf(words);
        if (manner)
            server.setManner(name, *manner);
        return manner.has_value();
    }
    if (type == "NONE" && words.isEmpty()) {
        server.add(name, QList<DnsRecord>());
        return true;
    }
    const auto record = recordOf(type, ttl, words);
    if (record)
        server.add(name, *record);
    return record.has_value();
}

} // namespace

QString readDnsZone(const QByteArray &text, DnsTestServer &server)
{
    int number = 0;
    for (const QByteArray &line : text.split('\n')) {
        ++number;
        if (!readLine(wordsOf(line), server))
            return QStringLiteral("line %1: %2").arg(number).arg(QString::fromUtf8(line.trimmed()));
    }
    return {};
}
