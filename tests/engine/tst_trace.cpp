// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine_bench.h"

#include <QTest>

#include <random>

using engine::AnswerStatus;
using engine::RunEnded;
using engine::TraceOptions;
using platform::ErrorKind;
using platform::ReplyKind;
using namespace std::chrono_literals;

namespace {

std::vector<double> rising(int hops, double lastMs)
{
    std::vector<double> rtts;
    for (int ttl = 1; ttl <= hops; ++ttl)
        rtts.push_back(lastMs * ttl / hops);
    return rtts;
}

double completedAt(EngineBench &bench)
{
    const auto completed = bench.all<engine::TraceCompleted>();
    return completed.size() == 1 ? completed.front().first : -1;
}

RunEnded endOf(EngineBench &bench)
{
    const auto ends = bench.all<RunEnded>();
    return ends.size() == 1 && std::holds_alternative<RunEnded>(bench.events.back().what) ? ends.front().second
                                                                                          : RunEnded{};
}

} // namespace

/// Runs of kind Trace on a virtual clock.
class TestTrace final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allAtOnceAndDoneWithTheLastAnswer();
    void silentHops();
    void deadEndBySilence();
    void deadEndByUnreachable();
    void nothingAnswers();
    void farTargetIsWaitedFor();
    void lossDoesNotHideHops();
    void queries();
    void queriesUnderTheCeiling();
    void lateAnswersCount();
    void duplicatesCountOnce();
    void stopBeforeAndAfterCompletion();
    void deadlineEndsIt();
    void firstHopAndMaxHops();
    void busyIsNoLoss();
    void firstSendFails_data();
    void firstSendFails();
    void laterSendErrorIsAnEvent();
    void neverLeft();
    void protocolFallback();
    void invalidOptions();
};

void TestTrace::allAtOnceAndDoneWithTheLastAnswer()
{
    EngineBench bench;
    bench.transport.sendCost = 5us;
    bench.setPath(rising(30, 80));
    bench.start({});
    bench.run(10s);
    QCOMPARE(bench.transport.sent.size(), std::size_t{30});
    QVERIFY(*bench.path().sendAllTook() < 500us);
    QCOMPARE(*bench.path().hopsToTarget(), std::uint8_t{30});
    QVERIFY2(completedAt(bench) <= 80.5, std::to_string(completedAt(bench)).c_str());
    QCOMPARE(endOf(bench).reason, RunEnded::Reason::Finished);
    QVERIFY(bench.engine.idle() && bench.transport.closed == 1);
    QVERIFY(bench.countsAddUp());
}

void TestTrace::silentHops()
{
    EngineBench bench;
    bench.setPath({1, 0, 5, 0, 0, 11, 20, 0, 41});
    bench.start({});
    bench.run(10s);
    QCOMPARE(bench.hops(), QByteArray("1=10.0.0.1 2=* 3=10.0.0.3 4=* 5=* 6=10.0.0.6 7=10.0.0.7 8=* 9=192.0.0.1"));
    QVERIFY2(completedAt(bench) <= 250, std::to_string(completedAt(bench)).c_str());
    QCOMPARE(bench.path().hop(4)->stats.sent(), std::uint64_t{4}); // two more attempts, the last with two probes
    QCOMPARE(bench.path().hop(3)->stats.sent(), std::uint64_t{1});
    QCOMPARE(bench.path().hop(4)->stats.loss().share, 1.0);
    QVERIFY(bench.countsAddUp());
}

void TestTrace::deadEndBySilence()
{
    EngineBench bench;
    std::vector<double> path = rising(9, 41);
    path.push_back(0);
    bench.setPath(path);
    bench.start({});
    bench.run(10s);
    QVERIFY(!bench.path().reached());
    QCOMPARE(bench.path().visibleEnd(), std::uint8_t{9});
    QVERIFY2(completedAt(bench) <= 1200 && completedAt(bench) >= 1000, std::to_string(completedAt(bench)).c_str());
    QCOMPARE(bench.path().hop(10)->stats.sent(), std::uint64_t{4}); // its only probe might have been lost
    QCOMPARE(bench.path().hop(20)->stats.sent(), std::uint64_t{1});
}

