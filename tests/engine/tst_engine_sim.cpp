// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/path_state.h"
#include "engine/core/probe_engine.h"
#include "platform/sim/sim_transport.h"

#include <QTest>

#include <map>
#include <stdexcept>

using engine::RunId;
using engine::RunKind;
using engine::TraceOptions;
using platform::Duration;
using platform::IpAddress;
using platform::Protocol;
using namespace std::chrono_literals;

namespace {

/// The engine on the simulated network, on a virtual clock.
class SimBench final {
public:
    explicit SimBench(std::string_view text)
        : SimBench(parsed(platform::parseScenario(text, "test")))
    {
    }
    explicit SimBench(platform::Scenario scenario)
        : transport(std::move(scenario), {clock, false, {}})
        , engine(transport, {})
    {
    }
    static platform::Scenario parsed(platform::Result<platform::Scenario> scenario)
    {
        if (!scenario)
            throw std::runtime_error(scenario.error().context);
        return *scenario;
    }

    void start(const char *target, TraceOptions options, std::uint32_t run = 1)
    {
        engine.start(RunId{run}, *IpAddress::parse(target), options);
    }
    void runFor(Duration time)
    {
        const platform::TimePoint end = clock->now() + time;
        while (clock->now() < end && !engine.idle()) {
            engine.serve();
            take();
            engine.receive(end);
        }
        take();
    }
    void take()
    {
        for (const engine::TraceEvent &event : engine.takeEvents())
            paths[event.run].apply(event);
    }
    const engine::PathState &path(std::uint32_t run = 1) { return paths[RunId{run}]; }

    /// "1 198.51.100.1", "2 *", …
    QByteArray hops(std::uint32_t run = 1)
    {
        QByteArray text;
        for (const engine::Hop *hop : path(run).hops()) {
            text.append(QByteArray::number(hop->ttl)).append(' ');
            text.append(hop->silent() ? "*" : hop->mainAddress()->address.toString().c_str()).append('\n');
        }
        return text;
    }

    std::shared_ptr<platform::VirtualClock> clock = std::make_shared<platform::VirtualClock>();
    platform::SimTransport transport;
    engine::ProbeEngine engine;
    std::map<RunId, engine::PathState> paths;
};

TraceOptions monitor()
{
    TraceOptions options;
    options.kind = RunKind::Monitor;
    return options;
}

/// `hops` hops; the last is the host 198.51.100.200. Round trip 3 ms a hop.
std::string line(int hops, const std::string &firstLink = {})
{
    std::string text = "client 192.0.2.254\ntarget t 198.51.100.200\n";
    for (int ttl = 1; ttl < hops; ++ttl)
        text += "  hop h" + std::to_string(ttl) + " 198.51.100." + std::to_string(ttl) + " delay 1500us "
            + (ttl == 1 ? firstLink : "") + '\n';
    return text + "  host delay 1500us tcp 443 open\n";
}

} // namespace

class TestEngineSim final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void demo();
    void demoForTenMinutes();
    void everyProtocol();
    void serialTcp();
    void lossOfAFifth();
    void routeChange();
    void balancersAreNoChange();
    void rateLimitedTarget();
    void loop();
    void networkGoesAndComes();
    void lateAndDuplicate();
};

void TestEngineSim::demo()
{
    SimBench bench(SimBench::parsed(platform::openScenario("demo")));
    bench.start("192.0.2.200", {});
    bench.runFor(10s);
    QVERIFY(bench.path().reached() && bench.path().ended());
    QCOMPARE(*bench.path().hopsToTarget(), std::uint8_t{14});
    QVERIFY(bench.path().hop(4)->silent());
    QVERIFY2(*bench.path().completedAfter() <= 450ms,
        std::to_string(std::chrono::duration<double, std::milli>(*bench.path().completedAfter()).count()).c_str());
    const auto &c = bench.path().counts();
    QCOMPARE(c.sent, c.received + c.late + c.lost + c.sendErrors + c.unresolved);
}

