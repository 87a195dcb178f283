// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/loss_interval.h"

#include <algorithm>
#include <cstdint>

#include <optional>
#include <span>
#include <vector>

namespace engine {

/// Whether the missing answers of a hop mean lost packets.
enum class LossKind : std::uint8_t {
    None, ///< nothing lost, or too little to say
    Real, ///< packets are lost here or before
    Limited, ///< only this hop's own replies are missing: what lies behind it answers
};

/// From this share on a loss counts, if its whole interval lies above.
inline constexpr double significantLoss = 0.01;

/// `hops`: the loss of each hop in the order of the path; none for one that never answered.
///
/// Loss is significant when its whole interval lies above `limit`. It is Real when every later hop that answers loses
/// as well: it lost something, and its interval reaches up to this one's (so that a hop that loses somewhat less by
/// chance does not acquit the one before it). Otherwise the hop only limits its replies.
inline std::vector<LossKind> classifyLoss(
    std::span<const std::optional<LossInterval>> hops, double limit = significantLoss)
{
    std::vector<LossKind> kinds(hops.size(), LossKind::None);
    double reach = 1; // the lowest upper bound of all later hops
    for (std::size_t i = hops.size(); i-- > 0;) {
        const std::optional<LossInterval> &loss = hops[i];
        if (!loss)
            continue;
        if (loss->low > limit)
            kinds[i] = reach >= loss->low ? LossKind::Real : LossKind::Limited;
        reach = loss->share > 0 ? std::min(reach, loss->high) : 0;
    }
    return kinds;
}

} // namespace engine
