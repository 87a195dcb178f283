// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/packet/reply_matcher.h"

#include <algorithm>

namespace platform {

namespace {

template <typename T>
bool differs(const std::optional<T> &seen, const T &sent)
{
    return seen && *seen != sent;
}

/// Addresses of a packet carry no scope; ours may.
bool sameAddress(const IpAddress &left, const IpAddress &right)
{
    return left.family() == right.family() && std::ranges::equal(left.bytes(), right.bytes());
}

} // namespace

ReplyMatcher::ReplyMatcher(Flow flow, const NonceKey &key)
    : m_flow(std::move(flow))
    , m_key(key)
    , m_firstSequence(static_cast<std::uint16_t>(probeNonce(key, ~m_flow.channel, 0)))
{
}

std::uint16_t ReplyMatcher::nextSequence() const
{
    return static_cast<std::uint16_t>(m_firstSequence + m_probes.size());
}

std::uint64_t ReplyMatcher::nonceFor(std::uint16_t sequence) const
{
    const std::uint64_t nonce = probeNonce(m_key, m_flow.channel, sequence);
    return nonce == 0 ? 1 : nonce; // 0 reads as "not quoted"
}

void ReplyMatcher::add(const OutstandingProbe &probe)
{
    m_probes.push_back({.probe = probe});
}

void ReplyMatcher::forget(std::uint16_t sequence)
{
    const auto index = static_cast<std::uint16_t>(sequence - m_firstSequence);
    if (index < m_probes.size())
        m_probes[index].used = false;
}

void ReplyMatcher::expire(TimePoint now, std::vector<ProbeId> &forgotten)
{
    while (!m_probes.empty() && (!m_probes.front().used || m_probes.front().probe.forgetAt <= now)) {
        if (m_probes.front().used)
            forgotten.push_back(m_probes.front().probe.id);
        m_probes.pop_front();
        ++m_firstSequence;
    }
}

void ReplyMatcher::appendAll(std::vector<ProbeId> &ids) const
{
    for (const Slot &slot : m_probes) {
        if (slot.used)
            ids.push_back(slot.probe.id);
    }
}

OutstandingProbe *ReplyMatcher::find(std::uint16_t sequence)
{
    const auto index = static_cast<std::uint16_t>(sequence - m_firstSequence);
    return index < m_probes.size() && m_probes[index].used ? &m_probes[index].probe : nullptr;
}

ReplyMatcher::Slot *ReplyMatcher::slot(std::uint16_t sequence, TimePoint now)
{
    const auto index = static_cast<std::uint16_t>(sequence - m_firstSequence);
    if (index >= m_probes.size())
        return nullptr;
    Slot &found = m_probes[index];
    return found.used && found.probe.forgetAt > now ? &found : nullptr;
}

MatchVerdict ReplyMatcher::match(const SeenAnswer &answer, TimePoint now)
{
    if (answer.probe.protocol != m_flow.protocol)
        return {};
    switch (answer.form) {
    case AnswerForm::Echo:
        return matchEcho(answer, now);
    case AnswerForm::Quote:
        return m_flow.protocol == Protocol::Tcp ? matchTcpQuote(answer.probe, now) : matchQuote(answer.probe, now);
    case AnswerForm::Segment:
        return matchSegment(answer, now);
    case AnswerForm::Datagram:
        return matchDatagram(answer, now);
    }
    return {};
}

MatchVerdict ReplyMatcher::take(std::uint16_t sequence, Slot &slot, NatRewrite nat)
{
    slot.answered = true;
    return MatchedProbe{sequence, slot.probe, nat};
}

NatRewrite ReplyMatcher::rewrites(const ProbeTraits &seen, const Slot *slot) const
{
    NatRewrite nat;
    nat.source = seen.source && !m_flow.source.isNull() && !sameAddress(*seen.source, m_flow.source);
    nat.destination = differs(seen.port, m_flow.port);
    nat.sourcePort = differs(seen.identifier, m_flow.identifier);
    nat.checksum = slot != nullptr && seen.checksum && differs(slot->probe.checksum, *seen.checksum);
    return nat;
}

MatchVerdict ReplyMatcher::matchEcho(const SeenAnswer &answer, TimePoint now)
{
    if (differs(answer.probe.identifier, m_flow.identifier))
        return {};
    if (!sameAddress(answer.from, m_flow.target))
        return ForeignReason::WrongAddress;
    if (!answer.probe.sequence)
        return ForeignReason::Malformed;
    Slot *const probe = slot(*answer.probe.sequence, now);
    if (probe == nullptr)
        return ForeignReason::UnknownProbe;
    if (answer.probe.nonce != nonceFor(*answer.probe.sequence))
        return ForeignReason::WrongNonce;
    return take(*answer.probe.sequence, *probe, {});
}

/// A quote of a packet to somebody else proves nothing, whatever else of it looks like ours: it may be made from ours.
bool ReplyMatcher::quotesAnotherTarget(const ProbeTraits &seen) const
{
    return seen.destination && !sameAddress(*seen.destination, m_flow.target);
}

MatchVerdict ReplyMatcher::matchQuote(const ProbeTraits &seen, TimePoint now)
{
    if (quotesAnotherTarget(seen))
        return differs(seen.identifier, m_flow.identifier) ? MatchVerdict{} : ForeignReason::WrongAddress;
    Slot *const probe = seen.sequence ? slot(*seen.sequence, now) : nullptr;
    const NatRewrite nat = rewrites(seen, probe);
    const bool nonceFits = probe != nullptr && seen.nonce == nonceFor(*seen.sequence);
    if (nonceFits)
        return take(*seen.sequence, *probe, nat);
    if (nat.sourcePort) {
        // Another program's packet, unless a NAT rewrote the identifier and the quote is too short for the nonce. An
        // honest NAT keeps the checksum right, so the two changes must agree (RFC 1624).
        if (seen.nonce || probe == nullptr || nat.destination || !seen.checksum || !probe->probe.checksum)
            return {};
        const auto add = [](std::uint32_t a, std::uint32_t b) { return (a + b) % 0xffff; };
        const bool agree = add(*seen.checksum, *seen.identifier) == add(*probe->probe.checksum, m_flow.identifier);
        return agree ? take(*seen.sequence, *probe, nat) : MatchVerdict{};
    }
    if (nat.destination)
        return ForeignReason::WrongAddress;
    if (!seen.sequence)
        return m_flow.protocol == Protocol::Udp ? matchOnly(nat, now) : MatchVerdict(ForeignReason::Malformed);
    if (probe == nullptr)
        return ForeignReason::UnknownProbe;
    if (seen.nonce)
        return ForeignReason::WrongNonce;
    return take(*seen.sequence, *probe, nat);
}

MatchVerdict ReplyMatcher::matchOnly(NatRewrite nat, TimePoint now)
{
    Slot *only = nullptr;
    std::uint16_t sequence = 0;
    for (std::size_t index = 0; index < m_probes.size(); ++index) {
        Slot &candidate = m_probes[index];
        if (!candidate.used || candidate.answered || candidate.probe.forgetAt <= now)
            continue;
        if (only != nullptr)
            return ForeignReason::Ambiguous;
        only = &candidate;
        sequence = static_cast<std::uint16_t>(m_firstSequence + index);
    }
    if (only == nullptr)
        return ForeignReason::UnknownProbe;
    return take(sequence, *only, nat);
}

MatchVerdict ReplyMatcher::matchTcpQuote(const ProbeTraits &seen, TimePoint now)
{
    if (quotesAnotherTarget(seen))
        return differs(seen.identifier, m_flow.identifier) ? MatchVerdict{} : ForeignReason::WrongAddress;
    const NatRewrite nat = rewrites(seen, nullptr);
    for (std::size_t index = 0; seen.tcpSequence && index < m_probes.size(); ++index) {
        Slot &candidate = m_probes[index];
        const bool remembered = candidate.used && candidate.probe.forgetAt > now;
        if (remembered && candidate.probe.tcpSequence == seen.tcpSequence)
            return take(static_cast<std::uint16_t>(m_firstSequence + index), candidate, rewrites(seen, &candidate));
    }
    if (nat.sourcePort)
        return {};
    return nat.destination ? ForeignReason::WrongAddress : ForeignReason::UnknownProbe;
}

MatchVerdict ReplyMatcher::matchSegment(const SeenAnswer &answer, TimePoint now)
{
    if (differs(answer.probe.identifier, m_flow.identifier))
        return {};
    if (!sameAddress(answer.from, m_flow.target) || differs(answer.probe.port, m_flow.port))
        return ForeignReason::WrongAddress;
    const MatchVerdict verdict = matchTcpQuote(answer.probe, now);
    return std::holds_alternative<MatchedProbe>(verdict) ? verdict : ForeignReason::WrongAcknowledgement;
}

MatchVerdict ReplyMatcher::matchDatagram(const SeenAnswer &answer, TimePoint now)
{
    if (differs(answer.probe.identifier, m_flow.identifier))
        return {};
    if (!sameAddress(answer.from, m_flow.target) || differs(answer.probe.port, m_flow.port))
        return ForeignReason::WrongAddress;
    // An echo service sends the payload back; anything else is data whose first bytes mean nothing to us.
    if (answer.probe.sequence && answer.probe.nonce) {
        Slot *const probe = slot(*answer.probe.sequence, now);
        if (probe != nullptr && *answer.probe.nonce == nonceFor(*answer.probe.sequence))
            return take(*answer.probe.sequence, *probe, {});
    }
    return matchOnly({}, now);
}

} // namespace platform
