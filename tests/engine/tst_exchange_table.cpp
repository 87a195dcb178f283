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
        QVERIFY(!table->find(platform::IpAddress()));
        // The name that PeeringDB gives a port is the exchange's, not the member's.
        QVERIFY(point->memberName.isEmpty());
    }

    void withoutMembers()
    {
        const auto file = ExchangeTable::convert(ix, ixlan, ixpfx, {}, {});
        QVERIFY(file);
        const auto table = ExchangeTable::read(*file);
        QVERIFY(table && table->find(ip("193.203.0.1")));
        QVERIFY(!table->find(ip("193.203.0.1"))->memberAsn);
        QVERIFY(!table->asOf().isValid());
    }

    void entriesThatMakeNoSenseAreLeftOut_data()
    {
        QTest::addColumn<QByteArray>("exchanges");
        QTest::addColumn<QByteArray>("lans");
        QTest::addColumn<QByteArray>("prefixes");
        const auto prefix = [](const char *text) {
            return QByteArray(R"({"data":[{"ixlan_id":310,"status":"ok","prefix":"PREFIX"}]})").replace("PREFIX", text);
        };
        QTest::newRow("exchange that is gone") << QByteArray(ix).replace("ok", "deleted") << ixlan << ixpfx;
        QTest::newRow("exchange without a name") << QByteArray(ix).replace("VIX", " ") << ixlan << ixpfx;
        QTest::newRow("network that is pending") << ix << QByteArray(ixlan).replace("ok", "pending") << ixpfx;
        QTest::newRow("prefixes that are gone") << ix << ixlan << QByteArray(ixpfx).replace("ok", "deleted");
        QTest::newRow("without a status") << ix << ixlan << QByteArray(ixpfx).replace("status", "state");
        QTest::newRow("network of another exchange") << ix << QByteArray(ixlan).replace("31,", "32,") << ixpfx;
        QTest::newRow("prefix of another network") << ix << ixlan << QByteArray(ixpfx).replace("310", "311");
        QTest::newRow("numbers as text") << ix << QByteArray(ixlan).replace("31,", "\"31\",") << ixpfx;
        QTest::newRow("half of the internet") << ix << ixlan << prefix("193.0.0.0/1");
        QTest::newRow("all of IPv6") << ix << ixlan << prefix("2000::/3");
        QTest::newRow("private") << ix << ixlan << prefix("192.168.0.0/24");
        QTest::newRow("no prefix") << ix << ixlan << prefix("193.203.0.0/33");
        QTest::newRow("a name") << ix << ixlan << prefix("example.net");
        QTest::newRow("entries that are no objects") << ix << ixlan << QByteArray(R"({"data":[1,"x",null,[],true]})");
    }
    void entriesThatMakeNoSenseAreLeftOut()
    {
        QFETCH(QByteArray, exchanges);
        QFETCH(QByteArray, lans);
        QFETCH(QByteArray, prefixes);
        const auto file = ExchangeTable::convert(exchanges, lans, prefixes, netixlan, {});
        QVERIFY(file);
        const auto table = ExchangeTable::read(*file);
        QVERIFY(table);
        QCOMPARE(table->size(), std::size_t(0));
        QVERIFY(!table->find(ip("193.203.0.1")));
    }

    void bodiesThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("a page") << QByteArray("<html>429 Too Many Requests</html>");
        QTest::newRow("an error") << QByteArray(R"({"meta":{"error":"Request was throttled."}})");
        QTest::newRow("data are no array") << QByteArray(R"({"data":{}})");
        QTest::newRow("an array") << QByteArray("[]");
        QTest::newRow("deep") << QByteArray("[").repeated(1'000'000);
        QTest::newRow("large") << QByteArray("{\"data\":[") + QByteArray(65 << 20, ' ') + "]}";
    }
    void bodiesThatAreNone()
    {
        QFETCH(QByteArray, body);
        for (int which = 0; which < 3; ++which) {
            const auto file = ExchangeTable::convert(
                which == 0 ? body : ix, which == 1 ? body : ixlan, which == 2 ? body : ixpfx, {}, {});
            QVERIFY(!file);
            QCOMPARE(file.error().kind, platform::ErrorKind::Malformed);
            QVERIFY(!file.error().context.empty());
        }
        QVERIFY(body.isEmpty() || !ExchangeTable::convert(ix, ixlan, ixpfx, body, {}));
        QVERIFY(!ExchangeTable::read(body));
    }

    void aFileCutAnywhereIsRefused()
    {
        const auto file = ExchangeTable::convert(ix, ixlan, ixpfx, netixlan, {});
        QVERIFY(file);
        for (qsizetype length = 0; length < file->size(); ++length)
            QVERIFY2(!ExchangeTable::read(file->left(length)), qPrintable(QString::number(length)));
    }

    void otherFilesAreRefused()
    {
        QVERIFY(!ExchangeTable::read("{}"));
        QVERIFY(!ExchangeTable::read(R"({"schema":"periplus.exchanges/2","exchanges":[]})"));
        QVERIFY(!ExchangeTable::read(R"({"schema":"periplus.exchanges/1","exchanges":{}})"));
        QVERIFY(ExchangeTable::read(R"({"schema":"periplus.exchanges/1","exchanges":[]})"));
    }

    /// Written by hand, as docs/FORMATS.md describes it.
    void aFileByHand()
    {
        const auto table = ExchangeTable::read(R"({"schema": "periplus.exchanges/1", "as_of": "2026-11-20T12:00:00Z",
            "exchanges": [
                {"name": "A-IX", "prefixes": ["203.0.113.0/24", "203.0.113.64/26"],
                 "members": [{"address": "203.0.113.9", "asn": 64500, "name": "Example"},
                             {"address": "198.51.100.9", "asn": 64501},
                             {"address": "203.0.113.10", "asn": 0},
                             {"address": "203.0.113.11", "asn": 4294967296},
                             {"address": "203.0.113.12", "asn": 1.5}]},
                {"name": "B-IX", "prefixes": ["203.0.113.0/24", "198.51.100.0/24"],
                 "members": [{"address": "203.0.113.9", "asn": 64666}]}]})");
        QVERIFY(table);
        QCOMPARE(table->size(), std::size_t(3));
        QCOMPARE(table->find(ip("203.0.113.9"))->name, QStringLiteral("A-IX")); // who was first keeps a network
        QCOMPARE(table->find(ip("203.0.113.9"))->memberAsn, std::optional<std::uint32_t>(64500));
        QCOMPARE(table->find(ip("203.0.113.9"))->memberName, QStringLiteral("Example"));
        QCOMPARE(table->find(ip("203.0.113.70"))->lan.toString(), std::string("203.0.113.64/26"));
        QCOMPARE(table->find(ip("198.51.100.9"))->name, QStringLiteral("B-IX"));
        QVERIFY(!table->find(ip("198.51.100.9"))->memberAsn); // a member of A-IX only has addresses there
        for (const char *address : {"203.0.113.10", "203.0.113.11", "203.0.113.12"})
            QVERIFY(!table->find(ip(address))->memberAsn);
    }

    void textsAreBounded()
    {
        const QByteArray file = R"({"schema":"periplus.exchanges/1","exchanges":[
            {"name":"NAME","prefixes":["203.0.113.0/24"]}]})";
        const auto table = ExchangeTable::read(QByteArray(file).replace("NAME", QByteArray(5000, 'x')));
        QVERIFY(table);
        QCOMPARE(table->find(ip("203.0.113.9"))->name.size(), 253);
    }
};

QTEST_GUILESS_MAIN(TestExchangeTable)
#include "tst_exchange_table.moc"
