// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "packet_tap.h"
#include "tests/platform/transport_probe.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTcpServer>
#include <QTest>

#include <unistd.h>

#include <cstdio>
#include <set>

using namespace platform;
using namespace std::chrono_literals;

namespace {

constexpr Duration keep = 10s;
constexpr std::uint16_t openPort = 443;
constexpr std::uint16_t closedPort = 81;

IpAddress at(Family family, const char *text4, const char *text6)
{
    return *IpAddress::parse(family == Family::V4 ? text4 : text6);
}

IpAddress serverOf(Family family)
{
    return at(family, "10.0.3.2", "fd00:3::2");
}

Protocol protocolOf(Method method)
{
    if (method == Method::UdpSocket)
        return Protocol::Udp;
    return method == Method::TcpConnect ? Protocol::Tcp : Protocol::Icmp;
}

void addMethods(std::initializer_list<Method> methods)
{
    QTest::addColumn<Method>("method");
    QTest::addColumn<Family>("family");
    for (const Method method : methods) {
        for (const Family family : {Family::V4, Family::V6}) {
            const std::string name(methodName(method));
            QTest::addRow("%s v%d", name.c_str(), int(family)) << method << family;
        }
    }
}

bool runAsRoot(const char *command)
{
    return QProcess::execute(QStringLiteral("sh"), {QStringLiteral("-c"), QString::fromLatin1(command)}) == 0;
}

} // namespace

/// The real transport and real kernel routers: see in_routers.sh for the network around it.
class TestLinuxPath final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void path_data();
    void path();
    void pendingErrors_data();
    void pendingErrors();
    void refusals_data();
    void refusals();
    void tooBig_data();
    void tooBig();
    void tcpPorts_data();
    void tcpPorts();
    void silentTcpLeavesNothing();
    void manyUnreadErrors();
    void noNeighbour();
    void noRoute();
    void interfaces();
    void steadyFlow_data();
    void steadyFlow();
    void dscpIsSentAndQuoted();
    void sourceGone();
    void networkChanges();

private:
    ChannelInfo open(const ChannelSpec &spec);
    ChannelSpec specFor(Method method, Family family) const;

    std::unique_ptr<ProbeTransport> m_keeper; ///< keeps the kernel stamping through all tests
    std::unique_ptr<ProbeTransport> m_transport;
    std::uint64_t m_lastProbe = 0;
};

void TestLinuxPath::initTestCase()
{
    auto made = makeNativeTransport();
    QVERIFY(made);
    m_keeper = std::move(*made);
    QVERIFY(waitForStamps(*m_keeper));
}

void TestLinuxPath::init()
{
    auto made = makeNativeTransport();
    QVERIFY(made);
    m_transport = std::move(*made);
}

ChannelInfo TestLinuxPath::open(const ChannelSpec &spec)
{
    const auto info = m_transport->open(spec);
    if (!info)
        qWarning("open: kind %d, errno %d", int(info.error().kind), info.error().osCode);
    return info ? info.value() : ChannelInfo{};
}

ChannelSpec TestLinuxPath::specFor(Method method, Family family) const
{
    return {.target = serverOf(family), .protocol = protocolOf(method), .method = method, .port = closedPort};
}

#define SKIP_IF_DENIED(method, family)                                                                                 \
    if ((method) == Method::IcmpRaw && geteuid() != 0)                                                                 \
    QSKIP("raw sockets need the capability")

void TestLinuxPath::path_data()
{
    addMethods({Method::IcmpSocket, Method::IcmpRaw, Method::UdpSocket, Method::TcpConnect});
}

