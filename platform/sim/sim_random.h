// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/sim/sim_node.h"

#include <cstdint>

namespace platform {

/// Small deterministic random numbers (SplitMix64, Steele et al. 2014): the same everywhere, unlike std::'s
/// distributions.
class SimRandom final {
public:
    explicit SimRandom(std::uint64_t seed = 0)
        : m_state(seed)
    {
    }

    std::uint64_t next();
    double unit(); ///< in [0, 1)
    bool happens(double chance); ///< draws nothing for 0 and 1
    Duration spread(const SimSpread &spread); ///< draws nothing for a mean of 0

private:
    std::uint64_t m_state;
};

/// One step of SplitMix64's output function: spreads any input over all bits.
std::uint64_t mixBits(std::uint64_t value);

} // namespace platform
