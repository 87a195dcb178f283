// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/sim/scenario.h"
#include "platform/sim/sim_random.h"

#include <QTemporaryDir>
#include <QTest>

using namespace platform;
using namespace std::chrono_literals;

class TestScenarioText final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mistakes_data();
    void mistakes();
    void files();
    void reads();
    void roundTrips();
    void changesRepeat();
    void names();
    void cutAnywhere();
    void randomNumbers();
};

void TestScenarioText::mistakes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("problem");
    const auto row = [](const char *text, const char *problem) {
        QTest::newRow(problem) << QByteArray(text) << QByteArray(problem);
    };
    row("", "test:0: there is no target");
    row("# nothing\n\n", "test:2: there is no target");
    row("target a\n", "test:1: a target needs an address");
    row("taget a 10.0.0.1\n", "test:1: \"taget\" is not understood here");
    row("\n\nhop a 10.0.0.1\n", "test:3: a target must come first");
    row("target a 10.0.0.1\n  hop b delay 5\n",
        "test:2: the delay must be a time with its unit (us, ms, s, m, h), not \"5\"");
    row("target a 10.0.0.1\n  hop b delay -5ms\n",
        "test:2: the delay must be a time with its unit (us, ms, s, m, h), not \"-5ms\"");
    row("target a 10.0.0.1\n  hop b delay\n", "test:2: the delay is missing");
    row("target a 10.0.0.1\n  hop b loss 101%\n", "test:2: the loss must be from 0% to 100%, not \"101%\"");
    row("target a 10.0.0.1\n  hop b loss 5\n", "test:2: the loss must be from 0% to 100%, not \"5\"");
    row("target a 10.0.0.1\n  hop b mtu 20\n", "test:2: the MTU must be from 68 to 65535, not \"20\"");
    row("target a 10.0.0.1\n  hop b dalay 5ms\n", "test:2: \"dalay\" is not understood here");
    row("target a 10.0.0.1\n  hop b limit 5\n", "test:2: the limit must be a rate such as 1/s or 0.5/s, not \"5\"");
    row("target a 10.0.0.1\n  hop b mpls 1048576\n", "test:2: the label must be from 0 to 1048575, not \"1048576\"");
    row("target a 10.0.0.1\n  hop b forge tea\n",
        "test:2: the forgery must be one of echo, nonce, quote, rst, sequence, malformed");
    row("target a 10.0.0.1\n  hop b name \"x\n", "test:2: a \" is not closed");
    row("target a 10.0.0.1\n  hop b city Atlantis\n", "test:2: no city line says where \"Atlantis\" is");
    row("target a 10.0.0.1\n  hop b 10.0.0.2\n  hop b 10.0.0.3\n",
        "test:3: the hop \"b\" is described already; here only its label may stand");
    row("target a 10.0.0.1\ntarget b 10.0.0.1\n", "test:2: another target has the address 10.0.0.1");
    row("target a 10.0.0.1\n  split per-flow\n  hop b\n", "test:3: a branch must begin before its first hop");
    row("target a 10.0.0.1\n  branch\n", "test:2: a branch stands between split and join");
    row("target a 10.0.0.1\n  split\n", "test:2: a split is per-flow or per-packet");
    row("target a 10.0.0.1\n  split per-flow\n  branch\n", "test:3: the split before this has no join");
    row("target a 10.0.0.1\n  hop b\n  loop c\n", "test:3: there is no hop or target \"c\"");
    row("target a 10.0.0.1\n  hop b\n  hole\n  hop c\n", "test:4: nothing can follow a hole or a loop in a route");
    row("target a 10.0.0.1\n  hop b rtt 5ms\n  hop c rtt 4ms\n  hop d\n",
        "test:3: this round trip is shorter than that of the hop before; say delay 0 instead");
    row("target a 10.0.0.1\nat 5s hop c silent\n", "test:2: there is no hop or target \"c\"");
    row("target a 10.0.0.1\nat 5s hop a\n", "test:2: the change must say what becomes different");
    row("target a 10.0.0.1\nat 5s route a B\n", "test:2: the target has no route \"B\"");
    row("target a 10.0.0.1\nat 5s every 9s hop a silent\n",
        "test:2: a repetition needs a length before it (for) that is shorter");
    row("target a 10.0.0.1\nat 5s explode\n",
        "test:2: a change is about a hop, a route, noroute, interface-down or source-gone");
    row("seed x\n", "test:1: the seed must be from 0 to 18446744073709551615, not \"x\"");
    row("prefix 10.0.0.0 1 x\n", "test:1: the prefix must be ADDRESS/LENGTH, not \"10.0.0.0\"");
    row("prefix 10.0.0.0/33 1 x\n", "test:1: the prefix's length must be from 0 to 32, not \"33\"");
    row("city x XX 91 0\n", "test:1: the latitude must be a number, not \"91\"");
}

