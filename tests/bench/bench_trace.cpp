// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Traces one address again and again through the system's own transport and prints what the engine adds to physics.
// usage: bench_trace ADDRESS RUNS [icmp|udp|tcp]
#include "engine/core/engine_thread.h"
#include "engine/core/path_state.h"
#include "figures.h"

#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>
#include <string_view>

namespace {

/// Events of the run under way; filled on the engine's thread, read on the main one after the run's end.
struct Collector {
    std::mutex mutex;
    std::condition_variable ended;
    bool done = false;
    engine::TraceEvents events;
    bench::Figure toEvent{"packet in the kernel -> engine event"};

    void take(engine::TraceEvents batch)
    {
        const platform::TimePoint now = platform::Clock::now();
        const std::lock_guard lock(mutex);
        for (engine::TraceEvent &event : batch) {
            if (const auto *outcome = std::get_if<engine::ProbeOutcome>(&event.what);
                outcome != nullptr && outcome->status == engine::AnswerStatus::Answered)
                toEvent.add(now - outcome->reply.receivedAt);
            done = done || std::holds_alternative<engine::RunEnded>(event.what)
                || std::holds_alternative<engine::TraceCompleted>(event.what);
            events.push_back(std::move(event));
        }
        if (done)
            ended.notify_one();
    }
};

struct Figures {
    bench::Figure sendAll{"round 1, first send -> last send"};
    bench::Figure overFurthest{"first send -> complete, minus furthest round trip"};
    bench::Figure complete{"first send -> complete"};
    bench::Figure furthest{"furthest round trip"};
    std::map<std::uint8_t, bench::Figure> rtt;
};

void measure(Collector &collector, engine::EngineThread &engine, const platform::IpAddress &target,
    const engine::TraceOptions &options, Figures &figures)
{
    const engine::RunId run = engine.start(target, options);
    std::unique_lock lock(collector.mutex);
    collector.ended.wait(lock, [&collector] { return collector.done; });
    engine::PathState path;
    platform::Duration furthest{};
    for (const engine::TraceEvent &event : collector.events) {
        if (event.run != run)
            continue;
        path.apply(event);
        if (const auto *outcome = std::get_if<engine::ProbeOutcome>(&event.what);
            outcome != nullptr && outcome->status == engine::AnswerStatus::Answered) {
            furthest = std::max(furthest, outcome->reply.rtt);
            auto &figure =
                figures.rtt.try_emplace(outcome->ttl, "round trip, hop " + std::to_string(outcome->ttl)).first->second;
            figure.add(outcome->reply.rtt);
        }
    }
    if (const auto took = path.sendAllTook())
        figures.sendAll.add(*took);
    if (const auto took = path.completedAfter()) {
        figures.complete.add(*took);
        figures.furthest.add(furthest);
        figures.overFurthest.add(*took - furthest);
    }
    collector.done = false;
    collector.events.clear();
    lock.unlock();
    engine.stop(run);
}

} // namespace

int main(int argc, char **argv)
{
    const auto target = platform::IpAddress::parse(argc > 1 ? argv[1] : "");
    const int runs = argc > 2 ? std::atoi(argv[2]) : 0;
    if (!target || runs <= 0) {
        std::fprintf(stderr, "usage: bench_trace ADDRESS RUNS [icmp|udp|tcp]\n");
        return 2;
    }
    engine::TraceOptions options;
    const std::string_view protocol = argc > 3 ? argv[3] : "icmp";
    options.protocol = protocol == "udp" ? platform::Protocol::Udp
        : protocol == "tcp"              ? platform::Protocol::Tcp
                                         : platform::Protocol::Icmp;
    auto transport = platform::makeNativeTransport();
    if (!transport) {
        std::fprintf(stderr, "no transport here, system code %d\n", transport.error().osCode);
        return 3;
    }
    Collector collector;
    Figures figures;
    {
        engine::EngineThread engine(
            std::move(*transport), {}, [&collector](engine::TraceEvents events) { collector.take(std::move(events)); });
        for (int run = 0; run < runs; ++run)
            measure(collector, engine, *target, options, figures);
    }
    std::printf("%d traces of %s by %s\n", runs, target->toString().c_str(), protocol.data());
    figures.sendAll.print();
    figures.furthest.print();
    figures.complete.print();
    figures.overFurthest.print();
    collector.toEvent.print();
    for (const auto &[ttl, figure] : figures.rtt)
        figure.print();
    return 0;
}
