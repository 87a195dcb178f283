// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/cymru.h"

#include <QTest>

using engine::IpPrefix;
using engine::Origin;
using platform::IpAddress;

namespace {

IpAddress address(const char *text)
{
    return *IpAddress::parse(text);
}

/// "64500,64501 193.0.0.0/21 NL ripencc 2011-05-01", "-" for what is empty; "none".
QString summary(const std::optional<Origin> &origin)
{
    if (!origin)
        return QStringLiteral("none");
    QStringList asns;
    for (const std::uint32_t asn : origin->asns)
        asns.append(QString::number(asn));
    const auto orDash = [](const QString &text) { return text.isEmpty() ? QStringLiteral("-") : text; };
    return QStringList{orDash(asns.join(u',')), QString::fromStdString(origin->prefix.toString()),
        orDash(origin->registryCountry), orDash(origin->registry), orDash(origin->allocated.toString(Qt::ISODate))}
        .join(u' ');
}

} // namespace

class TestCymru final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void questions();
    void groups();
    void origin_data();
    void origin();
    void originsOfSeveralRecords_data();
    void originsOfSeveralRecords();
    void manyAsns();
    void cutAnywhere();
    void recordAgain();
    void asName_data();
    void asName();
    void asNameIsBounded();
};

void TestCymru::questions()
{
    QCOMPARE(engine::originQuestion(address("216.90.108.31"), QStringLiteral("origin.asn.cymru.com")),
        QStringLiteral("31.108.90.216.origin.asn.cymru.com"));
    QCOMPARE(engine::originQuestion(address("2001:db8::68"), QStringLiteral("origin6.asn.cymru.com")),
        QStringLiteral("8.6.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.origin6.asn.cymru.com"));
    QCOMPARE(
        engine::asQuestion(4294967295U, QStringLiteral("asn.cymru.com")), QStringLiteral("AS4294967295.asn.cymru.com"));
}

void TestCymru::groups()
{
    QCOMPARE(engine::routedGroup(address("193.0.6.139")), *IpPrefix::parse("193.0.6.0/24"));
    QCOMPARE(engine::routedGroup(address("2001:67c:2e8:22::c100:68b")), *IpPrefix::parse("2001:67c:2e8::/48"));
}

void TestCymru::origin_data()
{
    QTest::addColumn<QString>("record");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *record, const char *expected) {
        QTest::newRow(name) << QString::fromUtf8(record) << QString::fromUtf8(expected);
    };
    row("all fields", "3333 | 193.0.0.0/21 | NL | ripencc | 1993-09-01", "3333 193.0.0.0/21 NL ripencc 1993-09-01");
    row("without spaces", "3333|193.0.0.0/21|NL|ripencc|1993-09-01", "3333 193.0.0.0/21 NL ripencc 1993-09-01");
    row("several origins", "3333 64500 4200000000 | 193.0.0.0/21 | NL | ripencc | 1993-09-01",
        "3333,64500,4200000000 193.0.0.0/21 NL ripencc 1993-09-01");
    row("an origin twice", "3333 3333 | 193.0.0.0/21 | NL | ripencc |", "3333 193.0.0.0/21 NL ripencc -");
    row("empty fields", "3333 | 193.0.0.0/21 | | | ", "3333 193.0.0.0/21 - - -");
    row("no origin", "| 193.0.0.0/21 | NL | ripencc | 1993-09-01", "- 193.0.0.0/21 NL ripencc 1993-09-01");
    row("origin NA", "NA | 193.0.0.0/21 | NL | ripencc | ", "- 193.0.0.0/21 NL ripencc -");
    row("only what is needed", "3333 | 193.0.0.0/21", "3333 193.0.0.0/21 - - -");
    row("more fields than known", "3333 | 193.0.0.0/21 | NL | ripencc | 1993-09-01 | more",
        "3333 193.0.0.0/21 NL ripencc 1993-09-01");
    row("bits behind the length", "3333 | 193.0.6.0/21 | NL | ripencc | ", "3333 193.0.0.0/21 NL ripencc -");
    row("the address alone", "3333 | 193.0.6.139/32 | | | ", "3333 193.0.6.139/32 - - -");
    row("registry in capitals", "3333 | 193.0.0.0/21 | nl | RIPENCC | ", "3333 193.0.0.0/21 NL ripencc -");
    row("nonsense behind the network", "3333 | 193.0.0.0/21 | <b> | =cmd() | 1993-99-99", "3333 193.0.0.0/21 - - -");

    row("nothing", "", "none");
    row("bars only", "||||", "none");
    row("text", "v=spf1 -all", "none");
    row("no network", "3333 | | NL | ripencc | 1993-09-01", "none");
    row("network without length", "3333 | 193.0.6.139 | NL | ripencc | ", "none");
    row("impossible length", "3333 | 193.0.0.0/33 | NL | ripencc | ", "none");
    row("negative length", "3333 | 193.0.0.0/-1 | NL | ripencc | ", "none");
    row("another network", "3333 | 194.0.0.0/21 | NL | ripencc | ", "none");
    row("other family", "3333 | 2001:db8::/32 | NL | ripencc | ", "none");
    row("the whole Internet", "666 | 0.0.0.0/0 | NL | ripencc | ", "none");
    row("half of it", "666 | 128.0.0.0/1 | NL | ripencc | ", "none");
    row("number too large", "4294967296 | 193.0.0.0/21 | NL | ripencc | ", "none");
    row("number zero", "0 | 193.0.0.0/21 | NL | ripencc | ", "none");
    row("negative number", "-1 | 193.0.0.0/21 | NL | ripencc | ", "none");
    row("plus sign", "+3333 | 193.0.0.0/21 | NL | ripencc | ", "none");
    row("digits of another script", "٣٣٣٣ | 193.0.0.0/21 | NL | ripencc | ", "none");
    row("name in place of the number", "AS3333 | 193.0.0.0/21 | NL | ripencc | ", "none");
    row("control characters", "3333\x01 | 193.0.0.0/21 | NL | ripencc | ", "none");
    QTest::newRow("endless") << QStringLiteral("3333 | 193.0.0.0/21 | ") + QString(100'000, u'N')
                             << QStringLiteral("none");
}

