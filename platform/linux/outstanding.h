// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/linux/channel.h"
#include "platform/linux/clock_pair.h"
#include "platform/packet/reply_matcher.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace platform {

/// The probes of a channel whose answers come as packets: the matcher, kept in step with the transport's index of
/// probes, and answers that wait until their send stamp has been looked for.
class Outstanding final {
public:
    Outstanding(TransportContext &context, ChannelId id, ReplyMatcher::Flow flow);
    ~Outstanding();
    Outstanding(const Outstanding &) = delete;
    Outstanding &operator=(const Outstanding &) = delete;

    ReplyMatcher &matcher() { return m_matcher; }
    const ReplyMatcher::Flow &flow() const { return m_matcher.flow(); }

    /// Makes room; false when there is none.
    bool prepare(TimePoint now);
    SentProbe add(
        ProbeId probe, std::uint8_t ttl, const ClockPair &sent, Duration keep, std::optional<std::uint16_t> checksum);
    void cancel(ProbeId probe, std::uint16_t sequence);

    /// The kernel says when the packet with this sequence went out. False when that was before it was sent.
    bool stamp(std::uint16_t sequence, Duration wall);
    /// Takes an answer: matched ones wait for flush(), foreign ones are found at once. False: neither.
    bool take(const SeenAnswer &answer, const Arrival &arrival);
    bool hasUnstamped() const;
    void reportForeign(const IpAddress &from, ForeignReason reason);
    void flush();

private:
    struct Waiting {
        MatchedProbe match;
        SeenAnswer answer;
        Arrival arrival;
    };

    TransportContext &m_context;
    ChannelId m_id;
    ReplyMatcher m_matcher;
    std::vector<Waiting> m_waiting;
};

} // namespace platform
