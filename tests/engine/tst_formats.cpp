// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/csv_writer.h"
#include "engine/formats/json_reader.h"
#include "engine/formats/json_text.h"
#include "engine/formats/json_writer.h"
#include "engine/formats/text_writer.h"
#include "engine/formats/visible_text.h"

#include "report_examples.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QTemporaryDir>
#include <QTest>

using engine::TraceReport;

class TestFormats final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void golden_data();
    void golden();
    void jsonIsWhatParsersRead();
    void jsonComesBack();
    void jsonOfNothing();
    void jsonFieldsAreChecked_data();
    void jsonFieldsAreChecked();
    void jsonEveryPrefixIsRefused();
    void jsonFiles();
    void jsonText();
    void csvCells_data();
    void csvCells();
    void columnsAlign();
    void narrowTables_data();
    void narrowTables();
    void elided_data();
    void elided();
    void visible_data();
    void visible();
    void replayedReportIsTheSame();
};

namespace {

QByteArray goldenFile(const QString &name)
{
    QFile file(QStringLiteral(PERIPLUS_SOURCE_DIR "/tests/data/formats/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Writes what was made beside the expected one, for a person to look at and to take over.
void keep(const QString &name, const QByteArray &made)
{
    QFile file(name + QStringLiteral(".made"));
    if (file.open(QIODevice::WriteOnly))
        file.write(made);
}

} // namespace

/// Nothing may depend on the language.
void TestFormats::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
}

void TestFormats::golden_data()
{
    QTest::addColumn<QByteArray>("made");
    const TraceReport report = examples::report();
    const std::vector<TraceReport> one{report};
    const std::vector<TraceReport> two{report, report};
    QTest::newRow("report.json") << engine::toJson(report);
    QTest::newRow("report.csv") << engine::toCsv(one);
    QTest::newRow("two_reports.csv") << engine::toCsv(two);
    QTest::newRow("samples.csv") << engine::toSamplesCsv(one);
    QTest::newRow("report.txt") << engine::reportTable(report).join(u'\n').toUtf8() + '\n';
    QTest::newRow("report.md") << engine::toMarkdown(report).toUtf8();
}

void TestFormats::golden()
{
    QFETCH(QByteArray, made);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    const QByteArray expected = goldenFile(name);
    if (made != expected)
        keep(name, made);
    QCOMPARE(made, expected);
}

void TestFormats::jsonIsWhatParsersRead()
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(engine::toJson(examples::report()), &error);
    QCOMPARE(error.error, QJsonParseError::NoError);
    const QJsonObject root = document.object();
    QCOMPARE(root[QLatin1String("schema")].toString(), QStringLiteral("periplus.trace/1"));
    QCOMPARE(root[QLatin1String("target")][QLatin1String("text")].toString(), examples::report().text);
    QCOMPARE(root[QLatin1String("duration_us")].toInteger(), 1500040);
    const QJsonObject hop = root[QLatin1String("hops")][0].toObject();
    QCOMPARE(hop[QLatin1String("avg_us")].toInteger(), 462); // 461.5, rounded
    QCOMPARE(hop[QLatin1String("addresses")][0][QLatin1String("ixp")].toString(), QStringLiteral("EX\u202eIX"));
    QVERIFY(root[QLatin1String("hops")][1][QLatin1String("addresses")].toArray().isEmpty());
    QVERIFY(!root[QLatin1String("hops")][1].toObject().contains(QLatin1String("last_us")));
}

void TestFormats::jsonComesBack()
{
    TraceReport report = examples::report();
    report.hops[0].avg = std::chrono::microseconds(462); // what microseconds can hold
    const auto one = engine::readJson(engine::toJson(report));
    QVERIFY(one.ok());
    QCOMPARE(one->size(), 1U);
    QCOMPARE(engine::toJson(one->front()), engine::toJson(report));
    report.hops[0].loss = one->front().hops[0].loss; // percentages are rounded
    report.hops[1].loss = one->front().hops[1].loss;
    report.hops[2].loss = one->front().hops[2].loss;
    QVERIFY(one->front() == report);

    const std::vector<TraceReport> many(3, report);
    const auto three = engine::readJson(engine::toJson(many));
    QVERIFY(three.ok());
    QVERIFY(*three == many);
}

void TestFormats::jsonOfNothing()
{
    QCOMPARE(engine::toJson(std::vector<TraceReport>()), QByteArray("[]\n"));
    const auto none = engine::readJson("[]");
    QVERIFY(none.ok() && none->empty());
}

void TestFormats::jsonFieldsAreChecked_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("place");
    const auto row = [](const char *from, const char *to, const char *place) {
        QTest::addRow("%s", to) << QByteArray(from) << QByteArray(to) << QByteArray(place);
    };
    row("periplus.trace/1", "periplus.trace/2", "schema");
    row("\"duration_us\": 1500040", "\"duration_us\": -1", "duration_us");
    row("\"duration_us\": 1500040", "\"duration_us\": 9e300", "duration_us");
    row("\"duration_us\": 1500040", "\"duration_us\": 9223372036854775807", "duration_us");
    row("\"duration_us\": 1500040", "\"duration_us\": \"5\"", "duration_us");
    row("\"family\": 6", "\"family\": 4", "family");
    row("\"protocol\": \"icmp\"", "\"protocol\": \"gre\"", "protocol");
    row("\"method\": \"icmp-socket\"", "\"method\": 7", "method");
    row("\"reached\": true", "\"reached\": 1", "reached");
    row("2026-11-20T12:00:00.250Z", "yesterday", "started");
    row("\"ttl\": 2,", "\"ttl\": 1,", "hops[1].ttl");
    row("\"ttl\": 2,", "\"ttl\": 256,", "hops[1].ttl");
    row("\"ttl\": 2,", "\"ttl\": 0,", "hops[1].ttl");
    row("\"loss_percent\": 100", "\"loss_percent\": 101", "hops[1].loss_percent");
    row("\"label\": 16001", "\"label\": 1048576", "hops[0].addresses[0].mpls[0].label");
    row("\"latitude\": -12.5", "\"latitude\": -91", "hops[0].addresses[0].latitude");
    row("\"reply_ttl\": 64", "\"reply_ttl\": 300", "hops[0].addresses[0].reply_ttl");
    row("\"status\": \"late\"", "\"status\": \"early\"", "hops[2].probes[1].status");
    row("\"sent_us\": 10", "\"sent_us\": null", "hops[1].probes[0].sent_us");
    row("\"foreign\": 4", "\"foreign\": []", "counts.foreign");
    row("\"addresses\": []", "\"addresses\": {}", "hops[1].addresses");
    row("\"address\": \"2001:db8::9\", \"name\"", "\"address\": \"example.net\", \"name\"", "target.address");
}

