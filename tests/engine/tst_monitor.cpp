// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine_bench.h"

#include <QTest>

#include <random>

using engine::RunEnded;
using engine::RunId;
using engine::RunKind;
using engine::TraceOptions;
using platform::ErrorKind;
using platform::ReplyKind;
using namespace std::chrono_literals;

namespace {

TraceOptions monitor(int rounds = 0)
{
    TraceOptions options;
    options.kind = RunKind::Monitor;
    options.rounds = rounds;
    return options;
}

platform::Error error(ErrorKind kind)
{
    return {platform::Operation::SendProbe, kind, 101, {}};
}

/// "1:1-30 2:1-4": the TTLs of each round.
QByteArray rounds(EngineBench &bench)
{
    std::map<std::uint32_t, std::pair<int, int>> seen;
    for (const auto &[ms, sent] : bench.all<engine::ProbeSent>()) {
        auto &[low, high] = seen.try_emplace(sent.round, 255, 0).first->second;
        low = std::min<int>(low, sent.ttl);
        high = std::max<int>(high, sent.ttl);
    }
    QByteArray text;
    for (const auto &[round, range] : seen) {
        text.append(QByteArray::number(round)).append(':').append(QByteArray::number(range.first)).append('-');
        text.append(QByteArray::number(range.second)).append(' ');
    }
    return text.trimmed();
}

/// "0 P1000 R3000 E5000": when it was paused, resumed, ended.
QByteArray states(EngineBench &bench)
{
    QByteArray text;
    for (const engine::TraceEvent &event : bench.events) {
        const auto note = [&text, &event](char what) {
            const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(event.at.time_since_epoch()).count();
            text.append(what).append(QByteArray::number(static_cast<qlonglong>(ms))).append(' ');
        };
        if (std::holds_alternative<engine::RunPaused>(event.what))
            note('P');
        if (std::holds_alternative<engine::RunResumed>(event.what))
            note('R');
        if (std::holds_alternative<RunEnded>(event.what))
            note('E');
    }
    return text.trimmed();
}

} // namespace

/// Runs of kind Monitor on a virtual clock.
class TestMonitor final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roundsOnAGrid();
    void countsAreEven();
    void overlappingRounds();
    void notReached();
    void pathGrowsAndShrinks();
    void growsBehindASilentRouter();
    void duration();
    void routersAreSpared();
    void userPause();
    void routeLostAndFound();
    void routeRetryByItself();
    void sourceGoneIsReopenedAtOnce();
    void noRouteAtTheStart();
    void durationEndsAPausedRun();
    void stopLeavesUnresolved();
    void late();
    void everyTimeRises();
};

void TestMonitor::roundsOnAGrid()
{
    EngineBench bench;
    bench.transport.sendCost = 10us;
    bench.setPath({1, 0, 20, 40});
    bench.start(monitor(12));
    bench.run(1h);
    const auto sent = bench.all<engine::RoundSent>();
    QCOMPARE(sent.size(), std::size_t{12});
    for (std::size_t i = 0; i < sent.size(); ++i)
        QCOMPARE(sent[i].second.firstSend, platform::Duration{1s * static_cast<int>(i)});
    QCOMPARE(rounds(bench), QByteArray("1:1-30 2:1-4 3:1-4 4:1-4 5:1-4 6:1-4 7:1-4 8:1-4 9:1-4 10:1-4 11:1-5 12:1-4"));
    QCOMPARE(states(bench), QByteArray("E12000")); // the last round's silent hop had its timeout
    QVERIFY(bench.countsAddUp());
}

void TestMonitor::countsAreEven()
{
    EngineBench bench;
    bench.setPath({1, 0, 20, 40});
    bench.start(monitor(10));
    bench.run(1h);
    for (const engine::Hop *hop : bench.path().hops())
        QCOMPARE(hop->stats.sent(), std::uint64_t{10});
    QCOMPARE(bench.path().hop(2)->stats.lost(), std::uint64_t{10});
    QVERIFY(bench.path().completed());
    QCOMPARE(bench.all<engine::TraceCompleted>().front().first, 40 * 1.25 + 8);
}

void TestMonitor::overlappingRounds()
{
    EngineBench bench;
    bench.setPath({100, 300, 550});
    TraceOptions options = monitor(20);
    options.timing.interval = 250ms;
    bench.start(options);
    bench.run(1h);
    QCOMPARE(bench.path().hop(3)->stats.received(), std::uint64_t{20});
    QCOMPARE(bench.path().hop(1)->stats.received(), std::uint64_t{20});
    QVERIFY(bench.countsAddUp());
}

void TestMonitor::notReached()
{
    EngineBench bench;
    bench.setPath({1, 2, 3, 0});
    bench.start(monitor(12));
    bench.run(1h);
    QCOMPARE(rounds(bench), QByteArray("1:1-30 2:1-6 3:1-6 4:1-6 5:1-6 6:1-6 7:1-6 8:1-6 9:1-6 10:1-6 11:1-30 12:1-6"));
    QCOMPARE(bench.path().visibleEnd(), std::uint8_t{3});
    QVERIFY(!bench.all<engine::TraceCompleted>().front().second.reached);
}

