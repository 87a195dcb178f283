// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/probe_transport.h"

#include <variant>

namespace platform {

/// A probe that send() had accepted did not leave after all.
struct SendFailure {
    ProbeId probe{};
    Error error;
};

/// What a pass over the system's events found. Handed to the caller only after all of them were read, so that a sink
/// may open and close channels.
struct Finding {
    ChannelId channel{};
    std::variant<ProbeReply, ForeignPacket, SendFailure> what;
};

inline void tell(TransportSink &sink, const Finding &finding)
{
    if (const auto *const reply = std::get_if<ProbeReply>(&finding.what))
        sink.onReply(*reply);
    else if (const auto *const foreign = std::get_if<ForeignPacket>(&finding.what))
        sink.onForeign(*foreign);
    else if (const auto *const failure = std::get_if<SendFailure>(&finding.what))
        sink.onSendFailed(failure->probe, failure->error);
}

} // namespace platform
