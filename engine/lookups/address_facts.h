// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/ip_prefix.h"

#include <QDateTime>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace engine {

// What is known about an address besides its answers. Values, copied across threads. All text in them is hostile and
// as it came, but bounded in length (LookupOptions::longestText): writers and views make it harmless (visibleText).

enum class FactState : std::uint8_t {
    Unknown, ///< nobody was asked: the look-up is switched off, or there is no source for it
    Pending,
    Known,
    Missing, ///< the source answered that there is none
    Failed, ///< the source did not answer, or not so that it could be understood
};

enum class FactSource : std::uint8_t {
    None,
    Dns, ///< reverse name (PTR)
    Cymru, ///< Team Cymru's IP to ASN mapping over DNS
    Database, ///< an MMDB file
    SpecialRange, ///< the address itself says it (RFC 6890)
    PeeringDb, ///< the local copy of its exchange prefixes
    Scenario, ///< the simulated network
};

/// One thing that may be known, with where it came from and how old that is.
template <typename T>
struct Fact {
    FactState state = FactState::Unknown;
    T value{}; ///< meaningful when Known
    FactSource source = FactSource::None; ///< who said so, or was asked
    QString sourceDetail; ///< the database's file name, the server's address; may be empty
    QDateTime asOf; ///< UTC; when the answer was given, or the database made
    bool cached = false; ///< it was known from an earlier question

    bool isKnown() const { return state == FactState::Known; }
    friend bool operator==(const Fact &, const Fact &) = default;
};

/// Who announces the network that an address belongs to.
struct Origin {
    IpPrefix prefix; ///< null: not known
    std::vector<std::uint32_t> asns; ///< several: announced by more than one (MOAS); empty: not announced
    QString asName; ///< of the first
    QString registry; ///< "ripencc", "arin", "apnic", "lacnic", "afrinic"
    QString registryCountry; ///< where the registry says the network is registered: ISO 3166-1 alpha-2
    QDate allocated;

    friend bool operator==(const Origin &, const Origin &) = default;
};

struct Place {
    QString countryCode; ///< ISO 3166-1 alpha-2, or empty
    QString country; ///< English name
    QString city;
    std::optional<double> latitude; ///< degrees, both or none
    std::optional<double> longitude;
    std::optional<int> accuracyKm;

    friend bool operator==(const Place &, const Place &) = default;
};

/// An internet exchange point whose peering network the address belongs to.
struct ExchangePoint {
    QString name;
    QString city;
    QString countryCode;
    IpPrefix lan;
    std::optional<std::uint32_t> memberAsn; ///< whose port has this address
    QString memberName;

    friend bool operator==(const ExchangePoint &, const ExchangePoint &) = default;
};

/// What an address is by itself (RFC 6890 and the IANA special-purpose registries).
enum class AddressRange : std::uint8_t {
    Global,
    Private, ///< RFC 1918
    CarrierNat, ///< 100.64/10, RFC 6598
    Loopback,
    LinkLocal,
    UniqueLocal, ///< fc00::/7, RFC 4193
    Documentation,
    Multicast,
    Benchmark, ///< 198.18/15, 2001:2::/48
    Reserved,
};

/// Known without asking anybody.
AddressRange rangeOf(const platform::IpAddress &address);

struct AddressFacts {
    AddressRange range = AddressRange::Global;
    Fact<QString> name;
    Fact<Origin> origin; ///< Missing with source SpecialRange where there can be none
    Fact<Place> place;
    Fact<ExchangePoint> exchange;

    bool isPending() const
    {
        return name.state == FactState::Pending || origin.state == FactState::Pending
            || place.state == FactState::Pending || exchange.state == FactState::Pending;
    }
    friend bool operator==(const AddressFacts &, const AddressFacts &) = default;
};

} // namespace engine

Q_DECLARE_METATYPE(engine::AddressFacts)