void TestTrace::deadEndByUnreachable()
{
    EngineBench bench;
    bench.transport.answer = [](const FakeTransport::Probe &probe) -> std::vector<FakeTransport::Answer> {
        if (probe.ttl < 4)
            return {{10ms * probe.ttl, EngineBench::hop(probe.ttl)}};
        return {{41ms, EngineBench::hop(3), ReplyKind::NetUnreachable}};
    };
    bench.start({});
    bench.run(10s);
    QCOMPARE(*bench.path().deadEnd(), std::uint8_t{4});
    QCOMPARE(bench.hops(), QByteArray("1=10.0.0.1 2=10.0.0.2 3=10.0.0.3 4=10.0.0.3"));
    QCOMPARE(completedAt(bench), 41.0);
    QVERIFY(!bench.path().reached());
}

void TestTrace::nothingAnswers()
{
    EngineBench bench;
    bench.start({});
    bench.run(10s);
    QCOMPARE(completedAt(bench), 1000.0);
    QCOMPARE(bench.hops(), QByteArray("1=*"));
    QCOMPARE(bench.path().counts().lost, std::uint64_t{30});
    QCOMPARE(bench.path().counts().sent, std::uint64_t{30});
}

void TestTrace::farTargetIsWaitedFor()
{
    EngineBench bench;
    bench.setPath({1, 2, 3, 0, 0, 900}); // a satellite behind two silent hops
    bench.start({});
    bench.run(10s);
    QCOMPARE(*bench.path().hopsToTarget(), std::uint8_t{6});
    QVERIFY(completedAt(bench) >= 900);
}

void TestTrace::lossDoesNotHideHops()
{
    int worst = 14;
    double slowest = 0;
    int hidden = 0;
    for (unsigned seed = 1; seed <= 400; ++seed) {
        EngineBench bench;
        std::mt19937 random(seed);
        const auto path = rising(14, 41);
        bench.transport.answer = [&](const FakeTransport::Probe &probe) {
            return random() % 5 == 0 ? std::vector<FakeTransport::Answer>{} : EngineBench::along(path, probe);
        };
        bench.start({});
        bench.run(10s);
        int seen = 0;
        for (const engine::Hop *hop : bench.path().hops())
            seen += hop->silent() ? 0 : 1;
        QVERIFY(bench.countsAddUp() && bench.path().reached());
        worst = std::min(worst, seen);
        hidden += 14 - seen;
        slowest = std::max(slowest, completedAt(bench));
    }
    QVERIFY2(worst >= 13, std::to_string(worst).c_str());
    QVERIFY2(hidden <= 400 * 14 / 200, std::to_string(hidden).c_str());
    QVERIFY2(slowest <= 250, std::to_string(slowest).c_str());
}

void TestTrace::queries()
{
    EngineBench bench;
    bench.setPath({1, 2, 0, 40});
    TraceOptions options;
    options.queries = 3;
    bench.start(options);
    bench.run(10s);
    QCOMPARE(bench.path().hop(1)->stats.received(), std::uint64_t{3});
    QCOMPARE(bench.path().hop(3)->stats.sent(), std::uint64_t{3});
    QCOMPARE(bench.path().hop(4)->stats.received(), std::uint64_t{3});
    QCOMPARE(completedAt(bench), 40 * 1.25 + 8);
}

void TestTrace::queriesUnderTheCeiling()
{
    EngineBench bench;
    bench.setPath({1, 2, 40});
    TraceOptions options;
    options.queries = 8; // a router gets six at once, then four a second; the target is none
    bench.start(options);
    bench.run(10s);
    const auto sent = bench.all<engine::ProbeSent>();
    int early = 0;
    for (const auto &[ms, probe] : sent)
        early += probe.ttl == 1 && ms < 240 ? 1 : 0;
    QCOMPARE(early, 6);
    QCOMPARE(bench.path().hop(1)->stats.received(), std::uint64_t{8});
    QCOMPARE(bench.path().hop(3)->stats.received(), std::uint64_t{8});
    QCOMPARE(completedAt(bench), 502.0);
}

