// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// To be run in the simulated network of tests/data/lookups.scenario (tests/netsim/in_netsim.sh): the console program
// probes through the kernel and asks a name server that this test is.
#include "cli_process.h"

#include "tests/engine/mmdb_files.h"
#include "tests/support/dns_server.h"
#include "tests/support/dns_zone.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

#include <csignal>

class TestCliLookups final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void text();
    void json();
    void version6();
    void jsonLines();
    void csv();
    void monitor();
    void severalTargets();
    void switches_data();
    void switches();
    void targetNameByTheServer();
    void secondServer();
    void answersAreKept();
    void noPlaceForAnswers();
    void settings_data();
    void settings();
    void databases();
    void badDatabases_data();
    void badDatabases();
    void hostileNames();
    void badServers_data();
    void badServers();
    void deadline();
    void interrupted();
    void hopsDoNotWait();

private:
    struct Outcome : CliProcess::Outcome {
        qint64 milliseconds = 0;
    };
    std::unique_ptr<QProcess> begin(const QByteArray &arguments);
    Outcome end(QProcess &process);
    Outcome run(const QByteArray &arguments) { return end(*begin(arguments)); }
    Outcome trace(const QByteArray &arguments)
    {
        return run("trace 45.90.0.9 --dns-server " + server() + ' ' + arguments);
    }
    QByteArray server(const char *host = "127.0.0.1") const { return host + (':' + QByteArray::number(m_dns->port())); }
    int askedFor(const char *ending) const;

    std::unique_ptr<CliProcess> m_cli;
    std::unique_ptr<DnsTestServer> m_dns;
    MmdbFiles m_databases;
};

namespace {

constexpr auto zone = R"(
1.1.168.192.in-addr.arpa      PTR gateway.lan
1.2.83.45.in-addr.arpa        PTR access.nordlicht.example
1.4.83.45.in-addr.arpa        PTR core.nordlicht.example
1.5.84.45.in-addr.arpa        PTR be1.meridian.example
9.0.90.45.in-addr.arpa        PTR www.far.example
*.83.45.origin.asn.cymru.com  TXT "64500 64501 | 45.83.0.0/16 | DE | ripencc | 2015-01-01"
*.84.45.origin.asn.cymru.com  TXT "64502 | 45.84.0.0/16 | GB | ripencc | 2015-01-01"
*.90.45.origin.asn.cymru.com  TXT "64510 | 45.90.0.0/24 | SE | ripencc | 2015-01-01"
AS64500.asn.cymru.com         TXT "64500 | DE | ripencc | 2015-01-01 | NORDLICHT Nordlicht Telekom, DE"
AS64502.asn.cymru.com         TXT "64502 | GB | ripencc | 2015-01-01 | MERIDIAN, GB"
AS64510.asn.cymru.com         TXT "64510 | SE | ripencc | 2015-01-01 | FARSHORE, SE"
1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.2.0.0.0.0.1.a.2.ip6.arpa PTR access6.nordlicht.example
*.2.0.0.0.0.1.a.2.origin6.asn.cymru.com TXT "64500 | 2a10:2::/32 | DE | ripencc | 2015-01-01"
far.example                   A 45.90.0.9
)";

QList<QByteArray> eventsOf(const QByteArray &out, const char *kind)
{
    QList<QByteArray> lines;
    for (const QString &line : linesOf(out))
        if (at(line.toUtf8(), "event").toString() == QLatin1String(kind))
            lines += line.toUtf8();
    return lines;
}

/// The line of a hop in the last block of the text form.
QString lastLineOf(const QByteArray &out, int ttl)
{
    QString found;
    const QString start = QString::number(ttl).rightJustified(3) + QStringLiteral("  ");
    for (const QString &line : linesOf(out))
        if (line.startsWith(start))
            found = line;
    return found;
}

bool matches(const QString &line, const char *pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(QString::fromLatin1(pattern))).match(line).hasMatch();
}

} // namespace

void TestCliLookups::initTestCase()
{
    QVERIFY2(m_databases.make(), m_databases.problem().constData());
}

void TestCliLookups::init()
{
    m_cli = std::make_unique<CliProcess>(); // with no answers kept
    m_dns = std::make_unique<DnsTestServer>();
    QVERIFY2(m_dns->port() != 0, qPrintable(m_dns->error()));
    QCOMPARE(readDnsZone(zone, *m_dns), QString());
}