void TestScenarioText::mistakes()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, problem);
    const auto scenario = parseScenario(text.toStdString(), "test");
    QVERIFY(!scenario.ok());
    QCOMPARE(QByteArray::fromStdString(scenario.error().context), problem);
    QCOMPARE(scenario.error().kind, ErrorKind::Malformed);
    QCOMPARE(scenario.error().operation, Operation::ParseScenario);
}

void TestScenarioText::files()
{
    const auto missing = openScenario("/nowhere/at/all.scenario");
    QVERIFY(!missing.ok() && missing.error().kind == ErrorKind::NotFound);
    QCOMPARE(missing.error().context, std::string("/nowhere/at/all.scenario"));
    const auto folder = openScenario("/");
    QVERIFY(!folder.ok() && folder.error().kind == ErrorKind::NotFound);
    QTemporaryDir dir;
    QFile file(dir.filePath(QStringLiteral("x.scenario")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("target a 10.0.0.1\r\n  hop b delay 1ms\r\n");
    file.close();
    const auto read = openScenario(file.fileName().toStdString());
    QVERIFY(read.ok() && read->nodes.size() == 2);
    QVERIFY(builtinScenario("no such thing").empty());
    QVERIFY(builtinScenario("demo").size() > 1000);
}

void TestScenarioText::reads()
{
    const auto scenario = parseScenario(R"(
scenario "Two words" # and a comment
client 10.9.9.9
tcp-serial
target a.example 10.0.0.1 2001:db8::1
  hop r 10.0.0.2 jitter 1ms uniform limit 0.5/s burst 3 duplicate 10% 2 mpls 1/2/3 4 drop udp tcp quote 28
)",
        "test");
    QVERIFY2(scenario.ok(), scenario.ok() ? "" : scenario.error().context.c_str());
    QCOMPARE(scenario->title, std::string("Two words"));
    QVERIFY(scenario->tcpSerial);
    QCOMPARE(scenario->client4, *IpAddress::parse("10.9.9.9"));
    const SimBehaviour &router = scenario->nodes[1].behaviour;
    QCOMPARE(router.link.jitter, (SimSpread{SimSpread::Shape::Uniform, 1ms}));
    QCOMPARE(*router.answering.limitPerSecond, 0.5);
    QCOMPARE(router.answering.limitBurst, 3U);
    QCOMPARE(router.answering.mpls, (std::vector<MplsLabel>{{1, 2, false, 3}, {4, 0, true, 1}}));
    QCOMPARE(
        router.forwarding.dropped, static_cast<ProtocolMask>(protocolBit(Protocol::Udp) | protocolBit(Protocol::Tcp)));
    QCOMPARE(router.answering.initialTtl, std::uint8_t{255});
    QCOMPARE(scenario->nodes[0].behaviour.answering.initialTtl, std::uint8_t{64});
}

void TestScenarioText::roundTrips()
{
    const auto scenario = parseScenario(R"(
target a 10.0.0.1
  hop r1 rtt 4ms
  split per-flow
    branch
      hop x rtt 7ms
      hop y rtt 8ms
    branch
      hop z rtt 9ms
  join
  hop r2 rtt 20ms
  host rtt 20ms
target b 10.0.0.2
  hop r1
  host rtt 10ms
)",
        "test");
    QVERIFY2(scenario.ok(), scenario.ok() ? "" : scenario.error().context.c_str());
    const auto both = [&](std::string_view label) {
        const auto node = std::ranges::find(scenario->nodes, label, &SimNode::label);
        return node->behaviour.link.delay + node->behaviour.link.backDelay;
    };
    QCOMPARE(both("r1"), Duration(4ms));
    QCOMPARE(both("x"), Duration(3ms));
    QCOMPARE(both("y"), Duration(1ms));
    QCOMPARE(both("z"), Duration(5ms));
    QCOMPARE(both("r2"), Duration(12ms)); // after the first branch
    QCOMPARE(both("a"), Duration(0ms));
    QCOMPARE(both("b"), Duration(6ms));
}

