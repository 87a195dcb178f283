// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/packet/reply_reader.h"
#include "platform/probe.h"
#include "platform/probe_payload.h"
#include "platform/time.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <variant>
#include <vector>

namespace platform {

/// A probe that may still be answered.
struct OutstandingProbe {
    ProbeId id{};
    std::uint8_t ttl = 0;
    TimePoint sentAt;
    TimePoint forgetAt;
    Duration wallOffset{}; ///< wall clock minus `sentAt`'s clock when it was sent; for transports with kernel stamps
    std::optional<Duration> kernelSentAt = std::nullopt; ///< wall-clock time of the kernel's send stamp, when it came
    std::optional<std::uint16_t> checksum = std::nullopt; ///< of the transport header as sent, where it is known
    std::optional<std::uint32_t> tcpSequence = std::nullopt; ///< of the SYN, where it is known

    friend bool operator==(const OutstandingProbe &, const OutstandingProbe &) = default;
};

/// An answer that proved itself, and what the proof showed on the way.
struct MatchedProbe {
    std::uint16_t sequence = 0;
    OutstandingProbe probe;
    NatRewrite nat;

    friend bool operator==(const MatchedProbe &, const MatchedProbe &) = default;
};

/// std::monostate: the answer is about somebody else's packet (raw sockets see those): neither ours nor foreign.
using MatchVerdict = std::variant<std::monostate, MatchedProbe, ForeignReason>;

/// The outstanding probes of one channel, and the decision which of them an answer belongs to. Pure: time comes in.
///
/// An answer counts only when nothing that it shows contradicts the probe and what it shows is enough:
///  1. echo reply: address, identifier, sequence and nonce;
///  2. quote: the destination, and the nonce where it reaches so far (then a NAT may have rewritten source, ports,
///     identifier and checksum); without the nonce the ports or identifier and the sequence;
///  3. quote without any number in it (UDP, unprivileged): the only unanswered probe, and only if it is the only one;
///  4. TCP segment: address, ports, and the acknowledgement of our sequence number;
///  5. UDP data: address, port, and the nonce if it comes back, otherwise as 3.
class ReplyMatcher final {
public:
    /// What all probes of the channel share.
    struct Flow {
        std::uint32_t channel = 0;
        Protocol protocol = Protocol::Icmp;
        IpAddress target;
        IpAddress source; ///< null: unknown, never compared
        std::uint16_t identifier = 0; ///< ICMP identifier or source port
        std::uint16_t port = 0; ///< the target's port; 0 for ICMP
    };

    /// No more probes than this are remembered.
    static constexpr std::size_t capacity = 16384;

    ReplyMatcher(Flow flow, const NonceKey &key);

    const Flow &flow() const { return m_flow; }
    /// The sequence number of the next probe, and its nonce. Starts at an unpredictable number.
    std::uint16_t nextSequence() const;
    std::uint64_t nonceFor(std::uint16_t sequence) const;

    /// Remembers the probe with nextSequence(). Must not be called when full().
    void add(const OutstandingProbe &probe);
    bool full() const { return m_probes.size() >= capacity; }
    /// Forgets a probe; nothing happens when it is not there.
    void forget(std::uint16_t sequence);
    /// Forgets what is too old at `now` and appends the ids to `forgotten`.
    void expire(TimePoint now, std::vector<ProbeId> &forgotten);
    /// All that is remembered, for a channel that closes.
    void appendAll(std::vector<ProbeId> &ids) const;

    /// The probe with this sequence, or null.
    OutstandingProbe *find(std::uint16_t sequence);

    /// Whose answer is it? A match marks the probe as answered; a later match of the same probe is a duplicate.
    MatchVerdict match(const SeenAnswer &answer, TimePoint now);

private:
    struct Slot {
        OutstandingProbe probe;
        bool used = true;
        bool answered = false;
    };

    Slot *slot(std::uint16_t sequence, TimePoint now);
    MatchVerdict matchEcho(const SeenAnswer &answer, TimePoint now);
    MatchVerdict matchQuote(const ProbeTraits &seen, TimePoint now);
    MatchVerdict matchSegment(const SeenAnswer &answer, TimePoint now);
    MatchVerdict matchDatagram(const SeenAnswer &answer, TimePoint now);
    MatchVerdict matchTcpQuote(const ProbeTraits &seen, TimePoint now);
    MatchVerdict matchOnly(NatRewrite nat, TimePoint now);
    MatchVerdict take(std::uint16_t sequence, Slot &slot, NatRewrite nat);
    bool quotesAnotherTarget(const ProbeTraits &seen) const;
    NatRewrite rewrites(const ProbeTraits &seen, const Slot *slot) const;

    Flow m_flow;
    NonceKey m_key;
    std::uint16_t m_firstSequence; ///< of m_probes.front()
    std::deque<Slot> m_probes; ///< consecutive sequence numbers
};

} // namespace platform