void TestCliLookups::cleanup()
{
    m_dns.reset();
    m_cli.reset();
}

std::unique_ptr<QProcess> TestCliLookups::begin(const QByteArray &arguments)
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(m_cli->environment());
    QStringList list = m_cli->listOf(arguments.simplified());
    for (QString &each : list)
        each.replace(QLatin1String("MMDB/"), m_databases.path({}) + QLatin1Char('/'));
    process->start(CliProcess::program(), list);
    return process;
}

/// The name server answers meanwhile: the event loop goes on.
TestCliLookups::Outcome TestCliLookups::end(QProcess &process)
{
    QElapsedTimer clock;
    clock.start();
    Outcome outcome;
    if (!QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, CliProcess::longestRun)
        || process.exitStatus() != QProcess::NormalExit)
        return outcome;
    outcome.milliseconds = clock.elapsed();
    outcome.code = process.exitCode();
    outcome.out = process.readAllStandardOutput();
    outcome.err = process.readAllStandardError();
    return outcome;
}

int TestCliLookups::askedFor(const char *ending) const
{
    return int(std::ranges::count_if(m_dns->questions(),
        [ending](const DnsQuestion &question) { return question.name.toLower().endsWith(ending); }));
}

void TestCliLookups::text()
{
    const auto outcome = trace({});
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.code, 0);
    QVERIFY(matches(lastLineOf(outcome.out, 1), "  1  gateway.lan \\(192\\.168\\.1\\.1\\) +[\\d.]+ ms  lan"));
    QVERIFY(matches(lastLineOf(outcome.out, 2),
        "  2  access\\.nordlicht\\.example \\(45\\.83\\.2\\.1\\) +[\\d.]+ ms  isp +AS64500 NORDLICHT.*"));
    QCOMPARE(lastLineOf(outcome.out, 3), QStringLiteral("  3  *"));
    QVERIFY(matches(lastLineOf(outcome.out, 5), "  5  be1\\.meridian\\.example .* ms  transit +AS64502 MERIDIAN.*"));
    QVERIFY(matches(lastLineOf(outcome.out, 6), "  6  www\\.far\\.example .* ms  destination  AS64510 FARSHORE.*"));
    QVERIFY(linesOf(outcome.out).last().contains(QStringLiteral("45.90.0.9 answers at hop 6")));
}

void TestCliLookups::json()
{
    const auto outcome = trace("--format json");
    QCOMPARE(outcome.code, 0);
    const QByteArray &json = outcome.out;
    QCOMPARE(at(json, "hops.0.addresses.0.name").toString(), QStringLiteral("gateway.lan"));
    QCOMPARE(at(json, "hops.0.addresses.0.segment").toString(), QStringLiteral("lan"));
    QVERIFY(at(json, "hops.0.addresses.0.asn").isUndefined());
    QCOMPARE(at(json, "hops.1.addresses.0.name").toString(), QStringLiteral("access.nordlicht.example"));
    QCOMPARE(at(json, "hops.1.addresses.0.asn").toInt(), 64500);
    QVERIFY(at(json, "hops.1.addresses.0.as_name").toString().startsWith(QStringLiteral("NORDLICHT")));
    QCOMPARE(at(json, "hops.1.addresses.0.prefix").toString(), QStringLiteral("45.83.0.0/16"));
    QCOMPARE(at(json, "hops.1.addresses.0.segment").toString(), QStringLiteral("isp"));
    QVERIFY(at(json, "hops.1.addresses.0.country").isUndefined()); // the registry's is not the place's
    QCOMPARE(at(json, "hops.2.addresses").toArray().size(), 0);
    QCOMPARE(at(json, "hops.4.addresses.0.segment").toString(), QStringLiteral("transit"));
    QCOMPARE(at(json, "hops.5.addresses.0.segment").toString(), QStringLiteral("destination"));
    QVERIFY(isCount(at(json, "timing.complete_us")));
}

