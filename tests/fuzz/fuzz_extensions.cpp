// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/packet/icmp_extensions.h"
#include "platform/packet/reply_reader.h"

#include <cstdint>
#include <cstdlib>
#include <span>

/// Any bytes as an extension structure, behind a quote, and as a whole packet: bounded results, no reading beyond them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace platform;
    const std::span bytes(data, size);
    constexpr std::size_t most = 16;
    for (const ExtensionPlace place : {ExtensionPlace::Declared, ExtensionPlace::Guessed}) {
        const IcmpExtensions found = parseExtensions(bytes, place);
        if (found.mpls.size() > most || found.interfaces.size() > most)
            std::abort();
        for (const QuotedInterface &item : found.interfaces) {
            if (item.name.size() > 63 || item.role > 3)
                std::abort();
        }
    }
    if (size >= 2)
        (void)findExtensions(bytes.subspan(2), std::size_t{data[0]} * 4, data[1]);
    (void)readPacketAnswer(bytes);
    return 0;
}
