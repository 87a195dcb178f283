// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_process.h"

#include <QRegularExpression>
#include <QTest>

/// What the console program says to bad input: one sentence, the exit code of the contract, no output.
class TestCliInput final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void badInput_data();
    void badInput();
    void overLongHost();
    void scenarioWithMistake();
    void helpAndVersion();
    void numbersInEveryLanguage();

private:
    CliProcess m_cli;
};

void TestCliInput::badInput_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *arguments, int code, const char *says) {
        QTest::newRow(arguments) << QByteArray(arguments) << code << QByteArray(says);
    };
    row("trace nosuch.example --sim SIM", 4, "nosuch.example");
    row("trace", 2, "no host");
    row("trace '' --sim SIM", 2, "no host");
    row("trace 300.1.1.1 --sim SIM", 2, "no valid address");
    row("trace far.example:0 --sim SIM", 2, "no valid port");
    row("trace far.example --port 0 --sim SIM", 2, "1 to 65535");
    row("trace far.example --port 70000 --sim SIM", 2, "1 to 65535");
    row("trace far.example --port http --sim SIM", 2, "1 to 65535");
    row("trace far.example --max-hops 0 --sim SIM", 2, "1 to 255");
    row("trace far.example --max-hops 300 --sim SIM", 2, "1 to 255");
    row("trace far.example --max-hops 3 --first-hop 4 --sim SIM", 2, "4 to 255");
    row("trace far.example --size 0 --sim SIM", 2, "--size");
    row("trace far.example --size 70000 --sim SIM", 2, "65535");
    row("trace far.example --size 21 --sim SIM", 2, "44 to 65535");
    row("trace far.example --dscp 64 --sim SIM", 2, "0 to 63");
    row("trace far.example --queries 0 --sim SIM", 2, "1 to 100");
    row("trace far.example --timeout 0 --sim SIM", 2, "--timeout");
    row("trace far.example --protocol gre --sim SIM", 2, "icmp, udp, tcp");
    row("trace far.example --format xml --sim SIM", 2, "text, json, jsonl, csv");
    row("trace far.example --method nonsense --sim SIM", 2, "nonsense");
    row("trace far.example --method udp-socket --protocol tcp --sim SIM", 2, "udp-socket");
    row("trace far.example --interface nosuch0 --sim SIM", 2, "nosuch0");
    row("trace far.example --source 203.0.113.77 --sim SIM", 2, "203.0.113.77");
    row("trace far.example --source nowhere --sim SIM", 2, "nowhere");
    row("trace far.example --frobnicate --sim SIM", 2, "frobnicate");
    row("trace far.example --count 3 --sim SIM", 2, "count");
    row("trace far.example -4 -6 --sim SIM", 2, "-6");
    row("trace 198.51.100.9 -6 --sim SIM", 2, "IPv4");
    row("trace dark.example -6 --sim SIM", 4, "dark.example");
    row("trace 255.255.255.255 --sim SIM", 2, "broadcast");
    row("trace 224.0.0.1 --sim SIM", 2, "multicast");
    row("trace ff02::1 --sim SIM", 2, "multicast");
    row("trace 0.0.0.0 --sim SIM", 2, "0.0.0.0");
    row("trace far.example --dns-server ns.example --sim SIM", 2, "ns.example");
    row("trace far.example --dns-server '' --sim SIM", 2, "--dns-server");
    row("trace far.example --dns-server 127.0.0.1:0 --sim SIM", 2, "127.0.0.1:0");
    row("trace far.example --dns-server 127.0.0.1:70000 --sim SIM", 2, "127.0.0.1:70000");
    row("trace far.example --dns-server [::1 --sim SIM", 2, "[::1");
    row("trace far.example --dns-server 127.0.0.1 --dns-server 1.2.3 --sim SIM", 2, "1.2.3");
    row("trace far.example --mmdb /nosuch/geo.mmdb --sim SIM", 5, "geo.mmdb");
    row("trace far.example --mmdb SIM --sim SIM", 5, "no database");
    row("trace far.example --mmdb '' --sim SIM", 2, "--mmdb");
    row("trace far.example --no-lookups --mmdb DIR --sim SIM", 5, "periplus-cli: ");
    row("monitor far.example --mmdb /nosuch/geo.mmdb --sim SIM", 5, "geo.mmdb");
    row("trace far.example --no-name --sim SIM", 2, "no-name");
    row("trace far.example --sim /nosuch/net.scenario", 5, "net.scenario");
    row("trace far.example --output /nosuch/report --sim SIM", 5, "/nosuch/report");
    row("trace far.example --output / --sim SIM", 5, "directory");
    row("monitor far.example --count 0 --sim SIM", 2, "--count");
    row("monitor far.example --duration x --sim SIM", 2, "--duration");
    row("monitor far.example --interval 0 --sim SIM", 2, "--interval");
    row("monitor far.example --deadline 5 --sim SIM", 2, "deadline");
    row("methods far.example", 2, "far.example");
    row("teleport far.example", 2, "teleport");
}

/// Exactly one line on standard error, nothing on standard output.
void TestCliInput::badInput()
{
    QFETCH(QByteArray, arguments);
    QFETCH(int, code);
    QFETCH(QByteArray, says);
    const auto outcome = m_cli.run(arguments);
    QCOMPARE(outcome.code, code);
    QCOMPARE(outcome.out, QByteArray());
    QCOMPARE(linesOf(outcome.err).size(), 1);
    QVERIFY2(outcome.err.startsWith("periplus-cli: ") && outcome.err.contains(says), outcome.err.constData());
}

void TestCliInput::overLongHost()
{
    const auto outcome = m_cli.run("trace " + QByteArray(300, 'a') + ".example --sim SIM");
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.err.contains("too long") && outcome.err.size() < 300, outcome.err.constData());
}

void TestCliInput::scenarioWithMistake()
{
    CliProcess::write(m_cli.path("bad.scenario"), "scenario \"x\"\n\nhopp y\n");
    const auto outcome = m_cli.run("trace x.example --sim DIR/bad.scenario");
    QCOMPARE(outcome.code, 5);
    QCOMPARE(linesOf(outcome.err).size(), 1);
    QVERIFY2(outcome.err.contains("bad.scenario:3"), outcome.err.constData());
}

void TestCliInput::helpAndVersion()
{
    for (const char *command : {"trace", "monitor", "methods"}) {
        const auto help = m_cli.run(QByteArray(command) + " --help");
        QCOMPARE(help.code, 0);
        QCOMPARE(help.err, QByteArray());
        QVERIFY2(help.out.startsWith(QByteArray("Usage: periplus-cli ").append(command)), help.out.constData());
    }
    QCOMPARE(m_cli.run("--help").code, 0);
    const auto version = m_cli.run("--version");
    const QRegularExpression form(QStringLiteral("^periplus-cli \\d+\\.\\d+\\.\\d+\n$"));
    QVERIFY2(form.match(QString::fromUtf8(version.out)).hasMatch(), version.out.constData());
    QCOMPARE(m_cli.run("").code, 2);
}

void TestCliInput::numbersInEveryLanguage()
{
    QCOMPARE(m_cli.run("trace far.example --sim SIM --port 1.000", "de_DE.UTF-8").code, 2);
    QCOMPARE(m_cli.run("trace far.example --sim SIM --port 1000", "de_DE.UTF-8").code, 0);
}

QTEST_GUILESS_MAIN(TestCliInput)
#include "tst_cli_input.moc"
