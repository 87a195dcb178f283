// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/hop_row.h"

#include "app/table/formatting.h"

namespace app {

namespace {

void takeAddress(HopRow &row, const engine::HopAddress &from, const HopFacts *facts)
{
    row.address = from.address;
    row.facts = facts ? facts->facts(from.address) : engine::AddressFacts();
    row.replyKind = from.kind;
    row.mpls = from.mpls;
    row.replyTtl = from.replyTtl;
    row.mtu = from.mtu;
    row.nat = from.nat;
}

std::vector<HopRow> addressRows(const HopRow &parent, const engine::Hop &hop, const HopFacts *facts)
{
    std::uint64_t answers = 0;
    for (const engine::HopAddress &address : hop.addresses)
        answers += address.stats.sent();
    std::vector<HopRow> rows;
    for (const engine::HopAddress &address : hop.addresses) {
        HopRow row;
        row.kind = HopRow::Kind::Address;
        row.ttl = parent.ttl;
        row.addressIndex = static_cast<int>(rows.size());
        row.addressCount = parent.addressCount;
        row.target = parent.target;
        row.segment = parent.segment;
        row.figures = HopFigures::of(address.stats);
        row.countsLoss = false;
        if (answers > 0)
            row.share = static_cast<double>(address.stats.sent()) / static_cast<double>(answers);
        takeAddress(row, address, facts);
        rows.push_back(std::move(row));
    }
    return rows;
}

bool joins(const HopRow &row)
{
    return row.kind == HopRow::Kind::Hop && row.figures.mean.has_value();
}

/// One line between two answering hops, drawn piecewise by both and by the silent rows between them.
void join(std::vector<HopRow> &rows, std::size_t from, std::size_t to)
{
    const bool dashed = to > from + 1;
    for (std::size_t i = from; i <= to; ++i) {
        HopRow &row = rows[i];
        if (i != from)
            row.above = {*rows[from].figures.mean, static_cast<int>(i - from), dashed};
        if (i != to)
            row.below = {*rows[to].figures.mean, static_cast<int>(to - i), dashed};
        row.silentBetween = row.silentBetween || (i != from && i != to);
    }
}

} // namespace

HopFigures HopFigures::of(const engine::HopStats &stats)
{
    HopFigures figures;
    figures.sent = stats.sent();
    figures.received = stats.received();
    figures.late = stats.late();
    figures.lost = stats.lost();
    figures.duplicates = stats.duplicates();
    figures.loss = stats.loss();
    figures.last = stats.last();
    figures.best = stats.best();
    figures.worst = stats.worst();
    figures.mean = stats.mean();
    figures.deviation = stats.deviation();
    figures.jitter = stats.jitter();
    figures.p5 = stats.percentile(5);
    figures.p50 = stats.percentile(50);
    figures.p95 = stats.percentile(95);
    figures.p99 = stats.percentile(99);
    figures.lastWasLate = stats.lastWasLate();
    figures.lastWasLost = stats.lastWasLost();
    return figures;
}

void relateRows(std::vector<HopRow> &rows)
{
    std::vector<std::optional<engine::LossInterval>> losses;
    for (const HopRow &row : rows) {
        const bool counts = row.countsLoss && !row.silent() && row.figures.known() >= fewestSamples;
        losses.push_back(counts ? std::optional(row.figures.loss) : std::nullopt);
    }
    const std::vector<engine::LossKind> kinds = engine::classifyLoss(losses);
    std::optional<std::size_t> previous;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].lossKind = kinds[i];
        if (rows[i].kind == HopRow::Kind::Address)
            previous.reset(); // no line crosses the addresses of an opened hop
        if (!joins(rows[i]))
            continue;
        if (previous)
            join(rows, *previous, i);
        previous = i;
    }
}

std::vector<HopRow> hopRows(
    const engine::PathState &path, const HopFacts *facts, const std::set<std::uint8_t> &expanded)
{
    std::vector<HopRow> rows;
    const std::optional<std::uint8_t> targetTtl = path.hopsToTarget();
    for (const engine::Hop *hop : path.hops()) {
        HopRow row;
        row.ttl = hop->ttl;
        row.addressCount = static_cast<int>(hop->addresses.size());
        row.target = targetTtl == hop->ttl;
        row.expanded = row.addressCount > 1 && expanded.contains(hop->ttl);
        row.figures = HopFigures::of(hop->stats);
        if (const engine::HopAddress *main = hop->mainAddress())
            takeAddress(row, *main, facts);
        row.segment = segmentOf(facts, row.ttl, row.address, row.target);
        const bool open = row.expanded;
        rows.push_back(std::move(row));
        if (open) {
            std::vector<HopRow> addresses = addressRows(rows.back(), *hop, facts);
            rows.insert(
                rows.end(), std::make_move_iterator(addresses.begin()), std::make_move_iterator(addresses.end()));
        }
    }
    relateRows(rows);
    return rows;
}

HopRow roundTripRow(const std::vector<HopRow> &rows, const platform::IpAddress &target, const HopFacts *facts)
{
    HopRow result;
    for (const HopRow &row : rows) {
        if (row.target && row.kind == HopRow::Kind::Hop)
            result = row;
    }
    if (result.ttl == 0) {
        result.address = target;
        result.facts = facts ? facts->facts(target) : engine::AddressFacts();
        result.segment = Segment::Destination;
    }
    result.kind = HopRow::Kind::RoundTrip;
    result.target = true;
    result.expanded = false;
    result.above = {};
    result.below = {};
    return result;
}

} // namespace app