void TestLinuxPath::path()
{
    QFETCH(Method, method);
    QFETCH(Family, family);
    SKIP_IF_DENIED(method, family);
    const ChannelInfo info = open(specFor(method, family));
    QCOMPARE(info.method, method);
    QCOMPARE(info.source, at(family, "10.0.1.1", "fd00:1::1"));
    Collector seen;
    std::uint64_t number = 0;
    for (std::uint8_t ttl = 1; ttl <= 4; ++ttl) {
        QVERIFY(m_transport->send(info.id, ProbeId{++number}, ttl, keep));
        if (info.maxInFlight == 1)
            QVERIFY(seen.waitFor(*m_transport, number));
    }
    QVERIFY(seen.waitFor(*m_transport, 4));
    const bool icmp = protocolOf(method) == Protocol::Icmp;
    const ReplyKind last = icmp       ? ReplyKind::EchoReply
        : method == Method::UdpSocket ? ReplyKind::PortUnreachable
                                      : ReplyKind::TcpClosed;
    const std::array hops{
        at(family, "10.0.1.2", "fd00:1::2"), at(family, "10.0.2.2", "fd00:2::2"), serverOf(family), serverOf(family)};
    for (std::uint64_t hop = 1; hop <= 4; ++hop) {
        const ProbeReply *const reply = seen.replyTo(ProbeId{hop});
        QVERIFY(reply != nullptr);
        QCOMPARE(reply->from, hops[hop - 1]);
        QCOMPARE(reply->kind, hop < 3 ? ReplyKind::TimeExceeded : last);
        QVERIFY(reply->rtt > 0ns && reply->rtt < 500ms);
        if (info.kernelTimestamps)
            QCOMPARE(reply->rttSource, RttSource::Kernel);
        if (reply->kind != ReplyKind::TcpClosed)
            QCOMPARE(int(reply->replyTtl.value()), 65 - int(std::min<std::uint64_t>(hop, 3)));
        if (method == Method::IcmpRaw && hop < 3)
            QCOMPARE(int(reply->quotedTtl.value()), 1);
        QVERIFY(!reply->nat.any());
    }
    QCOMPARE(seen.foreign.size(), std::size_t{0});
}

void TestLinuxPath::pendingErrors_data()
{
    addMethods({Method::IcmpSocket, Method::UdpSocket});
}

void TestLinuxPath::pendingErrors()
{
    // The answers are there before the next send: each would fail with the error of the one before.
    QFETCH(Method, method);
    QFETCH(Family, family);
    const ChannelInfo info = open(specFor(method, family));
    Collector seen;
    for (std::uint64_t number = 1; number <= 100; ++number)
        QVERIFY(m_transport->send(info.id, ProbeId{number}, static_cast<std::uint8_t>(1 + number % 2), keep));
    QVERIFY(seen.waitFor(*m_transport, 100));
    for (const ProbeReply &reply : seen.replies)
        QCOMPARE(reply.rttSource, RttSource::Kernel);
    QVERIFY(seen.failed.empty() && seen.foreign.empty());
}

void TestLinuxPath::refusals_data()
{
    addMethods({Method::IcmpSocket, Method::IcmpRaw, Method::UdpSocket, Method::TcpConnect});
}

void TestLinuxPath::refusals()
{
    QFETCH(Method, method);
    QFETCH(Family, family);
    SKIP_IF_DENIED(method, family);
    const std::array cases{
        std::pair(at(family, "10.8.1.1", "fd00:81::1"),
            family == Family::V4 ? ReplyKind::HostUnreachable : ReplyKind::NetUnreachable),
        std::pair(at(family, "10.8.2.1", "fd00:82::1"), ReplyKind::AdminProhibited),
    };
    for (const auto &[target, kind] : cases) {
        ChannelSpec spec = specFor(method, family);
        spec.target = target;
        const ChannelInfo info = open(spec);
        Collector seen;
        // IPv4 routers refuse at most once a second (net.ipv4.route.error_cost), whatever icmp_ratelimit says.
        for (int attempt = 0; attempt < 5 && seen.replies.empty(); ++attempt) {
            QVERIFY(m_transport->send(info.id, ProbeId{++m_lastProbe}, 9, keep));
            seen.waitFor(*m_transport, 1, 1100ms);
        }
        QCOMPARE(seen.replies.size(), std::size_t{1});
        QCOMPARE(seen.replies.front().from, at(family, "10.0.2.2", "fd00:2::2"));
        QCOMPARE(seen.replies.front().kind, kind);
    }
}

