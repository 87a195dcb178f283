// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/timeline/timeline_snapshot.h"

#include "app/table/formatting.h"
#include "app/timeline/timeline_text.h"

#include <algorithm>
#include <map>

namespace app {

using platform::Duration;

namespace {

constexpr double columnWidth = 2; ///< least, logical pixels
constexpr std::size_t bucketsPerColumn =
    4; ///< asked for: the history's grid is then never coarser than ours, except far back

QString nameOf(const TimelineSource &source, std::uint8_t ttl)
{
    const engine::Hop *hop = source.path->hop(ttl);
    const engine::HopAddress *main = hop ? hop->mainAddress() : nullptr;
    if (!main)
        return TimelineText::tr("no reply");
    const QString name = source.nameOf ? source.nameOf(main->address) : QString();
    return name.isEmpty() ? formatAddress(main->address) : visibleText(name);
}

std::vector<TimelineColumn> columnsIn(const TimelineSource &source, std::uint8_t ttl, TimeSpan span, Duration step)
{
    const auto columns = static_cast<std::size_t>(span.length() / step) + 1;
    return columnsOf(source.history->query(ttl, span.from, span.to, columns * bucketsPerColumn), step);
}

TimelineLane laneOf(const TimelineSource &source, const TimelineHop &hop, TimeSpan span, Duration step)
{
    TimelineLane lane;
    lane.hop = hop;
    lane.name = nameOf(source, hop.ttl);
    // Whole columns: those at the edges are complete, and lines go on to the edge.
    const TimeSpan wide{Duration((span.from / step - 2) * step), Duration((span.to / step + 2) * step)};
    lane.columns = columnsIn(source, hop.ttl, wide, step);
    lane.runs = runsOf(lane.columns, source.history->gaps());
    std::vector<TimelineColumn> inside;
    std::copy_if(lane.columns.begin(), lane.columns.end(), std::back_inserter(inside),
        [&](const TimelineColumn &column) { return span.contains(column.middle()); });
    lane.totals = totalsOf(inside);
    return lane;
}

/// Two versions are one route when no hop answered differently; silent hops are wildcards.
bool sameWay(const engine::RouteVersion &one, const engine::RouteVersion &other)
{
    return std::all_of(one.addresses.begin(), one.addresses.end(),
        [&](const auto &hop) { return other.holds(hop.first, hop.second); });
}

QString routeText(
    const TimelineSource &source, const engine::RouteVersion &route, const engine::RouteVersion &first, int letter)
{
    const QString sign = routeLetter(letter);
    if (letter > 0) {
        for (const auto &[ttl, address] : route.addresses) {
            if (first.holds(ttl, address))
                continue;
            const QString name = source.nameOf ? source.nameOf(address) : QString();
            return TimelineText::tr("%1 · via %2")
                .arg(sign, name.isEmpty() ? formatAddress(address) : visibleText(name));
        }
    }
    const int hops = route.addresses.empty() ? 0 : route.addresses.rbegin()->first;
    return hops == 1 ? TimelineText::tr("%1 · 1 hop").arg(sign) : TimelineText::tr("%1 · %2 hops").arg(sign).arg(hops);
}

std::vector<RouteBlock> routesOf(const TimelineSource &source, Duration end)
{
    std::vector<RouteBlock> result;
    std::vector<const engine::RouteVersion *> distinct; // by letter
    const std::vector<engine::RouteVersion> &routes = source.path->routes();
    for (std::size_t i = 0; i < routes.size(); ++i) {
        const auto known = std::find_if(
            distinct.begin(), distinct.end(), [&](const auto *other) { return sameWay(routes[i], *other); });
        const int letter = static_cast<int>(known - distinct.begin());
        if (known == distinct.end())
            distinct.push_back(&routes[i]);
        const Duration until = i + 1 < routes.size() ? routes[i + 1].since : std::max(end, routes[i].since);
        result.push_back({{routes[i].since, until}, letter, routeText(source, routes[i], *distinct.front(), letter)});
    }
    return result;
}

} // namespace

Duration TimelineSource::end() const
{
    return path ? std::max(path->lastEventAt(), history->end()) : Duration(0);
}

std::optional<TimelineHop> roundTripHop(const TimelineSource &source)
{
    if (!source.path || !source.path->hopsToTarget())
        return std::nullopt;
    return TimelineHop{*source.path->hopsToTarget(), 0, true};
}

TimelineSnapshot TimelineSnapshot::take(
    const TimelineSource &source, const std::vector<TimelineHop> &hops, TimeSpan span, int width)
{
    TimelineSnapshot result;
    result.span = span;
    result.startedAt = source.startedAt;
    const double plotWidth = std::max(width, 1);
    result.step = columnStep({span, 0, plotWidth}, columnWidth);
    if (!source.path)
        return result;
    for (const TimelineHop &hop : hops)
        result.lanes.push_back(laneOf(source, hop, span, result.step));

    result.whole = {Duration(0), std::max(source.end(), Duration(1))};
    for (const engine::SampleHistory::Gap &gap : source.history->gaps())
        result.gaps.push_back({gap.from, gap.to.value_or(std::max(result.whole.to, gap.from))});
    result.routes = routesOf(source, result.whole.to);
    const std::optional<TimelineHop> target = roundTripHop(source);
    if (target || !hops.empty()) {
        const Duration step = columnStep({result.whole, 0, plotWidth}, columnWidth);
        result.overview = columnsIn(source, target ? target->ttl : hops.front().ttl, result.whole, step);
    }
    return result;
}

const TimelineColumn *TimelineSnapshot::columnNear(std::size_t lane, Duration at) const
{
    const std::vector<TimelineColumn> &columns = lanes[lane].columns;
    const auto after = std::lower_bound(columns.begin(), columns.end(), at,
        [](const TimelineColumn &column, Duration time) { return column.middle() < time; });
    const TimelineColumn *best = nullptr;
    const auto consider = [&](const TimelineColumn &column) {
        if (!best || std::chrono::abs(column.middle() - at) < std::chrono::abs(best->middle() - at))
            best = &column;
    };
    if (after != columns.end())
        consider(*after);
    if (after != columns.begin())
        consider(*std::prev(after));
    return best;
}

const RouteBlock *TimelineSnapshot::routeAt(Duration at) const
{
    const auto found =
        std::find_if(routes.rbegin(), routes.rend(), [&](const RouteBlock &block) { return block.span.from <= at; });
    return found == routes.rend() ? nullptr : &*found;
}

QString routeLetter(int letter)
{
    QString result;
    for (int rest = letter; rest >= 0; rest = rest / 26 - 1)
        result.prepend(QChar(u'A' + rest % 26));
    return result;
}

} // namespace app