void TestFormats::jsonFieldsAreChecked()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, place);
    QByteArray json = engine::toJson(examples::report());
    const qsizetype at = json.indexOf(from);
    QVERIFY2(at >= 0, "the example has no such field");
    json.replace(at, from.size(), to);
    const auto read = engine::readJson(json);
    QVERIFY(!read.ok());
    QCOMPARE(read.error().kind, platform::ErrorKind::Malformed);
    QCOMPARE(QByteArray::fromStdString(read.error().context), place);
}

void TestFormats::jsonEveryPrefixIsRefused()
{
    const QByteArray json = engine::toJson(examples::report()).trimmed();
    for (qsizetype length = 0; length < json.size(); ++length)
        QVERIFY(!engine::readJson(json.first(length)).ok());
}

void TestFormats::jsonFiles()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("report.json"));
    QCOMPARE(engine::readJsonFile(path).error().kind, platform::ErrorKind::NotFound);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{}");
    file.close();
    const auto read = engine::readJsonFile(path);
    QCOMPARE(read.error().kind, platform::ErrorKind::Malformed);
    QVERIFY(QString::fromStdString(read.error().context).startsWith(path));
}

void TestFormats::jsonText()
{
    engine::JsonText json(engine::JsonText::Layout::Inline);
    json.beginArray();
    json.value(QStringLiteral("a\"b\\c\n\x7f\u202e\u2028ä\U0001f600"));
    json.value(QString(QChar(0xd800)));
    json.value(0.1 + 0.2, 3);
    json.value(-0.0001, 3);
    json.value(100.0, 3);
    json.value(qQNaN(), 3);
    json.value(std::uint8_t(7));
    json.value(std::numeric_limits<std::uint64_t>::max());
    json.value(true);
    json.beginObject();
    json.endObject();
    json.endArray();
    QCOMPARE(json.text(),
        QByteArray("[\"a\\\"b\\\\c\\u000a\\u007f\\u202e\\u2028ä😀\",\"\\ufffd\",0.3,0,100,null,7,18446744073709551615,"
                   "true,{}]"));
}

