// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport_probe.h"

#include <QNetworkDatagram>
#include <QTcpServer>
#include <QTest>
#include <QUdpSocket>

#include <filesystem>
#include <thread>

using namespace platform;
using namespace std::chrono_literals;

namespace {

constexpr Duration keep = 10s;

std::size_t openDescriptors()
{
    const std::filesystem::directory_iterator list("/proc/self/fd");
    return static_cast<std::size_t>(std::distance(begin(list), end(list)));
}

IpAddress loopback(Family family)
{
    return *IpAddress::parse(family == Family::V4 ? "127.0.0.1" : "::1");
}

bool available(ProbeTransport &transport, Family family, Method method)
{
    for (const MethodCapability &line : transport.capabilities()) {
        if (line.family == family && line.method == method)
            return line.available;
    }
    return false;
}

} // namespace

/// The real transport on the loopback interface; what needs routers is in tests/netsim.
class TestLinuxTransport final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void echo_data();
    void echo();
    void closedUdpPort_data();
    void closedUdpPort();
    void tcp_data();
    void tcp();
    void tcpFreesItsSlot();
    void sameFlowSamePort();
    void applicationData();
    void badTargets_data();
    void badTargets();
    void wakeFromAnotherThread();
    void deadlineIsKept();
    void closedChannelIsSilent();
    void cancelledProbeIsForgotten();
    void nothingIsLeftOpen();
    void ladder();

private:
    ChannelInfo openOrFail(const ChannelSpec &spec);

    std::unique_ptr<ProbeTransport> m_keeper; ///< keeps the kernel stamping through all tests
    std::unique_ptr<ProbeTransport> m_transport;
    std::uint64_t m_lastProbe = 0;
};

void TestLinuxTransport::initTestCase()
{
    auto made = makeNativeTransport();
    QVERIFY(made);
    m_keeper = std::move(*made);
    QVERIFY(waitForStamps(*m_keeper));
}

void TestLinuxTransport::init()
{
    auto made = makeNativeTransport();
    QVERIFY(made);
    m_transport = std::move(*made);
}

ChannelInfo TestLinuxTransport::openOrFail(const ChannelSpec &spec)
{
    const auto info = m_transport->open(spec);
    if (!info) {
        qWarning("open failed: kind %d errno %d %s", int(info.error().kind), info.error().osCode,
            info.error().context.c_str());
        return {};
    }
    return info.value();
}

void TestLinuxTransport::echo_data()
{
    QTest::addColumn<Family>("family");
    QTest::addColumn<Method>("method");
    QTest::addColumn<int>("size");
    for (const Family family : {Family::V4, Family::V6}) {
        for (const Method method : {Method::IcmpSocket, Method::IcmpRaw}) {
            for (const int size : {0, 64, 1400}) {
                const std::string name = std::string(methodName(method)) + (family == Family::V4 ? " v4 " : " v6 ");
                QTest::addRow("%s%d", name.c_str(), size) << family << method << size;
            }
        }
    }
}

void TestLinuxTransport::echo()
{
    QFETCH(Family, family);
    QFETCH(Method, method);
    QFETCH(int, size);
    if (!available(*m_transport, family, method))
        QSKIP("this user may not use this method here");
    const ChannelInfo info = openOrFail({.target = loopback(family),
        .protocol = Protocol::Icmp,
        .method = method,
        .size = static_cast<std::uint16_t>(size)});
    QCOMPARE(info.method, method);
    QCOMPARE(info.source, loopback(family));
    QVERIFY(info.size >= 40 && info.size >= size);
    QVERIFY(info.kernelTimestamps);
    Collector seen;
    for (std::uint64_t number = 1; number <= 30; ++number)
        QVERIFY(m_transport->send(info.id, ProbeId{number}, static_cast<std::uint8_t>(number), keep));
    QVERIFY(seen.waitFor(*m_transport, 30));
    QCOMPARE(seen.foreign.size(), std::size_t{0});
    for (const ProbeReply &reply : seen.replies) {
        QCOMPARE(reply.kind, ReplyKind::EchoReply);
        QCOMPARE(reply.from, loopback(family));
        QCOMPARE(reply.rttSource, RttSource::Kernel);
        QVERIFY(reply.rtt > 0ns && reply.rtt < 100ms);
        QVERIFY(reply.replyTtl);
        QVERIFY(reply.receivedAt <= m_transport->now());
    }
}

