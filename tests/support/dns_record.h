// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

// Names are text as in zone files (RFC 1035 section 5.1): labels with dots between, a dot at the end or not, "\." for a
// dot inside a label, "\\", and "\DDD" (decimal) for any other byte. They are compared without regard to case.

/// One resource record of class IN, without its owner.
struct DnsRecord {
    enum Type : quint16 { A = 1, Cname = 5, Soa = 6, Ptr = 12, Txt = 16, Aaaa = 28 };

    quint16 type = A;
    QByteArray data; ///< as on the wire, uncompressed
    quint32 ttl = 300; ///< s

    static DnsRecord address(const char *text, quint32 ttl = 300); ///< A or AAAA
    static DnsRecord ptr(const QByteArray &name, quint32 ttl = 300);
    static DnsRecord cname(const QByteArray &name, quint32 ttl = 300);
    static DnsRecord txt(const QByteArray &string, quint32 ttl = 300); ///< cut into strings of 255 bytes
    static DnsRecord txt(const QList<QByteArray> &strings, quint32 ttl = 300); ///< each at most 255 bytes
    static DnsRecord raw(quint16 type, const QByteArray &data, quint32 ttl = 300); ///< anything, right or wrong
};

// How things stand in messages, RFC 1035 section 4.1.

QByteArray dnsWord(qsizetype value); ///< two bytes
QByteArray dnsLongWord(quint32 value); ///< four
int dnsByteAt(const QByteArray &message, qsizetype at); ///< 0 behind its end
quint16 dnsWordAt(const QByteArray &message, qsizetype at);
QByteArray dnsName(const QByteArray &text); ///< labels with their lengths, and the root
QByteArray dnsNameText(const QByteArray &wire); ///< of an uncompressed name, without a dot at the end
