// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/packet/checksum.h"
#include "platform/packet/icmp_message.h"
#include "platform/packet/transport_headers.h"

#include <QTest>

using namespace platform;

class TestTransportHeaders final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void udpBytes();
    void tcpBytes();
    void tcpStart();
    void truncated();
    void refuses();
    void icmpBytes();
    void icmpTruncated();
    void kinds_data();
    void kinds();
    void mtu();
    void quoteLength();
};

namespace {

const IpAddress a4 = *IpAddress::parse("192.0.2.1");
const IpAddress b4 = *IpAddress::parse("192.0.2.2");
const IpAddress a6 = *IpAddress::parse("2001:db8::1");
const IpAddress b6 = *IpAddress::parse("2001:db8::2");

} // namespace

void TestTransportHeaders::udpBytes()
{
    const Bytes datagram = buildUdp(a4, b4, 0x8000, 33434, Bytes{0x55, 0x66, 0x77});
    QCOMPARE(datagram, (Bytes{0x80, 0x00, 0x82, 0x9a, 0x00, 0x0b, 0xac, 0xd2, 0x55, 0x66, 0x77}));
    const auto header = parseUdp(datagram);
    QVERIFY(header && header->sourcePort == 0x8000 && header->destinationPort == 33434 && header->length == 11);
    QCOMPARE(internetChecksum(datagram, pseudoHeaderSum(a4, b4, ipproto::udp, 11)), std::uint16_t{0});
    // A sum that comes out as 0 is written as 0xffff (RFC 768).
    const std::uint32_t port = 0x8000U + header->checksum;
    const Bytes zero =
        buildUdp(a4, b4, static_cast<std::uint16_t>(port + (port >> 16)), 33434, Bytes{0x55, 0x66, 0x77});
    QCOMPARE(parseUdp(zero)->checksum, std::uint16_t{0xffff});
}

void TestTransportHeaders::tcpBytes()
{
    TcpHeader syn;
    syn.sourcePort = 40000;
    syn.destinationPort = 443;
    syn.sequence = 0x46d6c6a9;
    syn.flags = TcpHeader::syn;
    syn.window = 0xffff;
    const Bytes segment = buildTcp(a6, b6, syn, Bytes{2, 4, 5, 0xb4});
    QCOMPARE(segment.size(), std::size_t{24});
    QCOMPARE(internetChecksum(segment, pseudoHeaderSum(a6, b6, ipproto::tcp, 24)), std::uint16_t{0});
    auto parsed = parseTcp(segment);
    QVERIFY(parsed && parsed->headerLength == 24 && !parsed->isSynAck() && !parsed->isReset());
    syn.headerLength = 24;
    syn.checksum = parsed->checksum;
    QCOMPARE(*parsed, syn);
    parsed->flags = TcpHeader::syn | TcpHeader::ack;
    QVERIFY(parsed->isSynAck());
    parsed->flags = TcpHeader::rst | TcpHeader::ack;
    QVERIFY(parsed->isReset() && !parsed->isSynAck());
}

void TestTransportHeaders::tcpStart()
{
    const Bytes quoted{0x87, 0xa0, 0x00, 0x50, 0x46, 0xd6, 0xc6, 0xa9};
    QCOMPARE(*parseTcpStart(quoted), (TcpStart{34720, 80, 0x46d6c6a9}));
}

void TestTransportHeaders::truncated()
{
    const Bytes udp = buildUdp(a4, b4, 1, 2, Bytes(4));
    for (std::size_t length = 0; length <= udp.size(); ++length)
        QCOMPARE(parseUdp(sliceOf(udp, 0, length)).has_value(), length >= 8);
    const Bytes tcp = buildTcp(a4, b4, {}, Bytes(8));
    for (std::size_t length = 0; length <= tcp.size(); ++length) {
        QCOMPARE(parseTcp(sliceOf(tcp, 0, length)).has_value(), length >= 28);
        QCOMPARE(parseTcpStart(sliceOf(tcp, 0, length)).has_value(), length >= 8);
    }
}

void TestTransportHeaders::refuses()
{
    QVERIFY(!parseUdp(Bytes{0, 1, 0, 2, 0, 7, 0, 0})); // length below the header
    Bytes tcp = buildTcp(a4, b4, {});
    tcp[12] = 0x40; // data offset of 4 words
    QVERIFY(!parseTcp(tcp));
}

