// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/probe.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace platform {

/// What a router appended to an ICMP error (RFC 4884): its label stack (RFC 4950) and interfaces (RFC 5837).
struct IcmpExtensions {
    std::vector<MplsLabel> mpls; ///< top of stack first
    std::vector<QuotedInterface> interfaces;

    bool empty() const { return mpls.empty() && interfaces.empty(); }
    friend bool operator==(const IcmpExtensions &, const IcmpExtensions &) = default;
};

/// How sure it is that an extension structure begins here.
enum class ExtensionPlace : std::uint8_t {
    Declared, ///< the length field says so: a checksum of zero means "none" (RFC 4884 section 7)
    Guessed, ///< only the customary offset (RFC 4884 section 5.5): the checksum must be there and right
};

/// RFC 4884 section 5.5: routers that do not fill in the length put the structure after exactly so many bytes of quote.
inline constexpr std::size_t legacyQuoteLength = 128;

/// Decodes the extension structure in `bytes`, from its header to the end of the ICMP message. A wrong version or
/// checksum gives nothing; an object that contradicts itself ends the reading, and what came before it is kept.
/// Objects of other classes are skipped. At most 16 labels and 16 interfaces are taken.
IcmpExtensions parseExtensions(std::span<const std::uint8_t> bytes, ExtensionPlace place);

/// Finds and decodes the extensions behind a quote. `quoted` is what follows the 8 bytes of ICMP header;
/// `declaredLength` is the RFC 4884 length in bytes, 0 where the message does not say. `hidden` is how many bytes of
/// the original datagram are missing at the start of `quoted` (sockets that are not raw hide its IP header).
IcmpExtensions findExtensions(std::span<const std::uint8_t> quoted, std::size_t declaredLength, std::size_t hidden = 0);

} // namespace platform
