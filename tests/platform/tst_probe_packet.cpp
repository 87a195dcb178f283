// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/packet/checksum.h"
#include "platform/packet/icmp_message.h"
#include "platform/packet/ip_header.h"
#include "platform/packet/probe_packet.h"
#include "platform/packet/transport_headers.h"
#include "platform/probe_payload.h"

#include <QTest>

#include <set>

using namespace platform;

class TestProbePacket final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wholePacket_data();
    void wholePacket();
    void flowIsSteady_data() { wholePacket_data(); }
    void flowIsSteady();
    void flowsDiffer();
    void sizes();
};

namespace {

ProbePacket sample(Family family, Protocol protocol)
{
    ProbePacket probe;
    probe.source = *IpAddress::parse(family == Family::V4 ? "192.0.2.1" : "2001:db8::1");
    probe.destination = *IpAddress::parse(family == Family::V4 ? "198.51.100.2" : "2001:db8:1::2");
    probe.protocol = protocol;
    probe.identifier = 0x9876;
    probe.port = 443;
    probe.size = 64;
    probe.dscp = 10;
    probe.flowLabel = family == Family::V6 ? 0x54321 : 0;
    probe.ttl = 3;
    probe.sequence = 7;
    probe.nonce = 0x1122334455667788U;
    probe.tcpSequence = 0xcafebabe;
    return probe;
}

} // namespace

void TestProbePacket::wholePacket_data()
{
    QTest::addColumn<int>("family");
    QTest::addColumn<int>("protocol");
    for (const Family family : {Family::V4, Family::V6}) {
        for (const Protocol protocol : {Protocol::Icmp, Protocol::Udp, Protocol::Tcp}) {
            const std::string name = std::string(protocolName(protocol)) + (family == Family::V4 ? "4" : "6");
            QTest::newRow(name.c_str()) << static_cast<int>(family) << static_cast<int>(protocol);
        }
    }
}

void TestProbePacket::wholePacket()
{
    QFETCH(int, family);
    QFETCH(int, protocol);
    const ProbePacket probe = sample(static_cast<Family>(family), static_cast<Protocol>(protocol));
    const Bytes packet = buildProbePacket(probe);
    const auto header = parseIpHeader(packet);
    QVERIFY(header && header->checksumOk);
    QVERIFY(header->source == probe.source && header->destination == probe.destination);
    QVERIFY(header->ttl == 3 && header->dscp == 10 && header->flowLabel == probe.flowLabel);
    QCOMPARE(header->totalLength, static_cast<std::uint32_t>(packet.size()));
    QCOMPARE(packet.size(), std::size_t{probeSize(probe.family(), probe.protocol, 64)});
    const auto transport = ipPayload(*header, packet);
    const bool hasPseudo = probe.family() == Family::V6 || probe.protocol != Protocol::Icmp;
    const std::uint32_t pseudo = hasPseudo ? pseudoHeaderSum(probe.source, probe.destination, header->protocol,
                                     static_cast<std::uint32_t>(transport.size()))
                                           : 0;
    QCOMPARE(internetChecksum(transport, pseudo), std::uint16_t{0});
    if (probe.protocol == Protocol::Tcp) {
        const auto tcp = parseTcp(transport);
        QVERIFY(tcp && tcp->sequence == 0xcafebabe && tcp->flags == TcpHeader::syn && tcp->sourcePort == 0x9876);
        return;
    }
    const auto payload = readPayload(transport.subspan(8));
    QVERIFY(payload && payload->sequence == 7 && payload->nonce == probe.nonce);
    if (probe.protocol == Protocol::Icmp) {
        const auto echo = IcmpMessage::parse(probe.family(), transport);
        QVERIFY(echo->isEcho() && echo->identifier() == 0x9876 && echo->sequence() == 7 && echo->checksum() == 0x8000);
    } else {
        QVERIFY(parseUdp(transport)->destinationPort == 443 && payload->balance == 0);
    }
}

void TestProbePacket::flowIsSteady()
{
    QFETCH(int, family);
    QFETCH(int, protocol);
    ProbePacket probe = sample(static_cast<Family>(family), static_cast<Protocol>(protocol));
    std::set<Bytes> flows; // what load balancers hash: the first four transport bytes, and for IPv6 the flow label
    for (std::uint16_t sequence = 0; sequence < 300; ++sequence) {
        probe.sequence = static_cast<std::uint16_t>(sequence * 217);
        probe.nonce = probeNonce({}, 1, probe.sequence);
        probe.tcpSequence = sequence;
        const Bytes packet = buildProbePacket(probe);
        const auto header = *parseIpHeader(packet);
        const auto transport = ipPayload(header, packet).first(4);
        Bytes flow(transport.begin(), transport.end());
        flow.push_back(static_cast<std::uint8_t>(header.flowLabel));
        flows.insert(flow);
    }
    QCOMPARE(flows.size(), std::size_t{1});
}

void TestProbePacket::flowsDiffer()
{
    std::set<std::uint16_t> checksums;
    for (std::uint32_t flow = 0; flow < 64; ++flow)
        checksums.insert(icmpFlowChecksum(flow));
    QCOMPARE(checksums.size(), std::size_t{64});
    for (std::uint32_t flow = 0; flow < 0x10000; ++flow)
        QVERIFY(icmpFlowChecksum(flow) != 0xffff && icmpFlowChecksum(flow) >= 0x8000);
}

void TestProbePacket::sizes()
{
    QCOMPARE(minimumProbeSize(Family::V4, Protocol::Icmp), std::uint16_t{44});
    QCOMPARE(minimumProbeSize(Family::V6, Protocol::Udp), std::uint16_t{64});
    QCOMPARE(minimumProbeSize(Family::V4, Protocol::Tcp), std::uint16_t{44});
    QCOMPARE(probeSize(Family::V4, Protocol::Udp, 0), std::uint16_t{44});
    QCOMPARE(probeSize(Family::V6, Protocol::Icmp, 1280), std::uint16_t{1280});
    QCOMPARE(probeSize(Family::V6, Protocol::Tcp, 1280), std::uint16_t{64});
    for (const std::uint16_t size : {std::uint16_t{44}, std::uint16_t{65}, std::uint16_t{1500}, std::uint16_t{65535}}) {
        ProbePacket probe = sample(Family::V4, Protocol::Icmp);
        probe.size = size;
        QCOMPARE(buildProbePacket(probe).size(), std::size_t{size});
    }
}

QTEST_APPLESS_MAIN(TestProbePacket)
#include "tst_probe_packet.moc"
