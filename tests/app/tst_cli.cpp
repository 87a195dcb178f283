// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_process.h"

#include <QDateTime>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTest>

#include <csignal>

/// What the console program writes: text, JSON, JSON lines, CSV, files, and how it ends.
class TestCli final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void traceText();
    void traceJson();
    void traceJsonHop();
    void traceJsonSilentHop();
    void traceJsonOfSeveral();
    void traceJsonLines();
    void errorAsJsonLine();
    void traceCsv();
    void simulatedFacts();
    void simulatedFactsSwitchedOff();
    void monitorText();
    void monitorJson();
    void monitorSamples();
    void unreachedTarget();
    void oneOfSeveralIsNotFound();
    void outputFile();
    void fullDisk();
    void fileIsKeptWhenNothingWasMeasured();
    void interrupted();
    void methods();
    void sameInEveryLanguage();
    void options();

private:
    void writeFactsScenario() const;
    CliProcess::Outcome trace(const QByteArray &arguments) const { return m_cli.run("trace --sim SIM " + arguments); }

    CliProcess m_cli;
};

namespace {

bool matches(const QString &line, const char *pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(QString::fromLatin1(pattern))).match(line).hasMatch();
}

} // namespace

void TestCli::writeFactsScenario() const
{
    CliProcess::write(m_cli.path("facts.scenario"),
        "client 192.168.1.37\n"
        "city Berlin DE 52.520 13.405\n"
        "prefix 192.168.1.0/24 0 Private\n"
        "prefix 45.83.0.0/16 64500 Nordlicht\n"
        "prefix 45.84.0.0/24 0 IX-Main exchange\n"
        "prefix 45.90.0.0/24 64510 Quayside\n"
        "target far.example 45.90.0.9\n"
        "  hop gateway 192.168.1.1 name gateway.lan rtt 1ms\n"
        "  hop access 45.83.2.1 name access.nordlicht.example city Berlin rtt 2ms\n"
        "  hop exchange 45.84.0.7 rtt 3ms\n"
        "  host rtt 4ms\n");
}

void TestCli::traceText()
{
    const auto outcome = trace("far.example");
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.code, 0);
    const QStringList lines = linesOf(outcome.out);
    QCOMPARE(lines.size(), 6);
    QVERIFY(lines[0].contains(QStringLiteral("far.example (198.51.100.9)")));
    QVERIFY(matches(lines[1], "  1  192\\.0\\.2\\.1 +\\d+\\.\\d{3} ms  <MPLS:L=16001,E=0,S=1,T=1>"));
    QVERIFY(matches(lines[2], "  2  \\*"));
    QVERIFY(matches(lines[3], "  3  192\\.0\\.2\\.3 +\\d+\\.\\d{3} ms"));
    QVERIFY(matches(lines[4], "  4  198\\.51\\.100\\.9 +\\d+\\.\\d{3} ms  destination"));
    QVERIFY(lines[5].contains(QStringLiteral("answers at hop 4")));
    QVERIFY(!outcome.out.contains('\x1b')); // a pipe gets no cursor movements
}

void TestCli::traceJson()
{
    const auto outcome = trace("far.example --format json");
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.err, QByteArray());
    const QByteArray &json = outcome.out;
    QCOMPARE(at(json, "schema").toString(), QStringLiteral("periplus.trace/1"));
    QVERIFY(at(json, "version").isString());
    QCOMPARE(at(json, "target.text").toString(), QStringLiteral("far.example"));
    QCOMPARE(at(json, "target.address").toString(), QStringLiteral("198.51.100.9"));
    QCOMPARE(at(json, "target.name").toString(), QStringLiteral("far.example"));
    QCOMPARE(at(json, "protocol").toString(), QStringLiteral("icmp"));
    QCOMPARE(at(json, "method").toString(), QStringLiteral("simulated"));
    QCOMPARE(at(json, "family").toInt(), 4);
    const QString started = at(json, "started").toString();
    QVERIFY(QDateTime::fromString(started, Qt::ISODateWithMs).isValid() && started.endsWith(u'Z'));
    QVERIFY(isCount(at(json, "duration_us")));
    QCOMPARE(at(json, "reached"), QJsonValue(true));
    QCOMPARE(at(json, "hops_to_target").toInt(), 4);
    QVERIFY(isCount(at(json, "timing.send_all_us")));
    QVERIFY(at(json, "timing.complete_us").toInteger() >= 4000);
    for (const char *count : {"sent", "received", "late", "duplicate", "foreign", "send_errors"})
        QVERIFY2(isCount(at(json, QByteArray("counts.").append(count))), count);
    QCOMPARE(at(json, "hops").toArray().size(), 4);
    QCOMPARE(at(json, "hops.3.addresses.0.kind").toString(), QStringLiteral("echo-reply"));
}

