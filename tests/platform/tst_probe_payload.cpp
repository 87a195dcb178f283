// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/packet/byte_order.h"
#include "platform/packet/checksum.h"
#include "platform/probe_payload.h"

#include <QTest>

using namespace platform;

class TestProbePayload final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void checksumOfRfc1071();
    void checksumOfOddLength();
    void pseudoHeader();
    void sipHashVector();
    void nonceDependsOnEverything();
    void layout();
    void truncated();
    void balanceKeepsTheChecksum_data();
    void balanceKeepsTheChecksum();
    void publishedBalance();
};

void TestProbePayload::checksumOfRfc1071()
{
    // RFC 1071 section 3.
    const Bytes bytes{0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7};
    QCOMPARE(onesSum(bytes), 0xddf2U);
    QCOMPARE(internetChecksum(bytes), std::uint16_t{0x220d});
    QCOMPARE(internetChecksum({}), std::uint16_t{0xffff});
}

void TestProbePayload::checksumOfOddLength()
{
    QCOMPARE(onesSum(Bytes{0x12, 0x34, 0x56}), 0x1234U + 0x5600U);
    // Any number of carries folds away.
    QCOMPARE(onesSum(Bytes(65535 * 2, 0xff)), 0xffffU);
}

void TestProbePayload::pseudoHeader()
{
    const auto v4 = [](const char *text) { return *IpAddress::parse(text); };
    QCOMPARE(pseudoHeaderSum(v4("10.0.0.1"), v4("10.0.0.2"), ipproto::udp, 8), 0x0a00U + 1 + 0x0a00U + 2 + 17 + 8);
    QCOMPARE(pseudoHeaderSum(v4("2001:db8::1"), v4("2001:db8::2"), ipproto::icmp6, 0x10008),
        2 * (0x2001U + 0x0db8U) + 3 + 1 + 8 + 58);
}

void TestProbePayload::sipHashVector()
{
    // Key 00..0f, message 00 01 02 03 04 05: entry 6 of the reference implementation's vectors.
    const NonceKey key{{0x0706050403020100U, 0x0f0e0d0c0b0a0908U}};
    QCOMPARE(probeNonce(key, 0x03020100U, 0x0504U), 0xcbc9466e58fee3ceU);
}

void TestProbePayload::nonceDependsOnEverything()
{
    const NonceKey key{{1, 2}};
    const std::uint64_t nonce = probeNonce(key, 1, 1);
    QVERIFY(nonce != probeNonce(key, 2, 1));
    QVERIFY(nonce != probeNonce(key, 1, 2));
    QVERIFY(nonce != probeNonce(NonceKey{{1, 3}}, 1, 1));
    QVERIFY(NonceKey::random().words != NonceKey::random().words);
}

void TestProbePayload::layout()
{
    Bytes bytes(20, 0xee);
    writePayload({0x0102, 0x0304, 0x05060708090a0b0cU}, bytes);
    QCOMPARE(bytes, (Bytes{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0, 0, 0, 0, 0, 0, 0, 0}));
    QCOMPARE(*readPayload(bytes), (ProbePayload{0x0102, 0x0304, 0x05060708090a0b0cU}));
}

void TestProbePayload::truncated()
{
    for (std::size_t length = 0; length < ProbePayload::size; ++length)
        QVERIFY(!readPayload(Bytes(length)));
    QVERIFY(readPayload(Bytes(ProbePayload::size)));
}

void TestProbePayload::balanceKeepsTheChecksum_data()
{
    QTest::addColumn<quint16>("wanted");
    for (const int wanted : {0x0000, 0x0001, 0x7fff, 0x8000, 0xbfff, 0xfffe})
        QTest::newRow(qPrintable(QString::number(wanted, 16))) << static_cast<quint16>(wanted);
}

void TestProbePayload::balanceKeepsTheChecksum()
{
    QFETCH(quint16, wanted);
    for (std::uint32_t sequence = 0; sequence <= 0xffff; sequence += 0x11) {
        Bytes message{8, 0, 0, 0, 0x12, 0x34, 0, 0, 0, 0, 0, 0};
        writeU16(message, 6, static_cast<std::uint16_t>(sequence));
        const std::uint32_t pseudo = sequence % 3 * 0x4321U;
        writeU16(message, 8, balanceFor(message, wanted, pseudo));
        QCOMPARE(internetChecksum(message, pseudo), wanted);
    }
}

void TestProbePayload::publishedBalance()
{
    // An echo of identifier 0x1092 whose word is 0xffff - sequence has the checksum 0xe76d whatever the sequence.
    for (const std::uint16_t sequence : {std::uint16_t{1}, std::uint16_t{2}, std::uint16_t{300}}) {
        Bytes message(24);
        writeU16(message, 0, 0x0800);
        writeU16(message, 4, 0x1092);
        writeU16(message, 6, sequence);
        QCOMPARE(balanceFor(message, 0xe76d), static_cast<std::uint16_t>(0xffff - sequence));
    }
}

QTEST_APPLESS_MAIN(TestProbePayload)
#include "tst_probe_payload.moc"
