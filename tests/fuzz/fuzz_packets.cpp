// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/packet/checksum.h"
#include "platform/packet/icmp_message.h"
#include "platform/packet/ip_header.h"
#include "platform/packet/transport_headers.h"
#include "platform/probe_payload.h"
#include "platform/sim/sim_network.h"

#include <cstdlib>

namespace {

using namespace platform;

/// Every attribute that looks into packets, so that any bytes go through all of the model's code.
constexpr std::string_view scenario = R"(
target a 198.51.100.9 2001:db8::9
  hop r1 198.51.100.1 2001:db8::1 mpls 1 2 3 forge echo forge nonce forge quote forge rst forge sequence forge malformed
  hop r2 198.51.100.2 2001:db8::2 nat 203.0.113.1 port 7 dscp 3
  hop r3 198.51.100.3 2001:db8::3 nat 2001:db8:5::5 port 8 repairs-quotes corrupt 100% repaired extensions truncated interface in index 1
  host tcp 80 open udp 53 answering mtu 1400
)";

void look(std::span<const std::uint8_t> bytes)
{
    for (const Family family : {Family::V4, Family::V6}) {
        if (const auto message = IcmpMessage::parse(family, bytes)) {
            if (message->quote().size() > bytes.size())
                std::abort();
            (void)message->mtu();
            (void)message->checksumOk();
        }
    }
    (void)parseUdp(bytes);
    (void)parseTcp(bytes);
    (void)parseTcpStart(bytes);
    (void)readPayload(bytes);
}

} // namespace

/// Any bytes as a packet: the headers, what stands behind them, and its way through the simulated network.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const auto parsed = parseScenario(scenario, "fuzz");
    static const Scenario network = *parsed;
    const std::span bytes(data, size);
    look(bytes);
    if (const auto header = parseIpHeader(bytes)) {
        const auto payload = ipPayload(*header, bytes);
        if (payload.size() > bytes.size())
            std::abort();
        look(payload);
    }
    Bytes towardsTarget(bytes.begin(), bytes.end());
    SimNetwork simulated(network);
    (void)simulated.inject(towardsTarget, {});
    // The same with a destination that exists, so that it gets anywhere.
    const bool isV4 = size >= 20 && data[0] >> 4 == 4;
    const bool isV6 = size >= 40 && data[0] >> 4 == 6;
    if (isV4 || isV6) {
        const auto destination = simulated.scenario().targets.front().addresses[isV4 ? 0 : 1].bytes();
        std::copy(destination.begin(), destination.end(), towardsTarget.begin() + (isV4 ? 16 : 24));
        for (const SimDelivery &delivery : simulated.inject(towardsTarget, {}))
            look(delivery.packet);
    }
    return 0;
}
