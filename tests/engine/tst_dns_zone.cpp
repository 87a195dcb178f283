// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/dns_zone.h"

#include "tests/support/dns_server.h"

#include <QProcess>
#include <QTest>
#include <QUdpSocket>

/// The zone text of the test name server, and the program around it.
class TestDnsZone final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answers();
    void refused_data();
    void refused();
    void program_data();
    void program();

private:
    static QByteArray ask(const DnsTestServer &server, const QByteArray &name, quint16 type);
};

/// The message without its id; "" when none comes before that to the next question.
QByteArray TestDnsZone::ask(const DnsTestServer &server, const QByteArray &name, quint16 type)
{
    QUdpSocket socket;
    socket.bind(QHostAddress::LocalHost, 0);
    const auto send = [&](quint16 id, const QByteArray &what, quint16 as) {
        const QByteArray query =
            dnsWord(id) + QByteArray("\1\0\0\1\0\0\0\0\0\0", 10) + dnsName(what) + dnsWord(as) + dnsWord(1);
        socket.writeDatagram(query, QHostAddress::LocalHost, server.port());
    };
    send(1, name, type);
    send(2, "end.of.test", DnsRecord::A);
    QByteArray first;
    for (;;) {
        if (!QTest::qWaitFor([&socket] { return socket.hasPendingDatagrams(); }))
            return "nothing at all";
        QByteArray answer(socket.pendingDatagramSize(), '\0');
        socket.readDatagram(answer.data(), answer.size());
        if (dnsWordAt(answer, 0) == 2)
            return first;
        first = answer.mid(2);
    }
}

void TestDnsZone::answers()
{
    DnsTestServer server;
    const QString problem = readDnsZone("; nothing but a comment\n"
                                        "\n"
                                        "host.example 60 A 192.0.2.1   ; and one here\n"
                                        "host.example AAAA 2001:db8::1\n"
                                        "1.2.0.192.in-addr.arpa PTR host.example\n"
                                        "text.example TXT \"one ; two\" three\r\n"
                                        "alias.example CNAME host.example\n"
                                        "empty.example NONE\n"
                                        "*.below.example A 192.0.2.9\n"
                                        "dead.example manner silent\n"
                                        "broken.example manner server-failure\n"
                                        "*.below.example manner refused delay=0 drop=0 negative-ttl=5\n",
        server);
    QCOMPARE(problem, QString());
    const auto has = [&](const char *name, quint16 type, const QByteArray &bytes) {
        return ask(server, name, type).contains(bytes);
    };
    QVERIFY(has("host.example", DnsRecord::A, dnsLongWord(60) + dnsWord(4) + QByteArray("\xc0\0\2\1", 4)));
    QVERIFY(has("HOST.example", DnsRecord::Aaaa, DnsRecord::address("2001:db8::1").data));
    QVERIFY(has("1.2.0.192.in-addr.arpa", DnsRecord::Ptr, dnsName("host.example")));
    QVERIFY(has("text.example", DnsRecord::Txt, "\x09one ; two\5three"));
    QVERIFY(has("alias.example", DnsRecord::A, dnsName("host.example")));
    QVERIFY(has("alias.example", DnsRecord::A, QByteArray("\xc0\0\2\1", 4)));
    const auto code = [&](const char *name) { return dnsByteAt(ask(server, name, DnsRecord::A), 1) & 0xf; };
    QCOMPARE(code("empty.example"), 0);
    QCOMPARE(code("none.example"), 3);
    QCOMPARE(code("broken.example"), 2);
    QCOMPARE(code("any.thing.below.example"), 5);
    QCOMPARE(ask(server, "dead.example", DnsRecord::A), QByteArray());
    QCOMPARE(server.asked("dead.example"), 1);
}

void TestDnsZone::refused_data()
{
    QTest::addColumn<QByteArray>("line");
    for (const char *line : {"name", "name 60", "name A", "name A 192.0.2.300", "name A 2001:db8::1",
             "name AAAA 192.0.2.1", "name PTR", "name MX 10 mail.example", "name NONE at all", "name manner",
             "name manner loud", "name manner delay", "name manner delay=soon", "name manner silent=1"})
        QTest::newRow(line) << QByteArray(line);
}

void TestDnsZone::refused()
{
    QFETCH(QByteArray, line);
    DnsTestServer server;
    const bool empty = line == "name manner"; // says nothing, and that is what it does
    QCOMPARE(readDnsZone("; first\n" + line + "\n", server),
        empty ? QString() : QStringLiteral("line 2: ") + QString::fromLatin1(line));
}

void TestDnsZone::program_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, const char *arguments, int code, const QStringList &more = {}) {
        QTest::newRow(name) << QString::fromLatin1(arguments).split(u' ') + more << code;
    };
    row("code of the command", "--port 0 -- sh -c", 7, {QStringLiteral("exit 7")});
    row("address in the environment", "--port 0 -- sh -c", 0, {QStringLiteral("test -n \"$DNS_SERVER\"")});
    row("no such command", "--port 0 -- /nonexistent/command", 127);
    row("no such zone", "--port 0 /nonexistent/zone -- true", 64);
    row("no such option", "--loud", 64);
    row("nothing to run", "--port 0 --", 64);
    row("no such address", "--port 0 --address 192.0.2.1 -- true", 70);
}

void TestDnsZone::program()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QProcess process;
    process.start(QStringLiteral(DNS_SERVER_PROGRAM), arguments);
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), code);
    QCOMPARE(process.readAllStandardOutput(), QByteArray());
}

QTEST_GUILESS_MAIN(TestDnsZone)
#include "tst_dns_zone.moc"