void TestFormats::csvCells_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("cell");
    const auto row = [](const char *text, const char *cell) {
        QTest::newRow(text) << QString::fromUtf8(text) << QByteArray(cell);
    };
    row("plain", "plain");
    row("", "");
    row("a,b", "\"a,b\"");
    row("say \"hi\"", "\"say \"\"hi\"\"\"");
    row("two\nlines", "two<U+000A>lines");
    row(" blank ", "\" blank \"");
    row("=1+1", "'=1+1");
    row("+1", "'+1");
    row("-1", "'-1");
    row("@SUM(A1)", "'@SUM(A1)");
    row("\t=1", "<U+0009>=1");
    row("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
    row("2001:db8::1", "2001:db8::1");
    row("ümlaut", "ümlaut");
}

void TestFormats::csvCells()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, cell);
    QCOMPARE(engine::csvCell(text), cell);
}

/// Long, wide and hostile names leave the numbers under their headings.
void TestFormats::columnsAlign()
{
    TraceReport report = examples::report();
    report.hops[0].addresses[0].name = QStringLiteral("ルーター.例え.テスト");
    report.hops[2].addresses[0].name = QString(300, u'x');
    report.hops.push_back(report.hops[2]);
    report.hops[3].ttl = 255;
    report.hops[3].addresses[0].name = QStringLiteral("a\nb\u202ec");
    const QStringList lines = engine::reportTable(report);
    QCOMPARE(lines.size(), 5);
    const auto columnsToLast = [](const QString &line, QStringView last) {
        return engine::columnsOf(QStringView(line).first(line.indexOf(last) + last.size()));
    };
    const int end = columnsToLast(lines[0], u"p95");
    QCOMPARE(columnsToLast(lines[1], u"  0.51  lan"), end + 5);
    QCOMPARE(columnsToLast(lines[3], u"-       -  20.00"), end);
    QCOMPARE(columnsToLast(lines[4], u"-       -  20.00"), end);
    QVERIFY(lines[4].contains(QStringLiteral("a<U+000A>b<U+202E>c")));
}

void TestFormats::narrowTables_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<QString>("heading"); // without its blanks
    QTest::newRow("any") << 0 << "Hop Host Loss% Sent Last Avg Best Worst StDev Jitter p95 Segment Network";
    QTest::newRow("140") << 140 << "Hop Host Loss% Sent Last Avg Best Worst StDev Jitter p95 Segment Network";
    QTest::newRow("110") << 110 << "Hop Host Loss% Sent Last Avg Best Worst StDev Jitter p95 Segment Network";
    QTest::newRow("100") << 100 << "Hop Host Loss% Sent Last Avg Best Worst StDev Jitter Segment Network";
    QTest::newRow("80") << 80 << "Hop Host Loss% Sent Last Avg Best Worst Network";
    QTest::newRow("50") << 50 << "Hop Host Loss% Last Avg";
    QTest::newRow("less than anything") << 10 << "Hop Host Loss% Avg";
}