void TestLinuxTransport::closedUdpPort_data()
{
    QTest::addColumn<Family>("family");
    QTest::newRow("v4") << Family::V4;
    QTest::newRow("v6") << Family::V6;
}

void TestLinuxTransport::closedUdpPort()
{
    QFETCH(Family, family);
    const ChannelInfo info = openOrFail({.target = loopback(family), .protocol = Protocol::Udp, .port = 33434});
    QCOMPARE(info.method, Method::UdpSocket);
    Collector seen;
    for (std::uint64_t number = 1; number <= 5; ++number)
        QVERIFY(m_transport->send(info.id, ProbeId{number}, 10, keep));
    QVERIFY(seen.waitFor(*m_transport, 5));
    for (std::uint64_t number = 1; number <= 5; ++number) {
        const ProbeReply *const reply = seen.replyTo(ProbeId{number});
        QVERIFY(reply != nullptr);
        QCOMPARE(reply->kind, ReplyKind::PortUnreachable);
        QCOMPARE(reply->rttSource, RttSource::Kernel);
        QVERIFY(reply->rtt > 0ns && reply->rtt < 100ms);
    }
}

void TestLinuxTransport::tcp_data()
{
    QTest::addColumn<Family>("family");
    QTest::addColumn<bool>("open");
    QTest::newRow("v4 open") << Family::V4 << true;
    QTest::newRow("v4 closed") << Family::V4 << false;
    QTest::newRow("v6 open") << Family::V6 << true;
    QTest::newRow("v6 closed") << Family::V6 << false;
}

void TestLinuxTransport::tcp()
{
    QFETCH(Family, family);
    QFETCH(bool, open);
    QTcpServer server;
    QVERIFY(server.listen(family == Family::V4 ? QHostAddress::LocalHost : QHostAddress::LocalHostIPv6));
    const std::uint16_t port = server.serverPort();
    if (!open)
        server.close();
    const ChannelInfo info = openOrFail({.target = loopback(family), .protocol = Protocol::Tcp, .port = port});
    QCOMPARE(info.maxInFlight, 1U);
    Collector seen;
    for (std::uint64_t number = 1; number <= 5; ++number) {
        QVERIFY(m_transport->send(info.id, ProbeId{number}, 10, keep));
        const auto second = m_transport->send(info.id, ProbeId{100 + number}, 10, keep);
        QVERIFY(!second && second.error().kind == ErrorKind::Busy);
        QVERIFY(seen.waitFor(*m_transport, number));
        QCOMPARE(seen.replies.back().probe, ProbeId{number});
        QCOMPARE(seen.replies.back().kind, open ? ReplyKind::TcpOpen : ReplyKind::TcpClosed);
        QVERIFY(seen.replies.back().rtt > 0ns && seen.replies.back().rtt < 100ms);
    }
}

void TestLinuxTransport::tcpFreesItsSlot()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const ChannelInfo info =
        openOrFail({.target = loopback(Family::V4), .protocol = Protocol::Tcp, .port = server.serverPort()});
    QVERIFY(m_transport->send(info.id, ProbeId{1}, 10, keep));
    m_transport->cancel(ProbeId{1});
    QVERIFY(m_transport->send(info.id, ProbeId{2}, 10, keep));
    Collector seen;
    QVERIFY(seen.waitFor(*m_transport, 1));
    QCOMPARE(seen.replies.front().probe, ProbeId{2});
}

