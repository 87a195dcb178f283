// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/path_graph.h"

#include "app/table/fact_text.h"
#include "app/table/formatting.h"
#include "app/table/hop_row.h"
#include "app/theme/theme.h"
#include "engine/core/loss_kind.h"

#include <algorithm>
#include <map>
#include <set>

namespace app {

namespace {

using engine::Hop;
using engine::HopAddress;
using engine::LossKind;
using engine::PathState;
using platform::Duration;
using Key = PathNodeKey;

std::size_t index(int node)
{
    return static_cast<std::size_t>(node);
}

class Builder final {
public:
    Builder(const PathState &path, const PathNames &names)
        : m_path(path)
        , m_names(names)
        , m_hops(path.hops())
    {
    }

    PathGraph build()
    {
        m_graph.complete = m_path.completed();
        addComputer();
        for (std::size_t i = 0; i < m_hops.size();) {
            if (m_hops[i]->silent()) {
                i = addSilent(i);
            } else {
                addRouters(*m_hops[i]);
                ++i;
            }
        }
        findLoss();
        addEdges();
        addTunnels();
        return std::move(m_graph);
    }

private:
    int add(PathNode node)
    {
        m_graph.nodes.push_back(std::move(node));
        return static_cast<int>(m_graph.nodes.size()) - 1;
    }

    void addComputer()
    {
        PathNode node;
        node.key = {0, Key::Kind::Computer, {}};
        if (!m_path.channel().source.isNull())
            node.address = formatAddress(m_path.channel().source);
        node.segment = Segment::Lan;
        node.average = Duration::zero();
        add(std::move(node));
    }

    std::size_t addSilent(std::size_t first)
    {
        std::size_t end = first;
        while (end < m_hops.size() && m_hops[end]->silent())
            ++end;
        const int length = static_cast<int>(end - first);
        // While the first round is under way a silent hop may still answer: folding would only have to be undone.
        const bool fold = length >= PathGraph::minSilentFold && m_path.completed();
        for (std::size_t i = first; i < end; ++i) {
            const std::uint8_t ttl = m_hops[i]->ttl;
            if (fold && i > first) {
                m_silentAt[ttl] = m_silentAt.at(m_hops[first]->ttl);
                continue;
            }
            PathNode node;
            node.key = {ttl, Key::Kind::Silent, {}};
            node.lastTtl = fold ? m_hops[end - 1]->ttl : ttl;
            node.folded = fold ? length - 1 : 0;
            node.pending = !m_path.completed();
            m_silentAt[ttl] = add(std::move(node));
        }
        return end;
    }

    void addRouters(const Hop &hop)
    {
        std::uint64_t answers = 0;
        for (const HopAddress &address : hop.addresses)
            answers += address.stats.received() + address.stats.late();
        const int parallels = static_cast<int>(hop.addresses.size());
        int more = -1;
        for (int place = 0; place < parallels; ++place) {
            const HopAddress &address = hop.addresses[static_cast<std::size_t>(place)];
            const double share = answers == 0
                ? 1.0 / parallels
                : static_cast<double>(address.stats.received() + address.stats.late()) / static_cast<double>(answers);
            if (place < PathGraph::maxParallels) {
                m_routerAt[{hop.ttl, address.address}] = addRouter(hop, address, place, share);
                continue;
            }
            if (more < 0)
                more = addMore(hop, place);
            m_graph.nodes[index(more)].share += share;
            m_graph.nodes[index(more)].answers += address.stats.received();
            m_routerAt[{hop.ttl, address.address}] = more;
        }
    }

    int addRouter(const Hop &hop, const HopAddress &address, int place, double share)
    {
        PathNode node;
        node.key = {hop.ttl, Key::Kind::Router, address.address};
        node.lastTtl = hop.ttl;
        node.place = place;
        node.parallels = static_cast<int>(hop.addresses.size());
        node.target = address.address == m_path.target();
        const engine::AddressFacts facts =
            m_names.facts != nullptr ? m_names.facts->facts(address.address) : engine::AddressFacts();
        const QString name = node.target && !m_names.target.isEmpty() ? visibleText(m_names.target) : hostName(facts);
        node.segment = segmentOf(m_names.facts, hop.ttl, address.address, node.target);
        node.address = formatAddress(address.address);
        node.name = name.isEmpty() ? node.address : name;
        node.network = networkText(facts);
        node.share = share;
        node.answers = address.stats.received();
        node.average = address.stats.mean();
        node.best = address.stats.best();
        node.worst = address.stats.worst();
        node.mpls = address.mpls;
        return add(std::move(node));
    }