void TestTrace::lateAnswersCount()
{
    EngineBench bench;
    bench.transport.answer = [](const FakeTransport::Probe &probe) -> std::vector<FakeTransport::Answer> {
        if (probe.ttl == 2)
            return {{probe.number == 1 ? 300ms : 1200ms, EngineBench::hop(2)}};
        return EngineBench::along({10, 0, 30}, probe);
    };
    bench.start({});
    bench.run(200ms);
    QVERIFY(bench.path().completed());
    QVERIFY(bench.path().hop(2)->silent());
    bench.run(10s);
    QVERIFY(!bench.path().hop(2)->silent()); // after completion, in time: a sample
    QCOMPARE(bench.path().hop(2)->stats.received(), std::uint64_t{1});
    QCOMPARE(bench.path().counts().late, std::uint64_t{0}); // the run had ended
    QVERIFY(bench.countsAddUp());
}

void TestTrace::duplicatesCountOnce()
{
    EngineBench bench;
    bench.transport.answer = [](const FakeTransport::Probe &probe) {
        auto answers = EngineBench::along({10, 20, 30}, probe);
        answers.push_back(answers.front());
        return answers;
    };
    bench.start({});
    bench.run(10s);
    QCOMPARE(bench.path().hop(1)->stats.received(), std::uint64_t{1});
    QCOMPARE(bench.path().hop(1)->stats.duplicates(), std::uint64_t{1});
    QVERIFY(bench.countsAddUp());
}

void TestTrace::stopBeforeAndAfterCompletion()
{
    EngineBench early;
    early.setPath({1, 0, 30});
    early.start({});
    early.run(10ms);
    early.engine.stop(engine::RunId{1});
    early.take();
    QCOMPARE(endOf(early).reason, RunEnded::Reason::Stopped);
    QCOMPARE(early.path().counts().unresolved, std::uint64_t{29});
    QVERIFY(early.countsAddUp() && early.engine.idle());

    EngineBench late;
    late.transport.answer = [](const FakeTransport::Probe &probe) -> std::vector<FakeTransport::Answer> {
        return probe.ttl > 4 ? std::vector<FakeTransport::Answer>{} : EngineBench::along({1, 0, 30}, probe);
    };
    late.start({});
    late.run(300ms);
    QVERIFY(late.path().completed());
    late.engine.stop(engine::RunId{1});
    late.take();
    QCOMPARE(endOf(late).reason, RunEnded::Reason::Finished);
    QCOMPARE(late.path().hop(2)->stats.lost(), std::uint64_t{4}); // the trace has called it silent
    QCOMPARE(late.path().hop(9)->stats.unresolved(), std::uint64_t{1}); // beyond the target: nobody waits
    QVERIFY(late.countsAddUp());
}

void TestTrace::deadlineEndsIt()
{
    EngineBench bench;
    TraceOptions options;
    options.timing.timeout = 20000ms;
    options.timing.deadline = 700ms;
    bench.start(options);
    bench.run(600s);
    QCOMPARE(completedAt(bench), 700.0);
}

void TestTrace::firstHopAndMaxHops()
{
    EngineBench bench;
    bench.setPath(rising(9, 9));
    TraceOptions options;
    options.firstHop = 3;
    options.maxHops = 5;
    bench.start(options);
    bench.run(10s);
    QCOMPARE(bench.hops(), QByteArray("3=10.0.0.3 4=10.0.0.4 5=10.0.0.5"));
    QVERIFY(completedAt(bench) == 5.0 && !bench.path().reached());
}

void TestTrace::busyIsNoLoss()
{
    EngineBench bench;
    bench.setPath(rising(9, 9));
    int refusals = 0;
    bench.transport.refuse = [&refusals](const FakeTransport::Probe &probe) -> std::optional<platform::Error> {
        if (probe.ttl != 5 || ++refusals > 3)
            return std::nullopt;
        return platform::Error{platform::Operation::SendProbe, ErrorKind::Busy, 105, {}};
    };
    bench.start({});
    bench.run(10s);
    QCOMPARE(bench.path().counts().sendErrors, std::uint64_t{0});
    QCOMPARE(bench.path().counts().received, bench.path().counts().sent);
    QCOMPARE(completedAt(bench), 15.0); // TTL 9 waited for three retries of TTL 5
}