void TestMonitor::pathGrowsAndShrinks()
{
    EngineBench bench;
    bench.transport.answer = [](const FakeTransport::Probe &probe) {
        const bool isLong = probe.sentAt >= 3s && probe.sentAt < 7s;
        return EngineBench::along(isLong ? std::vector<double>{1, 2, 3, 4, 5} : std::vector<double>{1, 2, 3}, probe);
    };
    bench.start(monitor(10));
    bench.run(1h);
    // 4: a router where the target was; 5: that again; 6: and also where it would be next
    QCOMPARE(rounds(bench), QByteArray("1:1-30 2:1-3 3:1-3 4:1-3 5:1-6 6:1-7 7:1-5 8:1-5 9:1-3 10:1-3"));
    QCOMPARE(*bench.path().hopsToTarget(), std::uint8_t{3});
    QCOMPARE(bench.path().routes().size(), std::size_t{3});
}

void TestMonitor::growsBehindASilentRouter()
{
    EngineBench bench;
    bench.transport.answer = [](const FakeTransport::Probe &probe) {
        return EngineBench::along(
            probe.sentAt >= 3s ? std::vector<double>{1, 2, 0, 4} : std::vector<double>{1, 2, 3}, probe);
    };
    bench.start(monitor(12));
    bench.run(1h);
    QCOMPARE(*bench.path().hopsToTarget(), std::uint8_t{4});
    QVERIFY(bench.path().hop(4)->stats.received() >= 5);
}

void TestMonitor::duration()
{
    EngineBench bench;
    bench.setPath({1, 2});
    TraceOptions options = monitor();
    options.duration = 4500ms;
    bench.start(options);
    bench.run(1h);
    QCOMPARE(bench.path().rounds(), std::uint32_t{5});
    QCOMPARE(states(bench), QByteArray("E4002"));
    QCOMPARE(bench.all<RunEnded>().front().second.reason, RunEnded::Reason::Finished);
}

void TestMonitor::routersAreSpared()
{
    EngineBench bench;
    bench.setPath({1, 2, 3});
    TraceOptions options = monitor(100);
    options.timing.interval = 100ms;
    bench.start(options);
    bench.run(1h);
    // ten seconds of four a second, and the first six
    QVERIFY(bench.path().hop(1)->stats.sent() <= 46 && bench.path().hop(1)->stats.sent() >= 40);
    QCOMPARE(bench.path().hop(3)->stats.sent(), std::uint64_t{100});
    QCOMPARE(bench.path().hop(1)->stats.lost(), std::uint64_t{0});
}

void TestMonitor::userPause()
{
    EngineBench bench;
    bench.setPath({1, 0, 3});
    bench.start(monitor(6));
    bench.run(2500ms);
    bench.engine.pause(RunId{1});
    bench.engine.pause(RunId{1});
    bench.run(60s);
    QCOMPARE(bench.path().rounds(), std::uint32_t{3});
    QVERIFY(bench.path().paused() && !bench.path().pauseReason());
    QCOMPARE(bench.path().hop(2)->stats.lost(), std::uint64_t{3}); // what was under way had its time
    bench.engine.serve();
    QVERIFY(bench.engine.deadline() == platform::TimePoint::max()); // and nothing wakes us
    bench.engine.resume(RunId{1});
    bench.run(1h);
    QCOMPARE(states(bench), QByteArray("P2500 R60000 E63000"));
    QCOMPARE(bench.path().rounds(), std::uint32_t{6});
    QCOMPARE(bench.all<engine::RoundSent>()[3].first, 60000.0);
}

void TestMonitor::routeLostAndFound()
{
    EngineBench bench;
    bench.setPath({1, 2, 3});
    bench.transport.refuse = [](const FakeTransport::Probe &probe) -> std::optional<platform::Error> {
        const bool away = probe.sentAt >= 1500ms && probe.sentAt < 4200ms;
        return away ? std::optional(error(ErrorKind::NoRoute)) : std::nullopt;
    };
    bench.transport.at(3s, [](platform::TransportSink &sink) { sink.onNetworkChanged(); }); // not yet
    bench.transport.at(4300ms, [](platform::TransportSink &sink) { sink.onNetworkChanged(); });
    bench.start(monitor(5));
    bench.run(3900ms);
    QCOMPARE(bench.path().pauseReason()->kind, ErrorKind::NoRoute);
    bench.run(1h);
    QCOMPARE(states(bench), QByteArray("P2000 R4300 E6003")); // the rest of round 3, then on the old grid
    QCOMPARE(bench.path().counts().lost, std::uint64_t{0});
    QCOMPARE(bench.path().counts().sendErrors, std::uint64_t{0});
    QCOMPARE(bench.path().hop(1)->stats.sent(), std::uint64_t{5});
    QVERIFY(!bench.path().paused() && bench.countsAddUp());
}

