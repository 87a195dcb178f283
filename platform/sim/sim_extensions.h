// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/packet/byte_order.h"
#include "platform/sim/sim_node.h"

namespace platform {

/// The RFC 4884 extension structure with the node's labels (RFC 4950) and interfaces (RFC 5837); empty when it has
/// none.
Bytes buildExtensions(const SimAnswering &answering);

/// Pads the quote in `body` to where the extensions must begin and appends them. Returns the second word of the ICMP
/// header: the length of the quote, which non-conforming routers leave out (RFC 4884 sections 4 and 5.5).
std::uint32_t appendExtensions(Bytes &body, const Bytes &extensions, Family family, SimExtensionStyle style);

} // namespace platform