void TestCliLookups::version6()
{
    const auto outcome = run("trace 2a10:9::9 --format json --dns-server " + server());
    QCOMPARE(outcome.code, 0);
    QCOMPARE(at(outcome.out, "hops.0.addresses.0.segment").toString(), QStringLiteral("lan")); // our own /64
    QCOMPARE(at(outcome.out, "hops.1.addresses.0.name").toString(), QStringLiteral("access6.nordlicht.example"));
    QCOMPARE(at(outcome.out, "hops.1.addresses.0.asn").toInt(), 64500);
}

/// Every fact is told once, for addresses that have answered, and nothing comes after "complete".
void TestCliLookups::jsonLines()
{
    const auto outcome = trace("--format jsonl");
    QCOMPARE(outcome.code, 0);
    QVERIFY(linesOf(outcome.out).last().contains(QStringLiteral("\"complete\"")));
    QMap<QString, QJsonObject> known;
    for (const QByteArray &line : eventsOf(outcome.out, "fact")) {
        QJsonObject fact = QJsonDocument::fromJson(line).object();
        QCOMPARE(fact.take(QLatin1String("run")).toInt(), 1);
        fact.remove(QLatin1String("event"));
        QJsonObject &before = known[fact.take(QLatin1String("address")).toString()];
        QVERIFY(!fact.isEmpty());
        for (auto it = fact.constBegin(); it != fact.constEnd(); ++it) {
            QVERIFY2(before.value(it.key()) != it.value(), line.constData());
            before.insert(it.key(), it.value());
        }
    }
    QCOMPARE(known.keys(),
        (QStringList{QStringLiteral("192.168.1.1"), QStringLiteral("45.83.2.1"), QStringLiteral("45.83.4.1"),
            QStringLiteral("45.84.5.1"), QStringLiteral("45.90.0.9")}));
    const QJsonObject core = known.value(QStringLiteral("45.83.4.1"));
    QCOMPARE(core.value(QLatin1String("name")).toString(), QStringLiteral("core.nordlicht.example"));
    QCOMPARE(core.value(QLatin1String("asn")).toInt(), 64500);
    QCOMPARE(core.value(QLatin1String("segment")).toString(), QStringLiteral("isp"));
}

void TestCliLookups::csv()
{
    const auto outcome = trace("--format csv --output DIR/report.csv");
    QCOMPARE(outcome.code, 0);
    QVERIFY(outcome.out.contains("45.84.5.1,be1.meridian.example,64502,"));
    QCOMPARE(CliProcess::read(m_cli->path("report.csv")), outcome.out);
}

void TestCliLookups::monitor()
{
    const auto outcome = run("monitor 45.90.0.9 --count 1 --dns-server " + server());
    QCOMPARE(outcome.code, 0);
    QVERIFY(linesOf(outcome.out).at(1).contains(QStringLiteral("Segment")));
    QVERIFY(matches(lastLineOf(outcome.out, 5), "  5  be1\\.meridian\\.example .*  transit +AS64502 MERIDIAN.*"));
}

void TestCliLookups::severalTargets()
{
    const auto outcome = run("trace 45.90.0.9 45.84.5.1 --format json --dns-server " + server());
    QCOMPARE(outcome.code, 0);
    QCOMPARE(at(outcome.out, "0.hops.4.addresses.0.segment").toString(), QStringLiteral("transit"));
    QCOMPARE(at(outcome.out, "1.hops.4.addresses.0.segment").toString(), QStringLiteral("destination"));
    QCOMPARE(m_dns->asked("1.5.84.45.in-addr.arpa"), 1); // both want it
}

void TestCliLookups::switches_data()
{
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<bool>("names");
    QTest::addColumn<bool>("networks");
    QTest::newRow("all") << QByteArray() << true << true;
    QTest::newRow("no names") << QByteArray("--no-names") << false << true;
    QTest::newRow("no networks") << QByteArray("--no-networks") << true << false;
    QTest::newRow("neither") << QByteArray("--no-names --no-networks") << false << false;
    QTest::newRow("no look-ups") << QByteArray("--no-lookups") << false << false;
}

/// What is not wanted is neither asked nor told.
void TestCliLookups::switches()
{
    QFETCH(QByteArray, options);
    QFETCH(bool, names);
    QFETCH(bool, networks);
    for (const char *format : {"json", "text", "jsonl", "csv"}) {
        const auto outcome = trace(options + " --format " + format);
        QCOMPARE(outcome.code, 0);
        QCOMPARE(outcome.out.contains("access.nordlicht.example"), names);
        QCOMPARE(outcome.out.contains("64502"), networks);
        QCOMPARE(outcome.out.contains("transit"), networks);
    }
    QCOMPARE(askedFor("in-addr.arpa") > 0, names);
    QCOMPARE(askedFor("cymru.com") > 0, networks);
}

