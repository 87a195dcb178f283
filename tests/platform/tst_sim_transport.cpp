// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/platform/sim_probing.h"

#include <QTest>

#include <future>
#include <thread>

using namespace platform;
using namespace std::chrono_literals;

class TestSimTransport final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void demoNetwork();
    void everyProtocolAndFamily_data();
    void everyProtocolAndFamily();
    void sameScenarioSameAnswers();
    void refusesWhatItCannotReach();
    void tcpSerial();
    void cancelFreesTheSlot();
    void forgetsOldProbes();
    void closedChannelIsSilent();
    void networkChanges();
    void deadlineInThePast();
    void wakeEndsTheNextWait();
    void limitHoldsTimeBack();
    void realClock();
    void restartTakesTheSamePath();
    void logTellsTheTruth();
};

void TestSimTransport::demoNetwork()
{
    auto scenario = openScenario("demo");
    QVERIFY2(scenario.ok(), scenario.ok() ? "" : scenario.error().context.c_str());
    Probing probing(*scenario);
    const Lines lines = probing.trace("example.com", Protocol::Icmp, 14);
    QCOMPARE(lines.size(), std::size_t{13}); // one hop is silent
    QCOMPARE(lines.front().substr(0, 28), std::string("1 192.0.2.1 time-exceeded ms"));
    QVERIFY(lines.back().starts_with("14 192.0.2.200 echo-reply"));
    for (const SimTarget &target : scenario->targets) {
        for (const IpAddress &address : target.addresses)
            QVERIFY(!probing.traceTo(address, Protocol::Udp, 14).empty());
    }
    QCOMPARE(scenario->resolve("EXAMPLE.com.").size(), std::size_t{2});
    const SimFacts facts = scenario->factsOf(*IpAddress::parse("203.0.113.77"));
    QCOMPARE(facts.name, std::string("ae2.lon1.meridian.example"));
    QVERIFY(facts.place->city == "London" && facts.prefix->asn == 64502 && facts.prefix->asName == "Meridian");
}

namespace {

constexpr std::string_view threeHops = R"(
client 192.0.2.254 2001:db8::fffe
target example.com 198.51.100.9 2001:db8:9::9
  hop a 198.51.100.1 2001:db8:1::1 delay 1ms
  hop b 198.51.100.2 2001:db8:2::2 delay 2ms back 3ms
  host delay 4ms tcp 80 open tcp 25 filtered tcp 23 prohibited udp 53 answering udp 123 open
)";

} // namespace

void TestSimTransport::everyProtocolAndFamily_data()
{
    QTest::addColumn<int>("protocol");
    QTest::addColumn<int>("port");
    QTest::addColumn<bool>("v6");
    QTest::addColumn<QByteArray>("last");
    for (const bool v6 : {false, true}) {
        const auto row = [v6](const char *name, Protocol protocol, int port, const char *last) {
            QTest::addRow("%s %s", name, v6 ? "v6" : "v4")
                << static_cast<int>(protocol) << port << v6 << QByteArray(last);
        };
        row("icmp", Protocol::Icmp, 0, "echo-reply");
        row("udp closed", Protocol::Udp, 33434, "port-unreachable");
        row("udp answering", Protocol::Udp, 53, "other");
        row("udp open", Protocol::Udp, 123, "");
        row("tcp open", Protocol::Tcp, 80, "tcp-open");
        row("tcp closed", Protocol::Tcp, 81, "tcp-closed");
        row("tcp filtered", Protocol::Tcp, 25, "");
        row("tcp prohibited", Protocol::Tcp, 23, "admin-prohibited");
    }
}

void TestSimTransport::everyProtocolAndFamily()
{
    QFETCH(int, protocol);
    QFETCH(int, port);
    QFETCH(bool, v6);
    QFETCH(QByteArray, last);
    Probing probing(threeHops);
    const char *target = v6 ? "2001:db8:9::9" : "198.51.100.9";
    const auto lines = probing.traceTo(
        *IpAddress::parse(target), static_cast<Protocol>(protocol), 3, static_cast<std::uint16_t>(port));
    Lines expected{v6 ? "1 2001:db8:1::1 time-exceeded ms 2 ttl 255" : "1 198.51.100.1 time-exceeded ms 2 ttl 255",
        v6 ? "2 2001:db8:2::2 time-exceeded ms 7 ttl 254" : "2 198.51.100.2 time-exceeded ms 7 ttl 254"};
    if (!last.isEmpty())
        expected.push_back(std::string("3 ") + target + ' ' + last.toStdString() + " ms 15 ttl 62");
    if (last == "admin-prohibited")
        expected.back() += v6 ? " icmp 1/1" : " icmp 3/13";
    QCOMPARE(lines, expected);
    QCOMPARE(probing.sink.foreign.size(), std::size_t{0});
}