void TestCli::traceJsonHop()
{
    const QByteArray json = trace("far.example --format json").out;
    QCOMPARE(at(json, "hops.0.ttl").toInt(), 1);
    for (const char *count : {"sent", "received", "late", "duplicate"})
        QVERIFY2(isCount(at(json, QByteArray("hops.0.").append(count))), count);
    QCOMPARE(at(json, "hops.0.loss_percent").toDouble(-1), 0.0);
    QCOMPARE(at(json, "hops.0.loss_low_percent").toDouble(-1), 0.0);
    QVERIFY(at(json, "hops.0.loss_high_percent").toDouble() > 50); // one probe says little
    for (const char *time : {"last_us", "min_us", "avg_us", "max_us", "p50_us", "p95_us", "p99_us"})
        QVERIFY2(at(json, QByteArray("hops.0.").append(time)).toInteger() >= 1000, time);
    QVERIFY(at(json, "hops.0.stddev_us").isUndefined() && at(json, "hops.0.jitter_us").isUndefined());
    QCOMPARE(at(json, "hops.0.addresses.0.address").toString(), QStringLiteral("192.0.2.1"));
    QCOMPARE(at(json, "hops.0.addresses.0.received").toInt(), 1);
    QCOMPARE(at(json, "hops.0.addresses.0.kind").toString(), QStringLiteral("time-exceeded"));
    QVERIFY(isCount(at(json, "hops.0.addresses.0.reply_ttl")));
    QCOMPARE(at(json, "hops.0.addresses.0.mpls.0.label").toInt(), 16001);
    QCOMPARE(at(json, "hops.0.addresses.0.mpls.0.tc").toInt(-1), 0);
    QCOMPARE(at(json, "hops.0.addresses.0.mpls.0.bottom"), QJsonValue(true));
    QCOMPARE(at(json, "hops.0.addresses.0.mpls.0.ttl").toInt(), 1);
    QCOMPARE(at(json, "hops.0.probes.0.status").toString(), QStringLiteral("answered"));
    QCOMPARE(at(json, "hops.0.probes.0.round").toInt(), 1);
    QCOMPARE(at(json, "hops.0.probes.0.query").toInt(), 1);
    QCOMPARE(at(json, "hops.0.probes.0.flow").toInt(-1), 0);
    QVERIFY(isCount(at(json, "hops.0.probes.0.sent_us")));
    QCOMPARE(at(json, "hops.0.probes.0.rtt_us"), at(json, "hops.0.last_us"));
    QCOMPARE(at(json, "hops.0.probes.0.address").toString(), QStringLiteral("192.0.2.1"));
}

void TestCli::traceJsonSilentHop()
{
    const QByteArray json = trace("far.example --format json").out;
    QVERIFY(at(json, "hops.1.addresses").isArray() && at(json, "hops.1.addresses").toArray().isEmpty());
    QCOMPARE(at(json, "hops.1.loss_percent").toDouble(), 100.0);
    QVERIFY(at(json, "hops.1.last_us").isUndefined());
    QCOMPARE(at(json, "hops.1.probes").toArray().size(), at(json, "hops.1.sent").toInt());
    for (const QJsonValue probe : at(json, "hops.1.probes").toArray())
        QCOMPARE(probe[QLatin1String("status")].toString(), QStringLiteral("lost"));
}

void TestCli::traceJsonOfSeveral()
{
    const auto outcome = trace("far.example 2001:db8::9 --format json");
    QCOMPARE(outcome.code, 0);
    QCOMPARE(QJsonDocument::fromJson(outcome.out).array().size(), 2);
    QCOMPARE(at(outcome.out, "0.family").toInt(), 4);
    QCOMPARE(at(outcome.out, "1.family").toInt(), 6);
    QVERIFY(at(outcome.out, "1.target.name").isUndefined());
}