void TestEngineSim::demoForTenMinutes()
{
    SimBench bench(SimBench::parsed(platform::openScenario("demo")));
    bench.start("192.0.2.200", monitor());
    bench.runFor(600s);
    QCOMPARE(bench.path().rounds(), std::uint32_t{600});
    // There is one other route, from 4:00 to 4:55; the balancer in front of it is none.
    QByteArray changes;
    for (const engine::RouteVersion &route : bench.path().routes())
        changes.append(QByteArray::number(route.firstRound)).append(' ');
    QCOMPARE(changes, QByteArray("1 241 296 "));
    QCOMPARE(bench.path().hop(7)->addresses.size(), std::size_t{5});
    QCOMPARE(bench.path().counts().foreign, std::uint64_t{0});
}

void TestEngineSim::everyProtocol()
{
    for (const Protocol protocol : {Protocol::Icmp, Protocol::Udp, Protocol::Tcp}) {
        SimBench bench(line(6));
        TraceOptions options;
        options.protocol = protocol;
        bench.start("198.51.100.200", options);
        bench.runFor(10s);
        QCOMPARE(bench.hops(),
            QByteArray(
                "1 198.51.100.1\n2 198.51.100.2\n3 198.51.100.3\n4 198.51.100.4\n5 198.51.100.5\n6 198.51.100.200\n"));
        QCOMPARE(*bench.path().completedAfter(), Duration{18ms});
    }
}

void TestEngineSim::serialTcp()
{
    SimBench bench("tcp-serial\n" + line(6));
    TraceOptions options;
    options.protocol = Protocol::Tcp;
    bench.start("198.51.100.200", options);
    bench.runFor(10s);
    QCOMPARE(bench.path().channel().maxInFlight, std::uint32_t{1});
    QCOMPARE(bench.path().counts().sent, std::uint64_t{6});
    QCOMPARE(*bench.path().completedAfter(), Duration{63ms});
}

void TestEngineSim::lossOfAFifth()
{
    int worst = 14;
    for (int seed = 1; seed <= 300; ++seed) {
        SimBench bench("seed " + std::to_string(seed) + '\n' + line(14, "loss 20%"));
        bench.start("198.51.100.200", {});
        bench.runFor(10s);
        int seen = 0;
        for (const engine::Hop *hop : bench.path().hops())
            seen += hop->silent() ? 0 : 1;
        worst = std::min(worst, seen);
        QVERIFY(bench.path().reached());
        QVERIFY2(*bench.path().completedAfter() <= 300ms, std::to_string(seed).c_str());
    }
    QVERIFY2(worst >= 13, std::to_string(worst).c_str());
}

void TestEngineSim::routeChange()
{
    SimBench bench(R"(
client 192.0.2.254
target t 198.51.100.9
  hop a 198.51.100.1 delay 1ms
  hop b 198.51.100.2 delay 1ms
  host delay 1ms
  route B
  hop a
  hop x 198.51.100.77 delay 1ms
  hop y 198.51.100.78 delay 1ms
at 20500ms for 20s route t B
)");
    bench.start("198.51.100.9", monitor());
    bench.runFor(22500ms); // two rounds of the new route
    QCOMPARE(bench.path().routes().size(), std::size_t{2});
    bench.runFor(40s);
    QCOMPARE(bench.path().routes().size(), std::size_t{3});
    const engine::RouteVersion &other = bench.path().routes()[1];
    QCOMPARE(other.firstRound, std::uint32_t{22});
    QCOMPARE(other.since, Duration{21s});
    QCOMPARE(other.addresses.at(4), *IpAddress::parse("198.51.100.9"));
    QCOMPARE(other.addresses.at(3), *IpAddress::parse("198.51.100.78"));
    QCOMPARE(*bench.path().hopsToTarget(), std::uint8_t{3});
}

