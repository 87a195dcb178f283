// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/linux/outstanding.h"

#include "platform/linux/answer.h"

#include <algorithm>

namespace platform {

Outstanding::Outstanding(TransportContext &context, ChannelId id, ReplyMatcher::Flow flow)
    : m_context(context)
    , m_id(id)
    , m_matcher(std::move(flow), context.key)
{
}

Outstanding::~Outstanding()
{
    std::vector<ProbeId> &all = m_context.forgotten;
    all.clear();
    m_matcher.appendAll(all);
    for (const ProbeId probe : all)
        m_context.probes.erase(probe);
}

bool Outstanding::prepare(TimePoint now)
{
    m_context.forgotten.clear();
    m_matcher.expire(now, m_context.forgotten);
    for (const ProbeId probe : m_context.forgotten)
        m_context.probes.erase(probe);
    return !m_matcher.full();
}

SentProbe Outstanding::add(
    ProbeId probe, std::uint8_t ttl, const ClockPair &sent, Duration keep, std::optional<std::uint16_t> checksum)
{
    OutstandingProbe entry;
    entry.id = probe;
    entry.ttl = ttl;
    entry.sentAt = sent.monotonic;
    entry.forgetAt = sent.monotonic + keep;
    entry.wallOffset = sent.wallOffset;
    entry.checksum = checksum;
    m_context.probes.insert_or_assign(probe, std::pair(m_id, m_matcher.nextSequence()));
    m_matcher.add(entry);
    return {sent.monotonic};
}

void Outstanding::cancel(ProbeId probe, std::uint16_t sequence)
{
    m_matcher.forget(sequence);
    m_context.probes.erase(probe);
}

bool Outstanding::stamp(std::uint16_t sequence, Duration wall)
{
    OutstandingProbe *const probe = m_matcher.find(sequence);
    if (probe == nullptr)
        return true;
    const Duration earliest = probe->sentAt.time_since_epoch() + probe->wallOffset - m_context.options.clockTolerance;
    if (wall < earliest)
        return false;
    probe->kernelSentAt = wall;
    return true;
}

bool Outstanding::take(const SeenAnswer &answer, const Arrival &arrival)
{
    const MatchVerdict verdict = m_matcher.match(answer, arrival.readAt.monotonic);
    if (const auto *const match = std::get_if<MatchedProbe>(&verdict)) {
        m_waiting.push_back({*match, answer, arrival});
        return true;
    }
    const auto *const reason = std::get_if<ForeignReason>(&verdict);
    if (reason != nullptr)
        reportForeign(answer.from, *reason);
    return reason != nullptr;
}

bool Outstanding::hasUnstamped() const
{
    return std::ranges::any_of(m_waiting, [](const Waiting &waiting) { return !waiting.match.probe.kernelSentAt; });
}

void Outstanding::reportForeign(const IpAddress &from, ForeignReason reason)
{
    m_context.findings.push_back({m_id, ForeignPacket{m_id, from, reason}});
}

void Outstanding::flush()
{
    for (Waiting &waiting : m_waiting) {
        if (const OutstandingProbe *const probe = m_matcher.find(waiting.match.sequence))
            waiting.match.probe.kernelSentAt = probe->kernelSentAt;
        m_context.findings.push_back(
            makeFinding(m_id, waiting.match, waiting.answer, waiting.arrival, flow(), m_context.options));
    }
    m_waiting.clear();
}

} // namespace platform