void TestLinuxTransport::sameFlowSamePort()
{
    QUdpSocket target;
    QVERIFY(target.bind(QHostAddress::LocalHost));
    const auto portOf = [&](const ChannelInfo &channel) {
        const bool sent = m_transport->send(channel.id, ProbeId{++m_lastProbe}, 9, keep).ok();
        const bool arrived = sent && (target.hasPendingDatagrams() || target.waitForReadyRead(1000));
        return arrived ? target.receiveDatagram().senderPort() : -1;
    };
    ChannelSpec spec{.target = loopback(Family::V4), .protocol = Protocol::Udp, .port = target.localPort()};
    const ChannelInfo first = openOrFail(spec);
    const int port = portOf(first);
    QVERIFY(port > 0);
    QCOMPARE(portOf(first), port);
    const ChannelInfo second = openOrFail(spec); // taken: gets another
    QVERIFY(portOf(second) != port);
    m_transport->close(first.id);
    QCOMPARE(portOf(openOrFail(spec)), port); // the same flow is the same again
    spec.flow = 1;
    QVERIFY(portOf(openOrFail(spec)) != port);
}

void TestLinuxTransport::applicationData()
{
    QUdpSocket target;
    QVERIFY(target.bind(QHostAddress::LocalHost));
    const ChannelInfo info =
        openOrFail({.target = loopback(Family::V4), .protocol = Protocol::Udp, .port = target.localPort()});
    QVERIFY(m_transport->send(info.id, ProbeId{1}, 9, keep));
    QVERIFY(m_transport->send(info.id, ProbeId{2}, 9, keep));
    QVERIFY(target.hasPendingDatagrams() || target.waitForReadyRead(1000));
    const QNetworkDatagram first = target.receiveDatagram();
    target.writeDatagram(first.makeReply("hello")); // could be the answer to either
    target.writeDatagram(first.makeReply(first.data())); // shows which
    target.writeDatagram(first.makeReply("hello")); // only one is left now
    Collector seen;
    QVERIFY(seen.waitFor(*m_transport, 2));
    QCOMPARE(seen.replies[0].probe, ProbeId{1});
    QCOMPARE(seen.replies[1].probe, ProbeId{2});
    QCOMPARE(seen.replies[0].kind, ReplyKind::Other);
    QCOMPARE(seen.foreign.size(), std::size_t{1});
    QCOMPARE(seen.foreign.front().reason, ForeignReason::Ambiguous);
}

void TestLinuxTransport::badTargets_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("interface");
    QTest::addColumn<ErrorKind>("kind");
    const QByteArray none;
    QTest::newRow("unspecified") << QByteArray("0.0.0.0") << none << none << ErrorKind::InvalidTarget;
    QTest::newRow("unspecified v6") << QByteArray("::") << none << none << ErrorKind::InvalidTarget;
    QTest::newRow("multicast") << QByteArray("224.0.0.1") << none << none << ErrorKind::InvalidTarget;
    QTest::newRow("multicast v6") << QByteArray("ff02::1") << none << none << ErrorKind::InvalidTarget;
    QTest::newRow("broadcast") << QByteArray("255.255.255.255") << none << none << ErrorKind::InvalidTarget;
    QTest::newRow("subnet broadcast") << QByteArray("127.255.255.255") << none << none << ErrorKind::InvalidTarget;
    QTest::newRow("source elsewhere") << QByteArray("127.0.0.1") << QByteArray("192.0.2.77") << none
                                      << ErrorKind::SourceGone;
    QTest::newRow("source of the other family")
        << QByteArray("127.0.0.1") << QByteArray("::1") << none << ErrorKind::SourceGone;
    QTest::newRow("no such interface") << QByteArray("127.0.0.1") << none << QByteArray("nosuch0")
                                       << ErrorKind::NoSuchInterface;
    QTest::newRow("name longer than any")
        << QByteArray("127.0.0.1") << none << QByteArray(100, 'x') << ErrorKind::NoSuchInterface;
}

void TestLinuxTransport::badTargets()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, interface);
    QFETCH(ErrorKind, kind);
    for (const Protocol protocol : {Protocol::Icmp, Protocol::Udp, Protocol::Tcp}) {
        ChannelSpec spec{.target = *IpAddress::parse(target.toStdString()), .protocol = protocol, .port = 33434};
        if (!source.isEmpty())
            spec.source = *IpAddress::parse(source.toStdString());
        spec.interfaceName = interface.toStdString();
        const auto info = m_transport->open(spec);
        QVERIFY(!info);
        QCOMPARE(info.error().kind, kind);
    }
}