void TestEngineSim::balancersAreNoChange()
{
    const char *network = R"(
client 192.0.2.254
target t 198.51.100.9
  hop a 198.51.100.1 delay 1ms
  split %1
    branch
      hop b1 198.51.100.11 delay 1ms
    branch
      hop b2 198.51.100.12 delay 1ms
    branch
      hop b3 198.51.100.13 delay 1ms
  join
  host delay 1ms
)";
    SimBench perFlow(QString::fromLatin1(network).arg(QLatin1String("per-flow")).toStdString());
    for (std::uint32_t flow = 1; flow <= 8; ++flow) {
        TraceOptions options = monitor();
        options.flow = flow;
        perFlow.start("198.51.100.9", options, flow);
    }
    perFlow.runFor(30s);
    for (std::uint32_t run = 1; run <= 8; ++run) {
        QCOMPARE(perFlow.path(run).routes().size(), std::size_t{1});
        QCOMPARE(perFlow.path(run).hop(2)->addresses.size(), std::size_t{1});
    }
    for (int seed = 1; seed <= 50; ++seed) {
        const QString text = QString::fromLatin1(network).arg(QLatin1String("per-packet"));
        SimBench perPacket("seed " + std::to_string(seed) + '\n' + text.toStdString());
        perPacket.start("198.51.100.9", monitor());
        perPacket.runFor(60s);
        QCOMPARE(perPacket.path().routes().size(), std::size_t{1});
        QCOMPARE(perPacket.path().edges().size(), std::size_t{7});
    }
}

void TestEngineSim::rateLimitedTarget()
{
    SimBench bench(R"(
client 192.0.2.254
target t 198.51.100.9
  hop a 198.51.100.1 delay 1ms limit 1/s burst 6
  hop b 198.51.100.2 delay 1ms limit 1/s burst 6
  host delay 1ms limit 1/s burst 6
)");
    TraceOptions options;
    options.protocol = Protocol::Udp;
    bench.start("198.51.100.9", options);
    bench.runFor(10s);
    QCOMPARE(bench.hops(), QByteArray("1 198.51.100.1\n2 198.51.100.2\n3 198.51.100.9\n"));
    QCOMPARE(*bench.path().completedAfter(), Duration{6ms});
}

void TestEngineSim::loop()
{
    SimBench bench(R"(
client 192.0.2.254
target t 198.51.100.9
  hop a 198.51.100.1 delay 1ms
  hop b 198.51.100.2 delay 1ms
  hop c 198.51.100.3 delay 1ms
  loop b
)");
    TraceOptions options;
    options.maxHops = 9;
    bench.start("198.51.100.9", options);
    bench.runFor(10s);
    QVERIFY(!bench.path().reached());
    QCOMPARE(bench.path().hops().size(), std::size_t{9});
    QCOMPARE(*bench.path().completedAfter(), Duration{18ms});
}

void TestEngineSim::networkGoesAndComes()
{
    SimBench bench("client 192.0.2.254\ntarget t 198.51.100.9\n  hop a 198.51.100.1 delay 1ms\n  host delay 1ms\n"
                   "at 5500ms for 7s interface-down\n");
    bench.start("198.51.100.9", monitor());
    bench.runFor(7s);
    QVERIFY(bench.path().paused() && bench.path().pauseReason());
    bench.runFor(13s);
    QVERIFY(!bench.path().paused());
    const auto &c = bench.path().counts();
    QCOMPARE(c.lost, std::uint64_t{0});
    QCOMPARE(c.sendErrors, std::uint64_t{0});
    QVERIFY2(bench.path().rounds() >= 13, std::to_string(bench.path().rounds()).c_str());
}

void TestEngineSim::lateAndDuplicate()
{
    SimBench bench(R"(
client 192.0.2.254
target t 198.51.100.9
  hop a 198.51.100.1 delay 1ms late 100% 1500ms
  hop b 198.51.100.2 delay 1ms duplicate 100%
  host delay 1ms
)");
    TraceOptions options = monitor();
    options.rounds = 20;
    bench.start("198.51.100.9", options);
    bench.runFor(60s);
    const engine::PathState &path = bench.path();
    QVERIFY(path.ended());
    QCOMPARE(path.hop(1)->stats.late(), std::uint64_t{19}); // the last one came after the end
    QCOMPARE(path.hop(1)->stats.lost(), std::uint64_t{1});
    QCOMPARE(path.hop(2)->stats.received(), std::uint64_t{20});
    QCOMPARE(path.hop(2)->stats.duplicates(), std::uint64_t{20});
    QCOMPARE(path.counts().sent, path.counts().received + path.counts().late + path.counts().lost);
}

QTEST_GUILESS_MAIN(TestEngineSim)
#include "tst_engine_sim.moc"