void TestSimTransport::sameScenarioSameAnswers()
{
    const auto run = [] {
        Probing probing(*openScenario("demo"));
        Lines all;
        for (int round = 0; round < 100; ++round) {
            for (std::string &line : probing.trace("example.com", Protocol::Icmp, 14))
                all.push_back(std::move(line));
            probing.clock->advance(1s);
        }
        return all;
    };
    QCOMPARE(run(), run());
}

void TestSimTransport::refusesWhatItCannotReach()
{
    Probing probing(threeHops);
    const auto kindOf = [&](ChannelSpec spec) {
        const auto channel = probing.transport.open(spec);
        return channel.ok() ? -1 : static_cast<int>(channel.error().kind);
    };
    const IpAddress target = *IpAddress::parse("198.51.100.9");
    QCOMPARE(kindOf({.target = target}), -1);
    QCOMPARE(kindOf({.target = *IpAddress::parse("198.51.100.77")}), static_cast<int>(ErrorKind::NoRoute));
    QCOMPARE(kindOf({.target = *IpAddress::parse("224.0.0.1")}), static_cast<int>(ErrorKind::InvalidTarget));
    QCOMPARE(kindOf({.target = *IpAddress::parse("255.255.255.255")}), static_cast<int>(ErrorKind::InvalidTarget));
    QCOMPARE(kindOf({}), static_cast<int>(ErrorKind::InvalidTarget));
    QCOMPARE(kindOf({.target = target, .method = Method::UdpSocket}), static_cast<int>(ErrorKind::Unsupported));
    QCOMPARE(
        kindOf({.target = target, .source = *IpAddress::parse("10.0.0.1")}), static_cast<int>(ErrorKind::SourceGone));
    QCOMPARE(kindOf({.target = target, .interfaceName = "eth7"}), static_cast<int>(ErrorKind::NoSuchInterface));
    QCOMPARE(kindOf({.target = target, .method = Method::Simulated, .interfaceName = "sim0"}), -1);
    QVERIFY(!probing.transport.send(ChannelId{999}, ProbeId{1}, 1, 1s).ok());
}

void TestSimTransport::tcpSerial()
{
    Probing probing(std::string("tcp-serial\n") + std::string(threeHops));
    const auto channel =
        probing.transport.open({.target = *IpAddress::parse("198.51.100.9"), .protocol = Protocol::Tcp, .port = 80});
    QCOMPARE(channel->maxInFlight, 1U);
    QVERIFY(probing.transport.send(channel->id, ProbeId{1}, 1, 1s).ok());
    const auto second = probing.transport.send(channel->id, ProbeId{2}, 1, 1s);
    QVERIFY(!second.ok() && second.error().kind == ErrorKind::LimitReached);
    probing.runFor(1ms);
    QVERIFY(!probing.transport.send(channel->id, ProbeId{2}, 1, 1s).ok());
    probing.runFor(1ms); // the answer frees the slot
    QVERIFY(probing.transport.send(channel->id, ProbeId{2}, 1, 1s).ok());
}

void TestSimTransport::cancelFreesTheSlot()
{
    Probing probing(std::string("tcp-serial\n") + std::string(threeHops));
    const auto channel =
        probing.transport.open({.target = *IpAddress::parse("198.51.100.9"), .protocol = Protocol::Tcp, .port = 25});
    QVERIFY(probing.transport.send(channel->id, ProbeId{1}, 9, 1s).ok());
    probing.transport.cancel(ProbeId{1});
    QVERIFY(probing.transport.send(channel->id, ProbeId{2}, 9, 1s).ok());
    probing.clock->advance(1s); // or its time is over
    QVERIFY(probing.transport.send(channel->id, ProbeId{3}, 9, 1s).ok());
}

void TestSimTransport::forgetsOldProbes()
{
    Probing probing(threeHops);
    const auto channel = probing.transport.open({.target = *IpAddress::parse("198.51.100.9")});
    QVERIFY(probing.transport.send(channel->id, ProbeId{1}, 3, 14ms).ok()); // answered after 15
    QVERIFY(probing.transport.send(channel->id, ProbeId{2}, 3, 16ms).ok());
    QVERIFY(probing.transport.send(channel->id, ProbeId{3}, 3, 16ms).ok());
    probing.transport.cancel(ProbeId{3});
    probing.runFor(1s);
    QCOMPARE(probing.sink.replies.size(), std::size_t{1});
    QCOMPARE(probing.sink.replies.front().probe, ProbeId{2});
}