void TestCymru::origin()
{
    QFETCH(QString, record);
    QFETCH(QString, expected);
    QCOMPARE(summary(engine::parseOrigin({record}, address("193.0.6.139"))), expected);
}

void TestCymru::originsOfSeveralRecords_data()
{
    QTest::addColumn<QStringList>("records");
    QTest::addColumn<QString>("expected");
    const QString eight = QStringLiteral("8 | 193.0.0.0/8 | | | ");
    const QString twentyOne = QStringLiteral("21 | 193.0.0.0/21 | | | ");
    const QString twentyFour = QStringLiteral("24 | 193.0.6.0/24 | | | ");
    const QString other = QStringLiteral("25 | 193.0.7.0/25 | | | ");
    const QString sameNetwork = QStringLiteral("99 24 | 193.0.6.0/24 | | | ");
    QTest::newRow("none") << QStringList{} << QStringLiteral("none");
    QTest::newRow("longest last") << QStringList{eight, twentyOne, twentyFour}
                                  << QStringLiteral("24 193.0.6.0/24 - - -");
    QTest::newRow("longest first") << QStringList{twentyFour, twentyOne, eight}
                                   << QStringLiteral("24 193.0.6.0/24 - - -");
    QTest::newRow("longest of another") << QStringList{other, eight} << QStringLiteral("8 193.0.0.0/8 - - -");
    QTest::newRow("one network, two origins")
        << QStringList{twentyFour, eight, sameNetwork} << QStringLiteral("24,99 193.0.6.0/24 - - -");
    QTest::newRow("nonsense among them") << QStringList{QStringLiteral("x"), eight, {}}
                                         << QStringLiteral("8 193.0.0.0/8 - - -");
}

void TestCymru::originsOfSeveralRecords()
{
    QFETCH(QStringList, records);
    QFETCH(QString, expected);
    QCOMPARE(summary(engine::parseOrigin(records, address("193.0.6.139"))), expected);
}

void TestCymru::manyAsns()
{
    QStringList numbers;
    for (int asn = 1; asn <= 300; ++asn)
        numbers.append(QString::number(asn));
    const auto origin =
        engine::parseOrigin({numbers.join(u' ') + QStringLiteral(" | 193.0.0.0/21 | | |")}, address("193.0.6.139"));
    QVERIFY(origin);
    QCOMPARE(origin->asns.size(), std::size_t(32));
    QCOMPARE(origin->asns.front(), 1U);
}

