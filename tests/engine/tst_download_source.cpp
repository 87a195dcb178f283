// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/web/download_source.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using engine::DownloadSource;

namespace {

const QString key(const char *name)
{
    return QLatin1String(name);
}

QJsonObject database()
{
    return {{key("id"), key("a-1")}, {key("kind"), key("database")}, {key("title"), key("T")},
        {key("provider"), key("P")}, {key("licence"), key("L")}, {key("file"), key("a.mmdb")},
        {key("urls"), QJsonArray{key("https://example.com/{yyyy}/{MM}")}}};
}

QJsonObject exchanges()
{
    const QString url = key("https://example.com/x");
    return {{key("id"), key("ix")}, {key("kind"), key("exchanges")}, {key("title"), key("T")},
        {key("provider"), key("P")}, {key("licence"), key("L")}, {key("urls"), QJsonArray{url, url, url, url}}};
}

QByteArray list(const QJsonArray &sources)
{
    return QJsonDocument(QJsonObject{{key("schema"), key("periplus.sources/1")}, {key("sources"), sources}}).toJson();
}

/// What is wrong, or "".
QString problem(const QByteArray &json)
{
    const auto read = engine::readDownloadSources(json);
    return read ? QString() : QString::fromStdString(read.error().context);
}

} // namespace

class TestDownloadSource final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void builtIn();
    void reads();
    void wrongFields_data();
    void wrongFields();
    void wrongLists_data();
    void wrongLists();
    void everyTruncation();
    void months();
};

/// The list that comes with the program is right, and says what licences want said.
void TestDownloadSource::builtIn()
{
    const std::vector<DownloadSource> sources = engine::builtInDownloadSources();
    QStringList ids;
    for (const DownloadSource &source : sources) {
        ids += source.id;
        QVERIFY(!source.attribution.isEmpty() && !source.licence.isEmpty());
        for (const QString &url : source.urls + QStringList{source.licenceUrl, source.attributionUrl})
            QVERIFY2(url.startsWith(QLatin1String("https://")), qPrintable(url));
    }
    QCOMPARE(
        ids, QStringList({key("dbip-city-lite"), key("dbip-country-lite"), key("dbip-asn-lite"), key("peeringdb")}));
    QVERIFY(sources.front().isMonthly());
    QVERIFY(!sources.back().isMonthly());
    QCOMPARE(engine::downloadUrl(sources.front().urls.constFirst(), QDate(2026, 3, 31)).toString(),
        key("https://download.db-ip.com/free/dbip-city-lite-2026-03.mmdb.gz"));
    QCOMPARE(sources.front().attribution, key("IP Geolocation by DB-IP"));
}

void TestDownloadSource::reads()
{
    QJsonObject full = database();
    full.insert(key("attribution"), key("A"));
    full.insert(key("attribution_url"), key("https://example.com/a"));
    full.insert(key("licence_url"), key("https://example.com/l"));
    full.insert(key("checksum_url"), key("https://example.com/c"));
    full.insert(key("max_age_days"), 7);
    full.insert(key("added later"), 7); // unknown fields are passed over
    const auto read = engine::readDownloadSources(list({full, exchanges()}));
    QVERIFY(read);
    QCOMPARE(read->size(), 2U);
    const DownloadSource expected{key("a-1"), DownloadSource::Kind::Database, key("T"), key("P"), key("L"),
        key("https://example.com/l"), key("A"), key("https://example.com/a"), {key("https://example.com/{yyyy}/{MM}")},
        key("a.mmdb"), key("https://example.com/c"), 7};
    QCOMPARE(read->front(), expected);
    QCOMPARE(read->back().fileName, key("exchanges.json"));
    QCOMPARE(read->back().urls.size(), 4);
    QCOMPARE(read->back().maxAgeDays, 31);
}