void TestSimTransport::closedChannelIsSilent()
{
    Probing probing(threeHops);
    const auto channel = probing.transport.open({.target = *IpAddress::parse("198.51.100.9")});
    QVERIFY(probing.transport.send(channel->id, ProbeId{1}, 3, 1s).ok());
    probing.transport.close(channel->id);
    probing.transport.close(channel->id);
    probing.runFor(1s);
    QVERIFY(probing.sink.replies.empty() && probing.sink.foreign.empty());
}

void TestSimTransport::networkChanges()
{
    Probing probing(
        std::string(threeHops) + "at 1s for 1s interface-down\nat 3s for 1s noroute example.com\nat 5s source-gone\n");
    const auto channel = probing.transport.open({.target = *IpAddress::parse("198.51.100.9")});
    const auto kinds = [&] {
        const auto sent = probing.transport.send(channel->id, ProbeId{1}, 1, 1s);
        return sent.ok() ? -1 : static_cast<int>(sent.error().kind);
    };
    const int noRoute = static_cast<int>(ErrorKind::NoRoute);
    for (const int expected : {-1, noRoute, -1, noRoute, -1, static_cast<int>(ErrorKind::SourceGone)}) {
        QCOMPARE(kinds(), expected);
        probing.runFor(1s);
    }
    QCOMPARE(probing.sink.networkChanges, 5);
}

void TestSimTransport::deadlineInThePast()
{
    Probing probing(threeHops);
    const TimePoint before = probing.clock->now();
    probing.transport.wait(before - 1h, probing.sink);
    QCOMPARE(probing.clock->now(), before);
}

void TestSimTransport::wakeEndsTheNextWait()
{
    Probing probing(threeHops);
    const TimePoint before = probing.clock->now();
    probing.transport.wake();
    probing.transport.wake();
    probing.transport.wait(before + 1h, probing.sink);
    QCOMPARE(probing.clock->now(), before);
    probing.transport.wait(before + 1h, probing.sink);
    QCOMPARE(probing.clock->now(), before + 1h);
    // Without any deadline only wake() ends it.
    std::jthread waker([&] { probing.transport.wake(); });
    probing.transport.wait(TimePoint::max(), probing.sink);
}

void TestSimTransport::limitHoldsTimeBack()
{
    Probing probing(threeHops);
    const TimePoint start = probing.clock->now();
    probing.clock->setLimit(start + 10s);
    auto done = std::async(std::launch::async, [&] { probing.transport.wait(start + 20s, probing.sink); });
    while (probing.clock->now() < start + 10s)
        std::this_thread::yield();
    QCOMPARE(probing.clock->now(), start + 10s);
    probing.clock->setLimit(start + 30s);
    done.get();
    QCOMPARE(probing.clock->now(), start + 20s);
}

void TestSimTransport::realClock()
{
    SimTransport transport(*parseScenario(threeHops, "test"));
    RecordingSink sink;
    const auto channel = transport.open({.target = *IpAddress::parse("198.51.100.9")});
    const auto sent = transport.send(channel->id, ProbeId{1}, 3, 10s);
    QVERIFY(sent.ok());
    while (sink.replies.empty())
        transport.wait(transport.now() + 10s, sink);
    QVERIFY(transport.now() - sent->sentAt >= 15ms);
    QCOMPARE(sink.replies.front().rtt, Duration(15ms)); // exact, however late this thread was
    std::jthread waker([&] { transport.wake(); });
    transport.wait(TimePoint::max(), sink);
}

void TestSimTransport::restartTakesTheSamePath()
{
    Probing probing(R"(
target t 198.51.100.9
  split per-flow
    branch
      hop a 198.51.100.1
    branch
      hop b 198.51.100.2
  join
)");
    std::set<std::string> perFlow[16];
    for (int round = 0; round < 20; ++round) {
        for (std::uint32_t flow = 0; flow < 16; ++flow)
            perFlow[flow].insert(probing.trace("t", Protocol::Udp, 1, flow).front());
    }
    std::set<std::string> all;
    for (const auto &seen : perFlow) {
        QCOMPARE(seen.size(), std::size_t{1});
        all.insert(seen.begin(), seen.end());
    }
    QCOMPARE(all.size(), std::size_t{2});
}

void TestSimTransport::logTellsTheTruth()
{
    Probing probing(threeHops);
    probing.trace("example.com", Protocol::Icmp, 4);
    const auto log = probing.transport.takeLog();
    QCOMPARE(log.size(), std::size_t{4});
    QVERIFY(log[1].node == "b" && log[1].end == SimFate::End::Answered && log[1].ttl == 2);
    QCOMPARE(*log[1].answerAt - log[1].sentAt, Duration(7ms));
    QVERIFY(probing.transport.takeLog().empty());
}

QTEST_APPLESS_MAIN(TestSimTransport)
#include "tst_sim_transport.moc"