void TestFormats::narrowTables()
{
    QFETCH(int, width);
    QFETCH(QString, heading);
    TraceReport report = examples::report();
    report.hops[0].addresses[0].ixp.clear();
    report.hops[0].addresses[0].name = QStringLiteral("core1.example.net");
    const QStringList lines = engine::reportTable(report, width);
    QCOMPARE(lines.first().simplified(), heading);
    if (width < 20)
        return;
    for (const QString &line : lines)
        QVERIFY2(width == 0 || engine::columnsOf(line) <= width, qPrintable(line));
    QVERIFY(lines[1].contains(QStringLiteral("(192.0.2.1)"))); // the address stays
    if (heading.contains(QStringLiteral("Network")))
        QVERIFY(lines[1].contains(QStringLiteral("AS64500")));
}

void TestFormats::elided_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("columns");
    QTest::addColumn<QString>("shown");
    QTest::newRow("fits") << "router" << 6 << "router";
    QTest::newRow("one too many") << "router" << 5 << QStringLiteral("rout…");
    QTest::newRow("one") << "router" << 1 << QStringLiteral("…");
    QTest::newRow("none") << "router" << 0 << "";
    QTest::newRow("less than none") << "router" << -1 << "";
    QTest::newRow("nothing") << "" << 0 << "";
    QTest::newRow("wide, no half of one") << QStringLiteral("日本語") << 4 << QStringLiteral("日…");
    QTest::newRow("marks stay with their letter")
        << QStringLiteral("e\u0301e\u0301e\u0301") << 2 << QStringLiteral("e\u0301…");
    QTest::newRow("outside of the BMP") << QStringLiteral("\U0001F600\U0001F600") << 3 << QStringLiteral("\U0001F600…");
}

void TestFormats::elided()
{
    QFETCH(QString, text);
    QFETCH(int, columns);
    QFETCH(QString, shown);
    QCOMPARE(engine::elidedText(text, columns), shown);
    QVERIFY(engine::columnsOf(shown) <= std::max(0, columns));
}

void TestFormats::visible_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<int>("columns");
    const auto row = [](const QString &text, const QString &shown, int columns) {
        QTest::addRow("%s", qPrintable(shown)) << text << shown << columns;
    };
    row(QStringLiteral("router"), QStringLiteral("router"), 6);
    row(QStringLiteral("\x1b[31mred"), QStringLiteral("<U+001B>[31mred"), 15);
    row(QStringLiteral("a\u202eb"), QStringLiteral("a<U+202E>b"), 10);
    row(QStringLiteral("日本"), QStringLiteral("日本"), 4);
    row(QStringLiteral("e\u0301"), QStringLiteral("e\u0301"), 1);
    row(QString(QChar(0xdc00)), QStringLiteral("<U+DC00>"), 8);
    row(QString(400, u'y'), QString(255, u'y') + QChar(0x2026), 256);
}

void TestFormats::visible()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    QFETCH(int, columns);
    QCOMPARE(engine::visibleText(text), shown);
    QCOMPARE(engine::columnsOf(shown), columns);
}

/// What a view builds from the replayed events has the numbers of the report.
void TestFormats::replayedReportIsTheSame()
{
    const TraceReport report = examples::report();
    engine::PathState path;
    engine::ProbeLog log;
    for (const engine::TraceEvent &event : engine::replay(report, engine::RunId{7})) {
        QCOMPARE(event.run, engine::RunId{7});
        path.apply(event);
        log.apply(event);
    }
    QVERIFY(path.ended().has_value());
    QVERIFY(path.reached());
    QCOMPARE(path.target(), report.address);
    engine::Target target;
    target.text = report.text;
    target.host = report.name;
    const TraceReport again = engine::makeReport(target, path, engine::RunKind::Trace, report.started, &log);
    QCOMPARE(again.hops.size(), report.hops.size());
    for (std::size_t i = 0; i < report.hops.size(); ++i) {
        QCOMPARE(again.hops[i].ttl, report.hops[i].ttl);
        QCOMPARE(again.hops[i].received, report.hops[i].received);
        QCOMPARE(again.hops[i].min, report.hops[i].min);
        QVERIFY(again.hops[i].probes == report.hops[i].probes);
    }
    QCOMPARE(again.hopsToTarget, report.hopsToTarget);
    QCOMPARE(again.complete, report.complete);
}

QTEST_GUILESS_MAIN(TestFormats)
#include "tst_formats.moc"
