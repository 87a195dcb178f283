// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/route_tracker.h"

#include <algorithm>
#include <utility>

namespace engine {

using platform::Duration;
using platform::IpAddress;

namespace {

constexpr std::size_t recentAnswers = 8;
constexpr std::size_t soon = 5; ///< answers after which an address comes back
constexpr int returnsOfABalancer = 2; ///< among the recent answers; a route that changes and changes back has one
constexpr int steadyRounds = 3;
constexpr std::size_t keptVersions = 1000;

bool contains(const std::vector<IpAddress> &addresses, const IpAddress &address)
{
    return std::find(addresses.begin(), addresses.end(), address) != addresses.end();
}

void addOnce(std::vector<IpAddress> &addresses, const IpAddress &address)
{
    if (!contains(addresses, address))
        addresses.push_back(address);
}

} // namespace

std::vector<RouteVersions::Seen> RouteVersions::grouped(const std::vector<Answer> &answers)
{
    std::vector<Seen> round;
    for (const Answer &answer : answers) {
        if (round.empty() || round.back().ttl != answer.ttl)
            round.push_back({answer.ttl, {}, false});
        addOnce(round.back().group, answer.address);
        round.back().target = round.back().target || answer.target;
    }
    return round;
}

void RouteVersions::addToBalancer(Place &place, const IpAddress &address)
{
    if (contains(place.balanced, address))
        return;
    place.balanced.push_back(address);
    m_balancerGrew = true;
}

/// Looks for addresses that came back soon after others had answered: these, and all between, are one balancer's.
void RouteVersions::findBalancer(Place &place, const Group &group)
{
    if (group.size() > 1) {
        for (const IpAddress &address : group)
            addToBalancer(place, address);
    }
    auto &recent = place.recent;
    recent.insert(recent.end(), group.begin(), group.end());
    while (recent.size() > recentAnswers)
        recent.erase(recent.begin());
    std::size_t first = recent.size();
    std::size_t last = 0;
    int returns = 0;
    for (std::size_t i = 2; i < recent.size(); ++i) {
        const std::size_t soonest = i > soon ? i - soon : 0;
        std::size_t earlier = i - 1;
        while (recent[i] != recent[i - 1] && earlier > soonest && recent[earlier] != recent[i])
            --earlier;
        if (recent[i] == recent[i - 1] || recent[earlier] != recent[i])
            continue;
        ++returns;
        first = std::min(first, earlier);
        last = i;
    }
    const bool justNow = last + 1 == recent.size();
    for (std::size_t i = first; justNow && returns >= returnsOfABalancer && i <= last; ++i)
        addToBalancer(place, recent[i]);
}

/// A place is as known, in this order,
/// 1. when it lies beyond the target, which says nothing until the target itself is seen to have moved;
/// 2. when it was silent so far: then it is filled in; but not by a target that is known to be elsewhere;
/// 3. when the address known there, or one of its balancer, is among those that answered.
bool RouteVersions::isKnown(const Seen &seen, const Place &place)
{
    RouteVersion &current = m_versions.back();
    const bool endIsBalanced = m_end && !m_places[*m_end].balanced.empty();
    const bool targetMoved = seen.target && m_end && *m_end != seen.ttl && !endIsBalanced;
    if (m_end && seen.ttl > *m_end && !targetMoved)
        return true;
    const auto known = current.addresses.find(seen.ttl);
    if (known == current.addresses.end() && !targetMoved) {
        current.addresses[seen.ttl] = seen.group.front();
        if (seen.target)
            m_end = seen.ttl;
        return true;
    }
    const bool hasKnown = known != current.addresses.end() && contains(seen.group, known->second);
    const bool hasBalanced = std::any_of(seen.group.begin(), seen.group.end(),
        [&place](const IpAddress &address) { return contains(place.balanced, address); });
    return (hasKnown && !targetMoved) || hasBalanced;
}

bool RouteVersions::isChange(const Seen &seen, std::uint32_t round, Duration at)
{
    Place &place = m_places[seen.ttl];
    if (isKnown(seen, place)) {
        if (place.stranger && !place.balanced.empty())
            addToBalancer(place, place.stranger->address); // it came and went: one more of the balancer
        place.stranger.reset();
        ++place.steady;
        return false;
    }
    if (!place.stranger) {
        place.stranger = Stranger{seen.group.front(), round, at};
        return false;
    }
    if (place.steady >= steadyRounds || contains(seen.group, place.stranger->address))
        return true;
    // Others all the time: that was never one address's place.
    const auto known = m_versions.back().addresses.find(seen.ttl);
    if (known != m_versions.back().addresses.end())
        addToBalancer(place, known->second);
    addToBalancer(place, place.stranger->address);
    addToBalancer(place, seen.group.front());
    place.stranger.reset();
    return false;
}

/// The target answers where it always did: when it was seen further away, its own answer had been lost.
void RouteVersions::forgetBeyondTarget(const std::vector<Seen> &round)
{
    const bool isThere = m_end && !round.empty() && round.back().target && round.back().ttl == *m_end;
    if (!isThere)
        return;
    for (auto place = m_places.upper_bound(*m_end); place != m_places.end(); ++place)
        place->second.stranger.reset();
}

void RouteVersions::addRound(std::uint32_t number, Duration at, const std::vector<Answer> &answers)
{
    if (m_versions.empty())
        m_versions.push_back({number, at, {}, {}});
    const std::vector<Seen> round = grouped(answers);
    for (const Seen &seen : round)
        findBalancer(m_places[seen.ttl], seen.group);
    forgetBeyondTarget(round);
    bool changed = false;
    for (const Seen &seen : round)
        changed = isChange(seen, number, at) || changed;
    if (changed)
        declare(round);
    if (std::exchange(m_balancerGrew, false))
        collapse();
    m_previous.clear();
    for (const Seen &seen : round)
        m_previous.emplace(seen.ttl, seen.group.front());
}

bool RouteVersion::holds(std::uint8_t ttl, const IpAddress &address) const
{
    const auto known = addresses.find(ttl);
    if (known == addresses.end() || known->second == address)
        return true;
    const auto mixed = balanced.find(ttl);
    return mixed != balanced.end() && contains(mixed->second, address);
}

/// The new version is what the last two rounds saw; the rest is filled in as it answers.
void RouteVersions::declare(const std::vector<Seen> &round)
{
    RouteVersion next;
    next.firstRound = 0;
    m_end.reset();
    for (const Seen &seen : round) {
        next.addresses.emplace(seen.ttl, seen.group.front());
        if (seen.target && !m_end)
            m_end = seen.ttl;
    }
    for (const auto &[ttl, address] : m_previous) {
        if (!m_end || ttl < *m_end)
            next.addresses.try_emplace(ttl, address);
    }
    RouteVersion &ended = m_versions.back();
    for (auto &[ttl, place] : m_places) {
        if (!place.balanced.empty())
            ended.balanced.emplace(ttl, place.balanced);
        if (!place.stranger)
            continue;
        if (next.firstRound == 0 || place.stranger->round < next.firstRound) {
            next.firstRound = place.stranger->round;
            next.since = place.stranger->at;
        }
        const auto holder = next.addresses.find(ttl);
        const bool heldByOne = holder != next.addresses.end() && holder->second == place.stranger->address;
        place.steady = heldByOne ? 2 : 0;
        place.stranger.reset();
        place.balanced.clear(); // another route, another balancer
    }
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
        const auto place = m_places.find(ttl);
        return place != m_places.end() && contains(place->second.balanced, address)
            && contains(place->second.balanced, other->second);
    });
}

/// Takes back the changes that were a balancer's. Only the newest versions can be: an older one has held its places.
void RouteVersions::collapse()
{
    while (m_versions.size() > 1) {
        RouteVersion &last = m_versions.back();
        RouteVersion &before = m_versions[m_versions.size() - 2];
        if (!sameRoute(before, last))
            return;
        before.addresses.merge(last.addresses);
        m_versions.pop_back();
    }
}

} // namespace engine
