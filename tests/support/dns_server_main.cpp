// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// dns-server [OPTION…] [ZONE] [-- COMMAND…]: a name server for benchmarks and tests of programs; see dns_zone.h for the
// zone file. Runs COMMAND meanwhile and ends with its exit code, or runs until it is stopped. Prints nothing but
// errors. The command finds the first address in its environment: DNS_SERVER=127.0.0.1:53.
//
//   --port N        53; 0: any free one
//   --address TEXT  may be repeated; 127.0.0.1 and, where there is one, ::1
//   --delay MS      before every answer
//   --silent --malformed --server-failure --refused --no-such-name
//                   the manner of all names that the zone gives no other
//   --log FILE      each question as a line: "udp example.com A"
#include "tests/support/dns_server.h"
#include "tests/support/dns_zone.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>

#include <cstdio>
#include <map>

namespace {

constexpr int usageError = 64;
constexpr int setupError = 70;
constexpr int notFound = 127;
constexpr int killed = 128;

struct Arguments {
    quint16 port = 53;
    QStringList addresses;
    std::chrono::milliseconds delay{0};
    DnsManner manner;
    QString log;
    QString zone;
    QStringList command;
};

std::optional<Arguments> readArguments(QStringList words)
{
    using Kind = DnsManner::Kind;
    static const std::map<QString, Kind> kinds{{QStringLiteral("--silent"), Kind::Silent},
        {QStringLiteral("--malformed"), Kind::Garbage}, {QStringLiteral("--server-failure"), Kind::ServerFailure},
        {QStringLiteral("--refused"), Kind::Refused}, {QStringLiteral("--no-such-name"), Kind::NoSuchName}};
    Arguments arguments;
    while (!words.isEmpty()) {
        const QString word = words.takeFirst();
        bool ok = true;
        if (word == QLatin1String("--")) {
            arguments.command = words;
            return words.isEmpty() ? std::nullopt : std::optional(arguments);
        }
        if (const auto kind = kinds.find(word); kind != kinds.end()) {
            arguments.manner.kind = kind->second;
            continue;
        }
        if (!word.startsWith(QLatin1String("--"))) {
            if (!arguments.zone.isEmpty())
                return std::nullopt;
            arguments.zone = word;
            continue;
        }
        if (words.isEmpty())
            return std::nullopt;
        const QString value = words.takeFirst();
        if (word == QLatin1String("--port"))
            arguments.port = value.toUShort(&ok);
        else if (word == QLatin1String("--address"))
            arguments.addresses += value;
        else if (word == QLatin1String("--delay"))
            arguments.delay = std::chrono::milliseconds(value.toInt(&ok));
        else if (word == QLatin1String("--log"))
            arguments.log = value;
        else
            return std::nullopt;
        if (!ok)
            return std::nullopt;
    }
    return arguments;
}

QByteArray typeName(quint16 type)
{
    switch (type) {
    case DnsRecord::A:
        return "A";
    case DnsRecord::Aaaa:
        return "AAAA";
    case DnsRecord::Ptr:
        return "PTR";
    case DnsRecord::Txt:
        return "TXT";
    default:
        return QByteArray::number(type);
    }
}

int fail(int code, const QString &problem)
{
    std::fprintf(stderr, "dns-server: %s\n", qUtf8Printable(problem));
    return code;
}

/// "" or what is wrong.
QString listenEverywhere(DnsTestServer &server, const Arguments &arguments)
{
    for (const QString &text : arguments.addresses) {
        const QHostAddress address(text);
        if (address.isNull() || !server.listen(address, arguments.port))
            return text + QLatin1String(": ") + (address.isNull() ? QStringLiteral("no address") : server.error());
    }
    if (!arguments.addresses.isEmpty())
        return {};
    if (!server.listen(QHostAddress::LocalHost, arguments.port))
        return QStringLiteral("127.0.0.1: ") + server.error();
    server.listen(QHostAddress::LocalHostIPv6, server.port()); // a machine may have no IPv6
    return {};
}

QString firstAddress(const DnsTestServer &server, const Arguments &arguments)
{
    const QString host = arguments.addresses.value(0, QStringLiteral("127.0.0.1"));
    const QString shown = host.contains(u':') ? QString(u'[' + host + u']') : host;
    return shown + u':' + QString::number(server.port());
}

int runCommand(QStringList command, const QString &serverText)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.setInputChannelMode(QProcess::ForwardedInputChannel);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("DNS_SERVER"), serverText);
    process.setProcessEnvironment(environment);
    const QString program = command.takeFirst();
    int result = 0;
    QObject::connect(&process, &QProcess::errorOccurred, &process, [&](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            QCoreApplication::exit(fail(notFound, program + QLatin1String(": ") + process.errorString()));
    });
    QObject::connect(&process, &QProcess::finished, &process, [](int code, QProcess::ExitStatus status) {
        QCoreApplication::exit(status == QProcess::NormalExit ? code : killed + code);
    });
    QMetaObject::invokeMethod(
        &process, [&] { process.start(program, command); }, Qt::QueuedConnection);
    result = QCoreApplication::exec();
    return result;
}

} // namespace

int main(int count, char **values)
{
    QCoreApplication program(count, values);
    const auto arguments = readArguments(QCoreApplication::arguments().mid(1));
    if (!arguments) {
        std::fputs("usage: dns-server [--port N] [--address TEXT]... [--delay MS] [--log FILE]\n"
                   "                  [--silent|--malformed|--server-failure|--refused|--no-such-name]\n"
                   "                  [ZONE] [-- COMMAND...]\n",
            stderr);
        return usageError;
    }
    DnsTestServer server{DnsTestServer::NotYet};
    server.setDelay(arguments->delay);
    server.setManner("*", arguments->manner);
    if (!arguments->zone.isEmpty()) {
        QFile zone(arguments->zone);
        if (!zone.open(QIODevice::ReadOnly))
            return fail(usageError, arguments->zone + QLatin1String(": ") + zone.errorString());
        if (const QString problem = readDnsZone(zone.readAll(), server); !problem.isEmpty())
            return fail(usageError, arguments->zone + QLatin1String(": ") + problem);
    }
    QFile log(arguments->log);
    if (!arguments->log.isEmpty()) {
        if (!log.open(QIODevice::WriteOnly | QIODevice::Truncate))
            return fail(setupError, arguments->log + QLatin1String(": ") + log.errorString());
        server.onQuestion = [&log](const DnsQuestion &question) {
            log.write((question.tcp ? "tcp " : "udp ") + question.name + ' ' + typeName(question.type) + '\n');
            log.flush();
        };
    }
    if (const QString problem = listenEverywhere(server, *arguments); !problem.isEmpty())
        return fail(setupError, problem);
    if (arguments->command.isEmpty())
        return QCoreApplication::exec();
    return runCommand(arguments->command, firstAddress(server, *arguments));
}
