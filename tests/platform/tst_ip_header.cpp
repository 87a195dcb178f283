// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/packet/checksum.h"
#include "platform/packet/ip_header.h"

#include <QTest>

using namespace platform;

class TestIpHeader final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void v4Bytes();
    void v6Bytes();
    void buildsWhatItParses();
    void truncated();
    void refuses_data();
    void refuses();
    void options();
    void extensionHeaders();
    void payloadEndsWithThePacket();
    void decrement();
};

namespace {

IpAddress address(const char *text)
{
    return *IpAddress::parse(text);
}

// A UDP packet to 192.0.2.10 with TTL 1, DSCP 46, identification 0x4321, DF; header checksum by hand.
const Bytes v4Packet{0x45, 0xb8, 0x00, 0x1e, 0x43, 0x21, 0x40, 0x00, 0x01, 0x11, 0x72, 0x34, 0x0a, 0x00, 0x00, 0x01,
    0xc0, 0x00, 0x02, 0x0a, 0x80, 0x00, 0x82, 0x9a, 0x00, 0x0a, 0x00, 0x00, 0x55, 0x66};

Bytes v6Packet()
{
    Bytes bytes{0x6b, 0x8a, 0xbc, 0xde, 0x00, 0x02, 0x11, 0x07};
    for (const auto &side : {address("2001:db8::1"), address("2001:db8:1::2")})
        bytes.insert(bytes.end(), side.bytes().begin(), side.bytes().end());
    bytes.insert(bytes.end(), {0x55, 0x66});
    return bytes;
}

} // namespace

void TestIpHeader::v4Bytes()
{
    Bytes packet = v4Packet;
    updateIpChecksum(packet);
    const auto header = parseIpHeader(packet);
    QVERIFY(header);
    QCOMPARE(header->source, address("10.0.0.1"));
    QCOMPARE(header->destination, address("192.0.2.10"));
    QVERIFY(header->ttl == 1 && header->dscp == 46 && header->ecn == 0 && header->protocol == 17);
    QVERIFY(header->headerLength == 20 && header->totalLength == 30 && header->identification == 0x4321);
    QVERIFY(header->dontFragment && !header->moreFragments && header->fragmentOffset == 0 && header->checksumOk);
    packet[11] ^= 1;
    QVERIFY(!parseIpHeader(packet)->checksumOk);
}

void TestIpHeader::v6Bytes()
{
    const auto header = parseIpHeader(v6Packet());
    QVERIFY(header);
    QCOMPARE(header->source, address("2001:db8::1"));
    QCOMPARE(header->destination, address("2001:db8:1::2"));
    QVERIFY(header->ttl == 7 && header->dscp == 46 && header->ecn == 0 && header->protocol == 17);
    QVERIFY(header->headerLength == 40 && header->totalLength == 42 && header->flowLabel == 0xabcde);
}

void TestIpHeader::buildsWhatItParses()
{
    for (const Bytes &packet : {v4Packet, v6Packet()}) {
        Bytes expected = packet;
        updateIpChecksum(expected);
        const auto header = parseIpHeader(expected);
        QCOMPARE(buildIpPacket(*header, ipPayload(*header, expected)), expected);
    }
    IpHeader fragment;
    fragment.source = address("10.0.0.1");
    fragment.destination = address("10.0.0.2");
    fragment.moreFragments = true;
    fragment.fragmentOffset = 1480;
    fragment.ecn = 2;
    const auto parsed = parseIpHeader(buildIpPacket(fragment, Bytes(8)));
    QVERIFY(parsed->moreFragments && parsed->fragmentOffset == 1480 && parsed->ecn == 2 && parsed->checksumOk);
}

void TestIpHeader::truncated()
{
    for (const Bytes &packet : {v4Packet, v6Packet()}) {
        const std::size_t header = packet[0] >> 4 == 4 ? 20 : 40;
        for (std::size_t length = 0; length <= packet.size(); ++length) {
            const auto cut = sliceOf(packet, 0, length);
            const auto parsed = parseIpHeader(cut);
            QCOMPARE(parsed.has_value(), length >= header);
            if (parsed)
                QCOMPARE(ipPayload(*parsed, cut).size(), length - header);
        }
    }
}

void TestIpHeader::refuses_data()
{
    QTest::addColumn<int>("at");
    QTest::addColumn<int>("value");
    QTest::newRow("version 5") << 0 << 0x55;
    QTest::newRow("header shorter than 20") << 0 << 0x44;
    QTest::newRow("header longer than the packet") << 0 << 0x4f;
    QTest::newRow("total shorter than the header") << 3 << 19;
}

void TestIpHeader::refuses()
{
    QFETCH(int, at);
    QFETCH(int, value);
    Bytes packet = v4Packet;
    packet[static_cast<std::size_t>(at)] = static_cast<std::uint8_t>(value);
    QVERIFY(!parseIpHeader(packet));
}

void TestIpHeader::options()
{
    Bytes packet = v4Packet;
    packet[0] = 0x46;
    packet[3] = 34;
    packet.insert(packet.begin() + 20, {1, 1, 1, 0});
    updateIpChecksum(packet);
    const auto header = parseIpHeader(packet);
    QVERIFY(header && header->headerLength == 24 && header->checksumOk);
    QCOMPARE(ipPayload(*header, packet).size(), std::size_t{10});
}

void TestIpHeader::extensionHeaders()
{
    // Hop-by-hop of 16 bytes, then a fragment header with offset 1448 and "more", then UDP.
    Bytes packet = v6Packet();
    packet[6] = 0;
    packet[5] = 26;
    Bytes extensions{44, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 17, 0, 0x05, 0xa9, 0, 0, 0, 1};
    packet.insert(packet.begin() + 40, extensions.begin(), extensions.end());
    const auto header = parseIpHeader(packet);
    QVERIFY(header && header->protocol == 17 && header->headerLength == 64);
    QVERIFY(header->fragmentOffset == 1448 && header->moreFragments);
    QCOMPARE(ipPayload(*header, packet).size(), std::size_t{2});
    for (std::size_t length = 0; length < 64; ++length)
        QVERIFY(!parseIpHeader(sliceOf(packet, 0, length)));
    packet[41] = 255; // says more than there is
    QVERIFY(!parseIpHeader(packet));
}

void TestIpHeader::payloadEndsWithThePacket()
{
    Bytes packet = v4Packet;
    packet[3] = 24; // link-layer padding follows
    QCOMPARE(ipPayload(*parseIpHeader(packet), packet).size(), std::size_t{4});
}

void TestIpHeader::decrement()
{
    IpHeader header;
    header.source = address("10.0.0.1");
    header.destination = address("10.0.0.2");
    header.ttl = 255;
    for (std::uint32_t id = 0; id <= 0xffff; id += 0xff) {
        header.identification = static_cast<std::uint16_t>(id);
        Bytes packet = buildIpPacket(header, {});
        for (int ttl = 254; ttl >= 0; --ttl) {
            decrementTtl(packet);
            QVERIFY(packet[8] == ttl && parseIpHeader(packet)->checksumOk);
        }
    }
    Bytes packet = v6Packet();
    decrementTtl(packet);
    QCOMPARE(parseIpHeader(packet)->ttl, std::uint8_t{6});
}

QTEST_APPLESS_MAIN(TestIpHeader)
#include "tst_ip_header.moc"
