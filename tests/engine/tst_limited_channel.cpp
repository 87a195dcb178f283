// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine_bench.h"

#include <QTest>

#include <random>

using engine::TraceOptions;
using platform::ReplyKind;
using namespace std::chrono_literals;

namespace {

TraceOptions tcp()
{
    TraceOptions options;
    options.protocol = platform::Protocol::Tcp;
    return options;
}

/// The TTLs in the order in which they were probed.
QByteArray order(const EngineBench &bench)
{
    QByteArray text;
    for (const auto &probe : bench.transport.sent)
        text.append(QByteArray::number(probe.ttl)).append(' ');
    return text.trimmed();
}

double completedAt(EngineBench &bench)
{
    const auto completed = bench.all<engine::TraceCompleted>();
    return completed.size() == 1 ? completed.front().first : -1;
}

} // namespace

/// Channels with one probe under way at a time, as TCP connect has them. The fake transport throws when there are two.
class TestLimitedChannel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneAfterTheOther();
    void silentHops();
    void farTarget();
    void longSilenceBeforeTheTarget();
    void silentFirstHop();
    void deadEnd();
    void deadEndByUnreachable();
    void longerThanMaxHops();
    void queries();
    void loss();
    void monitor();
    void monitorWithSilentHop();
    void twoSlots();
};

void TestLimitedChannel::oneAfterTheOther()
{
    EngineBench bench;
    bench.transport.maxInFlight = 1;
    bench.setPath({1, 2, 3, 4, 5});
    bench.start(tcp());
    bench.run(10s);
    QCOMPARE(order(bench), QByteArray("1 2 3 4 5"));
    QCOMPARE(completedAt(bench), 15.0);
    QCOMPARE(bench.all<engine::RoundSent>().size(), std::size_t{1});
    QVERIFY(bench.path().reached() && bench.countsAddUp() && bench.engine.idle());
}

void TestLimitedChannel::silentHops()
{
    EngineBench bench;
    bench.transport.maxInFlight = 1;
    bench.setPath({1, 0, 3, 0, 5, 41});
    bench.start(tcp());
    bench.run(10s);
    QVERIFY2(order(bench).startsWith("1 2 3 4 5 6"), order(bench).constData());
    QCOMPARE(bench.hops(), QByteArray("1=10.0.0.1 2=* 3=10.0.0.3 4=* 5=10.0.0.5 6=192.0.0.1"));
    QVERIFY2(completedAt(bench) < 600, std::to_string(completedAt(bench)).c_str());
    QVERIFY(bench.countsAddUp());
}

void TestLimitedChannel::farTarget()
{
    EngineBench bench; // one ocean more than any patience learnt so far
    bench.transport.maxInFlight = 1;
    bench.setPath({1, 2, 3, 90});
    bench.start(tcp());
    bench.run(10s);
    QVERIFY2(bench.path().reached(), order(bench).constData());
    QCOMPARE(*bench.path().hopsToTarget(), std::uint8_t{4});
    QVERIFY2(completedAt(bench) < 500, std::to_string(completedAt(bench)).c_str());

    EngineBench satellite;
    satellite.transport.maxInFlight = 1;
    satellite.setPath({1, 2, 3, 700});
    satellite.start(tcp());
    satellite.run(10s);
    QCOMPARE(*satellite.path().hopsToTarget(), std::uint8_t{4});
}

void TestLimitedChannel::longSilenceBeforeTheTarget()
{
    EngineBench bench;
    bench.transport.maxInFlight = 1;
    bench.setPath({1, 2, 0, 0, 0, 0, 0, 0, 40});
    bench.start(tcp());
    bench.run(10s);
    QVERIFY2(order(bench).startsWith("1 2 3 4 30 5 6 7 8 9"), order(bench).constData());
    QCOMPARE(*bench.path().hopsToTarget(), std::uint8_t{9});
    QVERIFY2(completedAt(bench) < 1500, std::to_string(completedAt(bench)).c_str());
}

void TestLimitedChannel::silentFirstHop()
{
    EngineBench bench;
    bench.transport.maxInFlight = 1;
    bench.setPath({0, 0, 0, 30, 40});
    bench.start(tcp());
    bench.run(10s);
    QCOMPARE(bench.hops(), QByteArray("1=* 2=* 3=* 4=10.0.0.4 5=192.0.0.1"));
    QVERIFY2(completedAt(bench) < 1500, std::to_string(completedAt(bench)).c_str());
}

void TestLimitedChannel::deadEnd()
{
    EngineBench bench;
    bench.transport.maxInFlight = 1;
    bench.setPath({1, 5, 10, 12, 16, 20, 25, 30, 41, 0});
    bench.start(tcp());
    bench.run(10s);
    QVERIFY(!bench.path().reached());
    QCOMPARE(bench.path().visibleEnd(), std::uint8_t{9});
    QVERIFY2(completedAt(bench) <= 1200, std::to_string(completedAt(bench)).c_str());
    QVERIFY2(order(bench) == "1 2 3 4 5 6 7 8 9 10 11 30 30 30", order(bench).constData());
}

