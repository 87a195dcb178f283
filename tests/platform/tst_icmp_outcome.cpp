// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/windows/icmp_outcome.h"

#include <QTest>

using namespace platform;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(ReplyKind)

namespace {

const WindowsTransportOptions options;
const TimePoint start{1000s};

IcmpJob jobTo(const char *target, const char *source)
{
    auto flow = std::make_shared<IcmpFlow>();
    flow->channel = ChannelId{1};
    flow->target = *IpAddress::parse(target);
    flow->source = *IpAddress::parse(source);
    return {ProbeId{7}, std::move(flow), 5, start + 10s};
}

IcmpJob job4()
{
    return jobTo("203.0.113.9", "192.0.2.2");
}

IcmpVerdict verdict(std::uint32_t status, const char *from, Duration took = 20ms)
{
    IcmpVerdict said;
    said.status = status;
    said.from = *IpAddress::parse(from);
    said.milliseconds = static_cast<std::uint32_t>(took / 1ms);
    said.sameData = true;
    said.replyTtl = 60;
    said.sentAt = start;
    said.completedAt = start + took;
    return said;
}

} // namespace

/// What the words of Windows' ICMP service mean for a probe.
class TestIcmpOutcome final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void kinds_data();
    void kinds();
    void silence();
    void untouchedIsNoSuccess();
    void echoMustProveItself();
    void wordsOfOurOwnSystem_data();
    void wordsOfOurOwnSystem();
    void lateThreadIsNoLatency();
    void emptyTimeSaysNothing();
    void tooLate();
};

void TestIcmpOutcome::kinds_data()
{
    QTest::addColumn<std::uint32_t>("status");
    QTest::addColumn<ReplyKind>("kind4");
    QTest::addColumn<int>("type4");
    QTest::addColumn<ReplyKind>("kind6");
    QTest::addColumn<int>("type6");
    QTest::newRow("expired") << 11013U << ReplyKind::TimeExceeded << 11 << ReplyKind::TimeExceeded << 3;
    QTest::newRow("net") << 11002U << ReplyKind::NetUnreachable << 3 << ReplyKind::NetUnreachable << 1;
    QTest::newRow("host") << 11003U << ReplyKind::HostUnreachable << 3 << ReplyKind::HostUnreachable << 1;
    QTest::newRow("protocol or prohibited") << 11004U << ReplyKind::Other << 3 << ReplyKind::AdminProhibited << 1;
    QTest::newRow("port") << 11005U << ReplyKind::PortUnreachable << 3 << ReplyKind::PortUnreachable << 1;
    QTest::newRow("too big") << 11009U << ReplyKind::PacketTooBig << 3 << ReplyKind::PacketTooBig << 2;
    QTest::newRow("never heard of") << 11999U << ReplyKind::Other << 0 << ReplyKind::Other << 0;
}

void TestIcmpOutcome::kinds()
{
    QFETCH(std::uint32_t, status);
    QFETCH(ReplyKind, kind4);
    QFETCH(int, type4);
    QFETCH(ReplyKind, kind6);
    QFETCH(int, type6);
    const auto four = judge(job4(), verdict(status, "198.51.100.1"), options);
    const auto six = judge(jobTo("2001:db8::9", "2001:db8::2"), verdict(status, "2001:db8:1::1"), options);
    const auto *const reply4 = std::get_if<ProbeReply>(&four);
    const auto *const reply6 = std::get_if<ProbeReply>(&six);
    QVERIFY(reply4 != nullptr && reply6 != nullptr);
    QCOMPARE(reply4->kind, kind4);
    QCOMPARE(int{reply4->icmpType}, type4);
    QCOMPARE(reply6->kind, kind6);
    QCOMPARE(int{reply6->icmpType}, type6);
    QCOMPARE(reply4->from, *IpAddress::parse("198.51.100.1"));
    QCOMPARE(reply4->rtt, Duration(20ms));
    QCOMPARE(reply4->receivedAt, start + 20ms);
}

void TestIcmpOutcome::silence()
{
    const auto outcome = judge(job4(), verdict(11010, "0.0.0.0", 1s), options);
    QVERIFY(std::holds_alternative<std::monostate>(outcome));
}

