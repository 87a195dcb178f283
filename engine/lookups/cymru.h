// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/address_facts.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>

namespace engine {

// Team Cymru's IP to ASN mapping over DNS (TXT): the names to ask for, and what the answers say. Pure functions; the
// answers are hostile. "NXDOMAIN" (not announced, no such AS) is the caller's.

QString originQuestion(const platform::IpAddress &address, const QString &zone); ///< "9.113.0.203.origin.asn.cymru.com"
QString asQuestion(std::uint32_t asn, const QString &zone); ///< "AS64500.asn.cymru.com"

/// From the records about `asked`, each "64500 64501 | 203.0.113.0/24 | NL | ripencc | 2011-05-01", fields possibly
/// empty: the longest network of them, with every AS that announces it. Nothing when no record makes sense: one whose
/// network does not contain the address, or is larger than any on the Internet, counts as nonsense.
std::optional<Origin> parseOrigin(const QStringList &records, const platform::IpAddress &asked);

/// The same as one record, which parseOrigin() reads again. Without the name.
QString originRecord(const Origin &origin);

/// The name from "64500 | NL | ripencc | 2011-05-01 | EXAMPLE - Example Networks, NL": "EXAMPLE - Example Networks".
/// At most `longest` characters; may be empty. Nothing when no record is about `asn`.
std::optional<QString> parseAsName(const QStringList &records, std::uint32_t asn, int longest);

/// Addresses of it are in one announced network, as a rule: the longest networks that the Internet routes are /24 and
/// /48.
IpPrefix routedGroup(const platform::IpAddress &address);

} // namespace engine