void TestLinuxTransport::wakeFromAnotherThread()
{
    Collector seen;
    m_transport->wake(); // before the wait: ends the next one
    m_transport->wait(TimePoint::max(), seen);
    std::jthread other([this] { m_transport->wake(); });
    m_transport->wait(TimePoint::max(), seen);
    other.join();
    m_transport->wait(m_transport->now(), seen);
    QVERIFY(seen.replies.empty());
}

void TestLinuxTransport::deadlineIsKept()
{
    Collector seen;
    const TimePoint start = m_transport->now();
    m_transport->wait(start + 5ms, seen);
    const Duration slept = m_transport->now() - start;
    QVERIFY2(slept >= 5ms, "returned before the deadline");
    m_transport->wait(start, seen); // in the past: returns
}

void TestLinuxTransport::closedChannelIsSilent()
{
    const ChannelInfo info = openOrFail({.target = loopback(Family::V4), .protocol = Protocol::Udp, .port = 33434});
    QVERIFY(m_transport->send(info.id, ProbeId{1}, 9, keep));
    m_transport->close(info.id);
    m_transport->close(info.id); // twice is nothing
    Collector seen;
    m_transport->wait(m_transport->now(), seen);
    QVERIFY(seen.replies.empty() && seen.foreign.empty());
    const auto sent = m_transport->send(info.id, ProbeId{2}, 9, keep);
    QVERIFY(!sent && sent.error().kind == ErrorKind::NotFound);
}

void TestLinuxTransport::cancelledProbeIsForgotten()
{
    const ChannelInfo info = openOrFail({.target = loopback(Family::V4), .protocol = Protocol::Udp, .port = 33434});
    QVERIFY(m_transport->send(info.id, ProbeId{1}, 9, keep));
    QVERIFY(m_transport->send(info.id, ProbeId{2}, 9, keep));
    m_transport->cancel(ProbeId{1});
    m_transport->cancel(ProbeId{77}); // never sent
    Collector seen;
    QVERIFY(seen.waitFor(*m_transport, 1));
    QCOMPARE(seen.replies.size(), std::size_t{1});
    QCOMPARE(seen.replies.front().probe, ProbeId{2});
    QCOMPARE(seen.foreign.size(), std::size_t{1});
    QCOMPARE(seen.foreign.front().reason, ForeignReason::UnknownProbe);
}

void TestLinuxTransport::nothingIsLeftOpen()
{
    const std::size_t before = openDescriptors();
    for (const Protocol protocol : {Protocol::Icmp, Protocol::Udp, Protocol::Tcp}) {
        for (const Family family : {Family::V4, Family::V6}) {
            for (std::uint64_t round = 0; round < 20; ++round) {
                const auto info = m_transport->open({.target = loopback(family), .protocol = protocol, .port = 33434});
                if (info)
                    (void)m_transport->send(info.value().id, ProbeId{round}, 9, keep);
                if (info)
                    m_transport->close(info.value().id);
            }
        }
    }
    QCOMPARE(openDescriptors(), before);
    m_transport.reset();
    QVERIFY(openDescriptors() < before);
}

void TestLinuxTransport::ladder()
{
    QCOMPARE(m_transport->capabilities().size(), std::size_t{8});
    const bool raw = available(*m_transport, Family::V4, Method::IcmpRaw);
    const bool ping = available(*m_transport, Family::V4, Method::IcmpSocket);
    const auto info = m_transport->open({.target = loopback(Family::V4), .protocol = Protocol::Icmp});
    QCOMPARE(info.ok(), raw || ping);
    if (info)
        QCOMPARE(info.value().method, raw ? Method::IcmpRaw : Method::IcmpSocket);
    else
        QCOMPARE(info.error().kind, ErrorKind::Denied);
    const auto wrong = m_transport->open(
        {.target = loopback(Family::V4), .protocol = Protocol::Udp, .method = Method::IcmpRaw, .port = 1});
    QVERIFY(!wrong && wrong.error().kind == ErrorKind::Unsupported);
}

QTEST_GUILESS_MAIN(TestLinuxTransport)
#include "tst_linux_transport.moc"
