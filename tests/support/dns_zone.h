// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

class DnsTestServer;

/// Puts a zone text into the server's table. Returns what is wrong with it ("line 3: …"), or "".
///
///     ; a comment                             # this too
///     hop1.example        A     192.0.2.1     ; records: NAME [TTL] TYPE DATA; a name may stand in several lines
///     hop1.example   60   AAAA  2001:db8::1
///     1.2.0.192.in-addr.arpa    PTR   hop1.example
///     1.2.0.192.origin.asn.cymru.com TXT "64500 | 192.0.2.0/24 | US | arin | 2001-01-01"  ; one or more strings
///     www.example         CNAME hop1.example
///     empty.example       NONE                ; exists without data
///     *.slow.example      PTR   any.example   ; all names below
///     *.slow.example      manner delay=1500   ; how they are answered: [KIND] [delay=MS] [drop=N] [negative-ttl=S]
///     dead.example        manner silent
///
/// KIND is one of DnsManner::Kind in lower case with dashes: answer no-such-name no-data format-error server-failure
/// not-implemented refused silent garbage cut truncated truncated-only wrong-id wrong-question wrong-owner other-port
/// forged-first compression-loop.
QString readDnsZone(const QByteArray &text, DnsTestServer &server);