void TestCli::traceJsonLines()
{
    const auto outcome = trace("far.example --format jsonl");
    QCOMPARE(outcome.code, 0);
    QStringList events;
    int probes = 0;
    for (const QString &line : linesOf(outcome.out)) {
        QVERIFY2(isCount(at(line.toUtf8(), "run")), qPrintable(line));
        const QString name = at(line.toUtf8(), "event").toString();
        if (name == QLatin1String("probe"))
            ++probes;
        else if (name != QLatin1String("fact"))
            events += name;
    }
    QCOMPARE(events, (QStringList{QStringLiteral("started"), QStringLiteral("round"), QStringLiteral("complete")}));
    const QByteArray last = linesOf(outcome.out).last().toUtf8();
    QCOMPARE(at(last, "reached"), QJsonValue(true));
    QCOMPARE(at(last, "hops_to_target").toInt(), 4);
    QCOMPARE(at(last, "counts.sent").toInt(), probes);
}

void TestCli::errorAsJsonLine()
{
    const auto outcome = trace("nosuch.example --format jsonl");
    QCOMPARE(outcome.code, 4);
    QCOMPARE(linesOf(outcome.out).size(), 1);
    QCOMPARE(at(outcome.out, "event").toString(), QStringLiteral("error"));
    QCOMPARE(at(outcome.out, "kind").toString(), QStringLiteral("host-not-found"));
    QCOMPARE(linesOf(outcome.err).size(), 1);
}

void TestCli::traceCsv()
{
    const auto outcome = trace("far.example --format csv");
    QCOMPARE(outcome.code, 0);
    const QStringList lines = linesOf(outcome.out);
    QCOMPARE(lines.size(), 5);
    QVERIFY(lines[0].startsWith(QStringLiteral("target,target_address,protocol,ttl,address,")));
    for (const QString &line : lines) // the MPLS cell has three commas
        QCOMPARE(line.count(u','), lines[0].count(u',') + (line.contains(u'"') ? 3 : 0));
    QVERIFY(lines[2].startsWith(QStringLiteral("far.example,198.51.100.9,icmp,2,,")));

    const QByteArray samples = trace("far.example --format csv --samples").out;
    QVERIFY(
        samples.startsWith("target,target_address,started,ttl,round,query,flow,sent_us,rtt_us,address,kind,status\n"));
    QVERIFY(samples.contains(",192.0.2.3,time-exceeded,answered\n"));
}

/// Names, networks, places and an exchange point, as a scenario tells them.
void TestCli::simulatedFacts()
{
    writeFactsScenario();
    const auto text = m_cli.run("trace far.example --sim DIR/facts.scenario");
    QCOMPARE(text.code, 0);
    const QStringList lines = linesOf(text.out);
    QCOMPARE(lines.size(), 6); // everything is known at once: no second block
    QVERIFY(matches(lines[1], "  1  gateway\\.lan \\(192\\.168\\.1\\.1\\) +[\\d.]+ ms  lan .*"));
    QVERIFY(matches(lines[2], "  2  access\\.nordlicht\\.example .* ms  isp +AS64500 Nordlicht"));
    QVERIFY(matches(lines[3], "  3  45\\.84\\.0\\.7 .* ms  transit +IX-Main"));
    QVERIFY(matches(lines[4], "  4  45\\.90\\.0\\.9 .* ms  destination  AS64510 Quayside"));

    const QByteArray json = m_cli.run("trace far.example --sim DIR/facts.scenario --format json").out;
    QCOMPARE(at(json, "hops.1.addresses.0.asn").toInt(), 64500);
    QCOMPARE(at(json, "hops.1.addresses.0.as_name").toString(), QStringLiteral("Nordlicht"));
    QCOMPARE(at(json, "hops.1.addresses.0.prefix").toString(), QStringLiteral("45.83.0.0/16"));
    QCOMPARE(at(json, "hops.1.addresses.0.country").toString(), QStringLiteral("DE"));
    QCOMPARE(at(json, "hops.1.addresses.0.city").toString(), QStringLiteral("Berlin"));
    QCOMPARE(at(json, "hops.1.addresses.0.latitude").toDouble(), 52.52);
    QCOMPARE(at(json, "hops.1.addresses.0.longitude").toDouble(), 13.405);
    QCOMPARE(at(json, "hops.1.addresses.0.segment").toString(), QStringLiteral("isp"));
    QCOMPARE(at(json, "hops.2.addresses.0.ixp").toString(), QStringLiteral("IX-Main"));
    QVERIFY(at(json, "hops.1.addresses.0.ixp").isUndefined());
}