void TestLinuxPath::tooBig_data()
{
    addMethods({Method::IcmpSocket, Method::IcmpRaw, Method::UdpSocket});
}

void TestLinuxPath::tooBig()
{
    QFETCH(Method, method);
    QFETCH(Family, family);
    SKIP_IF_DENIED(method, family);
    ChannelSpec spec = specFor(method, family);
    spec.size = 1450;
    const ChannelInfo info = open(spec);
    QCOMPARE(int(info.size), 1450);
    // Twice: the kernel has learned the path's MTU by then, and must not care.
    for (std::size_t round = 1; round <= 2; ++round) {
        Collector seen;
        QVERIFY(m_transport->send(info.id, ProbeId{++m_lastProbe}, 9, keep));
        QVERIFY(seen.waitFor(*m_transport, 1));
        QCOMPARE(seen.replies.front().kind, ReplyKind::PacketTooBig);
        QCOMPARE(seen.replies.front().mtu.value(), 1400U);
        QCOMPARE(seen.replies.front().from, at(family, "10.0.2.2", "fd00:2::2"));
    }
    spec.size = 3000; // more than our own link takes
    const ChannelInfo large = open(spec);
    const auto sent = m_transport->send(large.id, ProbeId{++m_lastProbe}, 9, keep);
    QVERIFY(!sent);
    QCOMPARE(sent.error().kind, ErrorKind::TooBig);
}

void TestLinuxPath::tcpPorts_data()
{
    QTest::addColumn<Family>("family");
    QTest::newRow("v4") << Family::V4;
    QTest::newRow("v6") << Family::V6;
}

void TestLinuxPath::tcpPorts()
{
    QFETCH(Family, family);
    ChannelSpec spec = specFor(Method::TcpConnect, family);
    spec.port = openPort;
    const ChannelInfo open443 = open(spec);
    Collector seen;
    for (std::size_t round = 1; round <= 3; ++round) { // the same source port again at once
        QVERIFY(m_transport->send(open443.id, ProbeId{++m_lastProbe}, 9, keep));
        QVERIFY(seen.waitFor(*m_transport, round));
        QCOMPARE(seen.replies.back().kind, ReplyKind::TcpOpen);
        QCOMPARE(seen.replies.back().rttSource, RttSource::Kernel);
        QCOMPARE(seen.replies.back().from, serverOf(family));
    }
    const ChannelInfo closed = open(specFor(Method::TcpConnect, family));
    QVERIFY(m_transport->send(closed.id, ProbeId{++m_lastProbe}, 9, keep));
    QVERIFY(seen.waitFor(*m_transport, 4));
    QCOMPARE(seen.replies.back().kind, ReplyKind::TcpClosed);
}

void TestLinuxPath::silentTcpLeavesNothing()
{
    ChannelSpec spec = specFor(Method::TcpConnect, Family::V4);
    spec.target = *IpAddress::parse("10.8.3.1"); // swallowed
    const ChannelInfo info = open(spec);
    Collector seen;
    const TimePoint start = m_transport->now();
    QVERIFY(m_transport->send(info.id, ProbeId{++m_lastProbe}, 9, keep));
    seen.waitUntil(*m_transport, start + 1100ms);
    QVERIFY(seen.replies.empty());
    QFile table(QStringLiteral("/proc/net/tcp")); // no SYN_SENT (state 02): nothing will be sent again
    QVERIFY(table.open(QIODevice::ReadOnly));
    QVERIFY(!table.readAll().contains(" 0103080A:0051 02 "));
    QVERIFY(m_transport->send(info.id, ProbeId{++m_lastProbe}, 1, keep)); // the slot is free again
    QVERIFY(seen.waitFor(*m_transport, 1));
}