void TestCliLookups::targetNameByTheServer()
{
    const auto outcome = run("trace far.example --format json --no-lookups --dns-server " + server());
    QCOMPARE(outcome.code, 0);
    QCOMPARE(at(outcome.out, "target.address").toString(), QStringLiteral("45.90.0.9"));
    QCOMPARE(run("trace nosuch.example --dns-server " + server()).code, 4);
}

void TestCliLookups::secondServer()
{
    DnsTestServer other(QHostAddress::LocalHostIPv6);
    QVERIFY2(other.port() != 0, qPrintable(other.error()));
    QCOMPARE(readDnsZone(zone, other), QString());
    m_dns->setManner("*", {.kind = DnsManner::Kind::Refused});
    const auto outcome = trace("--format json --dns-server [::1]:" + QByteArray::number(other.port()));
    QCOMPARE(outcome.code, 0);
    QCOMPARE(at(outcome.out, "hops.1.addresses.0.name").toString(), QStringLiteral("access.nordlicht.example"));
    QVERIFY(other.asked() > 0);
}

void TestCliLookups::answersAreKept()
{
    const QByteArray first = trace("--format csv").out;
    QVERIFY(m_dns->asked() > 0);
    QVERIFY(QFile::exists(m_cli->path("CACHE/periplus/lookups.sqlite")));
    const auto asked = m_dns->asked();
    const QByteArray second = trace("--format csv").out;
    QCOMPARE(m_dns->asked(), asked);
    QVERIFY(second.contains("45.84.5.1,be1.meridian.example,64502,MERIDIAN"));
}

/// A home that cannot be written is nothing to complain about.
void TestCliLookups::noPlaceForAnswers()
{
    CliProcess::write(m_cli->path("CACHE"), "a file where the folder would be");
    const auto outcome = trace("--format csv");
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.code, 0);
    QVERIFY(outcome.out.contains("45.84.5.1,be1.meridian.example,64502,MERIDIAN"));
}

void TestCliLookups::settings_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<bool>("names");
    QTest::addColumn<bool>("networks");
    QTest::newRow("names off") << QByteArray("names=false") << QByteArray() << false << true;
    QTest::newRow("Cymru off") << QByteArray("cymru=false") << QByteArray() << true << false;
    QTest::newRow("nothing leaves") << QByteArray("nothingLeaves=true") << QByteArray() << false << false;
    QTest::newRow("other servers there") << QByteArray("ownDnsServers=true\ndnsServers=127.0.0.1:1") << QByteArray()
                                         << true << true;
    QTest::newRow("nonsense") << QByteArray("names=@Variant(\\0\\0)") << QByteArray() << true << true;
}

/// What the user has switched off in the window is not asked here either; the file stays as it is.
void TestCliLookups::settings()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, options);
    QFETCH(bool, names);
    QFETCH(bool, networks);
    QVERIFY(QDir().mkpath(m_cli->path("CONFIG/periplus")));
    const QByteArray content = "[lookups]\n" + line + '\n';
    CliProcess::write(m_cli->path("CONFIG/periplus/periplus.ini"), content);
    const auto outcome = trace(options + " --format json");
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.out.contains("access.nordlicht.example"), names);
    QCOMPARE(outcome.out.contains("64502"), networks);
    QCOMPARE(askedFor("in-addr.arpa") > 0, names);
    QCOMPARE(askedFor("cymru.com") > 0, networks);
    QCOMPARE(CliProcess::read(m_cli->path("CONFIG/periplus/periplus.ini")), content);
}