void TestCli::simulatedFactsSwitchedOff()
{
    writeFactsScenario();
    const auto has = [this](const char *options, const char *key) {
        const QByteArray json =
            m_cli.run(QByteArray("trace far.example --sim DIR/facts.scenario --format json ").append(options)).out;
        return !at(json, QByteArray("hops.1.addresses.0.").append(key)).isUndefined();
    };
    QVERIFY(!has("--no-names", "name") && has("--no-names", "asn") && has("--no-names", "segment"));
    QVERIFY(has("--no-networks", "name"));
    for (const char *key : {"asn", "as_name", "prefix", "country", "city", "latitude", "segment", "ixp"})
        QVERIFY2(!has("--no-networks", key), key);
    for (const char *key : {"name", "asn", "as_name", "prefix", "country", "city", "latitude", "segment"})
        QVERIFY2(!has("--no-lookups", key), key);
}

void TestCli::monitorText()
{
    const auto outcome = m_cli.run("monitor far.example --sim SIM --count 3 --interval 20");
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.err, QByteArray());
    const QStringList lines = linesOf(outcome.out);
    QCOMPARE(lines.size(), 7);
    QVERIFY(lines[1].startsWith(QStringLiteral("Hop  Host")));
    QVERIFY(lines[5].contains(QStringLiteral("198.51.100.9")));
}

void TestCli::monitorJson()
{
    const auto outcome = m_cli.run("monitor far.example --sim SIM --count 3 --interval 20 --format json");
    QCOMPARE(outcome.code, 0);
    QCOMPARE(at(outcome.out, "hops.3.received").toInt(), 3);
    QVERIFY(isCount(at(outcome.out, "hops.3.stddev_us")) && isCount(at(outcome.out, "hops.3.jitter_us")));
    QVERIFY(at(outcome.out, "hops.3.probes").isUndefined());
}

void TestCli::monitorSamples()
{
    const auto outcome = m_cli.run("monitor far.example --sim SIM --duration 1 --interval 300 --samples --format json");
    QCOMPARE(outcome.code, 0);
    QVERIFY(at(outcome.out, "hops.3.received").toInt() >= 2);
    QCOMPARE(at(outcome.out, "hops.3.probes").toArray().size(), at(outcome.out, "hops.3.sent").toInt());
}

void TestCli::unreachedTarget()
{
    const auto outcome = trace("dark.example --max-hops 5 --format json");
    QCOMPARE(outcome.code, 1);
    QCOMPARE(at(outcome.out, "reached"), QJsonValue(false));
    QVERIFY(at(outcome.out, "hops_to_target").isUndefined());
}

void TestCli::oneOfSeveralIsNotFound()
{
    const auto outcome = trace("nosuch.example far.example");
    QCOMPARE(outcome.code, 4); // the worst
    QCOMPARE(linesOf(outcome.err).size(), 1);
    QVERIFY(outcome.out.contains("198.51.100.9"));
}

void TestCli::outputFile()
{
    for (const char *format : {"text", "json", "jsonl", "csv"}) {
        const auto outcome = trace(QByteArray("far.example --output DIR/report --format ").append(format));
        QCOMPARE(outcome.code, 0);
        const QByteArray file = CliProcess::read(m_cli.path("report"));
        // Both have the same lines; where nothing more will come, columns are as wide as they need to be.
        QCOMPARE(file.simplified(), outcome.out.simplified());
        QVERIFY(file == outcome.out || format == QByteArray("text"));
    }
}

