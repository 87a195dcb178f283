// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/exchange_table.h"

#include <QTest>

using namespace engine;

namespace {

const QByteArray ix = R"({"data":[{"id":31,"name":"VIX","city":"Vienna","country":"AT","status":"ok"}]})";
const QByteArray ixlan = R"({"data":[{"id":310,"ix_id":31,"status":"ok"}]})";
const QByteArray ixpfx = R"({"data":[
    {"id":1,"ixlan_id":310,"protocol":"IPv4","prefix":"193.203.0.0/24","status":"ok"},
    {"id":2,"ixlan_id":310,"protocol":"IPv6","prefix":"2001:7f8:30::/64","status":"ok"}]})";
const QByteArray netixlan = R"({"data":[{"id":5,"ix_id":31,"ixlan_id":310,"name":"VIX","asn":1853,
    "ipaddr4":"193.203.0.1","ipaddr6":"2001:7f8:30::1:1853:1","status":"ok"}]})";

platform::IpAddress ip(const char *text)
{
    return platform::IpAddress::parse(text).value();
}

} // namespace

class TestExchangeTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void convertsAndFinds()
    {
        const QDateTime asOf(QDate(2026, 11, 20), QTime(12, 0), Qt::UTC);
        const auto file = ExchangeTable::convert(ix, ixlan, ixpfx, netixlan, asOf);
        QVERIFY(file);
        const auto table = ExchangeTable::read(*file);
        QVERIFY(table);
        QCOMPARE(table->size(), std::size_t(2));
        QCOMPARE(table->asOf(), asOf);
        const auto point = table->find(ip("193.203.0.1"));
        QVERIFY(point);
        QCOMPARE(point->name, QStringLiteral("VIX"));
        QCOMPARE(point->city, QStringLiteral("Vienna"));
        QCOMPARE(point->countryCode, QStringLiteral("AT"));
        QCOMPARE(point->lan.toString(), std::string("193.203.0.0/24"));
        QCOMPARE(point->memberAsn, std::optional<std::uint32_t>(1853));
        QCOMPARE(table->find(ip("2001:7f8:30::1:1853:1"))->memberAsn, std::optional<std::uint32_t>(1853));
        QVERIFY(!table->find(ip("193.203.0.2"))->memberAsn);
        QVERIFY(!table->find(ip("193.203.1.1")));
    }
};

QTEST_GUILESS_MAIN(TestExchangeTable)
#include "tst_exchange_table.moc"