    int addMore(const Hop &hop, int place)
    {
        PathNode node;
        node.key = {hop.ttl, Key::Kind::More, {}};
        node.lastTtl = hop.ttl;
        node.place = place;
        node.parallels = static_cast<int>(hop.addresses.size());
        node.folded = node.parallels - PathGraph::maxParallels;
        node.share = 0;
        return add(std::move(node));
    }

    void findLoss()
    {
        std::vector<std::optional<engine::LossInterval>> losses;
        for (const Hop *hop : m_hops)
            losses.push_back(hop->silent() ? std::nullopt : std::optional(hop->stats.loss()));
        const std::vector<LossKind> kinds = engine::classifyLoss(losses);
        for (std::size_t i = 0; i < m_hops.size(); ++i) {
            const engine::HopStats &stats = m_hops[i]->stats;
            const std::uint64_t known = stats.received() + stats.late() + stats.lost();
            if (known < fewestSamples)
                continue;
            if (kinds[i] == LossKind::Real && !m_graph.loss)
                m_graph.loss = PathLoss{m_hops[i]->ttl, stats.lost(), known, stats.loss()};
            if (kinds[i] == LossKind::Limited)
                markLimited(m_hops[i]->ttl);
        }
    }

    void markLimited(std::uint8_t ttl)
    {
        for (PathNode &node : m_graph.nodes)
            node.limitsReplies = node.limitsReplies || node.key.ttl == ttl;
    }

    int nodeOf(std::uint8_t ttl, const platform::IpAddress &address) const
    {
        if (ttl == 0)
            return 0;
        const auto found = m_routerAt.find({ttl, address});
        return found == m_routerAt.end() ? -1 : found->second;
    }

    struct Sum {
        std::uint64_t count = 0;
        bool inferred = false;
        std::uint64_t strongest = 0; ///< of the edges bundled in it
        std::optional<Duration> added;
    };

    void count(int from, int to, const Sum &sum)
    {
        Sum &mine = m_sums[{from, to}];
        mine.count += sum.count;
        mine.inferred = mine.inferred || sum.inferred;
        if (sum.count > mine.strongest) {
            mine.strongest = sum.count;
            mine.added = sum.added;
        }
    }

    std::optional<Duration> addedBetween(int from, int to) const
    {
        const auto &before = m_graph.nodes[index(from)].average;
        const auto &after = m_graph.nodes[index(to)].average;
        if (!before || !after)
            return std::nullopt;
        return std::max(*after - *before, Duration::zero());
    }

    struct Skip {
        int from;
        int to;
        std::uint64_t count;
    };

    /// One edge of the answers, led through what stands between: a silent hop's node, or the only address of a hop that
    /// did not answer this time. Which one of several was met is not known: there it skips the column.
    void route(const PathState::Edge &edge, std::vector<Skip> &skips)
    {
        int last = nodeOf(edge.fromTtl, edge.from);
        int lastRouter = last; // the time added is told between nodes that answer
        bool skipping = false;
        bool unprobed = false;
        const auto lead = [&](int node) {
            const bool silent = m_graph.nodes[index(node)].key.kind == Key::Kind::Silent;
            const bool afterSilent = m_graph.nodes[index(last)].key.kind == Key::Kind::Silent;
            if (skipping)
                skips.push_back({last, node, edge.count});
            else
                count(last, node,
                    {edge.count, silent || afterSilent || unprobed, 0,
                        silent ? std::nullopt : addedBetween(lastRouter, node)});
            skipping = unprobed = false;
            last = node;
            lastRouter = silent ? lastRouter : node;
        };
        for (int ttl = edge.fromTtl + 1; ttl < edge.toTtl; ++ttl) {
            const auto at = static_cast<std::uint8_t>(ttl);
            const Hop *hop = m_path.hop(at);
            if (const auto silent = m_silentAt.find(at); silent != m_silentAt.end()) {
                if (silent->second != last)
                    lead(silent->second);
            } else if (hop == nullptr) {
                unprobed = true;
            } else if (const int only = hop->addresses.size() == 1 ? nodeOf(at, hop->addresses[0].address) : -1;
                       only >= 0) {
                lead(only);
            } else {
                skipping = true;
            }
        }
        lead(nodeOf(edge.toTtl, edge.to));
    }

