// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Windows transport on the system's own ICMP service: what happens to requests that are under way.
// usage: windows_lifetime ANSWERING_ADDRESS SILENT_ADDRESS CYCLES
#include "checks.h"
#include "platform/probe_transport.h"
#include "process_figures.h"
#include "tests/platform/transport_probe.h"

#include <cstdlib>

using namespace platform;
using namespace std::chrono_literals;

namespace {

constexpr Duration keep = 2s;
IpAddress answering;
IpAddress silent;
int cycles = 0;

std::unique_ptr<ProbeTransport> make()
{
    auto made = makeNativeTransport();
    CHECK(made.ok());
    return std::move(*made);
}

ChannelId openTo(ProbeTransport &transport, const IpAddress &target)
{
    const auto opened = transport.open({.target = target, .protocol = Protocol::Icmp});
    CHECK(opened.ok());
    return opened.value().id;
}

/// Lets the completions of abandoned requests come, for as long as any can.
void letComplete()
{
    auto transport = make();
    Collector nothing;
    nothing.waitUntil(*transport, transport->now() + keep + 500ms);
}

void stopReturnsAtOnce()
{
    auto transport = make();
    const ChannelId channel = openTo(*transport, silent);
    for (std::uint64_t probe = 1; probe <= 31; ++probe)
        CHECK(transport->send(channel, ProbeId{probe}, static_cast<std::uint8_t>(probe), keep).ok());
    TimePoint begin = Clock::now();
    transport->close(channel);
    const Duration closing = Clock::now() - begin;
    begin = Clock::now();
    transport.reset();
    const Duration destroying = Clock::now() - begin;
    std::printf("31 under way: close %.3f ms, destruction %.3f ms\n",
        std::chrono::duration<double, std::milli>(closing).count(),
        std::chrono::duration<double, std::milli>(destroying).count());
    CHECK(closing + destroying < 100ms);
    letComplete();
}

void cancelledIsSilent()
{
    auto transport = make();
    const ChannelId channel = openTo(*transport, answering);
    CHECK(transport->send(channel, ProbeId{1}, 1, keep).ok());
    CHECK(transport->send(channel, ProbeId{2}, 64, keep).ok());
    transport->cancel(ProbeId{1});
    Collector seen;
    CHECK(seen.waitFor(*transport, 1));
    seen.waitUntil(*transport, transport->now() + 100ms);
    CHECK(seen.replies.size() == 1 && seen.replies.front().probe == ProbeId{2} && seen.failed.empty());
}

/// Nothing under way and nothing due: no time of the processor is used.
void idleCostsNothing()
{
    auto transport = make();
    openTo(*transport, answering);
    Collector nothing;
    const double before = process_figures::cpuSeconds();
    nothing.waitUntil(*transport, transport->now() + 2s);
    const double used = process_figures::cpuSeconds() - before;
    std::printf("idle for 2 s: %.3f s of a processor\n", used);
    CHECK(used < 0.02);
}

void startsAndStops()
{
    unsigned long before = 0;
    for (int i = 0; i < cycles; ++i) {
        auto transport = make();
        const ChannelId channel = openTo(*transport, answering);
        for (std::uint64_t probe = 1; probe <= 3; ++probe)
            CHECK(transport->send(channel, ProbeId{probe}, static_cast<std::uint8_t>(probe), keep).ok());
        Collector seen;
        if (i % 2 == 0) // half of them go with requests under way
            CHECK(seen.waitFor(*transport, 3));
        transport.reset();
        if (i == cycles / 10) {
            letComplete();
            before = process_figures::handles();
        }
    }
    letComplete();
    std::printf("%d cycles: %lu handles before, %lu after\n", cycles, before, process_figures::handles());
    CHECK(process_figures::handles() <= before);
}

} // namespace

int main(int argc, char **argv)
{
    const auto first = IpAddress::parse(argc > 1 ? argv[1] : "");
    const auto second = IpAddress::parse(argc > 2 ? argv[2] : "");
    cycles = argc > 3 ? std::atoi(argv[3]) : 0;
    if (!first || !second || cycles <= 0) {
        std::fprintf(stderr, "usage: windows_lifetime ANSWERING_ADDRESS SILENT_ADDRESS CYCLES\n");
        return 2;
    }
    answering = *first;
    silent = *second;
    RUN(stopReturnsAtOnce);
    RUN(cancelledIsSilent);
    RUN(idleCostsNothing);
    RUN(startsAndStops);
    return checks::failures;
}
