// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/address_facts.h"

#include <array>

namespace engine {

namespace {

struct Special {
    const char *prefix;
    AddressRange range;
};

// IANA IPv4 and IPv6 Special-Purpose Address Registries; the longer networks first.
constexpr std::array specials{
    Special{"10.0.0.0/8", AddressRange::Private},
    Special{"172.16.0.0/12", AddressRange::Private},
    Special{"192.168.0.0/16", AddressRange::Private},
    Special{"100.64.0.0/10", AddressRange::CarrierNat},
    Special{"127.0.0.0/8", AddressRange::Loopback},
    Special{"169.254.0.0/16", AddressRange::LinkLocal},
    Special{"192.0.2.0/24", AddressRange::Documentation},
    Special{"198.51.100.0/24", AddressRange::Documentation},
    Special{"203.0.113.0/24", AddressRange::Documentation},
    Special{"198.18.0.0/15", AddressRange::Benchmark},
    Special{"192.0.0.0/24", AddressRange::Reserved},
    Special{"0.0.0.0/8", AddressRange::Reserved},
    Special{"224.0.0.0/4", AddressRange::Multicast},
    Special{"240.0.0.0/4", AddressRange::Reserved},
    Special{"::1/128", AddressRange::Loopback},
    Special{"::/128", AddressRange::Reserved},
    Special{"fe80::/10", AddressRange::LinkLocal},
    Special{"fc00::/7", AddressRange::UniqueLocal},
    Special{"ff00::/8", AddressRange::Multicast},
    Special{"2001:db8::/32", AddressRange::Documentation},
    Special{"3fff::/20", AddressRange::Documentation},
    Special{"2001:2::/48", AddressRange::Benchmark},
    Special{"100::/64", AddressRange::Reserved},
};

constexpr unsigned bitsPerByte = 8;

/// By family (IPv4, IPv6) and first byte: whether a special network begins so. Most addresses are none.
using FirstBytes = std::array<std::array<bool, 256>, 2>;

std::size_t familyIndex(const platform::IpAddress &address)
{
    return address.family() == platform::Family::V6 ? 1 : 0;
}

FirstBytes specialFirstBytes()
{
    FirstBytes bytes{};
    for (const Special &special : specials) {
        const IpPrefix prefix = *IpPrefix::parse(special.prefix);
        const unsigned first = prefix.address().bytes().front();
        const unsigned count = prefix.length() < bitsPerByte ? 1U << (bitsPerByte - prefix.length()) : 1U;
        for (unsigned byte = first; byte < first + count; ++byte)
            bytes.at(familyIndex(prefix.address())).at(byte) = true;
    }
    return bytes;
}

} // namespace

AddressRange rangeOf(const platform::IpAddress &address)
{
    static const FirstBytes first = specialFirstBytes();
    if (address.isNull() || !first[familyIndex(address)][address.bytes().front()])
        return AddressRange::Global;
    static const PrefixMap<AddressRange> map = [] {
        PrefixMap<AddressRange> made;
        for (const Special &special : specials)
            made.insert(*IpPrefix::parse(special.prefix), special.range);
        return made;
    }();
    const auto *found = map.find(address);
    return found ? found->value : AddressRange::Global;
}

} // namespace engine