/// The files of the command line are asked before Team Cymru, and instead of those of the settings.
void TestCliLookups::databases()
{
    QVERIFY(QDir().mkpath(m_cli->path("CONFIG/periplus")));
    CliProcess::write(m_cli->path("CONFIG/periplus/periplus.ini"),
        "[lookups]\ndatabaseFiles=" + m_databases.path("public-city.mmdb").toUtf8() + '\n');
    const QByteArray bySettings = trace("--format json").out;
    QCOMPARE(at(bySettings, "hops.1.addresses.0.city").toString(), QStringLiteral("Vienna"));
    QCOMPARE(at(bySettings, "hops.1.addresses.0.country").toString(), QStringLiteral("AT"));
    QCOMPARE(at(bySettings, "hops.1.addresses.0.latitude").toDouble(), 48.2049);
    QCOMPARE(at(bySettings, "hops.1.addresses.0.asn").toInt(), 64500); // Cymru's

    const QByteArray given = trace("--format json --mmdb MMDB/public-asn.mmdb").out;
    QCOMPARE(at(given, "hops.1.addresses.0.asn").toInt(), 64499);
    QVERIFY(at(given, "hops.1.addresses.0.city").isUndefined());

    const QByteArray both = trace("--format csv --mmdb MMDB/public-asn.mmdb --mmdb MMDB/public-city.mmdb").out;
    QVERIFY2(
        both.contains("45.83.2.1,access.nordlicht.example,64499,Made Up,45.83.0.0/16,AT,Vienna,48.204900,16.366200,"),
        both.constData());
    const QByteArray none = trace("--format json --no-networks --mmdb MMDB/public-city.mmdb").out;
    QVERIFY(at(none, "hops.1.addresses.0.city").isUndefined());
}

void TestCliLookups::badDatabases_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("not there") << QByteArray("DIR/nosuch.mmdb") << QByteArray("cannot be read");
    QTest::newRow("a folder") << QByteArray("DIR") << QByteArray("periplus-cli: ");
    QTest::newRow("something else") << QByteArray("SIM") << QByteArray("no database");
    QTest::newRow("cut off") << QByteArray("DIR/cut.mmdb") << QByteArray("cut.mmdb");
    QTest::newRow("of nothing useful") << QByteArray("MMDB/GeoIP2-Connection-Type.mmdb") << QByteArray("neither");
    QTest::newRow("the second of two") << QByteArray("MMDB/public-asn.mmdb --mmdb SIM") << QByteArray("test.scenario");
}

/// One sentence before anything is sent.
void TestCliLookups::badDatabases()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, says);
    const QByteArray whole = CliProcess::read(m_databases.path("public-city.mmdb"));
    CliProcess::write(m_cli->path("cut.mmdb"), whole.first(whole.size() / 2));
    const auto outcome = trace("--mmdb " + file);
    QCOMPARE(outcome.code, 5);
    QCOMPARE(outcome.out, QByteArray());
    QCOMPARE(linesOf(outcome.err).size(), 1);
    QVERIFY2(outcome.err.contains(says), outcome.err.constData());
    QCOMPARE(m_dns->asked(), 0);
}

/// Names and networks that want to be something else: every form stays what it is.
void TestCliLookups::hostileNames()
{
    m_dns->clear();
    m_dns->add("1.2.83.45.in-addr.arpa", DnsRecord::ptr("\\027[2J\\010root\\226\\128\\174gnp.\\\"\\,=1+1"));
    m_dns->add("1.4.83.45.in-addr.arpa", DnsRecord::ptr("=cmd|'calc'!A0.example"));
    m_dns->add("*.83.45.origin.asn.cymru.com", DnsRecord::txt("64500 | 45.83.0.0/16 | DE | ripencc | 2015-01-01"));
    m_dns->add("as64500.asn.cymru.com",
        DnsRecord::txt("64500 | DE | ripencc | 2015-01-01 | \x1b]0;owned\x07 <b>\xe2\x80\xae\",\n=2+2"));
    for (const char *format : {"text", "json", "jsonl", "csv"}) {
        const auto outcome = trace(QByteArray("--format ") + format);
        QCOMPARE(outcome.code, 0);
        for (const char c : outcome.out)
            QVERIFY2(c == '\n' || static_cast<unsigned char>(c) >= 0x20, format);
        QVERIFY(!outcome.out.contains("\xe2\x80\xae"));
        QVERIFY(!outcome.out.contains(",=cmd"));
    }
    const auto lines = linesOf(trace({}).out);
    for (const QString &line : lines)
        for (const QChar c : line)
            QVERIFY(c.isPrint());
    QCOMPARE(QJsonDocument::fromJson(trace("--format json").out).isObject(), true);
}

