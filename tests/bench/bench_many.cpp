// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Monitors many targets at once and counts what became of every probe, and what it cost this process.
// usage: bench_many FIRST_ADDRESS TARGETS ROUNDS    (addresses count up from the first)
#include "engine/core/engine_thread.h"
#include "engine/core/path_state.h"
#include "figures.h"

#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <unordered_map>

namespace {

struct Totals {
    std::mutex mutex;
    std::condition_variable changed;
    std::size_t endedRuns = 0;
    std::size_t reachedRuns = 0;
    std::size_t maxThreads = 0;
    std::unordered_map<std::uint32_t, engine::PathState> paths;
    bench::Figure toEvent{"packet in the kernel -> engine event"};

    void take(const engine::TraceEvents &events)
    {
        const platform::TimePoint now = platform::Clock::now();
        const std::lock_guard lock(mutex);
        for (const engine::TraceEvent &event : events) {
            engine::PathState &path = paths[static_cast<std::uint32_t>(event.run)];
            path.apply(event);
            if (const auto *outcome = std::get_if<engine::ProbeOutcome>(&event.what);
                outcome != nullptr && outcome->status == engine::AnswerStatus::Answered)
                toEvent.add(now - outcome->reply.receivedAt);
            if (std::holds_alternative<engine::RunEnded>(event.what)) {
                ++endedRuns;
                reachedRuns += path.reached() ? 1 : 0;
            }
        }
        changed.notify_one();
    }
};

platform::IpAddress nth(const platform::IpAddress &first, std::uint32_t offset)
{
    std::array<std::uint8_t, 4> bytes{};
    std::ranges::copy(first.bytes(), bytes.begin());
    std::uint32_t value = (std::uint32_t{bytes[0]} << 24U) | (std::uint32_t{bytes[1]} << 16U)
        | (std::uint32_t{bytes[2]} << 8U) | bytes[3];
    value += offset;
    for (std::size_t i = 0; i < 4; ++i)
        bytes[i] = static_cast<std::uint8_t>(value >> (24U - 8U * i));
    return platform::IpAddress::v4(bytes);
}

std::size_t threads()
{
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator("/proc/self/task"), std::filesystem::directory_iterator()));
}

double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

} // namespace

int main(int argc, char **argv)
{
    const auto first = platform::IpAddress::parse(argc > 1 ? argv[1] : "");
    const int count = argc > 2 ? std::atoi(argv[2]) : 0;
    const int rounds = argc > 3 ? std::atoi(argv[3]) : 0;
    if (!first || first->family() != platform::Family::V4 || count <= 0 || rounds <= 0) {
        std::fprintf(stderr, "usage: bench_many FIRST_IPV4_ADDRESS TARGETS ROUNDS\n");
        return 2;
    }
    auto transport = platform::makeNativeTransport();
    if (!transport)
        return 3;
    engine::TraceOptions options;
    options.kind = engine::RunKind::Monitor;
    options.rounds = rounds;
    Totals totals;
    const auto begin = platform::Clock::now();
    engine::EngineThread engine(
        std::move(*transport), {}, [&totals](const engine::TraceEvents &events) { totals.take(events); });
    const std::size_t threadsAtStart = threads();
    for (int i = 0; i < count; ++i)
        engine.start(nth(*first, static_cast<std::uint32_t>(i)), options);
    {
        std::unique_lock lock(totals.mutex);
        totals.changed.wait(lock, [&totals, count] {
            totals.maxThreads = std::max(totals.maxThreads, threads());
            return totals.endedRuns == static_cast<std::size_t>(count);
        });
    }
    const double wall = std::chrono::duration<double>(platform::Clock::now() - begin).count();
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    engine::PathState::Counts sum;
    for (const auto &[run, path] : totals.paths) {
        sum.sent += path.counts().sent;
        sum.received += path.counts().received;
        sum.late += path.counts().late;
        sum.duplicate += path.counts().duplicate;
        sum.foreign += path.counts().foreign;
        sum.sendErrors += path.counts().sendErrors;
    }
    std::printf("%d targets, %d rounds: %.1f s, %zu reached\n", count, rounds, wall, totals.reachedRuns);
    std::printf("probes: sent %llu, answered %llu, late %llu, duplicate %llu, foreign %llu, send errors %llu\n",
        static_cast<unsigned long long>(sum.sent), static_cast<unsigned long long>(sum.received),
        static_cast<unsigned long long>(sum.late), static_cast<unsigned long long>(sum.duplicate),
        static_cast<unsigned long long>(sum.foreign), static_cast<unsigned long long>(sum.sendErrors));
    std::printf("CPU %.2f of a core, peak memory %.1f MiB, threads %zu at the start, %zu at most\n",
        cpuSeconds() / wall, static_cast<double>(usage.ru_maxrss) / 1024.0, threadsAtStart, totals.maxThreads);
    totals.toEvent.print();
    return 0;
}
