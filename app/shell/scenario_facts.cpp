// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/scenario_facts.h"

#include "engine/formats/visible_text.h"

#include <algorithm>
#include <array>

namespace app {
namespace {

QString shown(const std::string &text)
{
    return engine::visibleText(QString::fromStdString(text));
}

/// The first AS on the way from the client, if it has one.
std::uint32_t firstAs(const platform::Scenario &scenario)
{
    for (const auto &target : scenario.targets) {
        if (target.routes.empty())
            continue;
        for (const auto &step : target.routes.front().steps) {
            const auto &addresses = scenario.nodes[step.node].addresses;
            if (!step.branches.empty() || addresses.empty())
                continue;
            const auto prefix = scenario.factsOf(addresses.front()).prefix;
            if (prefix && prefix->asn != 0)
                return prefix->asn;
        }
    }
    return 0;
}

} // namespace

ScenarioFacts::ScenarioFacts(const platform::Scenario &scenario, QObject *parent)
    : HopFacts(parent)
    , m_scenario(scenario)
    , m_provider(firstAs(scenario))
{
    m_kinds.names = !scenario.names.empty();
    m_kinds.networks = !scenario.prefixes.empty();
    m_kinds.places = !scenario.places.empty();
}

bool ScenarioFacts::isLocal(const platform::SimPrefix &prefix) const
{
    return std::ranges::any_of(std::array{m_scenario.client4, m_scenario.client6}, [&](const auto &client) {
        const auto own = m_scenario.factsOf(client).prefix;
        return own && own->address == prefix.address && own->length == prefix.length;
    });
}

Segment ScenarioFacts::segmentOf(const platform::SimFacts &known) const
{
    if (!known.prefix)
        return Segment::Unknown;
    if (isLocal(*known.prefix))
        return Segment::Local;
    if (known.prefix->asn != 0 && known.prefix->asn == m_provider)
        return Segment::Provider;
    const auto destination = m_scenario.factsOf(target()).prefix;
    const bool atDestination = destination && destination->asn != 0 && destination->asn == known.prefix->asn;
    return atDestination ? Segment::Destination : Segment::Transit;
}

AddressFacts ScenarioFacts::facts(const platform::IpAddress &address) const
{
    const platform::SimFacts known = m_scenario.factsOf(address);
    AddressFacts facts;
    facts.name = shown(known.name);
    if (known.prefix) {
        const QString owner = shown(known.prefix->asName);
        facts.network = known.prefix->asn == 0 ? owner : QStringLiteral("AS%1 %2").arg(known.prefix->asn).arg(owner);
    }
    if (known.place)
        facts.place = shown(known.place->city);
    facts.segment = segmentOf(known);
    return facts;
}

} // namespace app