void TestScenarioText::changesRepeat()
{
    SimChange change;
    change.from = 10s;
    QVERIFY(!change.activeAt(9s) && change.activeAt(10s) && change.activeAt(1h));
    QCOMPARE(change.nextEdge(0s), Duration(10s));
    QCOMPARE(change.nextEdge(10s), Duration::max());
    change.length = 5s;
    QVERIFY(change.activeAt(14999ms) && !change.activeAt(15s));
    QCOMPARE(change.nextEdge(12s), Duration(15s));
    QCOMPARE(change.nextEdge(15s), Duration::max());
    change.every = 20s;
    QVERIFY(change.activeAt(30s) && !change.activeAt(35s) && change.activeAt(54s) && !change.activeAt(9s));
    QCOMPARE(change.nextEdge(16s), Duration(30s));
    QCOMPARE(change.nextEdge(30s), Duration(35s));
}

void TestScenarioText::names()
{
    const auto scenario =
        parseScenario("prefix 10.0.0.0/8 1 Big\nprefix 10.1.0.0/16 2 Small\ncity X DE 1 -2\n"
                      "target a.example 10.1.0.1 2001:db8::1\n  hop r 10.2.0.1 name r.example city X\n",
            "test");
    QVERIFY(scenario.ok());
    QCOMPARE(scenario->resolve("A.Example").size(), std::size_t{2});
    QVERIFY(scenario->resolve("b.example").empty() && scenario->resolve("").empty());
    QCOMPARE(scenario->factsOf(*IpAddress::parse("10.1.0.1")).prefix->asName, std::string("Small"));
    const SimFacts router = scenario->factsOf(*IpAddress::parse("10.2.0.1"));
    QVERIFY(router.prefix->asn == 1 && router.name == "r.example" && router.place->longitude == -2);
    QVERIFY(!scenario->factsOf(*IpAddress::parse("2001:db8::1")).prefix);
    QVERIFY(!scenario->factsOf(*IpAddress::parse("10.1.0.1")).prefix->exchange);
    const auto exchange = parseScenario("prefix 10.2.0.0/16 0 Main exchange\ntarget x 10.2.0.9\n", "test");
    QVERIFY(exchange.ok() && exchange->prefixes.front().exchange && exchange->prefixes.front().asName == "Main");
}

void TestScenarioText::cutAnywhere()
{
    const std::string_view demo = builtinScenario("demo");
    for (std::size_t length = 0; length < demo.size(); length += 7) {
        const auto scenario = parseScenario(demo.substr(0, length), "demo");
        if (!scenario.ok())
            QVERIFY(scenario.error().context.starts_with("demo:"));
    }
}

void TestScenarioText::randomNumbers()
{
    // The published first outputs of SplitMix64 with the seed 1234567.
    SimRandom known(1234567);
    QCOMPARE(known.next(), std::uint64_t{6457827717110365317U});
    QCOMPARE(known.next(), std::uint64_t{3203168211198807973U});
    SimRandom random(1);
    QVERIFY(!random.happens(0) && random.happens(1));
    for (const auto shape : {SimSpread::Shape::Exponential, SimSpread::Shape::Normal, SimSpread::Shape::Uniform}) {
        Duration sum{};
        for (int count = 0; count < 20000; ++count) {
            const Duration value = random.spread({shape, 1ms});
            QVERIFY(value >= Duration::zero());
            sum += value;
        }
        const double mean = std::chrono::duration<double, std::milli>(sum).count() / 20000;
        QVERIFY2(mean > 0.97 && mean < 1.03, qPrintable(QString::number(mean)));
    }
}

QTEST_APPLESS_MAIN(TestScenarioText)
#include "tst_scenario_text.moc"