void TestIcmpOutcome::untouchedIsNoSuccess()
{
    IcmpVerdict said = verdict(IcmpVerdict::untouched, "203.0.113.9");
    auto outcome = judge(job4(), said, options);
    QVERIFY(std::holds_alternative<Error>(outcome));
    QCOMPARE(std::get<Error>(outcome).kind, ErrorKind::Busy);
    said.ioStatus = static_cast<std::int32_t>(0xc0000022); // STATUS_ACCESS_DENIED
    outcome = judge(job4(), said, options);
    QCOMPARE(std::get<Error>(outcome).kind, ErrorKind::Denied);
}

void TestIcmpOutcome::echoMustProveItself()
{
    auto outcome = judge(job4(), verdict(0, "203.0.113.9"), options);
    QVERIFY(std::holds_alternative<ProbeReply>(outcome));
    QCOMPARE(std::get<ProbeReply>(outcome).kind, ReplyKind::EchoReply);
    outcome = judge(job4(), verdict(0, "203.0.113.10"), options);
    QCOMPARE(std::get<ForeignReason>(outcome), ForeignReason::WrongAddress);
    IcmpVerdict said = verdict(0, "203.0.113.9");
    said.sameData = false;
    outcome = judge(job4(), said, options);
    QCOMPARE(std::get<ForeignReason>(outcome), ForeignReason::WrongNonce);
    outcome = judge(job4(), verdict(11013, "0.0.0.0"), options);
    QCOMPARE(std::get<ForeignReason>(outcome), ForeignReason::Malformed);
}

void TestIcmpOutcome::wordsOfOurOwnSystem_data()
{
    QTest::addColumn<std::uint32_t>("status");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("general failure") << 11050U << QByteArray("0.0.0.0") << ErrorKind::NoRoute;
    QTest::newRow("no neighbour") << 11003U << QByteArray("192.0.2.2") << ErrorKind::NoRoute;
    QTest::newRow("no route") << 11003U << QByteArray("0.0.0.0") << ErrorKind::NoRoute;
    QTest::newRow("larger than the link") << 11009U << QByteArray("192.0.2.2") << ErrorKind::TooBig;
    QTest::newRow("no resources") << 11006U << QByteArray("0.0.0.0") << ErrorKind::Busy;
    QTest::newRow("parameter") << 11015U << QByteArray("0.0.0.0") << ErrorKind::Other;
}

void TestIcmpOutcome::wordsOfOurOwnSystem()
{
    QFETCH(std::uint32_t, status);
    QFETCH(QByteArray, from);
    QFETCH(ErrorKind, kind);
    const auto outcome = judge(job4(), verdict(status, from.constData()), options);
    QVERIFY(std::holds_alternative<Error>(outcome));
    QCOMPARE(std::get<Error>(outcome).kind, kind);
    // A probe to ourselves is answered by ourselves.
    const auto self = judge(jobTo("192.0.2.2", "192.0.2.2"), verdict(0, "192.0.2.2"), options);
    QVERIFY(std::holds_alternative<ProbeReply>(self));
}

void TestIcmpOutcome::lateThreadIsNoLatency()
{
    IcmpVerdict said = verdict(11013, "198.51.100.1", 300ms);
    said.milliseconds = 12; // the system saw the answer long before our thread ran
    const auto late = std::get<ProbeReply>(judge(job4(), said, options));
    QCOMPARE(late.rttSource, RttSource::System);
    QCOMPARE(late.rtt, Duration(12500us));
    QCOMPARE(late.receivedAt, start + 12500us);
    said.completedAt = start + 32ms;
    const auto punctual = std::get<ProbeReply>(judge(job4(), said, options));
    QCOMPARE(punctual.rttSource, RttSource::User);
    QCOMPARE(punctual.rtt, Duration(32ms));
}

void TestIcmpOutcome::emptyTimeSaysNothing()
{
    IcmpVerdict said = verdict(11013, "198.51.100.1", 300ms);
    said.milliseconds = 0;
    QCOMPARE(std::get<ProbeReply>(judge(job4(), said, options)).rtt, Duration(300ms));
}

void TestIcmpOutcome::tooLate()
{
    const auto outcome = judge(job4(), verdict(11013, "198.51.100.1", 11s), options);
    QVERIFY(std::holds_alternative<std::monostate>(outcome));
}

QTEST_APPLESS_MAIN(TestIcmpOutcome)
#include "tst_icmp_outcome.moc"
