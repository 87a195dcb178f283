// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/looked_up.h"
#include "app/shell/suggestion.h"
#include "app/table/fact_text.h"
#include "app/table/hop_columns.h"
#include "app/table/hop_table_model.h"
#include "app/table/segment_text.h"
#include "tests/app/made_facts.h"

#include <QTest>
#include <QTextDocument> // Qt::mightBeRichText

using app::HopColumn;
using app::HopRow;
using app::Segment;
using engine::AddressFacts;
using engine::AddressRange;
using engine::FactSource;
using engine::FactState;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

platform::IpAddress address(const char *text)
{
    return *platform::IpAddress::parse(text);
}

QDateTime noon()
{
    return QDateTime(QDate(2026, 11, 20), QTime(12, 0), Qt::UTC);
}

AddressFacts fullFacts()
{
    AddressFacts facts;
    facts.name = knownName(text("core1.example.net"));
    facts.name.source = FactSource::Dns;
    facts.name.asOf = noon().addSecs(-200);
    facts.origin = knownOrigin({64500, 64501}, text("Nordlicht"));
    facts.origin.value.prefix = *engine::IpPrefix::parse("198.51.100.0/24");
    facts.origin.value.registry = text("ripencc");
    facts.origin.value.registryCountry = text("DE");
    facts.origin.value.allocated = QDate(1996, 3, 14);
    facts.origin.source = FactSource::Cymru;
    facts.origin.asOf = noon().addSecs(-3 * 3600);
    facts.origin.cached = true;
    engine::Place place;
    place.city = text("Frankfurt");
    place.countryCode = text("DE");
    place.latitude = 50.11;
    place.longitude = -8.682;
    place.accuracyKm = 20;
    facts.place = knownFact(place);
    facts.place.source = FactSource::Database;
    facts.place.sourceDetail = text("GeoLite2-City.mmdb");
    facts.place.asOf = QDateTime(QDate(2026, 10, 6), QTime(0, 0), Qt::UTC);
    engine::ExchangePoint exchange;
    exchange.name = text("IX-Main");
    exchange.memberAsn = 64500;
    exchange.memberName = text("Nordlicht");
    facts.exchange = knownFact(exchange);
    return facts;
}

HopRow rowOf(const AddressFacts &facts)
{
    HopRow row;
    row.ttl = 3;
    row.address = address("198.51.100.9");
    row.facts = facts;
    return row;
}

QString cell(HopColumn column, const HopRow &row)
{
    return app::hopColumn(column).text(row, QLocale::c());
}

QString tip(HopColumn column, const HopRow &row)
{
    return app::cellToolTip(column, row, QLocale::c(), noon());
}

} // namespace

