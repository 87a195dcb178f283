// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/linux/channel.h"
#include "platform/linux/clock_pair.h"
#include "platform/linux/received_batch.h"
#include "platform/packet/reply_matcher.h"
#include "platform/packet/reply_reader.h"

#include <optional>

namespace platform {

/// What an error queue entry says, as far as the socket's kind shows the quote: from the ICMP or TCP header on, or only
/// the UDP payload. Nothing for entries that answer no probe (redirects, errors of this host's own making).
std::optional<SeenAnswer> readQueuedAnswer(Protocol protocol, const ReceivedMessage &message);

/// True for an ICMP error that this host sent to itself: the neighbour did not answer ARP or ND, or a local filter
/// rejected the packet. Nobody on the way said anything, so it is no hop.
bool isOwnError(const SeenAnswer &answer, const IpAddress &source, const IpAddress &target);

/// The error that such an answer stands for.
Error ownError(const SeenAnswer &answer, const IpAddress &target);

/// The finding for a proven answer.
Finding makeFinding(ChannelId channel, const MatchedProbe &match, const SeenAnswer &answer, const Arrival &arrival,
    const ReplyMatcher::Flow &flow, const LinuxTransportOptions &options);

} // namespace platform
