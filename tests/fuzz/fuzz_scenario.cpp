// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/packet/probe_packet.h"
#include "platform/sim/sim_network.h"

#include <algorithm>
#include <cstdlib>

/// Any text as a scenario: an error with its line, or a network that can be asked; whatever it says, answers are
/// bounded and none comes before the question.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace platform;
    const std::string text(data, data + size);
    auto scenario = parseScenario(text, "fuzz");
    if (!scenario) {
        if (scenario.error().kind != ErrorKind::Malformed || !scenario.error().context.starts_with("fuzz:"))
            std::abort();
        return 0;
    }
    SimNetwork network(*scenario);
    ProbePacket probe;
    for (const SimTarget &target : scenario->targets) {
        probe.destination = target.addresses.front();
        probe.source = network.clientAddress(probe.family());
        for (const Protocol protocol : {Protocol::Icmp, Protocol::Udp, Protocol::Tcp}) {
            probe.protocol = protocol;
            for (const std::uint8_t ttl : {std::uint8_t{1}, std::uint8_t{5}, std::uint8_t{255}}) {
                probe.ttl = ttl;
                const Duration now = std::chrono::seconds(ttl);
                constexpr std::size_t most = 101 + 255 * 100;
                const auto deliveries = network.inject(buildProbePacket(probe), now);
                const bool isSane = deliveries.size() <= most + size
                    && std::ranges::all_of(
                        deliveries, [now](const SimDelivery &delivery) { return delivery.at >= now; });
                if (!isSane)
                    std::abort();
            }
        }
    }
    return 0;
}