void TestLinuxPath::manyUnreadErrors()
{
    // A stalled reader: what does not fit in the kernel's buffer is lost, but nothing hangs, fails or goes astray.
    const ChannelInfo info = open(specFor(Method::UdpSocket, Family::V4));
    for (std::uint64_t number = 1; number <= 10000; ++number)
        QVERIFY(m_transport->send(info.id, ProbeId{number}, 1, keep));
    Collector seen;
    seen.waitFor(*m_transport, 10000, 500ms);
    qInfo("%zu of 10000 unread errors were kept", seen.replies.size());
    QVERIFY(seen.replies.size() >= 250);
    QVERIFY(seen.foreign.empty() && seen.failed.empty());
    std::set<std::uint64_t> probes;
    for (const ProbeReply &reply : seen.replies)
        probes.insert(static_cast<std::uint64_t>(reply.probe));
    QCOMPARE(probes.size(), seen.replies.size());
    const std::size_t before = seen.replies.size();
    QVERIFY(m_transport->send(info.id, ProbeId{20000}, 1, keep));
    QVERIFY(seen.waitFor(*m_transport, before + 1));
    const TimePoint start = m_transport->now();
    m_transport->wait(start + 20ms, seen); // no spinning: sleeps to the end
    QVERIFY(m_transport->now() - start >= 20ms);
}

void TestLinuxPath::noNeighbour()
{
    // Nobody answers ARP for it: after about 3 s the kernel tells us so, from our own address. That is no hop.
    Collector seen;
    for (const Method method : {Method::IcmpSocket, Method::UdpSocket}) {
        ChannelSpec spec = specFor(method, Family::V4);
        spec.target = *IpAddress::parse("10.0.1.77");
        QVERIFY(m_transport->send(open(spec).id, ProbeId{++m_lastProbe}, 9, keep));
    }
    const TimePoint end = m_transport->now() + 6s;
    while (seen.failed.size() < 2 && m_transport->now() < end)
        m_transport->wait(end, seen);
    QVERIFY(seen.replies.empty());
    QCOMPARE(seen.failed.size(), std::size_t{2});
    QCOMPARE(seen.failed.begin()->second.kind, ErrorKind::NoRoute);
    QCOMPARE(seen.failed.begin()->second.osCode, EHOSTUNREACH);
}

void TestLinuxPath::noRoute()
{
    for (const char *const target : {"203.0.113.1", "2001:db8::1"}) {
        for (const Method method : {Method::IcmpSocket, Method::UdpSocket, Method::TcpConnect}) {
            ChannelSpec spec = specFor(method, Family::V4);
            spec.target = *IpAddress::parse(target);
            const auto info = m_transport->open(spec);
            QVERIFY(!info);
            QCOMPARE(info.error().kind, ErrorKind::NoRoute);
        }
    }
}

void TestLinuxPath::interfaces()
{
    for (const Method method : {Method::IcmpSocket, Method::IcmpRaw, Method::UdpSocket, Method::TcpConnect}) {
        if (method == Method::IcmpRaw && geteuid() != 0)
            continue;
        ChannelSpec spec = specFor(method, Family::V4);
        spec.interfaceName = "to-r1";
        spec.source = *IpAddress::parse("10.0.1.1");
        const ChannelInfo info = open(spec);
        Collector seen;
        QVERIFY(m_transport->send(info.id, ProbeId{++m_lastProbe}, 1, keep));
        QVERIFY(seen.waitFor(*m_transport, 1));
    }
    ChannelSpec linkLocal = specFor(Method::UdpSocket, Family::V6);
    linkLocal.target = *IpAddress::parse("fe80::1");
    const auto unscoped = m_transport->open(linkLocal);
    QVERIFY(!unscoped && unscoped.error().kind == ErrorKind::NoRoute);
    linkLocal.interfaceName = "to-r1";
    const auto scoped = m_transport->open(linkLocal);
    QVERIFY(scoped && scoped.value().source.isLinkLocal() && scoped.value().source.scopeId() != 0);
}

void TestLinuxPath::steadyFlow_data()
{
    path_data();
}