void TestDownloadSource::wrongFields_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");
    const auto row = [](const char *field, const QJsonValue &value, const char *name) {
        QTest::addRow("%s: %s", field, QByteArray(name).replace('\n', "\\n").constData())
            << QString(QLatin1String(field)) << value;
    };
    for (const char *field : {"id", "kind", "title", "provider", "licence", "file", "urls"}) {
        row(field, QJsonValue::Undefined, "not there");
        row(field, 5, "a number");
        row(field, QString(), "empty");
        row(field, QString(3'000, u'x'), "too long");
    }
    for (const char *name : {"../a", "a/b", "a\\b", ".a", "-a", "a b", "a.b", "\u00e4"})
        row("id", QString::fromUtf8(name), name);
    for (const char *name :
        {"../a.mmdb", "/a.mmdb", "a\\b.mmdb", ".a.mmdb", "a.exe", "a:b.mmdb", "a\n.mmdb", "-a.mmdb"})
        row("file", QString::fromUtf8(name), name);
    for (const char *url : {"", "file:///etc/passwd", "ftp://example.com/a", "example.com", "https://", "https://a b/"})
        row("urls", QJsonArray{QLatin1String(url)}, url);
    row("urls", QJsonArray(), "none");
    row("urls", QJsonArray{key("https://a.example/"), key("https://b.example/")}, "two");
    for (const char *field : {"checksum_url", "licence_url", "attribution_url"})
        row(field, key("javascript:alert(1)"), "no web address");
    row("attribution", 5, "a number");
    row("attribution", QString(300, u'x'), "too long");
    for (const QJsonValue &age : {QJsonValue(0), QJsonValue(-1), QJsonValue(1e9), QJsonValue(key("7"))})
        row("max_age_days", age, qPrintable(age.toVariant().toString()));
}

void TestDownloadSource::wrongFields()
{
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    QJsonObject entry = database();
    if (value.isUndefined())
        entry.remove(field);
    else
        entry.insert(field, value);
    QCOMPARE(problem(list({exchanges(), entry})), QString(QStringLiteral("sources[1].") + field));
}

void TestDownloadSource::wrongLists_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QByteArray &json, const char *expected) {
        QTest::newRow(name) << json << QString(QLatin1String(expected));
    };
    QJsonArray many;
    for (int number = 0; number < 101; ++number)
        many += database();
    QJsonObject sameFile = database();
    sameFile.insert(key("id"), key("b"));
    sameFile.insert(key("file"), key("A.mmdb")); // one file on some systems
    QJsonObject checked = exchanges();
    checked.insert(key("checksum_url"), key("https://example.com/c"));
    row("no JSON", "<html>", "illegal value at byte 1");
    row("an array", "[]", "schema");
    row("another schema", R"({"schema": "periplus.sources/2", "sources": []})", "schema");
    row("no sources", R"({"schema": "periplus.sources/1"})", "sources");
    row("too many", list(many), "sources");
    row("no object", list({5}), "sources[0]");
    row("twice", list({database(), database()}), "sources[1]: id or file twice");
    row("the same file", list({database(), sameFile}), "sources[1]: id or file twice");
    row("four files, one sum", list({checked}), "sources[0].checksum_url");
    row("too large", list({database()}) + QByteArray(1 << 20, ' '), "too large");
}

void TestDownloadSource::wrongLists()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, expected);
    QCOMPARE(problem(json), expected);
}

void TestDownloadSource::everyTruncation()
{
    const QByteArray json = list({database(), exchanges()}).trimmed();
    for (qsizetype length = 0; length < json.size(); ++length)
        QVERIFY2(!problem(json.left(length)).isEmpty(), qPrintable(QString::number(length)));
    QCOMPARE(problem(json), QString());
}

void TestDownloadSource::months()
{
    const QString pattern = key("https://example.com/{yyyy}/a-{MM}-{yyyy}.gz");
    QCOMPARE(engine::downloadUrl(pattern, QDate(2026, 1, 31)).toEncoded(),
        QByteArray("https://example.com/2026/a-01-2026.gz"));
    QVERIFY(!engine::downloadUrl(key("https://example.com/{dd}"), QDate(2026, 1, 31)).isValid());
}

QTEST_APPLESS_MAIN(TestDownloadSource)
#include "tst_download_source.moc"
