// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/address_facts.h"

#include <QLocale>

/// What is known about an address in words: plain text of one line that is safe to show, empty when nothing is known.
namespace app {

QString hostName(const engine::AddressFacts &facts);
/// "AS64500 Nordlicht", "AS64500 Nordlicht +1" when one more announces it; without an AS the network's name, or what
/// the address says itself.
QString networkText(const engine::AddressFacts &facts);
/// "AS64501, AS64502": who announces it besides the first.
QString otherOriginsText(const engine::AddressFacts &facts);
QString prefixText(const engine::AddressFacts &facts);
/// "RIPE NCC".
QString registryText(const engine::AddressFacts &facts);
/// "RIPE NCC, allocated 14 March 1996, registered in Germany".
QString registrationText(const engine::AddressFacts &facts, const QLocale &locale = QLocale());
QString countryText(const engine::AddressFacts &facts);
QString cityText(const engine::AddressFacts &facts);
/// The city, or the country when only that is known.
QString placeText(const engine::AddressFacts &facts);
/// "Frankfurt, Germany".
QString placeLine(const engine::AddressFacts &facts);
/// "50.110° N, 8.682° E, within 20 km".
QString coordinatesText(const engine::AddressFacts &facts, const QLocale &locale = QLocale());
QString exchangeText(const engine::AddressFacts &facts);
/// "AS64500 Nordlicht": whose port at the exchange point it is.
QString memberText(const engine::AddressFacts &facts);

/// "Private network", "Carrier-grade NAT"; empty for a global address.
QString rangeText(engine::AddressRange range);
/// English name of an ISO 3166-1 code, or the code.
QString countryName(const QString &code);

/// Where a fact comes from and how old that is, without its value.
struct FactOrigin {
    engine::FactSource source = engine::FactSource::None;
    QString detail;
    QDateTime asOf;
    bool cached = false;
};
template <typename T>
FactOrigin originOf(const engine::Fact<T> &fact)
{
    return {fact.source, fact.sourceDetail, fact.asOf, fact.cached};
}
/// "Team Cymru, 3 min ago", "GeoLite2-City of 2026-10", "from the address itself"; empty without a source.
QString sourceText(const FactOrigin &origin, const QDateTime &now, const QLocale &locale = QLocale());
/// "just now", "3 min ago", "2 h ago", "5 days ago".
QString ageText(const QDateTime &then, const QDateTime &now, const QLocale &locale = QLocale());

/// What stands for a value that is not there: "…" while it is looked up, "?" when nobody answered, "–" otherwise.
QString missingText(engine::FactState state);
/// It is one of those.
bool isAbsence(const QString &text);

} // namespace app