void TestMonitor::routeRetryByItself()
{
    EngineBench bench;
    bench.setPath({1, 2, 3});
    bench.transport.refuse = [](const FakeTransport::Probe &probe) -> std::optional<platform::Error> {
        const bool away = probe.sentAt >= 1500ms && probe.sentAt < 9s;
        return away ? std::optional(error(ErrorKind::NoRoute)) : std::nullopt;
    };
    bench.start(monitor(3));
    bench.run(1h);
    QCOMPARE(states(bench), QByteArray("P2000 R12000 E12003"));
    QVERIFY(bench.passes < 60);
}

void TestMonitor::sourceGoneIsReopenedAtOnce()
{
    EngineBench bench;
    bench.setPath({1, 2, 3});
    bench.transport.refuse = [&bench](const FakeTransport::Probe &probe) -> std::optional<platform::Error> {
        const bool stale = probe.sentAt >= 1500ms && bench.transport.opened == 1;
        return stale ? std::optional(error(ErrorKind::SourceGone)) : std::nullopt;
    };
    bench.start(monitor(4));
    bench.run(1h);
    QCOMPARE(states(bench), QByteArray("E3003"));
    QCOMPARE(bench.transport.opened, 2);
    QCOMPARE(bench.transport.closed, 2);
    QCOMPARE(bench.path().hop(1)->stats.received(), std::uint64_t{4});
}

void TestMonitor::noRouteAtTheStart()
{
    EngineBench bench;
    bench.setPath({1, 2, 3});
    bench.transport.maxInFlight = 1;
    bool away = true;
    bench.transport.refuseOpen = [&away](const platform::ChannelSpec &) -> std::optional<platform::Error> {
        return away ? std::optional(error(ErrorKind::NoRoute)) : std::nullopt;
    };
    bench.transport.at(7s, [&away](platform::TransportSink &sink) {
        away = false;
        sink.onNetworkChanged();
    });
    bench.start(monitor(3));
    bench.run(1h);
    QVERIFY(std::holds_alternative<engine::RunStarted>(bench.events.front().what));
    QCOMPARE(states(bench), QByteArray("P0 R7000 E9006"));
    QCOMPARE(bench.path().channel().maxInFlight, std::uint32_t{1});
    QCOMPARE(bench.path().hop(3)->stats.received(), std::uint64_t{3});
}

void TestMonitor::durationEndsAPausedRun()
{
    EngineBench bench;
    bench.transport.refuseOpen = [](const platform::ChannelSpec &) { return error(ErrorKind::NoRoute); };
    TraceOptions options = monitor();
    options.duration = 12s;
    bench.start(options);
    bench.run(1h);
    QCOMPARE(states(bench), QByteArray("P0 E12000"));
}

void TestMonitor::stopLeavesUnresolved()
{
    EngineBench bench;
    bench.setPath({1, 0, 3});
    bench.start(monitor());
    bench.run(2500ms);
    bench.engine.stop(RunId{1});
    bench.take();
    QCOMPARE(bench.path().hop(2)->stats.lost(), std::uint64_t{2});
    QCOMPARE(bench.path().hop(2)->stats.unresolved(), std::uint64_t{1});
    QCOMPARE(bench.all<RunEnded>().front().second.reason, RunEnded::Reason::Stopped);
    QVERIFY(bench.countsAddUp() && bench.engine.idle());
}

void TestMonitor::late()
{
    EngineBench bench;
    bench.transport.answer = [](const FakeTransport::Probe &probe) -> std::vector<FakeTransport::Answer> {
        if (probe.ttl == 2 && probe.sentAt == 0s)
            return {{4s, EngineBench::hop(2)}};
        if (probe.ttl == 2) // in time, but handed to us too late to know
            return {{900ms, EngineBench::hop(2), ReplyKind::TimeExceeded, 200ms}};
        return EngineBench::along({1, 2, 3}, probe);
    };
    bench.start(monitor(6));
    bench.run(1h);
    QCOMPARE(bench.path().hop(2)->stats.late(), std::uint64_t{6 - 1});
    QCOMPARE(bench.path().hop(2)->stats.lost(), std::uint64_t{1}); // the last round's: the run had ended
    QVERIFY(bench.countsAddUp());
}

void TestMonitor::everyTimeRises()
{
    EngineBench bench;
    std::mt19937 random(5);
    bench.transport.sendCost = 3us;
    bench.transport.answer = [&random](const FakeTransport::Probe &probe) {
        auto answers = EngineBench::along({1, 5, 30, 30, 600, 950}, probe);
        for (auto &answer : answers)
            answer.delay += platform::Duration{static_cast<std::int64_t>(random() % 100000000)};
        if (random() % 10 == 0)
            answers.clear();
        if (random() % 10 == 0 && !answers.empty())
            answers.push_back(answers.front());
        return answers;
    };
    for (int i = 1; i <= 5; ++i)
        bench.start(monitor(50), i);
    bench.run(1h);
    std::map<RunId, platform::TimePoint> last;
    for (const engine::TraceEvent &event : bench.events) {
        QVERIFY(event.at >= last[event.run]);
        last[event.run] = event.at;
    }
    for (std::uint32_t i = 1; i <= 5; ++i)
        QVERIFY(bench.countsAddUp(i));
}

QTEST_GUILESS_MAIN(TestMonitor)
#include "tst_monitor.moc"
