// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/error.h"
#include "platform/probe.h"
#include "platform/windows/icmp_slots.h"
#include "platform/windows/windows_options.h"

#include <variant>

namespace platform {

/// What the system said about one request, copied out of its memory. The numbers are those of ipexport.h, the same in
/// both families.
struct IcmpVerdict {
    /// Written into the reply before the request: a completion that leaves it says nothing. Zero would be success.
    static constexpr std::uint32_t untouched = 0xffffffff;

    std::uint32_t status = untouched;
    std::int32_t ioStatus = 0; ///< NTSTATUS of the completion
    IpAddress from; ///< null: none
    std::uint32_t milliseconds = 0; ///< the system's own round-trip time, rounded down
    std::optional<std::uint8_t> replyTtl;
    bool sameData = false; ///< the reply brings back what was sent
    TimePoint sentAt;
    TimePoint completedAt;
};

/// std::monostate: nobody answered, which needs no word.
using IcmpOutcome = std::variant<std::monostate, ProbeReply, ForeignReason, Error>;

/// What the verdict means for the probe. Pure.
IcmpOutcome judge(const IcmpJob &job, const IcmpVerdict &verdict, const WindowsTransportOptions &options);

} // namespace platform
