// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/table/hop_facts.h"
#include "engine/core/hop_stats.h"
#include "engine/core/loss_kind.h"
#include "engine/core/path_state.h"

#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace app {

/// The counts and times of one row. Plain numbers, so that they can come from a running trace or from a file.
struct HopFigures {
    std::uint64_t sent = 0;
    std::uint64_t received = 0; ///< in time
    std::uint64_t late = 0;
    std::uint64_t lost = 0;
    std::uint64_t duplicates = 0;
    engine::LossInterval loss;
    std::optional<platform::Duration> last, best, worst, mean, deviation, jitter, p5, p50, p95, p99;
    bool lastWasLate = false;
    bool lastWasLost = false;

    std::uint64_t known() const { return received + late + lost; } ///< probes whose fate is known
    static HopFigures of(const engine::HopStats &stats);
    friend bool operator==(const HopFigures &, const HopFigures &) = default;
};

/// The line that joins an average with that of the next answering hop above or below.
struct HopJoin {
    platform::Duration mean{}; ///< of that hop
    int rows = 0; ///< how far away; 0: no line
    bool dashed = false; ///< silent hops lie between

    friend bool operator==(const HopJoin &, const HopJoin &) = default;
};

/// One row of the hop table as a value.
struct HopRow {
    enum class Kind : std::uint8_t { Hop, Address, RoundTrip };

    Kind kind = Kind::Hop;
    std::uint8_t ttl = 0; ///< for the round trip: of the target, 0 while it has not answered
    platform::IpAddress address; ///< the one with the most answers; null when silent
    int addressIndex = -1; ///< of an address row, in the order of first answers
    int addressCount = 0; ///< of the whole hop
    double share = 0; ///< of an address row, 0 to 1: its part of the hop's answers
    bool expanded = false;
    bool target = false;
    HopFigures figures;
    bool countsLoss = true; ///< false for an address: who would have answered a lost probe is not known
    engine::LossKind lossKind = engine::LossKind::None;
    Segment segment = Segment::Unknown;
    engine::AddressFacts facts;
    platform::ReplyKind replyKind = platform::ReplyKind::TimeExceeded;
    std::vector<platform::MplsLabel> mpls;
    std::optional<std::uint8_t> replyTtl;
    std::optional<std::uint32_t> mtu;
    platform::NatRewrite nat;
    HopJoin above, below;
    bool silentBetween = false; ///< a silent hop that the dashed line passes: its ends are in above and below

    bool silent() const { return address.isNull(); }
    bool expandable() const { return kind == Kind::Hop && addressCount > 1; }
    /// Names the row in its table and gives the order of the rows. The round trip is the same row whatever TTL it has.
    std::pair<int, int> key() const
    {
        return kind == Kind::RoundTrip ? std::pair(0, 0) : std::pair<int, int>(ttl, addressIndex);
    }
    friend bool operator==(const HopRow &, const HopRow &) = default;
};

/// The rows of a path in hop order; under an expanded hop the rows of its addresses. `facts` may be null.
std::vector<HopRow> hopRows(
    const engine::PathState &path, const HopFacts *facts, const std::set<std::uint8_t> &expanded);

/// The row that repeats the target below the table.
HopRow roundTripRow(const std::vector<HopRow> &rows, const platform::IpAddress &target, const HopFacts *facts);

/// Fills loss kinds and joins, which depend on the neighbours. For rows that come from elsewhere than hopRows().
void relateRows(std::vector<HopRow> &rows);

} // namespace app
