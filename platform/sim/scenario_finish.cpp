// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/sim/scenario_attributes.h"
#include "platform/sim/scenario_reader.h"

#include <algorithm>

namespace platform {

namespace {

Duration roundTripOf(const SimLink &link)
{
    return link.delay + link.backDelay;
}

} // namespace

Scenario ScenarioReader::finish()
{
    closeSplit();
    if (m_scenario.targets.empty())
        throw ScenarioProblem{"there is no target"};
    for (const RoundTrip &roundTrip : m_roundTrips)
        resolveRoundTrip(roundTrip);
    for (const Pending &pending : m_changes)
        readChange(pending);
    return std::move(m_scenario);
}

/// A branch counts like the first one of its split: its own round trips say how long it takes.
Duration ScenarioReader::roundTripBefore(std::size_t node) const
{
    for (const SimTarget &target : m_scenario.targets) {
        for (const SimRoute &route : target.routes) {
            Duration sum{};
            const auto add = [&](std::size_t step) { sum += roundTripOf(m_scenario.nodes[step].behaviour.link); };
            for (const SimStep &step : route.steps) {
                if (step.branches.empty()) {
                    if (step.node == node)
                        return sum;
                    add(step.node);
                    continue;
                }
                const Duration before = sum;
                for (const SimBranch &branch : step.branches) {
                    sum = before;
                    for (const std::size_t inner : branch.nodes) {
                        if (inner == node)
                            return sum;
                        add(inner);
                    }
                }
                sum = before;
                for (const std::size_t inner : step.branches.front().nodes)
                    add(inner);
            }
            if (target.host == node)
                return sum;
        }
    }
    return {};
}

void ScenarioReader::resolveRoundTrip(const RoundTrip &roundTrip)
{
    m_line = roundTrip.line;
    SimLink &link = m_scenario.nodes[roundTrip.node].behaviour.link;
    link.delay = link.backDelay = Duration::zero();
    const Duration before = roundTripBefore(roundTrip.node);
    if (roundTrip.wanted < before)
        throw ScenarioProblem{"this round trip is shorter than that of the hop before; say delay 0 instead"};
    link.delay = (roundTrip.wanted - before) / 2;
    link.backDelay = roundTrip.wanted - before - link.delay;
}

void ScenarioReader::readChange(const Pending &pending)
{
    m_line = pending.line;
    ScenarioLine line = pending.words;
    SimChange change;
    change.from = line.duration("the time");
    if (line.take("for"))
        change.length = line.duration("the length");
    if (line.take("every")) {
        change.every = line.duration("the repetition");
        if (!change.length || *change.length <= Duration::zero() || *change.length >= *change.every)
            throw ScenarioProblem{"a repetition needs a length before it (for) that is shorter"};
    }
    readSubject(line, change);
    line.finish();
    m_scenario.changes.push_back(std::move(change));
}

void ScenarioReader::readSubject(ScenarioLine &line, SimChange &change)
{
    if (line.take("hop")) {
        change.index = nodeNamed(line.word("the hop's label"));
        while (const auto apply = takeAttribute(line))
            change.apply.push_back(*apply);
        if (change.apply.empty())
            throw ScenarioProblem{"the change must say what becomes different"};
    } else if (line.take("route")) {
        change.subject = SimChange::Subject::Route;
        change.index = targetNamed(line.word("the target"));
        const std::string name = line.word("the route's name");
        const auto &routes = m_scenario.targets[change.index].routes;
        const auto route = std::ranges::find(routes, name, &SimRoute::name);
        if (route == routes.end())
            throw ScenarioProblem{"the target has no route \"" + name + '"'};
        change.route = static_cast<std::size_t>(route - routes.begin());
    } else if (line.take("noroute")) {
        change.subject = SimChange::Subject::NoRoute;
        change.index = targetNamed(line.word("the target"));
    } else if (line.take("interface-down")) {
        change.subject = SimChange::Subject::Interface;
    } else if (line.take("source-gone")) {
        change.subject = SimChange::Subject::SourceGone;
    } else {
        throw ScenarioProblem{"a change is about a hop, a route, noroute, interface-down or source-gone"};
    }
}

} // namespace platform
