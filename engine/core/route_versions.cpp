// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/route_tracker.h"

#include <algorithm>

namespace engine {

namespace {

constexpr std::size_t recentRounds = 8;
constexpr std::size_t alternations = 3; ///< among the recent rounds: that is a balancer, not a change
constexpr std::size_t keptVersions = 1000;

bool contains(const std::vector<platform::IpAddress> &addresses, const platform::IpAddress &address)
{
    return std::find(addresses.begin(), addresses.end(), address) != addresses.end();
}

void addOnce(std::vector<platform::IpAddress> &addresses, const platform::IpAddress &address)
{
    if (!contains(addresses, address))
        addresses.push_back(address);
}

} // namespace

/// Notes what answered at a place; returns whether that place turned out to be balanced just now.
bool RouteVersions::observe(Position &position, const platform::IpAddress &address, bool again)
{
    const bool wasBalanced = !position.balanced.empty();
    position.recent.push_back(address);
    if (position.recent.size() > recentRounds)
        position.recent.erase(position.recent.begin());
    std::size_t switches = 0;
    for (std::size_t i = 1; i < position.recent.size(); ++i)
        switches += position.recent[i] != position.recent[i - 1] ? 1 : 0;
    const bool severalInOneRound = again && position.recent.back() != position.recent[position.recent.size() - 2];
    if (wasBalanced) {
        addOnce(position.balanced, address);
        return false;
    }
    if (switches < alternations && !severalInOneRound)
        return false;
    for (const platform::IpAddress &seen : position.recent)
        addOnce(position.balanced, seen);
    return true;
}

/// The conditions, in this order:
/// 1. a balanced place never changes the route;
/// 2. what lies beyond the known target says nothing until the target has moved;
/// 3. a place that was silent is filled in, unless the target itself answers there and is known elsewhere;
/// 4. another address than the known one, seen in two answering rounds in a row, is a change.
bool RouteVersions::isChange(
    std::uint8_t ttl, Position &position, const Answer &answer, std::uint32_t round, platform::Duration at)
{
    RouteVersion &current = m_versions.back();
    const auto known = current.addresses.find(ttl);
    const bool endIsBalanced = m_end && !m_positions[*m_end].balanced.empty();
    const bool targetMoved = answer.target && m_end && *m_end != ttl && !endIsBalanced;

    if (!position.balanced.empty()) {
        if (known == current.addresses.end())
            current.addresses[ttl] = answer.address;
        return false;
    }
    if (m_end && ttl > *m_end && !targetMoved)
        return false;
    if (known == current.addresses.end() && !targetMoved) {
        current.addresses[ttl] = answer.address;
        if (answer.target)
            m_end = ttl;
        return false;
    }
    if (known != current.addresses.end() && known->second == answer.address && !targetMoved) {
        position.candidate = {};
        return false;
    }
    if (position.candidate == answer.address)
        return position.candidateRound != round;
    position.candidate = answer.address;
    position.candidateRound = round;
    position.candidateAt = at;
    return false;
}

void RouteVersions::addRound(std::uint32_t round, platform::Duration at, const std::vector<Answer> &answers)
{
    if (m_versions.empty())
        m_versions.push_back({round, at, {}});
    bool newlyBalanced = false;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const bool again = i > 0 && answers[i - 1].ttl == answers[i].ttl;
        newlyBalanced = observe(m_positions[answers[i].ttl], answers[i].address, again) || newlyBalanced;
    }
    if (newlyBalanced)
        collapse();
    bool changed = false;
    for (const Answer &answer : answers)
        changed = isChange(answer.ttl, m_positions[answer.ttl], answer, round, at) || changed;
    if (changed)
        declare(answers);
    m_previous.clear();
    for (const Answer &answer : answers)
        m_previous.try_emplace(answer.ttl, answer.address);
}

/// The new version is what the last two rounds saw; the rest is filled in as it answers.
void RouteVersions::declare(const std::vector<Answer> &answers)
{
    RouteVersion next;
    next.firstRound = 0;
    m_end.reset();
    for (const Answer &answer : answers) {
        next.addresses.try_emplace(answer.ttl, answer.address);
        if (answer.target && !m_end)
            m_end = answer.ttl;
        Position &position = m_positions[answer.ttl];
        const bool isNews = position.candidate == answer.address;
        if (isNews && (next.firstRound == 0 || position.candidateRound < next.firstRound)) {
            next.firstRound = position.candidateRound;
            next.since = position.candidateAt;
        }
    }
    for (const auto &[ttl, address] : m_previous) {
        if (!m_end || ttl < *m_end)
            next.addresses.try_emplace(ttl, address);
    }
    for (auto &[ttl, position] : m_positions)
        position.candidate = {};
    m_versions.push_back(std::move(next));
    if (m_versions.size() > keptVersions)
        m_versions.erase(m_versions.begin());
}

bool RouteVersions::sameRoute(const RouteVersion &a, const RouteVersion &b) const
{
    return std::all_of(a.addresses.begin(), a.addresses.end(), [this, &b](const auto &entry) {
        const auto &[ttl, address] = entry;
        const auto other = b.addresses.find(ttl);
        if (other == b.addresses.end() || other->second == address)
            return true;
        const auto position = m_positions.find(ttl);
        return position != m_positions.end() && contains(position->second.balanced, address)
            && contains(position->second.balanced, other->second);
    });
}

/// Takes back the changes that were a balancer's.
void RouteVersions::collapse()
{
    std::vector<RouteVersion> kept;
    for (RouteVersion &version : m_versions) {
        if (!kept.empty() && sameRoute(kept.back(), version))
            kept.back().addresses.merge(version.addresses);
        else
            kept.push_back(std::move(version));
    }
    m_versions = std::move(kept);
}

} // namespace engine
