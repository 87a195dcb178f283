// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/json_reader.h"
#include "engine/formats/json_writer.h"
#include "engine/formats/jsonl_writer.h"
#include "engine/formats/report_facts.h"

#include "report_examples.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using engine::AddressFacts;
using engine::FactState;
using engine::ReportAddress;
using engine::Segment;

/// What look-ups found, on its way into reports and JSON lines.
class TestReportFacts final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everything();
    void nothing();
    void states_data();
    void states();
    void severalOrigins();
    void halfAPosition();
    void countryOfTheRegistry();
    void forgetsWhatWasThere();
    void throughJson();
    void factLines();
    void factLinesOfHostileText();
    void noFactLineBeforeTheRun();

private:
    static AddressFacts all();
    static engine::JsonLinesWriter begunWriter();
};

namespace {

template <typename T>
void know(engine::Fact<T> &fact, T value)
{
    fact.state = FactState::Known;
    fact.value = std::move(value);
}

QJsonObject objectOf(const QByteArray &line)
{
    return QJsonDocument::fromJson(line).object();
}

QStringList keysOf(const QByteArray &line)
{
    return objectOf(line).keys(); // sorted
}

} // namespace

AddressFacts TestReportFacts::all()
{
    AddressFacts facts;
    know(facts.name, QStringLiteral("core1.example"));
    engine::Origin origin;
    origin.prefix = *engine::IpPrefix::parse("20.1.0.0/16");
    origin.asns = {4200000061};
    origin.asName = QStringLiteral("NORDLICHT");
    origin.registryCountry = QStringLiteral("SE");
    know(facts.origin, origin);
    engine::Place place;
    place.countryCode = QStringLiteral("DE");
    place.country = QStringLiteral("Germany");
    place.city = QStringLiteral("Köln");
    place.latitude = 50.9375;
    place.longitude = 6.9603;
    know(facts.place, place);
    engine::ExchangePoint exchange;
    exchange.name = QStringLiteral("EX-IX");
    know(facts.exchange, exchange);
    return facts;
}

void TestReportFacts::everything()
{
    ReportAddress address;
    engine::setFacts(address, all(), Segment::Isp);
    QCOMPARE(address.name, QStringLiteral("core1.example"));
    QCOMPARE(address.asn, std::optional<std::uint32_t>(4200000061));
    QCOMPARE(address.asName, QStringLiteral("NORDLICHT"));
    QCOMPARE(address.prefix, QStringLiteral("20.1.0.0/16"));
    QCOMPARE(address.country, QStringLiteral("DE"));
    QCOMPARE(address.city, QStringLiteral("Köln"));
    QCOMPARE(address.latitude, std::optional(50.9375));
    QCOMPARE(address.longitude, std::optional(6.9603));
    QCOMPARE(address.segment, QStringLiteral("isp"));
    QCOMPARE(address.ixp, QStringLiteral("EX-IX"));
}

void TestReportFacts::nothing()
{
    ReportAddress address;
    engine::setFacts(address, {}, Segment::Unknown);
    QVERIFY(address == ReportAddress());
    engine::setFacts(address, {}, Segment::Lan); // the address says so by itself
    QCOMPARE(address.segment, QStringLiteral("lan"));
}

void TestReportFacts::states_data()
{
    QTest::addColumn<FactState>("state");
    QTest::addColumn<QString>("segment");
    QTest::newRow("pending") << FactState::Pending << "unknown";
    QTest::newRow("missing") << FactState::Missing << "unknown";
    QTest::newRow("failed") << FactState::Failed << "unknown";
    QTest::newRow("not asked") << FactState::Unknown << "";
}

/// A value that stands in a fact which is not known is not told.
void TestReportFacts::states()
{
    QFETCH(FactState, state);
    QFETCH(QString, segment);
    AddressFacts facts = all();
    facts.name.state = facts.origin.state = facts.place.state = facts.exchange.state = state;
    ReportAddress address;
    engine::setFacts(address, facts, Segment::Unknown);
    QCOMPARE(address.segment, segment);
    address.segment.clear();
    QVERIFY(address == ReportAddress());
}

void TestReportFacts::severalOrigins()
{
    AddressFacts facts = all();
    facts.origin.value.asns = {61, 62};
    ReportAddress address;
    engine::setFacts(address, facts, Segment::Isp);
    QCOMPARE(address.asn, std::optional<std::uint32_t>(61));
    facts.origin.value.asns.clear();
    engine::setFacts(address, facts, Segment::Isp);
    QVERIFY(!address.asn);
}

void TestReportFacts::halfAPosition()
{
    AddressFacts facts = all();
    facts.place.value.longitude.reset();
    ReportAddress address;
    engine::setFacts(address, facts, Segment::Isp);
    QVERIFY(!address.latitude && !address.longitude);
    QCOMPARE(address.city, QStringLiteral("Köln"));
}

