// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine_bench.h"

#include "engine/core/rate_budget.h"

#include <QElapsedTimer>
#include <QTest>

using engine::RunId;
using engine::RunKind;
using engine::TraceOptions;
using platform::TimePoint;
using namespace std::chrono_literals;

/// One engine, many runs: ceilings, fairness, cost.
class TestManyTargets final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tokenBucket();
    void ceilingIsKeptAndFair();
    void oneTargetGoesAtOnce();
    void nothingDueNothingDone();
    void thousandTargets();
    void foreignGoesToItsRun();
    void stopAll();
};

void TestManyTargets::tokenBucket()
{
    engine::TokenBucket bucket(4, 3);
    const TimePoint now{100s};
    for (int i = 0; i < 3; ++i) {
        QVERIFY(bucket.mayTake(now));
        bucket.take(now);
    }
    QVERIFY(!bucket.mayTake(now));
    QVERIFY(bucket.availableAt() == now + 250ms);
    QVERIFY(bucket.mayTake(now + 250ms));
    bucket.take(now + 250ms);
    QVERIFY(!bucket.mayTake(now + 250ms));
    bucket.giveBack();
    QVERIFY(bucket.mayTake(now + 250ms));
}

void TestManyTargets::ceilingIsKeptAndFair()
{
    EngineBench bench({.probesPerSecond = 1000});
    bench.setPath({1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    TraceOptions options;
    options.kind = RunKind::Monitor;
    options.maxHops = 10;
    constexpr int targets = 200; // 2000 probes a second wanted
    for (int i = 1; i <= targets; ++i)
        bench.start(options, i);
    bench.run(20s);
    std::vector<std::size_t> perSecond(21);
    for (const auto &probe : bench.transport.sent)
        ++perSecond[static_cast<std::size_t>(probe.sentAt / 1s)];
    for (std::size_t second = 1; second < 20; ++second)
        QVERIFY2(perSecond[second] <= 1001 && perSecond[second] >= 990, std::to_string(perSecond[second]).c_str());
    std::uint64_t least = ~std::uint64_t{0};
    std::uint64_t most = 0;
    for (std::uint32_t run = 1; run <= targets; ++run) {
        least = std::min(least, bench.path(run).counts().sent);
        most = std::max(most, bench.path(run).counts().sent);
    }
    QVERIFY2(most - least <= 20, (std::to_string(least) + ' ' + std::to_string(most)).c_str());
}

void TestManyTargets::oneTargetGoesAtOnce()
{
    EngineBench bench({.probesPerSecond = 100});
    bench.setPath({1, 2, 3});
    bench.start({});
    bench.run(3s);
    QVERIFY(bench.path().reached());
    QCOMPARE(bench.path().counts().sent, std::uint64_t{5}); // a twentieth of a second; then the target was known
}

void TestManyTargets::nothingDueNothingDone()
{
    EngineBench bench;
    bench.engine.serve();
    QVERIFY(bench.engine.deadline() == TimePoint::max());
    bench.setPath({1, 2, 3});
    TraceOptions options;
    options.kind = RunKind::Monitor;
    options.maxHops = 3;
    bench.start(options);
    bench.run(1s);
    const int before = bench.passes;
    bench.run(100'500ms);
    // a pass for each answer, one for the round; none to look at the clock
    QVERIFY2(bench.passes - before <= 100 * 4 + 40, std::to_string(bench.passes - before).c_str());
    bench.engine.stop(RunId{1});
    bench.step();
    QVERIFY(bench.transport.slept && bench.engine.idle());
}

void TestManyTargets::thousandTargets()
{
    EngineBench bench;
    bench.setPath({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    TraceOptions options;
    options.kind = RunKind::Monitor;
    options.rounds = 10;
    for (int i = 1; i <= 1000; ++i)
        bench.start(options, i);
    QElapsedTimer timer;
    timer.start();
    while (!bench.engine.idle())
        bench.step();
    qInfo("1,000 targets x 12 hops x 10 rounds: %lld ms, %d passes", static_cast<long long>(timer.elapsed()),
        bench.passes);
    for (std::uint32_t run = 1; run <= 1000; ++run) {
        QCOMPARE(bench.path(run).counts().sent, bench.path(run).counts().received);
        QCOMPARE(bench.path(run).hop(12)->stats.received(), std::uint64_t{10});
        QCOMPARE(bench.path(run).rounds(), std::uint32_t{10});
    }
}

void TestManyTargets::foreignGoesToItsRun()
{
    EngineBench bench;
    bench.setPath({1, 2, 3});
    for (const auto at : {500us, 600us}) {
        bench.transport.at(at, [](platform::TransportSink &sink) {
            sink.onForeign({platform::ChannelId{2}, EngineBench::hop(9), platform::ForeignReason::WrongNonce});
            sink.onForeign({platform::ChannelId{99}, EngineBench::hop(9), platform::ForeignReason::WrongNonce});
        });
    }
    bench.start({}, 1);
    bench.start({}, 2);
    bench.run(2s);
    QCOMPARE(bench.path(1).counts().foreign, std::uint64_t{0});
    QCOMPARE(bench.path(2).counts().foreign, std::uint64_t{2});
}

void TestManyTargets::stopAll()
{
    EngineBench bench;
    for (int i = 1; i <= 20; ++i)
        bench.start({}, i);
    bench.run(1ms);
    bench.engine.stopAll();
    bench.take();
    QVERIFY(bench.engine.idle());
    QCOMPARE(bench.transport.closed, 20);
    for (std::uint32_t run = 1; run <= 20; ++run)
        QVERIFY(bench.path(run).ended() && bench.countsAddUp(run));
}

QTEST_GUILESS_MAIN(TestManyTargets)
#include "tst_many_targets.moc"
