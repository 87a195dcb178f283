// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tun_link.h"

#include "platform/sim/sim_network.h"

#include <cstdio>
#include <map>
#include <memory>
#include <string>

namespace netsim {

/// Runs a simulated network behind a TUN device on the real clock until told to stop.
class NetsimServer final {
public:
    struct Options {
        platform::Duration spin = std::chrono::microseconds(80); ///< awake before a delivery is due, for its precision
        std::FILE *log = nullptr; ///< one line per packet: see writeLog
    };

    NetsimServer(platform::Scenario scenario, TunLink link, Options options);

    /// Serves until something can be read from `stopFd`.
    void run(int stopFd);

private:
    struct Delivery {
        platform::Bytes packet;
        std::shared_ptr<platform::SimFate> fate; ///< set for the answer that the fate is about
    };

    void takePackets();
    void deliverDue();
    void sleep(int stopFd, bool &stopped);
    void writeLog(const platform::SimFate &fate, platform::TimePoint deliveredAt) const;

    platform::SimNetwork m_network;
    TunLink m_link;
    Options m_options;
    platform::TimePoint m_start;
    std::multimap<platform::TimePoint, Delivery> m_deliveries;
    std::shared_ptr<platform::SimFate> m_fate; ///< of the packet that is being injected
};

} // namespace netsim
