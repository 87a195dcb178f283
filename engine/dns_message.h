// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/ip_address.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QString>

#include <chrono>
#include <cstdint>
#include <span>
#include <vector>

namespace engine {

/// What name servers said to one question.
struct DnsAnswer {
    enum class Status : std::uint8_t {
        Found,
        Missing, ///< there is no such name, or it has no record of this type
        Failed, ///< no answer, a refusal, or nothing that could be understood
    };

    Status status = Status::Failed;
    /// PTR: names in the order of the answer, without the dot at the end, printable ASCII: any other byte, and a dot or
    /// backslash inside a label, is escaped as in zone files (RFC 1035 section 5.1: "\.", "\\", "\009").
    /// TXT: one text per record, its strings joined; any bytes.
    QByteArrayList values;
    std::vector<platform::IpAddress> addresses; ///< A and AAAA; a name without addresses is Found and has none
    /// How long the answer may be kept: the least of the records used; when Missing, by the SOA record (RFC 2308
    /// section 5), zero if it does not say.
    std::chrono::seconds ttl{0};
    QString server; ///< who was asked: "192.0.2.53:53", or several with ", " between

    friend bool operator==(const DnsAnswer &, const DnsAnswer &) = default;
};

enum class DnsType : std::uint16_t { A = 1, Cname = 5, Soa = 6, Ptr = 12, Txt = 16, Aaaa = 28 };

/// Reads the answer to the question for PTR or TXT records of `name` out of a whole message (RFC 1035 section 4), which
/// may be anything. Aliases are followed; records of other names are not looked at. Failed if the message does not
/// belong to the question or breaks a rule before its answer is complete.
DnsAnswer readDnsAnswer(std::span<const std::uint8_t> message, const QByteArray &name, DnsType type);

/// The address as names have it, without the zone: "9.113.0.203", 32 nibbles for IPv6; "" for none.
QByteArray reversedDigits(const platform::IpAddress &address);
/// "9.113.0.203.in-addr.arpa" (RFC 1035 section 3.5), "….ip6.arpa" (RFC 3596 section 2.5).
QByteArray reverseName(const platform::IpAddress &address);

} // namespace engine