void TestLinuxPath::steadyFlow()
{
    QFETCH(Method, method);
    QFETCH(Family, family);
    PacketTap tap("to-r1");
    if (!tap.isOpen())
        QSKIP("looking at packets needs root");
    const ChannelInfo info = open(specFor(method, family));
    Collector seen;
    for (std::uint64_t number = 1; number <= 16; ++number) {
        QVERIFY(m_transport->send(info.id, ProbeId{number}, static_cast<std::uint8_t>(1 + number % 4), keep));
        if (info.maxInFlight == 1)
            QVERIFY(seen.waitFor(*m_transport, number));
    }
    QVERIFY(seen.waitFor(*m_transport, 16));
    const std::vector<FlowFields> sent = tap.sent(serverOf(family), protocolOf(method));
    QVERIFY(sent.size() >= 16);
    for (const FlowFields &fields : sent)
        QVERIFY2(fields == sent.front(), "two probes of one flow differ where load balancers look");
    QCOMPARE(std::size_t{sent.front().length}, std::size_t{info.size});
}

void TestLinuxPath::dscpIsSentAndQuoted()
{
    for (const Family family : {Family::V4, Family::V6}) {
        for (const Method method : {Method::IcmpSocket, Method::UdpSocket, Method::TcpConnect, Method::IcmpRaw}) {
            PacketTap tap("to-r1");
            if (!tap.isOpen())
                QSKIP("looking at packets needs root");
            ChannelSpec spec = specFor(method, family);
            spec.dscp = 46;
            Collector seen;
            QVERIFY(m_transport->send(open(spec).id, ProbeId{++m_lastProbe}, 1, keep));
            QVERIFY(seen.waitFor(*m_transport, 1));
            const auto sent = tap.sent(serverOf(family), protocolOf(method));
            QVERIFY(!sent.empty());
            QCOMPARE(int(sent.front().dscp), 46);
            if (method == Method::IcmpRaw)
                QCOMPARE(int(seen.replies.front().quotedDscp.value()), 46);
        }
    }
}

void TestLinuxPath::sourceGone()
{
    if (geteuid() != 0)
        QSKIP("changing addresses needs root");
    QVERIFY(runAsRoot("ip addr add 10.0.1.50/24 dev to-r1"));
    std::vector<ChannelInfo> channels;
    for (const Method method : {Method::IcmpSocket, Method::IcmpRaw, Method::UdpSocket, Method::TcpConnect}) {
        ChannelSpec spec = specFor(method, Family::V4);
        spec.source = *IpAddress::parse("10.0.1.50");
        channels.push_back(open(spec));
        QCOMPARE(channels.back().source, spec.source);
    }
    QVERIFY(runAsRoot("ip addr del 10.0.1.50/24 dev to-r1"));
    for (const ChannelInfo &channel : channels) {
        const auto sent = m_transport->send(channel.id, ProbeId{++m_lastProbe}, 1, keep);
        const std::string name(methodName(channel.method));
        QVERIFY2(!sent, name.c_str());
        QCOMPARE(sent.error().kind, ErrorKind::SourceGone);
    }
}

void TestLinuxPath::networkChanges()
{
    if (geteuid() != 0)
        QSKIP("changing the network needs root");
    const std::array changes{"ip link add test0 type veth peer name test1", "ip link set test0 up",
        "ip addr add 10.77.0.1/24 dev test0", "ip route add 10.78.0.0/16 via 10.77.0.2", "ip route del 10.78.0.0/16",
        "ip link del test0"};
    for (const char *const change : changes) {
        Collector seen;
        QVERIFY(runAsRoot(change));
        m_transport->wait(m_transport->now() + 2s, seen);
        QVERIFY2(seen.networkChanges >= 1, change);
    }
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (application.arguments().contains(QStringLiteral("--serve"))) {
        QTcpServer server;
        if (!server.listen(QHostAddress::Any, openPort))
            return 1;
        std::puts("listening");
        std::fflush(stdout);
        return QCoreApplication::exec();
    }
    TestLinuxPath test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_linux_path.moc"
