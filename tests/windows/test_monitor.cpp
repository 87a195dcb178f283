// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Monitors targets for a while and accounts for every probe.
// usage: windows_monitor SECONDS ADDRESS…
// Prints "sent N answered N late N lost N failed N unresolved N"; fails when a probe has no fate, or two.
#include "checks.h"
#include "engine/core/engine_thread.h"
#include "process_figures.h"

#include <condition_variable>
#include <cstdlib>
#include <map>
#include <mutex>
#include <set>
#include <tuple>

namespace {

using engine::AnswerStatus;
/// run, round, query, TTL
using Probe = std::tuple<std::uint32_t, std::uint32_t, std::uint16_t, std::uint8_t>;

struct Ledger {
    std::mutex mutex;
    std::condition_variable changed;
    std::set<Probe> open;
    std::map<AnswerStatus, unsigned long> fates;
    unsigned long sent = 0;
    unsigned long refused = 0;
    unsigned long withoutProbe = 0;
    std::size_t ended = 0;

    void take(const engine::TraceEvents &events)
    {
        const std::lock_guard lock(mutex);
        for (const engine::TraceEvent &event : events)
            take(event);
        changed.notify_one();
    }

    void take(const engine::TraceEvent &event)
    {
        const auto run = static_cast<std::uint32_t>(event.run);
        if (const auto *const probe = std::get_if<engine::ProbeSent>(&event.what)) {
            if (probe->sendError) {
                ++refused;
            } else {
                ++sent;
                open.emplace(run, probe->round, probe->query, probe->ttl);
            }
        } else if (const auto *const outcome = std::get_if<engine::ProbeOutcome>(&event.what)) {
            ++fates[outcome->status];
            const bool isFirst = outcome->status != AnswerStatus::Late && outcome->status != AnswerStatus::Duplicate;
            if (isFirst && open.erase({run, outcome->round, outcome->query, outcome->ttl}) != 1)
                ++withoutProbe;
        } else if (std::holds_alternative<engine::RunEnded>(event.what)) {
            ++ended;
        }
    }
};

} // namespace

int main(int argc, char **argv)
{
    const long seconds = argc > 2 ? std::strtol(argv[1], nullptr, 10) : 0;
    auto transport = platform::makeNativeTransport();
    if (seconds <= 0 || !transport) {
        std::fprintf(stderr, "usage: windows_monitor SECONDS ADDRESS...\n");
        return 2;
    }
    engine::TraceOptions options;
    options.kind = engine::RunKind::Monitor;
    options.duration = std::chrono::seconds(seconds);
    Ledger ledger;
    unsigned threadsAtStart = 0;
    unsigned threadsAtEnd = 0;
    {
        engine::EngineThread engine(
            std::move(*transport), {}, [&ledger](const engine::TraceEvents &events) { ledger.take(events); });
        threadsAtStart = process_figures::threads();
        for (int i = 2; i < argc; ++i) {
            if (const auto target = platform::IpAddress::parse(argv[i]))
                engine.start(*target, options);
        }
        std::unique_lock lock(ledger.mutex);
        ledger.changed.wait(lock, [&ledger, argc] { return ledger.ended == static_cast<std::size_t>(argc - 2); });
        threadsAtEnd = process_figures::threads();
    }
    std::printf("sent %lu answered %lu late %lu lost %lu failed %lu refused %lu unresolved %lu duplicate %lu\n",
        ledger.sent, ledger.fates[AnswerStatus::Answered], ledger.fates[AnswerStatus::Late],
        ledger.fates[AnswerStatus::Lost], ledger.fates[AnswerStatus::SendFailed], ledger.refused,
        ledger.fates[AnswerStatus::Unresolved], ledger.fates[AnswerStatus::Duplicate]);
    std::printf("threads %u at the start, %u at the end; CPU %.2f s\n", threadsAtStart, threadsAtEnd,
        process_figures::cpuSeconds());
    const auto everyProbeHasOneFate = [&ledger] {
        CHECK(ledger.sent > 0);
        CHECK(ledger.open.empty());
        CHECK(ledger.withoutProbe == 0);
        CHECK(ledger.refused == 0 && ledger.fates[AnswerStatus::SendFailed] == 0);
    };
    const auto threadsDoNotGrow = [=] { CHECK(threadsAtEnd <= threadsAtStart); };
    RUN(everyProbeHasOneFate);
    RUN(threadsDoNotGrow);
    return checks::failures;
}
