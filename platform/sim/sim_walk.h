// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/sim/sim_network.h"

namespace platform {

/// One packet on its way through the network, and what came of it so far.
struct SimNetwork::Walk {
    SimPacket original; ///< as the client sent it
    SimPacket packet; ///< as it is now
    Duration sentAt;
    Duration at; ///< when it got to where it is
    std::vector<std::size_t> path; ///< nodes, the client's neighbour first
    bool reachesHost = false; ///< the last node of the path is the destination
    std::optional<std::size_t> nat; ///< node that last translated it
    std::vector<SimDelivery> deliveries;
};

} // namespace platform
