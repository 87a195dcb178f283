// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/dns_record.h"

#include <QHostAddress>
#include <QtEndian>

namespace {

constexpr int largestString = 255;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// The labels of a name as text; escapes are undone.
QList<QByteArray> labelsOf(const QByteArray &text)
{
    QList<QByteArray> labels{{}};
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '.') {
            labels += QByteArray();
        } else if (c == '\\' && at + 3 < text.size() && isDigit(text[at + 1])) {
            labels.last() += char(text.mid(at + 1, 3).toInt());
            at += 3;
        } else {
            labels.last() += c == '\\' && at + 1 < text.size() ? text[++at] : c;
        }
    }
    labels.removeAll(QByteArray());
    return labels;
}

QByteArray textOfLabel(const QByteArray &label)
{
    QByteArray text;
    for (const char c : label) {
        if (c == '.' || c == '\\')
            text += '\\' + QByteArray(1, c);
        else if (c > ' ' && c < '\x7f')
            text += c;
        else
            text += '\\' + QByteArray::number(static_cast<unsigned char>(c)).rightJustified(3, '0');
    }
    return text;
}

} // namespace

int dnsByteAt(const QByteArray &bytes, qsizetype at)
{
    return at >= 0 && at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0;
}

quint16 dnsWordAt(const QByteArray &bytes, qsizetype at)
{
    return static_cast<quint16>((dnsByteAt(bytes, at) << 8) | dnsByteAt(bytes, at + 1));
}

QByteArray dnsWord(qsizetype value)
{
    QByteArray out(2, '\0');
    qToBigEndian(static_cast<quint16>(value), out.data());
    return out;
}

QByteArray dnsLongWord(quint32 value)
{
    QByteArray out(4, '\0');
    qToBigEndian(value, out.data());
    return out;
}

QByteArray dnsName(const QByteArray &text)
{
    QByteArray wire;
    for (const QByteArray &label : labelsOf(text))
        wire += char(label.size()) + label;
    return wire + '\0';
}

QByteArray dnsNameText(const QByteArray &wire)
{
    QList<QByteArray> labels;
    for (qsizetype at = 0; dnsByteAt(wire, at) != 0; at += dnsByteAt(wire, at) + 1)
        labels += textOfLabel(wire.mid(at + 1, dnsByteAt(wire, at)));
    return labels.join('.');
}

DnsRecord DnsRecord::address(const char *text, quint32 ttl)
{
    const QHostAddress address{QLatin1String(text)};
    Q_ASSERT(!address.isNull());
    if (address.protocol() == QAbstractSocket::IPv4Protocol)
        return {A, dnsLongWord(address.toIPv4Address()), ttl};
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    return {Aaaa, QByteArray(reinterpret_cast<const char *>(bytes.c), sizeof bytes.c), ttl};
}

DnsRecord DnsRecord::ptr(const QByteArray &name, quint32 ttl)
{
    return {Ptr, dnsName(name), ttl};
}

DnsRecord DnsRecord::cname(const QByteArray &name, quint32 ttl)
{
    return {Cname, dnsName(name), ttl};
}

DnsRecord DnsRecord::txt(const QByteArray &string, quint32 ttl)
{
    QList<QByteArray> strings;
    for (qsizetype at = 0; at == 0 || at < string.size(); at += largestString)
        strings += string.mid(at, largestString);
    return txt(strings, ttl);
}

DnsRecord DnsRecord::txt(const QList<QByteArray> &strings, quint32 ttl)
{
    QByteArray data;
    for (const QByteArray &string : strings)
        data += char(string.size()) + string.left(largestString);
    return {Txt, data, ttl};
}

DnsRecord DnsRecord::raw(quint16 type, const QByteArray &data, quint32 ttl)
{
    return {type, data, ttl};
}
