// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/packet/byte_order.h"
#include "platform/packet/checksum.h"
#include "platform/packet/icmp_extensions.h"

#include <QTest>

using namespace platform;

namespace {

Bytes fromHex(const QByteArray &text)
{
    const QByteArray bytes = QByteArray::fromHex(text);
    return {bytes.begin(), bytes.end()};
}

/// Extension header with the right checksum in front of the objects.
Bytes withHeader(const QByteArray &objects)
{
    Bytes bytes = fromHex("20000000" + objects);
    writeU16(bytes, 2, internetChecksum(bytes));
    return bytes;
}

/// As one line: what a reader of a failing test wants to see.
QByteArray printed(const IcmpExtensions &extensions)
{
    QByteArray text;
    for (const MplsLabel &label : extensions.mpls)
        text += QByteArray::number(label.label) + '/' + QByteArray::number(label.trafficClass) + '/'
            + (label.bottom ? "S" : "-") + '/' + QByteArray::number(label.ttl) + ' ';
    for (const QuotedInterface &item : extensions.interfaces) {
        text += "role=" + QByteArray::number(item.role);
        if (item.index)
            text += " index=" + QByteArray::number(*item.index);
        if (!item.address.isNull())
            text += " address=" + QByteArray::fromStdString(item.address.toString());
        if (!item.name.empty())
            text += " name=" + QByteArray::fromStdString(item.name);
        if (item.mtu)
            text += " mtu=" + QByteArray::number(*item.mtu);
        text += ' ';
    }
    return text.trimmed();
}

const QByteArray twoLabels = "20006a2c000c010103e8100105dc5b01";

} // namespace

class TestIcmpExtensions final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void objects_data();
    void objects();
    void checksum_data();
    void checksum();
    void place_data();
    void place();
    void truncatedAtEveryLength();
    void boundedInNumber();
};

void TestIcmpExtensions::objects_data()
{
    QTest::addColumn<QByteArray>("objects");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray labels = "000c010103e8100105dc5b01";
    QTest::newRow("two labels") << labels << QByteArray("16001/0/-/1 24005/5/S/1");
    QTest::newRow("index and IPv4, then labels") << "0010020c0000000700010000c633644d"
            + labels << QByteArray("16001/0/-/1 24005/5/S/1 role=0 index=7 address=198.51.100.77");
    QTest::newRow("IPv6") << QByteArray("0018020400020000"
                                        "20010db8000000000000000000000001")
                          << QByteArray("role=0 address=2001:db8::1");
    QTest::newRow("name and MTU, outgoing") << QByteArray("001002830865746830000000"
                                                          "000005dc")
                                            << QByteArray("role=2 name=eth0 mtu=1500");
    QTest::newRow("name of 63 bytes") << QByteArray("00440202"
                                                    "40")
            + QByteArray("61").repeated(63)
                                      << "role=0 name=" + QByteArray(63, 'a');
    QTest::newRow("stack without bottom") << QByteArray("0008010103e81001") << QByteArray("16001/0/-/1");
    QTest::newRow("stops at the bottom") << QByteArray("000c010103e8110105dc5b01") << QByteArray("16001/0/S/1");
    QTest::newRow("other class is skipped")
        << QByteArray("0008f00100000000") + labels << QByteArray("16001/0/-/1 24005/5/S/1");
    QTest::newRow("other MPLS type") << QByteArray("0008010203e81101") << QByteArray();
    QTest::newRow("length 0") << QByteArray("00000101") + labels << QByteArray();
    QTest::newRow("length 3") << QByteArray("00030101") + labels << QByteArray();
    QTest::newRow("length beyond the end") << QByteArray("00100101"
                                                         "03e81001")
                                           << QByteArray();
    QTest::newRow("good, then beyond the end") << labels + "01000101" << QByteArray("16001/0/-/1 24005/5/S/1");
    QTest::newRow("half an entry") << QByteArray("00060101"
                                                 "03e8")
                                   << QByteArray();
    QTest::newRow("unknown address family") << QByteArray("000c020400070000c633644d") << QByteArray();
    QTest::newRow("address cut off") << QByteArray("000a020400010000c633") << QByteArray();
    QTest::newRow("name length 0") << QByteArray("0008020200657468") << QByteArray();
    QTest::newRow("name length not a multiple") << QByteArray("0008020203657468") << QByteArray();
    QTest::newRow("name beyond the object") << QByteArray("0008020208657468") << QByteArray();
    QTest::newRow("index cut off") << QByteArray("000602080007") << QByteArray();
    QTest::newRow("nothing announced") << QByteArray("00040200") << QByteArray("role=0");
    QTest::newRow("empty") << QByteArray() << QByteArray();
}