/// A record that ends anywhere is refused, or says nothing that the whole one does not say.
void TestCymru::cutAnywhere()
{
    const QString whole = QStringLiteral("3333 64500 | 2001:67c:2e8::/48 | NL | ripencc | 2009-03-10");
    const IpAddress asked = address("2001:67c:2e8:22::1");
    const QString expected = summary(engine::parseOrigin({whole}, asked));
    QCOMPARE(expected, QStringLiteral("3333,64500 2001:67c:2e8::/48 NL ripencc 2009-03-10"));
    int understood = 0;
    for (qsizetype length = 0; length < whole.size(); ++length) {
        const auto origin = engine::parseOrigin({whole.left(length)}, asked);
        if (!origin)
            continue;
        ++understood;
        QVERIFY(origin->prefix.contains(asked));
        QCOMPARE(origin->asns, (std::vector<std::uint32_t>{3333, 64500}));
        QVERIFY(origin->registryCountry.isEmpty() || origin->registryCountry == QStringLiteral("NL"));
    }
    QVERIFY(understood > 0);
}

void TestCymru::recordAgain()
{
    for (const char *record : {"3333 64500 | 193.0.0.0/21 | NL | ripencc | 1993-09-01", " | 193.0.0.0/21 |  |  | "}) {
        const auto origin = engine::parseOrigin({QString::fromLatin1(record)}, address("193.0.6.139"));
        QVERIFY(origin);
        QCOMPARE(engine::originRecord(*origin), QString::fromLatin1(record));
    }
}

void TestCymru::asName_data()
{
    QTest::addColumn<QString>("record");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *record, const char *expected) {
        QTest::newRow(name) << QString::fromUtf8(record) << QString::fromUtf8(expected);
    };
    row("as it is", "23028 | US | arin | 2002-01-04 | TEAMCYMRU - SAUNET", "TEAMCYMRU - SAUNET");
    row("with country", "23028 | US | arin | 2002-01-04 | TEAM-CYMRU - Team Cymru Inc., US",
        "TEAM-CYMRU - Team Cymru Inc.");
    row("country of another", "23028 | EU | ripencc | 2002-01-04 | NAME, GB", "NAME");
    row("bars in the name", "23028 | US | arin | 2002-01-04 | A | B || C, US", "A | B || C");
    row("empty fields", "23028 | | | | NAME", "NAME");
    row("empty name", "23028 | US | arin | 2002-01-04 | ", "");
    row("country alone", "23028 | US | arin | 2002-01-04 | , US", ", US");
    row("no country", "23028 | US | arin | 2002-01-04 | Limited, us", "Limited, us");
    row("umlauts", "23028 | DE | ripencc | 2002-01-04 | Universität, DE", "Universität");
    row("hostile name", "23028 | US | arin | 2002-01-04 | <b>\x1b[31m=cmd()", "<b>\x1b[31m=cmd()");
    row("another AS", "23029 | US | arin | 2002-01-04 | NAME", "none");
    row("no AS", " | US | arin | 2002-01-04 | NAME", "none");
    row("too few fields", "23028 | US | arin | NAME", "none");
    row("nothing", "", "none");
}

void TestCymru::asName()
{
    QFETCH(QString, record);
    QFETCH(QString, expected);
    QCOMPARE(engine::parseAsName({record}, 23028, 253).value_or(QStringLiteral("none")), expected);
    QCOMPARE(engine::parseAsName({QStringLiteral("nonsense"), record}, 23028, 253).value_or(QStringLiteral("none")),
        expected);
}

void TestCymru::asNameIsBounded()
{
    const QString front = QStringLiteral("23028 | US | arin | 2002-01-04 | ");
    QCOMPARE(engine::parseAsName({front + QString(500, u'x')}, 23028, 253), QString(253, u'x'));
    QCOMPARE(engine::parseAsName({front + QString::fromUtf8("abc\U0001F600")}, 23028, 4), QStringLiteral("abc"));
    QVERIFY(!engine::parseAsName({front + QString(100'000, u'x')}, 23028, 253));
}

QTEST_GUILESS_MAIN(TestCymru)
#include "tst_cymru.moc"