void TestTransportHeaders::icmpBytes()
{
    Bytes body(16);
    writeU16(body, 0, 0xffff - 300);
    const Bytes echo = buildIcmp(icmp4::echoRequest, 0, 0x10920000U | 300, body);
    QCOMPARE(Bytes(echo.begin(), echo.begin() + 8), (Bytes{8, 0, 0xe7, 0x6d, 0x10, 0x92, 0x01, 0x2c}));
    const auto message = IcmpMessage::parse(Family::V4, echo);
    QVERIFY(message && message->isEcho() && !message->isError() && message->checksumOk());
    QVERIFY(message->identifier() == 0x1092 && message->sequence() == 300 && message->quote().empty());
    QCOMPARE(message->body().size(), std::size_t{16});
    const std::uint32_t pseudo = pseudoHeaderSum(a6, b6, ipproto::icmp6, 24);
    const Bytes echo6 = buildIcmp(icmp6::echoReply, 0, 1, body, pseudo);
    const auto reply = IcmpMessage::parse(Family::V6, echo6);
    QVERIFY(
        reply->isEcho() && reply->kind() == ReplyKind::EchoReply && reply->checksumOk(pseudo) && !reply->checksumOk());
}

void TestTransportHeaders::icmpTruncated()
{
    const Bytes whole = buildIcmp(icmp4::timeExceeded, 0, 0, Bytes(28, 0x45));
    for (std::size_t length = 0; length <= whole.size(); ++length) {
        const auto message = IcmpMessage::parse(Family::V4, sliceOf(whole, 0, length));
        QCOMPARE(message.has_value(), length >= 8);
        if (message)
            QCOMPARE(message->quote().size(), length - 8);
    }
}

void TestTransportHeaders::kinds_data()
{
    QTest::addColumn<int>("family");
    QTest::addColumn<int>("type");
    QTest::addColumn<QByteArray>("codes"); // the kind of code 0, 1, 2, … by its name's first letters
    QTest::newRow("v4 echo reply") << 4 << 0 << QByteArray("echo");
    QTest::newRow("v4 unreachable")
        << 4 << 3 << QByteArray("net host other port pack other net host host admi admi net host admi admi admi other");
    QTest::newRow("v4 redirect") << 4 << 5 << QByteArray("other other");
    QTest::newRow("v4 echo request") << 4 << 8 << QByteArray("other");
    QTest::newRow("v4 time exceeded") << 4 << 11 << QByteArray("time other");
    QTest::newRow("v4 parameter problem") << 4 << 12 << QByteArray("other other");
    QTest::newRow("v6 unreachable") << 6 << 1 << QByteArray("net admi net host port admi admi other");
    QTest::newRow("v6 too big") << 6 << 2 << QByteArray("pack");
    QTest::newRow("v6 time exceeded") << 6 << 3 << QByteArray("time other");
    QTest::newRow("v6 parameter problem") << 6 << 4 << QByteArray("other other other");
    QTest::newRow("v6 echo reply") << 6 << 129 << QByteArray("echo");
    QTest::newRow("v6 neighbour") << 6 << 135 << QByteArray("other");
}

void TestTransportHeaders::kinds()
{
    QFETCH(int, family);
    QFETCH(int, type);
    QFETCH(QByteArray, codes);
    std::uint8_t code = 0;
    for (const QByteArray &expected : codes.split(' ')) {
        const auto kind = classify(static_cast<Family>(family), static_cast<std::uint8_t>(type), code++);
        const std::string_view name = replyKindName(kind);
        QVERIFY2(name.starts_with(expected.toStdString()), qPrintable(QString::number(code - 1)));
    }
}

void TestTransportHeaders::mtu()
{
    const auto mtuOf = [](Family family, std::uint8_t type, std::uint8_t code, std::uint32_t rest) {
        const Bytes message = buildIcmp(type, code, rest, {});
        return IcmpMessage::parse(family, message)->mtu().value_or(0);
    };
    QCOMPARE(mtuOf(Family::V4, 3, 4, 0x00001400), 0x1400U);
    QCOMPARE(mtuOf(Family::V4, 3, 4, 0), 0U);
    QCOMPARE(mtuOf(Family::V4, 11, 0, 1400), 0U);
    QCOMPARE(mtuOf(Family::V6, 2, 0, 0x00012345), 0x12345U);
    QCOMPARE(mtuOf(Family::V6, 3, 0, 0x10000000), 0U); // a RFC 4884 length, not an MTU
}

void TestTransportHeaders::quoteLength()
{
    Bytes body(140);
    const Bytes v4 = buildIcmp(icmp4::timeExceeded, 0, 32U << 16, body);
    QCOMPARE(IcmpMessage::parse(Family::V4, v4)->quote().size(), std::size_t{128});
    const Bytes v6 = buildIcmp(icmp6::timeExceeded, 0, 16U << 24, body);
    QCOMPARE(IcmpMessage::parse(Family::V6, v6)->quote().size(), std::size_t{128});
    const Bytes tooLong = buildIcmp(icmp4::timeExceeded, 0, 255U << 16, body);
    QCOMPARE(IcmpMessage::parse(Family::V4, tooLong)->quote().size(), std::size_t{140});
    const Bytes tooBig = buildIcmp(icmp6::packetTooBig, 0, 0x05000000U, body);
    QCOMPARE(IcmpMessage::parse(Family::V6, tooBig)->quote().size(), std::size_t{140});
}

QTEST_APPLESS_MAIN(TestTransportHeaders)
#include "tst_transport_headers.moc"
