// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/ip_address.h"

#include <QTest>

using platform::Family;
using platform::IpAddress;

class TestIpAddress final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void text_data();
    void text();
    void refuses_data();
    void refuses();
    void kinds();
    void nullAddress();
    void scopeOnlyOnLinkLocal();
};

void TestIpAddress::text_data()
{
    QTest::addColumn<QByteArray>("in");
    QTest::addColumn<QByteArray>("out");
    QTest::newRow("v4") << QByteArray("192.0.2.1") << QByteArray("192.0.2.1");
    QTest::newRow("v6 is shortened") << QByteArray("2001:DB8:0:0:0:0:0:1") << QByteArray("2001:db8::1");
    QTest::newRow("v6 any") << QByteArray("::") << QByteArray("::");
#ifdef Q_OS_WIN
    QTest::newRow("scope by number") << QByteArray("fe80::1%1") << QByteArray("fe80::1%1");
#else
    QTest::newRow("scope by number") << QByteArray("fe80::1%1") << QByteArray("fe80::1%lo");
#endif
    QTest::newRow("unknown scope number") << QByteArray("fe80::1%4000") << QByteArray("fe80::1%4000");
}

void TestIpAddress::text()
{
    QFETCH(QByteArray, in);
    QFETCH(QByteArray, out);
    const auto address = IpAddress::parse(in.toStdString());
    QVERIFY(address);
    QCOMPARE(QByteArray::fromStdString(address->toString()), out);
}

void TestIpAddress::refuses_data()
{
    QTest::addColumn<QByteArray>("in");
    for (const char *text :
        {"", "1.2.3", "1.2.3.4.5", "300.1.1.1", "1.2.3.4%1", "::g", "fe80::1%", "example.com", " 1.2.3.4"})
        QTest::newRow(text) << QByteArray(text);
    QTest::newRow("embedded zero") << QByteArray("1.2.3.4\0x", 9);
}

void TestIpAddress::refuses()
{
    QFETCH(QByteArray, in);
    QVERIFY(!IpAddress::parse(in.toStdString()));
}

void TestIpAddress::kinds()
{
    const auto is = [](const char *text) { return *IpAddress::parse(text); };
    QVERIFY(is("127.9.9.9").isLoopback() && is("::1").isLoopback() && !is("::2").isLoopback());
    QVERIFY(is("239.1.1.1").isMulticast() && is("ff02::1").isMulticast() && !is("192.0.2.1").isMulticast());
    QVERIFY(is("255.255.255.255").isLimitedBroadcast());
    QVERIFY(is("169.254.1.1").isLinkLocal() && is("fe80::1").isLinkLocal());
    QVERIFY(is("10.1.1.1").isPrivate() && is("172.31.1.1").isPrivate() && !is("172.32.1.1").isPrivate());
    QVERIFY(is("192.168.0.1").isPrivate() && is("fd00::1").isPrivate());
    QVERIFY(is("100.64.0.1").isSharedSpace() && is("100.127.255.255").isSharedSpace()
        && !is("100.128.0.0").isSharedSpace());
    QVERIFY(is("0.0.0.0").isUnspecified() && is("::").isUnspecified());
    QCOMPARE(is("::1").family(), Family::V6);
}

void TestIpAddress::nullAddress()
{
    const IpAddress none;
    QVERIFY(none.isNull() && none.toString().empty() && !none.isUnspecified() && !none.isLoopback());
    QVERIFY(IpAddress::fromBytes(std::array<std::uint8_t, 5>{}).isNull());
    QVERIFY(none != *IpAddress::parse("0.0.0.0"));
}

void TestIpAddress::scopeOnlyOnLinkLocal()
{
    QCOMPARE(IpAddress::parse("2001:db8::1%1")->scopeId(), 0U);
    QVERIFY(*IpAddress::parse("fe80::1%1") != *IpAddress::parse("fe80::1%2"));
}

QTEST_APPLESS_MAIN(TestIpAddress)
#include "tst_ip_address.moc"