void TestLimitedChannel::deadEndByUnreachable()
{
    EngineBench bench;
    bench.transport.maxInFlight = 1;
    bench.transport.answer = [](const FakeTransport::Probe &probe) -> std::vector<FakeTransport::Answer> {
        if (probe.ttl < 3)
            return {{10ms * probe.ttl, EngineBench::hop(probe.ttl)}};
        return {{20ms, EngineBench::hop(2), ReplyKind::AdminProhibited}};
    };
    bench.start(tcp());
    bench.run(10s);
    QCOMPARE(order(bench), QByteArray("1 2 3"));
    QCOMPARE(*bench.path().deadEnd(), std::uint8_t{3});
    QCOMPARE(completedAt(bench), 50.0);
}

void TestLimitedChannel::longerThanMaxHops()
{
    EngineBench bench;
    bench.transport.maxInFlight = 1;
    bench.setPath({1, 2, 0, 0, 0, 0, 0, 8, 9});
    TraceOptions options = tcp();
    options.maxHops = 8;
    bench.start(options);
    bench.run(10s);
    QCOMPARE(bench.hops(), QByteArray("1=10.0.0.1 2=10.0.0.2 3=* 4=* 5=* 6=* 7=* 8=10.0.0.8"));
    QVERIFY(!bench.path().reached());
    QVERIFY2(completedAt(bench) < 1500, std::to_string(completedAt(bench)).c_str());
}

void TestLimitedChannel::queries()
{
    EngineBench bench;
    bench.transport.maxInFlight = 1;
    bench.setPath({1, 2, 3});
    TraceOptions options = tcp();
    options.queries = 3;
    bench.start(options);
    bench.run(10s);
    QCOMPARE(order(bench), QByteArray("1 2 3 1 1 2 2 3 3"));
    QCOMPARE(bench.path().hop(3)->stats.received(), std::uint64_t{3});
}

void TestLimitedChannel::loss()
{
    int missed = 0;
    int hidden = 0;
    for (unsigned seed = 1; seed <= 200; ++seed) {
        EngineBench bench;
        bench.transport.maxInFlight = 1;
        std::mt19937 random(seed);
        bench.transport.answer = [&](const FakeTransport::Probe &probe) {
            const std::vector<double> path{1, 3, 5, 8, 9, 12, 15, 18, 21, 24, 28, 33, 37, 41};
            return random() % 5 == 0 ? std::vector<FakeTransport::Answer>{} : EngineBench::along(path, probe);
        };
        bench.start(tcp());
        bench.run(10s);
        missed += bench.path().reached() ? 0 : 1;
        for (const engine::Hop *hop : bench.path().hops())
            hidden += hop->silent() ? 1 : 0;
        QVERIFY(bench.countsAddUp());
        QVERIFY2(completedAt(bench) < 2500, std::to_string(completedAt(bench)).c_str());
    }
    QVERIFY2(missed <= 1, std::to_string(missed).c_str());
    QVERIFY2(hidden <= 200 * 14 / 100, std::to_string(hidden).c_str());
}

void TestLimitedChannel::monitor()
{
    EngineBench bench;
    bench.transport.maxInFlight = 1;
    bench.setPath({1, 2, 3, 4, 5});
    TraceOptions options = tcp();
    options.kind = engine::RunKind::Monitor;
    options.rounds = 20;
    bench.start(options);
    bench.run(1h);
    for (const engine::Hop *hop : bench.path().hops())
        QCOMPARE(hop->stats.received(), std::uint64_t{20});
    const auto sent = bench.all<engine::RoundSent>();
    QCOMPARE(sent.size(), std::size_t{20});
    QCOMPARE(sent.back().second.firstSend, platform::Duration{19s});
}

void TestLimitedChannel::monitorWithSilentHop()
{
    EngineBench bench;
    bench.transport.maxInFlight = 1;
    bench.setPath({1, 0, 30, 40});
    TraceOptions options = tcp();
    options.kind = engine::RunKind::Monitor;
    options.rounds = 10;
    options.timing.interval = 200ms; // shorter than a round takes: rounds are left out, none is cut
    bench.start(options);
    bench.run(1h);
    QCOMPARE(bench.path().rounds(), std::uint32_t{10});
    QCOMPARE(bench.path().hop(4)->stats.received(), std::uint64_t{10});
    QCOMPARE(bench.path().hop(2)->stats.lost(), std::uint64_t{10});
    QVERIFY(bench.countsAddUp());
}

void TestLimitedChannel::twoSlots()
{
    EngineBench bench;
    bench.transport.maxInFlight = 2;
    bench.setPath({1, 2, 0, 4, 5});
    bench.start(tcp());
    bench.run(10s);
    QCOMPARE(bench.hops(), QByteArray("1=10.0.0.1 2=10.0.0.2 3=* 4=10.0.0.4 5=192.0.0.1"));
    QVERIFY(bench.passes < 100 && bench.countsAddUp());
}

QTEST_GUILESS_MAIN(TestLimitedChannel)
#include "tst_limited_channel.moc"
