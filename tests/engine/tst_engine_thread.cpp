// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/engine_thread.h"
#include "engine/core/path_state.h"
#include "platform/sim/sim_transport.h"

#include <QTest>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <thread>

using engine::EngineThread;
using engine::PathState;
using engine::RunId;
using engine::RunKind;
using engine::TraceOptions;
using platform::IpAddress;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view network = R"(
client 192.0.2.254
target t 198.51.100.9
  hop a 198.51.100.1 delay 500us jitter 100us
  hop b silent
  hop c 198.51.100.3 delay 1ms loss 5%
  host delay 500us
)";

std::unique_ptr<platform::ProbeTransport> simulated()
{
    return std::make_unique<platform::SimTransport>(*platform::parseScenario(network, "test"));
}

const IpAddress target = *IpAddress::parse("198.51.100.9");

/// Takes events on the engine's thread; waits for a state on the test's.
class Receiver final {
public:
    EngineThread::Sink sink()
    {
        return [this](const engine::TraceEvents &events) {
            const std::lock_guard lock(m_mutex);
            m_threads.insert(std::this_thread::get_id());
            m_wasEmpty = m_wasEmpty || events.empty();
            for (const engine::TraceEvent &event : events)
                m_paths[event.run].apply(event);
            m_changed.notify_all();
        };
    }
    bool waitUntil(RunId run, const std::function<bool(const PathState &)> &condition)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, 20s, [&] { return condition(m_paths[run]); });
    }
    PathState path(RunId run)
    {
        const std::lock_guard lock(m_mutex);
        return m_paths[run];
    }
    bool oneThread()
    {
        const std::lock_guard lock(m_mutex);
        return m_threads.size() == 1 && !m_threads.contains(std::this_thread::get_id()) && !m_wasEmpty;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<RunId, PathState> m_paths;
    std::set<std::thread::id> m_threads;
    bool m_wasEmpty = false;
};

bool hasEnded(const PathState &path)
{
    return path.ended().has_value();
}

} // namespace

/// The real thread on the real clock, over the simulated network. Also what ThreadSanitizer looks at.
class TestEngineThread final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void traceToTheEnd();
    void pauseResumeStop();
    void commandsFromManyThreads();
    void destructionEndsAllRuns();
    void destructionOfAnIdleEngine();
    void enginesShareNoRun();
    void capabilities();
};

void TestEngineThread::traceToTheEnd()
{
    Receiver receiver;
    EngineThread engine(simulated(), {}, receiver.sink());
    const RunId run = engine.start(target, {});
    QVERIFY(receiver.waitUntil(run, hasEnded));
    const PathState path = receiver.path(run);
    QVERIFY(path.reached() && path.completed());
    QCOMPARE(*path.hopsToTarget(), std::uint8_t{4});
    QVERIFY(receiver.oneThread());
}

void TestEngineThread::pauseResumeStop()
{
    Receiver receiver;
    EngineThread engine(simulated(), {}, receiver.sink());
    TraceOptions options;
    options.kind = RunKind::Monitor;
    options.timing.interval = 5ms;
    const RunId run = engine.start(target, options);
    QVERIFY(receiver.waitUntil(run, [](const PathState &path) { return path.rounds() >= 5; }));
    engine.pause(run);
    QVERIFY(receiver.waitUntil(run, [](const PathState &path) { return path.paused(); }));
    engine.resume(run);
    QVERIFY(receiver.waitUntil(run, [](const PathState &path) { return !path.paused(); }));
    const std::uint32_t rounds = receiver.path(run).rounds();
    QVERIFY(receiver.waitUntil(run, [rounds](const PathState &path) { return path.rounds() > rounds + 3; }));
    engine.stop(run);
    engine.stop(RunId{9999});
    QVERIFY(receiver.waitUntil(run, hasEnded));
    const auto counts = receiver.path(run).counts();
    QCOMPARE(counts.sent, counts.received + counts.late + counts.lost + counts.sendErrors + counts.unresolved);
}

void TestEngineThread::commandsFromManyThreads()
{
    Receiver receiver;
    EngineThread engine(simulated(), {}, receiver.sink());
    TraceOptions options;
    options.kind = RunKind::Monitor;
    options.rounds = 20;
    options.timing.interval = 10ms;
    std::mutex mutex;
    std::set<RunId> runs;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (int n = 0; n < 10; ++n) {
                    const RunId run = engine.start(target, options);
                    engine.pause(run);
                    engine.resume(run);
                    if (n % 3 == 0)
                        engine.stop(run);
                    const std::lock_guard lock(mutex);
                    runs.insert(run);
                }
            });
        }
    }
    QCOMPARE(runs.size(), std::size_t{40}); // never the same twice
    for (const RunId run : runs)
        QVERIFY(receiver.waitUntil(run, hasEnded));
    QVERIFY(receiver.oneThread());
}

void TestEngineThread::destructionEndsAllRuns()
{
    Receiver receiver;
    std::vector<RunId> runs;
    {
        EngineThread engine(simulated(), {}, receiver.sink());
        TraceOptions options;
        options.kind = RunKind::Monitor;
        for (int i = 0; i < 50; ++i)
            runs.push_back(engine.start(target, options));
    }
    for (const RunId run : runs) {
        const PathState path = receiver.path(run);
        QVERIFY(path.ended() && path.ended()->reason == engine::RunEnded::Reason::Stopped);
    }
}

void TestEngineThread::destructionOfAnIdleEngine()
{
    for (int i = 0; i < 100; ++i)
        EngineThread engine(simulated(), {}, [](const engine::TraceEvents &) {});
}

void TestEngineThread::enginesShareNoRun()
{
    Receiver receiver;
    EngineThread one(simulated(), {}, receiver.sink());
    EngineThread other(simulated(), {}, receiver.sink());
    QVERIFY(one.start(target, {}) != other.start(target, {}));
}

void TestEngineThread::capabilities()
{
    std::mutex mutex;
    std::condition_variable answered;
    std::optional<platform::Capabilities> found;
    EngineThread engine(simulated(), {}, [](const engine::TraceEvents &) {});
    engine.queryCapabilities([&](platform::Capabilities capabilities) {
        const std::lock_guard lock(mutex);
        found = std::move(capabilities);
        answered.notify_all();
    });
    std::unique_lock lock(mutex);
    QVERIFY(answered.wait_for(lock, 20s, [&found] { return found.has_value(); }));
    QVERIFY(!found->empty());
}

QTEST_GUILESS_MAIN(TestEngineThread)
#include "tst_engine_thread.moc"