void TestCli::fullDisk()
{
    const QFileInfo device(QStringLiteral("/dev/full"));
    if (!device.exists() || device.isFile())
        QSKIP("this system has no /dev/full");
    const auto file = trace("far.example --output /dev/full");
    QCOMPARE(file.code, 5);
    QCOMPARE(linesOf(file.err).size(), 1);
    QVERIFY(file.out.contains("198.51.100.9")); // what was measured is not lost
    QVERIFY(!QFileInfo(device.filePath()).isFile()); // nor is the device

    QProcess process;
    process.setStandardOutputFile(QStringLiteral("/dev/full"));
    process.start(CliProcess::program(), m_cli.listOf("trace far.example --sim SIM"));
    QVERIFY(process.waitForFinished(CliProcess::longestRun));
    QCOMPARE(process.exitCode(), 5);
    QCOMPARE(linesOf(process.readAllStandardError()).size(), 1);
}

/// What stood there is replaced only by a whole report.
void TestCli::fileIsKeptWhenNothingWasMeasured()
{
    CliProcess::write(m_cli.path("precious"), "precious");
    QCOMPARE(trace("nosuch.example --format json --output DIR/precious").code, 4);
    QCOMPARE(CliProcess::read(m_cli.path("precious")), QByteArray("precious"));
}

void TestCli::interrupted()
{
    for (const int number : {SIGINT, SIGTERM}) {
        QProcess process;
        process.start(CliProcess::program(), m_cli.listOf("monitor far.example --sim SIM --format jsonl"));
        QByteArray out;
        while (!out.contains("\"round\"") && process.waitForReadyRead(CliProcess::longestRun))
            out += process.readAllStandardOutput();
        ::kill(static_cast<pid_t>(process.processId()), number);
        QVERIFY(process.waitForFinished(CliProcess::longestRun));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 130);
        out += process.readAllStandardOutput();
        QVERIFY(linesOf(out).last().contains(QStringLiteral("\"complete\"")));
    }
}

void TestCli::methods()
{
    const auto text = m_cli.run("methods --sim SIM");
    QCOMPARE(text.code, 0);
    QVERIFY(linesOf(text.out).front().startsWith(QStringLiteral("Protocol")));
    QVERIFY(at(m_cli.run("methods --sim SIM --format json").out, "methods.0.available").toBool());
    const auto real = m_cli.run("methods --format json");
    QVERIFY(real.code == 0 || real.code == 3);
    const QJsonArray list = at(real.out, "methods").toArray();
    QVERIFY(!list.isEmpty());
    for (const QJsonValue each : list)
        QVERIFY(each[QLatin1String("available")].toBool() || each.toObject().contains(QLatin1String("reason")));
}

void TestCli::sameInEveryLanguage()
{
    const auto outcome = m_cli.run("trace far.example --sim SIM --format csv", "de_DE.UTF-8");
    QCOMPARE(outcome.code, 0);
    QVERIFY(outcome.out.contains(",100.000,")); // a decimal point
    const auto text = m_cli.run("trace far.example --sim SIM", "de_DE.UTF-8");
    QVERIFY(matches(linesOf(text.out).at(3), "  3  192\\.0\\.2\\.3 +\\d+\\.\\d{3} ms"));
}

/// Options reach the probes.
void TestCli::options()
{
    const auto json = [this](const char *more) {
        return trace(QByteArray("far.example --format json ").append(more)).out;
    };
    QCOMPARE(at(json("-6"), "family").toInt(), 6);
    QCOMPARE(at(json("--protocol udp"), "hops.3.addresses.0.kind").toString(), QStringLiteral("port-unreachable"));
    QCOMPARE(at(json("--protocol tcp"), "hops.3.addresses.0.kind").toString(), QStringLiteral("tcp-open"));
    QCOMPARE(at(json("--first-hop 3"), "hops.0.ttl").toInt(), 3);
    QCOMPARE(at(json("--queries 3"), "hops.0.received").toInt(), 3);
    QCOMPARE(at(json("--flow 7"), "hops.0.probes.0.flow").toInt(), 7);
    QCOMPARE(at(json("--max-hops 2"), "reached"), QJsonValue(false));
    const auto accepted =
        trace("far.example --no-names --no-networks --no-lookups --dns-server 192.0.2.53:5353 --dscp 46 --size 128 "
              "--deadline 4000 --timeout 500");
    QCOMPARE(accepted.code, 0);
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