void TestCliLookups::badServers_data()
{
    QTest::addColumn<DnsManner::Kind>("kind");
    using Kind = DnsManner::Kind;
    QTest::newRow("no such name") << Kind::NoSuchName;
    QTest::newRow("no data") << Kind::NoData;
    QTest::newRow("server failure") << Kind::ServerFailure;
    QTest::newRow("refused") << Kind::Refused;
    QTest::newRow("garbage") << Kind::Garbage;
    QTest::newRow("cut") << Kind::Cut;
    QTest::newRow("wrong id") << Kind::WrongId;
    QTest::newRow("wrong question") << Kind::WrongQuestion;
    QTest::newRow("wrong owner") << Kind::WrongOwner;
    QTest::newRow("silent") << Kind::Silent;
    QTest::newRow("compression loop") << Kind::CompressionLoop;
}

/// The trace is what it is, without names.
void TestCliLookups::badServers()
{
    QFETCH(DnsManner::Kind, kind);
    m_dns->setManner("*", {.kind = kind});
    const auto outcome = trace("--format json --deadline 4000");
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(at(outcome.out, "reached"), QJsonValue(true));
    QCOMPARE(at(outcome.out, "hops_to_target").toInt(), 6);
    QVERIFY(at(outcome.out, "hops.1.addresses.0.name").isUndefined());
    QVERIFY(at(outcome.out, "hops.1.addresses.0.asn").isUndefined());
    QCOMPARE(at(outcome.out, "hops.1.addresses.0.segment").toString(), QStringLiteral("unknown"));
    QCOMPARE(at(outcome.out, "hops.5.addresses.0.segment").toString(), QStringLiteral("destination"));
    QVERIFY(at(outcome.out, "timing.complete_us").toInteger() < 1'000'000);
    QVERIFY(m_dns->asked() > 0);
}

/// Look-ups are part of the time that a trace has; without the deadline they would take 3 s.
void TestCliLookups::deadline()
{
    m_dns->setManner("*", {.kind = DnsManner::Kind::Silent});
    const auto outcome = trace("--format jsonl --deadline 1000");
    QCOMPARE(outcome.code, 0);
    QVERIFY2(
        outcome.milliseconds >= 900 && outcome.milliseconds < 2500, qPrintable(QString::number(outcome.milliseconds)));
    const QByteArray last = linesOf(outcome.out).last().toUtf8();
    QCOMPARE(at(last, "event").toString(), QStringLiteral("complete"));
    QCOMPARE(at(last, "reached"), QJsonValue(true));
    QVERIFY(at(last, "complete_us").toInteger() < 900'000);
}

/// Ctrl-C while only look-ups are waited for.
void TestCliLookups::interrupted()
{
    m_dns->setManner("*", {.kind = DnsManner::Kind::Silent});
    const auto process = begin("trace 45.90.0.9 --deadline 20000 --dns-server " + server());
    QByteArray out;
    QVERIFY(QTest::qWaitFor(
        [&] {
            out += process->readAllStandardOutput();
            return out.contains("\n  6  45.90.0.9 ");
        },
        CliProcess::longestRun));
    ::kill(static_cast<pid_t>(process->processId()), SIGINT);
    const auto outcome = end(*process);
    QCOMPARE(outcome.code, 130);
    QVERIFY2(outcome.milliseconds < 1000, qPrintable(QString::number(outcome.milliseconds)));
    QVERIFY(linesOf(outcome.out).last().contains(QStringLiteral("answers at hop 6")));
}

/// On a pipe all hops are there while not one question has been answered.
void TestCliLookups::hopsDoNotWait()
{
    m_dns->setDelay(std::chrono::milliseconds(1500));
    const auto process = begin("trace 45.90.0.9 --dns-server " + server());
    QByteArray out;
    QVERIFY(QTest::qWaitFor(
        [&] {
            out += process->readAllStandardOutput();
            return out.contains("\n  6  45.90.0.9 ");
        },
        1400));
    QVERIFY(!out.contains("nordlicht"));
    out += end(*process).out;
    QVERIFY(out.contains("access.nordlicht.example (45.83.2.1)"));
}

QTEST_GUILESS_MAIN(TestCliLookups)
#include "tst_cli_lookups.moc"
