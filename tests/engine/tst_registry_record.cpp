// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/web/registry_list.h"
#include "engine/web/registry_record.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using engine::RegistryRecord;
using platform::IpAddress;

namespace {

QByteArray fileContent(const char *name)
{
    QFile file(QStringLiteral(PERIPLUS_SOURCE_DIR "/tests/data/web/") + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

IpAddress address(const char *text)
{
    return *IpAddress::parse(text);
}

/// As people read it, to compare whole.
QString text(const RegistryRecord &record)
{
    QStringList lines{record.handle, record.name, record.range, record.prefixes.join(u' '), record.type, record.country,
        record.parent, record.status.join(u' '), record.registered, record.changed};
    for (const RegistryRecord::Contact &contact : record.contacts) {
        lines +=
            QStringLiteral("%1: %2 <%3> %4 | %5")
                .arg(contact.role, contact.name, contact.emails.join(u' '), contact.phones.join(u' '), contact.address);
    }
    return (lines + record.remarks).join(u'\n');
}

} // namespace

class TestRegistryRecord final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void flatRecord();
    void nestedRecord();
    void everyTruncation();
    void noRecords_data();
    void noRecords();
    void hostileRecord();

    void lists();
    void noLists_data();
    void noLists();
    void preferredServer();
};

void TestRegistryRecord::flatRecord()
{
    const auto record = engine::readRdap(fileContent("rdap_flat.json"));
    QVERIFY(record);
    QCOMPARE(text(*record),
        QStringLiteral("203.0.113.0 - 203.0.113.255\n"
                       "EXAMPLE-NET\n"
                       "203.0.113.0 - 203.0.113.255\n"
                       "203.0.113.0/24\n"
                       "ASSIGNED PA\n"
                       "NL\n"
                       "203.0.112.0 - 203.0.115.255\n"
                       "active\n"
                       "2003-03-17T12:15:57Z\n"
                       "2017-12-04T14:42:31Z\n"
                       "technical, abuse: Example Registrar <noc@example.net abuse@example.net> +31 20 000 0000 | "
                       "Street 1, 1000 AA Amsterdam, NETHERLANDS\n"
                       "registrant: EX-MNT <>  | \n"
                       "Example network\n"
                       "Second line, of it"));
}

void TestRegistryRecord::nestedRecord()
{
    const auto record = engine::readRdap(fileContent("rdap_nested.json"));
    QVERIFY(record);
    QCOMPARE(text(*record),
        QStringLiteral("NET6-2001-DB8-1\n"
                       "EXAMPLE6\n"
                       "2001:db8:: - 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff\n"
                       "2001:db8::/32 2001:db8:8000::/33\n"
                       "DIRECT ALLOCATION\n"
                       "\n"
                       "NET6-2001-1\n"
                       "active\n"
                       "\n"
                       "2012-02-24T10:44:34-05:00\n"
                       "registrant: Example LLC <>  | 1 Example Way, Floor 2, Springfield, IL, 62701, United States\n"
                       "abuse: Abuse, Desk <abuse@example.com> +1-555-0100 | "));
}

void TestRegistryRecord::everyTruncation()
{
    for (const char *name : {"rdap_flat.json", "rdap_nested.json"}) {
        const QByteArray json = fileContent(name).trimmed();
        for (qsizetype length = 0; length < json.size(); ++length)
            QVERIFY2(!engine::readRdap(json.left(length)), qPrintable(QString::number(length)));
        QVERIFY(engine::readRdap(json));
    }
}

void TestRegistryRecord::noRecords_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("an array") << QByteArray("[]");
    QTest::newRow("another class") << QByteArray(R"({"objectClassName": "autnum", "name": "x"})");
    QTest::newRow("no class") << QByteArray(R"({"name": "x", "startAddress": "192.0.2.0"})");
    QTest::newRow("an error") << QByteArray(R"({"errorCode": 404, "title": "Not found"})");
    QTest::newRow("too deep") << QByteArray(R"({"objectClassName": "ip network", "entities": )")
            + QByteArray(2'000, '[') + QByteArray(2'000, ']') + '}';
}

void TestRegistryRecord::noRecords()
{
    QFETCH(QByteArray, json);
    QVERIFY(!engine::readRdap(json));
}

/// Everything far too long, too often, too deep or of another type: bounded, and of one line each.
void TestRegistryRecord::hostileRecord()
{
    const QString longText = QStringLiteral("a\r\nb\u202e").repeated(200);
    QJsonArray many;
    QJsonArray cidrs;
    for (int number = 0; number < 100; ++number) {
        many += QString(QString::number(number) + longText);
        cidrs += QJsonObject{
            {QStringLiteral("v4prefix"), QStringLiteral("10.0.%1.0").arg(number)}, {QStringLiteral("length"), number}};
    }
    QJsonArray card;
    for (const char *name : {"fn", "email", "tel", "adr", "org", "email"})
        card += QJsonArray{QLatin1String(name), QJsonObject(), QStringLiteral("text"), many};
    for (int number = 0; number < 100; ++number)
        card += QJsonArray{QStringLiteral("tel"), 5, {}, QString::number(number)};
    QJsonObject deep;
    for (int depth = 100; depth > 0; --depth)
        deep = {{QStringLiteral("handle"), QStringLiteral("depth %1").arg(depth)},
            {QStringLiteral("entities"), QJsonArray{deep}}};
    QJsonArray entities{deep,
        QJsonObject{{QStringLiteral("vcardArray"), QJsonArray{QStringLiteral("vcard"), card}},
            {QStringLiteral("roles"), many}}};
    for (int number = 0; number < 500; ++number)
        entities += QJsonObject{{QStringLiteral("handle"), QString::number(number)}};
    const QJsonObject root{{QStringLiteral("objectClassName"), QStringLiteral("ip network")},
        {QStringLiteral("name"), longText}, {QStringLiteral("handle"), 5}, {QStringLiteral("status"), many},
        {QStringLiteral("startAddress"), longText}, {QStringLiteral("endAddress"), QStringLiteral("x")},
        {QStringLiteral("cidr0_cidrs"), cidrs}, {QStringLiteral("entities"), entities},
        {QStringLiteral("events"), many},
        {QStringLiteral("remarks"), QJsonArray{QJsonObject{{QStringLiteral("description"), many}}}}};
    const auto record = engine::readRdap(QJsonDocument(root).toJson());
    QVERIFY(record);
    QCOMPARE(record->name.size(), 253);
    QVERIFY(record->name.startsWith(QLatin1String("a, b"))); // control characters stay visible to whoever shows it
    QCOMPARE(record->handle, QString());
    QCOMPARE(record->status.size(), 32);
    QCOMPARE(record->prefixes.size(), 32);
    QVERIFY(!record->prefixes.join(u' ').contains(QStringLiteral("/33")));
    QCOMPARE(record->remarks.size(), 32);
    QCOMPARE(record->contacts.size(), 32U);
    const QString all = text(*record);
    QVERIFY2(all.size() < 100'000, qPrintable(QString::number(all.size())));
    QVERIFY(all.contains(QLatin1String("depth 4")) && !all.contains(QLatin1String("depth 5")));
    QVERIFY(!all.contains(u'\r'));
    for (const RegistryRecord::Contact &contact : record->contacts) {
        QVERIFY(!contact.name.contains(u'\n') && contact.name.size() <= 253 && contact.role.size() <= 253);
        QVERIFY(contact.emails.size() <= 32 && contact.phones.size() <= 32 && contact.address.size() <= 253);
    }
}

void TestRegistryRecord::lists()
{
    const auto list = engine::RegistryList::read(R"({"version": "1.0", "services": [
        [["41.0.0.0/8", "196.0.0.0/7"], ["https://rdap.afrinic.example/rdap/", "http://rdap.afrinic.example/rdap/"]],
        [["41.5.0.0/16", "2001:4200::/23", "nonsense", 5], ["https://rdap.special.example"]],
        [["5.0.0.0/8"], ["ftp://rdap.example/", 7, "https://"]],
        "nonsense", [], [["1.0.0.0/8"]]]})");
    QVERIFY(list);
    const auto question = [&list](const char *text) { return list->question(address(text)).toString(); };
    QCOMPARE(question("41.1.2.3"), QStringLiteral("https://rdap.afrinic.example/rdap/ip/41.1.2.3"));
    QCOMPARE(question("197.1.2.3"), QStringLiteral("https://rdap.afrinic.example/rdap/ip/197.1.2.3"));
    QCOMPARE(question("41.5.2.3"), QStringLiteral("https://rdap.special.example/ip/41.5.2.3"));
    QCOMPARE(question("2001:4200::1"), QStringLiteral("https://rdap.special.example/ip/2001:4200::1"));
    for (const char *text : {"5.1.2.3", "1.1.1.1", "9.9.9.9", "2001:4400::1"})
        QCOMPARE(question(text), QString());
}

void TestRegistryRecord::noLists_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json :
        {"", "[]", "{}", R"({"services": {}})", R"({"services": []})", R"({"services": [[["8.0.0.0/8"], []]]})"})
        QTest::newRow(json) << QByteArray(json);
}

void TestRegistryRecord::noLists()
{
    QFETCH(QByteArray, json);
    QVERIFY(!engine::RegistryList::read(json));
}

void TestRegistryRecord::preferredServer()
{
    const auto list = engine::RegistryList::read(
        R"({"services": [[["8.0.0.0/8"], ["http://a.example/", "HTTPS://b.example/x"]], [["9.0.0.0/8"], ["http://c.example"]]]})");
    QVERIFY(list);
    QCOMPARE(list->question(address("8.8.8.8")).toString(), QStringLiteral("https://b.example/x/ip/8.8.8.8"));
    QCOMPARE(list->question(address("9.9.9.9")).toString(), QStringLiteral("http://c.example/ip/9.9.9.9"));
}

QTEST_APPLESS_MAIN(TestRegistryRecord)
#include "tst_registry_record.moc"
