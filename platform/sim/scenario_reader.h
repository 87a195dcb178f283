// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/sim/scenario.h"
#include "platform/sim/scenario_line.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace platform {

/// Reads a scenario line by line. Throws ScenarioProblem; used by parseScenario only.
class ScenarioReader final {
public:
    ScenarioReader();

    void readLine(std::string_view text, std::size_t lineNumber);
    /// After the last line: what can be decided only with the whole text.
    Scenario finish();
    /// The line that the last problem is about: not always the last one read.
    std::size_t lineNumber() const { return m_line; }

private:
    struct Pending { ///< a change that may name nodes and routes further down
        std::size_t line = 0;
        ScenarioLine words;
    };
    struct RoundTrip { ///< "rtt": becomes a delay when the route is known
        std::size_t line = 0;
        std::size_t node = 0;
        Duration wanted{};
    };

    void readTarget(ScenarioLine &line);
    void readHop(ScenarioLine &line);
    void readHost(ScenarioLine &line);
    void readRoute(ScenarioLine &line);
    void readSplit(ScenarioLine &line);
    void readBranch(ScenarioLine &line);
    void readJoin();
    void readLoop(ScenarioLine &line);
    void readClient(ScenarioLine &line);
    void readCity(ScenarioLine &line);
    void readPrefix(ScenarioLine &line);
    void readChange(const Pending &pending);
    void readSubject(ScenarioLine &line, SimChange &change);
    void readNodeAttributes(ScenarioLine &line, std::size_t node);

    SimTarget &target();
    SimRoute &route(); ///< the one being read; must still be open
    std::size_t addNode(SimNode node);
    std::size_t nodeNamed(const std::string &label) const;
    std::size_t targetNamed(const std::string &name) const;
    SimPlace cityNamed(const std::string &name) const;
    void closeSplit() const;
    void resolveRoundTrip(const RoundTrip &roundTrip);
    Duration roundTripBefore(std::size_t node) const;

    Scenario m_scenario;
    std::map<std::string, std::size_t> m_nodes; ///< by label
    std::set<IpAddress> m_targetAddresses;
    std::map<std::string, SimPlace> m_cities;
    std::vector<Pending> m_changes;
    std::vector<RoundTrip> m_roundTrips;
    std::optional<SimStep> m_split;
    bool m_routeClosed = false;
    std::size_t m_line = 0;
};

} // namespace platform
