// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/path_state.h"

#include <algorithm>

namespace engine {

namespace {

/// Calls the right one of several lambdas.
template <typename... Handlers>
struct Overloaded : Handlers... {
    using Handlers::operator()...;
};
template <typename... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

/// Wider than any balancer: a router that answers from ever new addresses must not fill the memory.
constexpr std::size_t mostAddresses = 256;

/// Null when the hop has all the addresses that are kept; its own figures count the answer all the same.
HopAddress *addressIn(Hop &hop, const platform::IpAddress &address)
{
    const auto found = std::find_if(hop.addresses.begin(), hop.addresses.end(),
        [&address](const HopAddress &known) { return known.address == address; });
    if (found != hop.addresses.end())
        return &*found;
    if (hop.addresses.size() >= mostAddresses)
        return nullptr;
    HopAddress added;
    added.address = address;
    hop.addresses.push_back(std::move(added));
    return &hop.addresses.back();
}

void update(HopAddress &address, const platform::ProbeReply &reply)
{
    address.kind = reply.kind;
    address.mpls = reply.mpls;
    address.interfaces = reply.interfaces;
    if (reply.replyTtl)
        address.replyTtl = reply.replyTtl;
    if (reply.mtu)
        address.mtu = reply.mtu;
    address.nat.source = address.nat.source || reply.nat.source;
    address.nat.destination = address.nat.destination || reply.nat.destination;
    address.nat.sourcePort = address.nat.sourcePort || reply.nat.sourcePort;
    address.nat.checksum = address.nat.checksum || reply.nat.checksum;
}

std::uint64_t answersOf(const HopAddress &address)
{
    return address.stats.received() + address.stats.late();
}

} // namespace

const HopAddress *Hop::mainAddress() const
{
    const auto most = std::max_element(addresses.begin(), addresses.end(),
        [](const HopAddress &a, const HopAddress &b) { return answersOf(a) < answersOf(b); });
    return most == addresses.end() ? nullptr : &*most;
}

void PathState::apply(const TraceEvent &event)
{
    if (const auto *started = std::get_if<RunStarted>(&event.what))
        applyStarted(event, *started);
    m_lastEventAt = event.at - m_origin;
    std::visit(Overloaded{
                   [](const RunStarted &) {},
                   [this](const ProbeSent &sent) { applySent(sent); },
                   [this](const ProbeOutcome &outcome) { applyOutcome(outcome); },
                   [this](const ForeignSeen &) { ++m_counts.foreign; },
                   [this](const RoundSent &sent) { applyRoundSent(sent); },
                   [this](const TraceCompleted &completed) { m_completed = completed; },
                   [this](const RunPaused &paused) {
                       m_paused = true;
                       m_pauseReason = paused.reason;
                   },
                   [this](const RunResumed &resumed) {
                       m_channel = resumed.channel.value_or(m_channel);
                       m_paused = false;
                       m_pauseReason.reset();
                   },
                   [this, &event](const RunEnded &ended) {
                       m_run = event.run;
                       m_ended = ended;
                       m_paused = false;
                       m_routes.closeRound(m_rounds);
                   },
               },
        event.what);
}

void PathState::applyStarted(const TraceEvent &event, const RunStarted &started)
{
    m_run = event.run;
    m_origin = event.at;
    m_target = started.target;
    m_channel = started.channel;
    m_fallbackReason = started.fallbackReason;
}

void PathState::applySent(const ProbeSent &sent)
{
    Hop &hop = m_hops[sent.ttl];
    hop.ttl = sent.ttl;
    hop.stats.addSent();
    ++m_counts.sent;
    m_rounds = std::max(m_rounds, sent.round);
    m_routes.addSent(sent, m_lastEventAt);
    if (sent.sendError) {
        hop.stats.addSendError();
        ++m_counts.sendErrors;
    }
}

void PathState::applyOutcome(const ProbeOutcome &outcome)
{
    Hop &hop = m_hops[outcome.ttl];
    hop.ttl = outcome.ttl;
    const bool isTarget = roleOf(outcome.reply, m_target) == AnswerRole::Target;
    const bool wasLost = m_routes.addOutcome(outcome, isTarget);
    switch (outcome.status) {
    case AnswerStatus::Answered:
    case AnswerStatus::Late:
        applyAnswer(hop, outcome, wasLost);
        break;
    case AnswerStatus::Duplicate:
        hop.stats.addDuplicate();
        ++m_counts.duplicate;
        break;
    case AnswerStatus::Lost:
        hop.stats.addLost();
        ++m_counts.lost;
        m_end.silent(outcome.ttl);
        break;
    case AnswerStatus::Unresolved:
        hop.stats.addUnresolved();
        ++m_counts.unresolved;
        break;
    case AnswerStatus::SendFailed:
        hop.stats.addSendError();
        ++m_counts.sendErrors;
        break;
    }
}

void PathState::applyAnswer(Hop &hop, const ProbeOutcome &outcome, bool wasLost)
{
    const platform::ProbeReply &reply = outcome.reply;
    const bool late = outcome.status == AnswerStatus::Late;
    HopAddress *const address = addressIn(hop, reply.from);
    if (address != nullptr) {
        update(*address, reply);
        address->flows.insert(outcome.flow);
        address->stats.addSent();
        if (late)
            address->stats.addLate(reply.rtt, false);
        else
            address->stats.addAnswer(reply.rtt);
    }
    if (late) {
        hop.stats.addLate(reply.rtt, wasLost);
        ++m_counts.late;
        if (wasLost && m_counts.lost > 0)
            --m_counts.lost;
    } else {
        hop.stats.addAnswer(reply.rtt);
        ++m_counts.received;
    }
    m_end.answered(outcome.ttl, roleOf(reply, m_target), late);
}

void PathState::applyRoundSent(const RoundSent &sent)
{
    if (sent.round == 1)
        m_sendAllTook = sent.lastSend - sent.firstSend;
    else
        m_routes.closeRound(sent.round);
}

std::vector<const Hop *> PathState::hops() const
{
    std::vector<const Hop *> result;
    const std::uint8_t end = visibleEnd();
    for (const auto &[ttl, hop] : m_hops) {
        if (ttl <= end)
            result.push_back(&hop);
    }
    return result;
}

const Hop *PathState::hop(std::uint8_t ttl) const
{
    const auto found = m_hops.find(ttl);
    return found == m_hops.end() ? nullptr : &found->second;
}

std::optional<platform::Duration> PathState::completedAfter() const
{
    return m_completed ? std::optional(m_completed->sinceFirstSend) : std::nullopt;
}

std::uint8_t PathState::visibleEnd() const
{
    const std::uint8_t first = m_hops.empty() ? std::uint8_t{1} : m_hops.begin()->first;
    return std::max(first, m_end.end().value_or(m_end.lastAnswered()));
}

} // namespace engine