/// Facts in words: values, states, sources, and nothing that a stranger wrote into them is taken for more than text.
class TestFactText final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void values()
    {
        const AddressFacts facts = fullFacts();
        QCOMPARE(app::networkText(facts), text("AS64500 Nordlicht +1"));
        QCOMPARE(app::otherOriginsText(facts), text("AS64501"));
        QCOMPARE(app::prefixText(facts), text("198.51.100.0/24"));
        QCOMPARE(app::registryText(facts), text("RIPE NCC"));
        QCOMPARE(app::registrationText(facts, QLocale::c()),
            text("RIPE NCC, allocated 14 March 1996, registered in Germany"));
        QCOMPARE(app::placeLine(facts), text("Frankfurt, Germany"));
        QCOMPARE(app::coordinatesText(facts, QLocale::c()), text("50.110° N, 8.682° W, within 20 km"));
        QCOMPARE(app::exchangeText(facts), text("IX-Main"));
        QCOMPARE(app::memberText(facts), text("AS64500 Nordlicht"));
        const AddressFacts nothing;
        for (const auto &say : {app::hostName(nothing), app::networkText(nothing), app::prefixText(nothing),
                 app::registryText(nothing), app::placeText(nothing), app::exchangeText(nothing)})
            QCOMPARE(say, QString());
    }

    void sourcesAndAges()
    {
        const AddressFacts facts = fullFacts();
        const QLocale c = QLocale::c();
        QCOMPARE(app::sourceText(app::originOf(facts.name), noon(), c), text("system DNS, 3 min ago"));
        QCOMPARE(app::sourceText(app::originOf(facts.origin), noon(), c), text("Team Cymru, 3 h ago, cached"));
        QCOMPARE(app::sourceText(app::originOf(facts.place), noon(), c), text("GeoLite2-City of 2026-10"));
        QCOMPARE(
            app::sourceText({FactSource::SpecialRange, {}, {}, false}, noon(), c), text("from the address itself"));
        QCOMPARE(app::sourceText({}, noon(), c), QString());
        QCOMPARE(app::ageText(noon().addSecs(30), noon(), c), text("just now")); // the clock was set back
        QCOMPARE(app::ageText(noon().addSecs(-59), noon(), c), text("just now"));
        QCOMPARE(app::ageText(noon().addSecs(-60), noon(), c), text("1 min ago"));
        QCOMPARE(app::ageText(noon().addDays(-5), noon(), c), text("5 days ago"));
    }

    void states()
    {
        for (const auto &[state, sign] : {std::pair(FactState::Unknown, "–"), std::pair(FactState::Pending, "…"),
                 std::pair(FactState::Missing, "–"), std::pair(FactState::Failed, "?")}) {
            AddressFacts facts;
            facts.name.state = facts.origin.state = facts.place.state = facts.exchange.state = state;
            const HopRow row = rowOf(facts);
            for (const HopColumn column : {HopColumn::Network, HopColumn::Prefix, HopColumn::Registry,
                     HopColumn::Country, HopColumn::Place, HopColumn::Exchange}) {
                QCOMPARE(cell(column, row), text(sign));
                QVERIFY(!app::hopColumn(column).value(row).isValid()); // sorts behind those that are known
                QVERIFY(!tip(column, row).isEmpty());
            }
            QCOMPARE(cell(HopColumn::Name, row),
                state == FactState::Pending ? text("looking up name…") : text("198.51.100.9"));
        }
        QVERIFY(tip(HopColumn::Exchange, rowOf({})).startsWith(text("No exchange prefixes here yet")));
        AddressFacts local;
        local.range = AddressRange::Private;
        QCOMPARE(cell(HopColumn::Network, rowOf(local)), text("Private network"));
    }

    void headerSaysWhyAColumnIsEmpty()
    {
        const app::HopTableModel empty;
        const auto headerTip = [&](HopColumn column) {
            return empty.headerData(static_cast<int>(column), Qt::Horizontal, Qt::ToolTipRole).toString();
        };
        QVERIFY(headerTip(HopColumn::Exchange).contains(text("No exchange prefixes here yet")));
        QVERIFY(!headerTip(HopColumn::Sent).contains(text("Settings")));
    }

    void sortsNetworksByNumber()
    {
        const auto key = [](std::uint32_t asn) {
            AddressFacts facts;
            facts.origin = knownOrigin({asn}, {});
            return app::hopColumn(HopColumn::Network).value(rowOf(facts)).toString();
        };
        QVERIFY(QString::localeAwareCompare(key(701), key(64500)) < 0);
    }

    void hostileTexts()
    {
        const QString evil = text("<img src=x>\u202e\n\x01") + QString(500, QLatin1Char('y'));
        AddressFacts facts = fullFacts();
        facts.name.value = facts.origin.value.asName = facts.origin.value.registry = facts.place.value.city =
            facts.place.value.country = facts.exchange.value.name = facts.exchange.value.memberName =
                facts.name.sourceDetail = facts.place.sourceDetail = facts.origin.value.registryCountry = evil;
        const HopRow row = rowOf(facts);
        for (const app::HopColumnInfo &info : app::hopColumns()) {
            for (const QString &said : {cell(info.id, row), tip(info.id, row)}) {
                QVERIFY2(!said.contains(QChar(0x202E)) && !said.contains(QChar(1)), info.key);
            }
            const QString shown = tip(info.id, row);
            QVERIFY2(!Qt::mightBeRichText(shown) || !shown.contains(text("<img")), info.key);
        }
        for (const auto &fact : app::lookedUpFacts(row, evil, {}, noon()))
            QVERIFY(!fact.value.contains(QChar(0x202E)) && !fact.note.contains(QChar(0x202E)));
    }

    void reasons()
    {
        engine::Surroundings here;
        here.localNetworks = {*engine::IpPrefix::parse("2001:db8:1::/64")};
        here.providerAsns = {64500};
        const AddressFacts facts = fullFacts();
        AddressFacts nat;
        nat.range = AddressRange::CarrierNat;
        const auto ip = address("198.51.100.9");
        QCOMPARE(app::segmentReason(Segment::Isp, ip, facts, false, here), text("same AS as your public address"));
        QCOMPARE(app::segmentReason(Segment::Isp, ip, facts, false, {}), text("first AS on the way"));
        QCOMPARE(app::segmentReason(Segment::Isp, ip, nat, false, here), text("carrier-grade NAT (RFC 6598)"));
        QCOMPARE(app::segmentReason(Segment::Lan, address("2001:db8:1::7"), {}, false, here),
            text("in your own network 2001:db8:1::/64"));
        QCOMPARE(app::segmentReason(Segment::Transit, ip, facts, false, here), text("an exchange point"));
        QCOMPARE(app::segmentReason(Segment::Destination, ip, {}, true, here), text("the target itself"));
        QCOMPARE(app::segmentReason(Segment::Transit, ip, {}, false, here), text("between hops that are"));
        QCOMPARE(app::segmentReason(Segment::Unknown, ip, facts, false, here), QString());
    }

    void details()
    {
        HopRow row = rowOf(fullFacts());
        row.segment = Segment::Isp;
        QStringList lines;
        for (const auto &fact : app::lookedUpFacts(row, {}, {}, noon()))
            lines << fact.label + QLatin1Char('=') + fact.value + QLatin1Char('|') + fact.note;
        QCOMPARE(lines.first(), text("Name=core1.example.net|system DNS, 3 min ago"));
        QVERIFY(lines.contains(
            text("Network=AS64500 Nordlicht +1\nalso announced by AS64501|Team Cymru, 3 h ago, cached")));
        QCOMPARE(lines.last(), text("Segment=Provider|first AS on the way"));
        QVERIFY(app::lookedUpFacts(rowOf({}), {}, {}, noon()).empty()); // nobody was asked: nothing is said
    }

    void whatWasMeant_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("meant");
        QTest::newRow("one left out") << "exmple.com"
                                      << "example.com";
        QTest::newRow("two exchanged") << "exapmle.com"
                                       << "example.com";
        QTest::newRow("two slips") << "exammple.con"
                                   << "example.com";
        QTest::newRow("three slips") << "xammple.con"
                                     << "";
        QTest::newRow("the same") << "Example.com"
                                  << "";
        QTest::newRow("too short to tell") << "ab"
                                           << "";
        QTest::newRow("nothing") << ""
                                 << "";
    }

    void whatWasMeant()
    {
        QFETCH(const QString, typed);
        QFETCH(const QString, meant);
        QCOMPARE(app::likelyMeant(typed, {text("ac"), text("example.com"), text("other.example")}), meant);
    }
};

QTEST_MAIN(TestFactText)
#include "tst_fact_text.moc"