void TestTrace::firstSendFails_data()
{
    QTest::addColumn<ErrorKind>("kind");
    for (const ErrorKind kind :
        {ErrorKind::NoRoute, ErrorKind::SourceGone, ErrorKind::Firewall, ErrorKind::TooBig, ErrorKind::Denied})
        QTest::newRow(std::to_string(static_cast<int>(kind)).c_str()) << kind;
}

void TestTrace::firstSendFails()
{
    QFETCH(ErrorKind, kind);
    EngineBench bench;
    bench.transport.refuse = [kind](const FakeTransport::Probe &) { return platform::Error{{}, kind, 0, {}}; };
    bench.start({});
    bench.run(10s);
    QCOMPARE(endOf(bench).reason, RunEnded::Reason::Failed);
    QCOMPARE(endOf(bench).error->kind, kind);
    QVERIFY(bench.engine.idle());
}

void TestTrace::laterSendErrorIsAnEvent()
{
    EngineBench bench;
    bench.setPath(rising(6, 9));
    bench.transport.refuse = [](const FakeTransport::Probe &probe) -> std::optional<platform::Error> {
        return probe.ttl == 3 ? std::optional(platform::Error{{}, ErrorKind::Firewall, 1, {}}) : std::nullopt;
    };
    bench.start({});
    bench.run(10s);
    QCOMPARE(bench.hops(), QByteArray("1=10.0.0.1 2=10.0.0.2 3=* 4=10.0.0.4 5=10.0.0.5 6=192.0.0.1"));
    QCOMPARE(bench.path().hop(3)->stats.sendErrors(), std::uint64_t{4});
    QVERIFY(completedAt(bench) <= 250 && bench.countsAddUp());
}

void TestTrace::neverLeft()
{
    EngineBench bench;
    bench.transport.answer = [](const FakeTransport::Probe &probe) -> std::vector<FakeTransport::Answer> {
        return probe.ttl == 2 && probe.number == 1 ? std::vector<FakeTransport::Answer>{}
                                                   : EngineBench::along({1, 2, 3}, probe);
    };
    bench.transport.at(1ms, [](platform::TransportSink &sink) {
        sink.onSendFailed(platform::ProbeId{(std::uint64_t{1} << 32) + 1}, {{}, ErrorKind::Other, 5, {}});
    });
    bench.start({});
    bench.run(10s);
    QCOMPARE(bench.path().hop(2)->stats.sendErrors(), std::uint64_t{1});
    QCOMPARE(bench.path().hop(2)->stats.received(), std::uint64_t{1}); // and was probed again
    QVERIFY(bench.countsAddUp());
}

void TestTrace::protocolFallback()
{
    EngineBench bench;
    bench.setPath({1, 2});
    bench.transport.refuseOpen = [](const platform::ChannelSpec &spec) -> std::optional<platform::Error> {
        if (spec.protocol == platform::Protocol::Icmp)
            return platform::Error{platform::Operation::OpenSocket, ErrorKind::Denied, 13, {}};
        return std::nullopt;
    };
    bench.start({});
    bench.run(10s);
    QCOMPARE(bench.path().channel().protocol, platform::Protocol::Udp);
    QCOMPARE(bench.path().fallbackReason()->osCode, 13);
    QCOMPARE(bench.transport.sent.front().spec.port, std::uint16_t{33434});

    EngineBench forced;
    forced.transport.refuseOpen = bench.transport.refuseOpen;
    TraceOptions options;
    options.protocolFallback = false;
    forced.start(options);
    forced.run(10s);
    QCOMPARE(forced.events.size(), std::size_t{1});
    QCOMPARE(endOf(forced).error->kind, ErrorKind::Denied);
}

void TestTrace::invalidOptions()
{
    EngineBench bench;
    TraceOptions options;
    options.size = 0;
    bench.start(options);
    bench.run(1s);
    QCOMPARE(endOf(bench).reason, RunEnded::Reason::Failed);
    QCOMPARE(bench.transport.opened, 0);
}

QTEST_GUILESS_MAIN(TestTrace)
#include "tst_trace.moc"