    void countEdges()
    {
        std::vector<Skip> skips;
        for (const PathState::Edge &edge : m_path.edges()) {
            const bool known = nodeOf(edge.fromTtl, edge.from) >= 0 && nodeOf(edge.toTtl, edge.to) >= 0;
            if (known && edge.toTtl > edge.fromTtl)
                route(edge, skips);
        }
        std::set<int> leaves, enters;
        for (const auto &[ends, sum] : m_sums) {
            leaves.insert(ends.first);
            enters.insert(ends.second);
        }
        // Past a hop with several addresses: worth a line only where nothing else joins the node to the path.
        for (const Skip &skip : skips) {
            if (!leaves.contains(skip.from) || !enters.contains(skip.to))
                count(skip.from, skip.to, {skip.count, true, 0, addedBetween(skip.from, skip.to)});
        }
    }

    void addEdges()
    {
        countEdges();
        std::map<int, std::uint64_t> intoTtl;
        std::map<int, int> waysOut, inColumn;
        const auto isWay = [this](const std::pair<int, int> &ends, const Sum &sum) {
            const PathNode &from = m_graph.nodes[index(ends.first)];
            return !sum.inferred && ttlOf(ends.second) == from.lastTtl + 1;
        };
        for (const PathNode &node : m_graph.nodes)
            ++inColumn[node.key.ttl];
        for (const auto &[ends, sum] : m_sums) {
            intoTtl[ttlOf(ends.second)] += sum.count;
            waysOut[ends.first] += isWay(ends, sum);
        }
        for (const auto &[ends, sum] : m_sums) {
            PathEdge edge;
            edge.from = ends.first;
            edge.to = ends.second;
            const std::uint64_t all = intoTtl[ttlOf(ends.second)];
            edge.share = all == 0 ? 1.0 : static_cast<double>(sum.count) / static_cast<double>(all);
            edge.inferred = sum.inferred;
            edge.fanOut = inColumn[ttlOf(ends.first)] == 1 && waysOut[ends.first] > 1 && isWay(ends, sum);
            // Who is behind the only way in: its answers are more than the edges, which need an answer at both ends.
            if (edge.fanOut)
                edge.share = m_graph.nodes[index(ends.second)].share;
            edge.added = sum.added;
            m_graph.edges.push_back(edge);
        }
    }

    void addTunnels()
    {
        PathTunnel tunnel;
        const auto close = [&] {
            if (!tunnel.nodes.empty())
                m_graph.tunnels.push_back(std::move(tunnel));
            tunnel = {};
        };
        for (const Hop *hop : m_hops) {
            const HopAddress *main = hop->mainAddress();
            if (main == nullptr || main->mpls.empty()) {
                close();
                continue;
            }
            if (tunnel.nodes.empty())
                tunnel.label = main->mpls.front().label;
            tunnel.nodes.push_back(nodeOf(hop->ttl, main->address));
        }
        close();
    }

    int ttlOf(int node) const { return m_graph.nodes[static_cast<std::size_t>(node)].key.ttl; }

    const PathState &m_path;
    const PathNames &m_names;
    std::vector<const Hop *> m_hops;
    PathGraph m_graph;
    std::map<std::pair<std::uint8_t, platform::IpAddress>, int> m_routerAt;
    std::map<std::uint8_t, int> m_silentAt;
    std::map<std::pair<int, int>, Sum> m_sums;
};

} // namespace

std::optional<int> PathGraph::find(const PathNodeKey &key) const
{
    const auto found = std::ranges::find(nodes, key, &PathNode::key);
    if (found == nodes.end())
        return std::nullopt;
    return static_cast<int>(found - nodes.begin());
}

bool PathGraph::losesInto(const PathEdge &edge) const
{
    return loss && nodes[static_cast<std::size_t>(edge.to)].key.ttl == loss->ttl;
}

PathGraph buildPathGraph(const engine::PathState &path, const PathNames &names)
{
    return Builder(path, names).build();
}

int steadyLevel(int before, Duration added)
{
    const int now = latencyLevel(added);
    if (before < 0 || now == before)
        return now;
    // Up: 5 % beyond the threshold just passed; down: 5 % below it.
    const Duration probe = now > before ? added - added / 20 : added + added / 20;
    const int steady = latencyLevel(probe);
    return (now > before) == (steady > before) && steady != before ? now : before;
}

} // namespace app
