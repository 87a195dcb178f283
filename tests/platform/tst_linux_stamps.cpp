// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/linux/clock_pair.h"
#include "platform/linux/datagram_channel.h"
#include "platform/linux/probe_socket.h"

#include <QTest>

#include <set>

using namespace platform;
using namespace std::chrono_literals;

namespace {

constexpr Duration offset = 1'700'000'000s; // wall clock minus monotonic clock
const TimePoint sentAt{1000s};

} // namespace

/// What becomes of kernel stamps; the clocks are given, so a clock can be set in the middle of a probe's flight.
class TestLinuxStamps final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void times_data();
    void times();
    void readsBothClocksTogether();
    void ledger();
    void flowPorts();
};

void TestLinuxStamps::times_data()
{
    // All in microseconds after sentAt.
    QTest::addColumn<int>("kernelSent"); // -1: no stamp
    QTest::addColumn<int>("kernelReceived");
    QTest::addColumn<int>("readAt");
    QTest::addColumn<int>("clockSetBy"); // while the probe was under way
    QTest::addColumn<RttSource>("source");
    QTest::addColumn<int>("rtt");
    QTest::addColumn<int>("receivedAt");
    using enum RttSource;
    QTest::newRow("both stamps") << 5 << 105 << 5000 << 0 << Kernel << 100 << 105;
    QTest::newRow("no send stamp") << -1 << 105 << 5000 << 0 << KernelReceive << 105 << 105;
    QTest::newRow("no stamps") << -1 << -1 << 200 << 0 << User << 200 << 200;
    QTest::newRow("set forward by 10 ms") << 5 << 10'105 << 200 << 10'000 << User << 200 << 200;
    QTest::newRow("set back by 10 ms") << 5 << -9'895 << 200 << -10'000 << User << 200 << 200;
    QTest::newRow("set forward by an hour") << 5 << 2'000'000'105 << 200 << 2'000'000'000 << User << 200 << 200;
    QTest::newRow("set after the arrival") << 5 << 105 << 200 << 1'000'000 << User << 200 << 200;
    QTest::newRow("slewed a little") << 5 << 1'000'405 << 1'000'500 << 300 << Kernel << 1'000'400 << 1'000'105;
    QTest::newRow("received before it was sent") << 5 << -50 << 200 << 0 << User << 200 << 200;
    QTest::newRow("received after it was read") << 5 << 900 << 200 << 0 << User << 200 << 200;
    QTest::newRow("send stamp after the arrival") << 150 << 105 << 200 << 0 << KernelReceive << 105 << 105;
    QTest::newRow("stamps of one moment") << 105 << 105 << 200 << 0 << KernelReceive << 105 << 105;
}

void TestLinuxStamps::times()
{
    QFETCH(int, kernelSent);
    QFETCH(int, kernelReceived);
    QFETCH(int, readAt);
    QFETCH(int, clockSetBy);
    QFETCH(RttSource, source);
    QFETCH(int, rtt);
    QFETCH(int, receivedAt);
    const auto wall = [](int micros) { return sentAt.time_since_epoch() + offset + std::chrono::microseconds(micros); };
    OutstandingProbe probe;
    probe.sentAt = sentAt;
    probe.wallOffset = offset;
    if (kernelSent != -1)
        probe.kernelSentAt = wall(kernelSent);
    Arrival arrival;
    arrival.readAt = {sentAt + std::chrono::microseconds(readAt), offset + std::chrono::microseconds(clockSetBy)};
    if (kernelReceived != -1)
        arrival.kernelStamp = wall(kernelReceived);
    ProbeReply reply;
    fillTimes(reply, probe, arrival, {});
    QCOMPARE(reply.rttSource, source);
    QCOMPARE(reply.rtt, Duration(std::chrono::microseconds(rtt)));
    QCOMPARE(reply.receivedAt, sentAt + std::chrono::microseconds(receivedAt));
}

void TestLinuxStamps::readsBothClocksTogether()
{
    const ClockPair first = ClockPair::read();
    const ClockPair second = ClockPair::read();
    QVERIFY(second.monotonic >= first.monotonic);
    QVERIFY(!clockWasSet({}, first.monotonic, first.wallOffset, second));
}

void TestLinuxStamps::ledger()
{
    StampLedger ledger(4);
    QVERIFY(!ledger.owner(0));
    for (std::uint16_t number = 0; number < 6; ++number)
        ledger.add({7, number});
    QVERIFY(!ledger.owner(0) && !ledger.owner(1)); // too long ago
    QCOMPARE(ledger.owner(2)->sequence, std::uint16_t{2});
    QCOMPARE(ledger.owner(5)->sequence, std::uint16_t{5});
    QVERIFY(!ledger.owner(6) && !ledger.owner(0xffffffffU));
    ledger.restart();
    QVERIFY(!ledger.owner(5));
    ledger.add({8, 9});
    QCOMPARE(ledger.owner(0)->channel, 8U);
}

void TestLinuxStamps::flowPorts()
{
    const PortRange range{.first = 49152, .count = 16384};
    ChannelSpec spec{.target = *IpAddress::parse("192.0.2.1"), .protocol = Protocol::Udp, .port = 33434};
    QCOMPARE(flowPort(spec, range, 0), flowPort(spec, range, 0));
    std::set<std::uint16_t> ports;
    for (std::uint32_t flow = 0; flow < 64; ++flow) {
        spec.flow = flow;
        ports.insert(flowPort(spec, range, 0));
        QVERIFY(flowPort(spec, range, 0) >= range.first);
    }
    QVERIFY(ports.size() >= 62);
    QVERIFY(flowPort(spec, range, 0) != flowPort(spec, range, 1));
}

QTEST_APPLESS_MAIN(TestLinuxStamps)
#include "tst_linux_stamps.moc"
