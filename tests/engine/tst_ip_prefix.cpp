// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/ip_prefix.h"

#include "engine/lookups/address_facts.h"

#include <QTest>

using engine::AddressRange;
using engine::IpPrefix;
using engine::PrefixMap;
using platform::IpAddress;

namespace {

IpAddress address(const char *text)
{
    return *IpAddress::parse(text);
}

IpPrefix prefix(const char *text)
{
    return *IpPrefix::parse(text);
}

} // namespace

class TestIpPrefix final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void texts_data();
    void texts();
    void contains();
    void longestWins();
    void erased();
    void erasedIf();
    void onlyAccepted();
    void ranges_data();
    void ranges();
};

void TestIpPrefix::texts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *text, const char *expected) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(expected);
    };
    row("192.0.2.0/24", "192.0.2.0/24");
    row("192.0.2.255/25", "192.0.2.128/25");
    row("192.0.2.1", "192.0.2.1/32");
    row("0.0.0.0/0", "0.0.0.0/0");
    row("2001:DB8::1/32", "2001:db8::/32");
    row("2001:db8::1", "2001:db8::1/128");
    for (const char *nonsense : {"", "/24", "192.0.2.0/", "192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/+1",
             "192.0.2.0/ 1", "192.0.2.0/1x", "192.0.2.0/99999999999", "2001:db8::/129", "fe80::1%1/64", "name/24"})
        row(nonsense, "none");
}

void TestIpPrefix::texts()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const auto parsed = IpPrefix::parse(text.toStdString());
    QCOMPARE(parsed ? QString::fromStdString(parsed->toString()) : QStringLiteral("none"), expected);
}

void TestIpPrefix::contains()
{
    QVERIFY(prefix("192.0.2.0/25").contains(address("192.0.2.127")));
    QVERIFY(!prefix("192.0.2.0/25").contains(address("192.0.2.128")));
    QVERIFY(prefix("2001:db8:0:8000::/49").contains(address("2001:db8:0:ffff::1")));
    QVERIFY(!prefix("2001:db8:0:8000::/49").contains(address("2001:db8::1")));
    QVERIFY(!prefix("::/0").contains(address("192.0.2.1")));
    QVERIFY(!IpPrefix().contains(address("192.0.2.1")));
    QVERIFY(!prefix("0.0.0.0/0").contains(IpAddress()));
}

void TestIpPrefix::longestWins()
{
    PrefixMap<int> map;
    QVERIFY(!map.find(address("192.0.2.1")));
    map.insert(prefix("192.0.0.0/16"), 16);
    map.insert(prefix("192.0.2.0/24"), 24);
    map.insert(prefix("192.0.2.1/32"), 32);
    map.insert(prefix("::/0"), 6);
    QCOMPARE(map.find(address("192.0.2.1"))->value, 32);
    QCOMPARE(map.find(address("192.0.2.2"))->value, 24);
    QCOMPARE(map.find(address("192.0.3.2"))->value, 16);
    QVERIFY(!map.find(address("192.1.3.2")));
    QCOMPARE(map.find(address("2001:db8::1"))->value, 6);
    QCOMPARE(map.find(address("192.0.2.2"))->prefix, prefix("192.0.2.0/24"));
}

void TestIpPrefix::erased()
{
    PrefixMap<int> map;
    map.insert(prefix("192.0.2.0/24"), 1);
    map.insert(prefix("192.0.2.0/24"), 2);
    map.insert(prefix("192.0.3.0/24"), 3);
    QCOMPARE(map.size(), std::size_t(2));
    map.erase(prefix("192.0.2.0/24"));
    map.erase(prefix("192.0.2.0/24")); // once more, and one that never was
    map.erase(prefix("10.0.0.0/8"));
    QVERIFY(!map.at(prefix("192.0.2.0/24")));
    QVERIFY(!map.find(address("192.0.2.1")));
    QCOMPARE(map.find(address("192.0.3.1"))->value, 3);
    map.erase(prefix("192.0.3.0/24"));
    QVERIFY(map.isEmpty());
    map.insert(prefix("192.0.3.0/24"), 4);
    QCOMPARE(map.find(address("192.0.3.1"))->value, 4);
}

void TestIpPrefix::erasedIf()
{
    PrefixMap<int> map;
    for (int i = 0; i < 10; ++i)
        map.insert(IpPrefix(IpAddress::v4({10, 0, std::uint8_t(i), 0}), 24U + unsigned(i) / 4U), i);
    map.eraseIf([](int value) { return value % 2 == 0; });
    QVERIFY(!map.find(address("10.0.8.0")));
    QCOMPARE(map.find(address("10.0.9.0"))->value, 9);
    map.eraseIf([](int) { return true; });
    QVERIFY(map.isEmpty());
    QVERIFY(!map.find(address("10.0.9.0")));
}

void TestIpPrefix::onlyAccepted()
{
    PrefixMap<int> map;
    map.insert(prefix("192.0.0.0/16"), 16);
    map.insert(prefix("192.0.2.0/24"), 24);
    QCOMPARE(map.find(address("192.0.2.1"), [](int value) { return value < 20; })->value, 16);
    QVERIFY(!map.find(address("192.0.2.1"), [](int) { return false; }));
}

void TestIpPrefix::ranges_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<AddressRange>("expected");
    const auto row = [](const char *text, AddressRange expected) {
        QTest::newRow(text) << QString::fromLatin1(text) << expected;
    };
    using enum AddressRange;
    for (const char *text : {"8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
             "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0",
             "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "198.51.99.255", "198.51.101.0",
             "203.0.112.255", "203.0.114.0", "223.255.255.255", "2000::", "2001:db7:ffff::", "2001:db9::", "2600::1",
             "3ffe::", "3fff:1000::", "fbff::", "fe7f::", "fec0::", "::2", "100:0:0:1::"})
        row(text, Global);
    row("10.0.0.0", Private);
    row("10.255.255.255", Private);
    row("172.16.0.0", Private);
    row("172.31.255.255", Private);
    row("192.168.255.255", Private);
    row("100.64.0.0", CarrierNat);
    row("100.127.255.255", CarrierNat);
    row("127.255.255.255", Loopback);
    row("169.254.255.255", LinkLocal);
    row("192.0.2.255", Documentation);
    row("198.51.100.0", Documentation);
    row("203.0.113.255", Documentation);
    row("198.18.0.0", Benchmark);
    row("198.19.255.255", Benchmark);
    row("192.0.0.255", Reserved);
    row("0.255.255.255", Reserved);
    row("224.0.0.0", Multicast);
    row("239.255.255.255", Multicast);
    row("240.0.0.0", Reserved);
    row("255.255.255.255", Reserved);
    row("::1", Loopback);
    row("::", Reserved);
    row("fe80::", LinkLocal);
    row("febf:ffff::", LinkLocal);
    row("fc00::", UniqueLocal);
    row("fdff:ffff::", UniqueLocal);
    row("ff00::", Multicast);
    row("2001:db8:ffff::", Documentation);
    row("3fff:fff:ffff::", Documentation);
    row("2001:2::", Benchmark);
    row("100::ffff", Reserved);
}

void TestIpPrefix::ranges()
{
    QFETCH(QString, text);
    QFETCH(AddressRange, expected);
    QCOMPARE(engine::rangeOf(*IpAddress::parse(text.toStdString())), expected);
    QCOMPARE(engine::rangeOf(IpAddress()), AddressRange::Global);
}

QTEST_GUILESS_MAIN(TestIpPrefix)
#include "tst_ip_prefix.moc"