void TestIcmpExtensions::objects()
{
    QFETCH(QByteArray, objects);
    QFETCH(QByteArray, expected);
    QCOMPARE(printed(parseExtensions(withHeader(objects), ExtensionPlace::Guessed)), expected);
}

void TestIcmpExtensions::checksum_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("declared");
    QTest::addColumn<bool>("guessed");
    QTest::newRow("right") << twoLabels << true << true;
    QTest::newRow("wrong") << QByteArray("20003f79000c010103e8100105dc5b01") << false << false;
    QTest::newRow("none sent") << QByteArray("20000000000c010103e8100105dc5b01") << true << false;
    QTest::newRow("version 1") << QByteArray("10007a2c000c010103e8100105dc5b01") << false << false;
    QTest::newRow("version 0, all zero") << QByteArray("00000000") << false << false;
}

void TestIcmpExtensions::checksum()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, declared);
    QFETCH(bool, guessed);
    QCOMPARE(!parseExtensions(fromHex(bytes), ExtensionPlace::Declared).empty(), declared);
    QCOMPARE(!parseExtensions(fromHex(bytes), ExtensionPlace::Guessed).empty(), guessed);
}

void TestIcmpExtensions::place_data()
{
    QTest::addColumn<int>("quoteLength");
    QTest::addColumn<int>("declared");
    QTest::addColumn<int>("hidden");
    QTest::addColumn<bool>("found");
    QTest::newRow("declared 128") << 128 << 128 << 0 << true;
    QTest::newRow("legacy 128") << 128 << 0 << 0 << true;
    QTest::newRow("declared 160") << 160 << 160 << 0 << true;
    QTest::newRow("declared wrongly") << 128 << 132 << 0 << false;
    QTest::newRow("legacy at another place") << 160 << 0 << 0 << false;
    QTest::newRow("ping over IPv4") << 108 << 0 << 20 << true;
    QTest::newRow("UDP over IPv4") << 100 << 0 << 28 << true;
    QTest::newRow("ping over IPv6") << 88 << 0 << 40 << true;
    QTest::newRow("UDP over IPv6") << 80 << 0 << 48 << true;
    QTest::newRow("declared less than hidden") << 0 << 20 << 40 << false;
    QTest::newRow("hidden more than legacy") << 0 << 0 << 200 << false;
    QTest::newRow("short quote without extension") << 8 << 0 << 0 << false;
}

void TestIcmpExtensions::place()
{
    QFETCH(int, quoteLength);
    QFETCH(int, declared);
    QFETCH(int, hidden);
    QFETCH(bool, found);
    Bytes quoted(static_cast<std::size_t>(quoteLength), std::uint8_t{0x45});
    const Bytes extension = fromHex(twoLabels);
    quoted.insert(quoted.end(), extension.begin(), extension.end());
    const auto result = findExtensions(quoted, static_cast<std::size_t>(declared), static_cast<std::size_t>(hidden));
    QCOMPARE(result.mpls.size(), found ? std::size_t{2} : std::size_t{0});
}

void TestIcmpExtensions::truncatedAtEveryLength()
{
    const Bytes whole = withHeader("0020020f0000000700010000c633644d0865746830000000000005dc"
                                   "000c010103e8100105dc5b01");
    for (std::size_t length = 0; length <= whole.size(); ++length) {
        Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
        if (length >= 4) {
            writeU16(cut, 2, 0); // as if the router had sent no checksum: the objects are read as far as they go
        }
        const auto result = parseExtensions(cut, ExtensionPlace::Declared);
        QVERIFY(result.mpls.size() <= 2 && result.interfaces.size() <= 1);
        Bytes behind(128, std::uint8_t{0});
        behind.insert(behind.end(), cut.begin(), cut.end());
        QCOMPARE(findExtensions(behind, 128), result);
    }
}

void TestIcmpExtensions::boundedInNumber()
{
    QByteArray labels;
    QByteArray interfaces;
    for (int number = 0; number < 40; ++number) {
        labels += "0008010103e81001";
        interfaces += "0008020800000007";
    }
    QCOMPARE(parseExtensions(withHeader(labels), ExtensionPlace::Guessed).mpls.size(), std::size_t{16});
    QCOMPARE(parseExtensions(withHeader(interfaces), ExtensionPlace::Guessed).interfaces.size(), std::size_t{16});
}

QTEST_APPLESS_MAIN(TestIcmpExtensions)
#include "tst_icmp_extensions.moc"
