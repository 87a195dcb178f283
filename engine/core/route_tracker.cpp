// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/route_tracker.h"

#include <algorithm>

namespace engine {

namespace {

constexpr std::size_t keptRounds = 16; ///< closed rounds that a late answer still finds

bool isAnswer(const std::optional<AnswerStatus> &fate)
{
    return fate == AnswerStatus::Answered || fate == AnswerStatus::Late;
}

} // namespace

RouteTracker::Round &RouteTracker::roundFor(const ProbeSent &sent, platform::Duration at)
{
    const auto found = std::find_if(m_rounds.rbegin(), m_rounds.rend(),
        [&sent](const Round &round) { return round.round == sent.round && round.flow == sent.flow; });
    if (found != m_rounds.rend())
        return *found;
    for (Round &round : m_rounds)
        round.closed = round.closed || (round.flow == sent.flow && round.round < sent.round);
    Round round;
    round.round = sent.round;
    round.flow = sent.flow;
    round.at = at;
    m_rounds.push_back(std::move(round));
    return m_rounds.back();
}

void RouteTracker::addSent(const ProbeSent &sent, platform::Duration at)
{
    if (!m_firstFlow)
        m_firstFlow = sent.flow;
    if (sent.sendError)
        return;
    Round &round = roundFor(sent, at);
    Probe probe;
    probe.ttl = sent.ttl;
    probe.query = sent.query;
    round.probes.push_back(std::move(probe));
    ++round.undecided;
}

bool RouteTracker::addOutcome(const ProbeOutcome &outcome, bool target)
{
    const auto round = std::find_if(m_rounds.begin(), m_rounds.end(),
        [&outcome](const Round &r) { return r.round == outcome.round && r.flow == outcome.flow; });
    if (round == m_rounds.end())
        return true; // long ago: its timeout had passed
    const auto probe = std::find_if(round->probes.begin(), round->probes.end(),
        [&outcome](const Probe &p) { return p.ttl == outcome.ttl && p.query == outcome.query; });
    if (probe == round->probes.end() || outcome.status == AnswerStatus::Duplicate)
        return false;
    const bool wasLost = probe->fate == AnswerStatus::Lost;
    if (!probe->fate)
        --round->undecided;
    probe->fate = outcome.status;
    if (isAnswer(probe->fate)) {
        probe->from = outcome.reply.from;
        probe->target = target;
    }
    settle();
    return wasLost;
}

void RouteTracker::closeRound(std::uint32_t round)
{
    for (Round &candidate : m_rounds)
        candidate.closed = candidate.closed || candidate.round <= round;
    settle();
}

void RouteTracker::settle()
{
    for (Round &round : m_rounds) {
        const bool complete = round.closed && round.undecided == 0;
        if (!complete)
            break; // judged in order
        if (round.judged)
            continue;
        round.judged = true;
        std::vector<RouteVersions::Answer> answers;
        for (const Probe &probe : answersOf(round))
            answers.push_back({probe.ttl, probe.from, probe.target});
        m_versions[round.flow].addRound(round.round, round.at, answers);
    }
    while (m_rounds.size() > keptRounds && m_rounds.front().judged) {
        countEdges(m_rounds.front(), m_edges);
        m_rounds.pop_front();
    }
}

std::vector<RouteTracker::Probe> RouteTracker::answersOf(const Round &round)
{
    std::vector<Probe> answers;
    std::copy_if(round.probes.begin(), round.probes.end(), std::back_inserter(answers),
        [](const Probe &probe) { return isAnswer(probe.fate); });
    std::stable_sort(answers.begin(), answers.end(), [](const Probe &a, const Probe &b) { return a.ttl < b.ttl; });
    const auto target = std::find_if(answers.begin(), answers.end(), [](const Probe &probe) { return probe.target; });
    if (target != answers.end()) {
        const std::uint8_t end = target->ttl;
        std::erase_if(answers, [end](const Probe &probe) { return probe.ttl > end; });
    }
    return answers;
}

/// More than any path has: a router that answers from ever new addresses must not fill the memory.
static constexpr std::size_t mostEdges = 4096;

void RouteTracker::countEdges(const Round &round, Edges &edges)
{
    const std::vector<Probe> answers = answersOf(round);
    if (answers.empty())
        return;
    // Neighbours are the answering TTLs next to each other; of several queries the same ones belong together, and a
    // re-probe of a silent hop belongs to all of its neighbours.
    std::vector<Probe> before{Probe{}};
    for (auto first = answers.begin(); first != answers.end();) {
        const auto last =
            std::find_if(first, answers.end(), [first](const Probe &probe) { return probe.ttl != first->ttl; });
        const std::vector<Probe> here(first, last);
        const std::vector<Probe> &longer = before.size() > here.size() ? before : here;
        for (const Probe &one : longer) {
            const auto mate = [&one](const std::vector<Probe> &probes) {
                const auto same = std::find_if(
                    probes.begin(), probes.end(), [&one](const Probe &probe) { return probe.query == one.query; });
                return same != probes.end() ? *same : probes.front();
            };
            const Probe from = mate(before);
            const Probe to = mate(here);
            const EdgeKey key{from.ttl, from.from, to.ttl, to.from};
            if (edges.size() < mostEdges || edges.contains(key))
                ++edges[key];
        }
        before = here;
        first = last;
    }
}

const std::vector<RouteVersion> &RouteTracker::routes() const
{
    static const std::vector<RouteVersion> none;
    const auto found = m_firstFlow ? m_versions.find(*m_firstFlow) : m_versions.end();
    return found == m_versions.end() ? none : found->second.versions();
}

std::vector<PathEdge> RouteTracker::edges() const
{
    Edges all = m_edges;
    for (const Round &round : m_rounds)
        countEdges(round, all);
    std::vector<PathEdge> result;
    result.reserve(all.size());
    for (const auto &[key, count] : all)
        result.push_back({key.fromTtl, key.from, key.toTtl, key.to, count});
    return result;
}

} // namespace engine