void TestReportFacts::countryOfTheRegistry()
{
    AddressFacts facts = all();
    facts.place = {};
    ReportAddress address;
    engine::setFacts(address, facts, Segment::Isp);
    QCOMPARE(address.country, QString());
}

void TestReportFacts::forgetsWhatWasThere()
{
    ReportAddress address;
    engine::setFacts(address, all(), Segment::Isp);
    engine::setFacts(address, {}, Segment::Unknown);
    QVERIFY(address == ReportAddress());
}

void TestReportFacts::throughJson()
{
    engine::TraceReport report = examples::report();
    engine::setFacts(report.hops.front().addresses.front(), all(), Segment::Transit);
    const auto again = engine::readJson(engine::toJson(report));
    QVERIFY(again.ok());
    QVERIFY(again->front().hops.front().addresses == report.hops.front().addresses);
}

engine::JsonLinesWriter TestReportFacts::begunWriter()
{
    const auto target = std::get<engine::Target>(engine::parseTarget(QStringLiteral("20.9.0.9")));
    engine::JsonLinesWriter writer(target, engine::RunKind::Trace);
    engine::TraceEvent begin;
    begin.run = engine::RunId{7};
    begin.what = engine::RunStarted{.target = *target.address, .channel = {}, .fallbackReason = {}};
    writer.write(begin, {}, QDateTime::currentDateTimeUtc());
    return writer;
}

/// One line per change, with nothing in it that was told before.
void TestReportFacts::factLines()
{
    engine::JsonLinesWriter writer = begunWriter();
    ReportAddress address;
    address.address = examples::address("20.1.0.1");
    AddressFacts facts;
    facts.name.state = facts.origin.state = FactState::Pending;
    engine::setFacts(address, facts, Segment::Unknown);
    QCOMPARE(writer.fact(address), QByteArray());

    know(facts.name, QStringLiteral("core1.example"));
    engine::setFacts(address, facts, Segment::Unknown);
    const QByteArray named = writer.fact(address);
    QVERIFY(named.endsWith('\n') && named.count('\n') == 1);
    QCOMPARE(keysOf(named),
        (QStringList{
            QStringLiteral("address"), QStringLiteral("event"), QStringLiteral("name"), QStringLiteral("run")}));
    QCOMPARE(objectOf(named).value(QLatin1String("event")).toString(), QStringLiteral("fact"));
    QCOMPARE(objectOf(named).value(QLatin1String("run")).toInt(), 7);
    QCOMPARE(objectOf(named).value(QLatin1String("address")).toString(), QStringLiteral("20.1.0.1"));
    QCOMPARE(writer.fact(address), QByteArray());

    engine::setFacts(address, all(), Segment::Isp);
    const QByteArray rest = writer.fact(address);
    QCOMPARE(keysOf(rest),
        (QStringList{QStringLiteral("address"), QStringLiteral("as_name"), QStringLiteral("asn"),
            QStringLiteral("city"), QStringLiteral("country"), QStringLiteral("event"), QStringLiteral("ixp"),
            QStringLiteral("latitude"), QStringLiteral("longitude"), QStringLiteral("prefix"), QStringLiteral("run"),
            QStringLiteral("segment")}));

    engine::setFacts(address, all(), Segment::Transit);
    QCOMPARE(objectOf(writer.fact(address)).value(QLatin1String("segment")).toString(), QStringLiteral("transit"));
    address.received = 9; // no fact
    QCOMPARE(writer.fact(address), QByteArray());
    address.address = examples::address("20.1.0.2");
    QVERIFY(!writer.fact(address).isEmpty()); // another address
}

void TestReportFacts::factLinesOfHostileText()
{
    engine::JsonLinesWriter writer = begunWriter();
    ReportAddress address;
    address.address = examples::address("20.1.0.1");
    AddressFacts facts;
    const QString hostile = QStringLiteral("a\"b\\\n\u202e<b>=1+1\u2028");
    know(facts.name, hostile);
    engine::setFacts(address, facts, Segment::Unknown);
    const QByteArray line = writer.fact(address);
    QCOMPARE(line.count('\n'), 1);
    QVERIFY(line.contains("\\u202e") && line.contains("\\u2028"));
    QCOMPARE(objectOf(line).value(QLatin1String("name")).toString(), hostile);
}

void TestReportFacts::noFactLineBeforeTheRun()
{
    engine::JsonLinesWriter writer(
        std::get<engine::Target>(engine::parseTarget(QStringLiteral("20.9.0.9"))), engine::RunKind::Trace);
    ReportAddress address;
    address.address = examples::address("20.1.0.1");
    engine::setFacts(address, all(), Segment::Isp);
    QCOMPARE(writer.fact(address), QByteArray());
}

QTEST_GUILESS_MAIN(TestReportFacts)
#include "tst_report_facts.moc"
