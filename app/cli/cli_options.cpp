// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/cli_options.h"

#include "app/cli/option_reader.h"
#include "app/text/error_text.h"
#include "app/text/lookup_settings.h"
#include "app/text/method_text.h"
#include "version.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace app {

namespace {

struct CliText {
    Q_DECLARE_TR_FUNCTIONS(app::CliText)
};

using Parsed = std::variant<CliRequest, CliAnswer>;

constexpr int longestMilliseconds = 86'400'000;
constexpr int longestSeconds = 31'536'000;
constexpr int mostRounds = 1'000'000'000;

struct Option {
    const char *name;
    const char *value; ///< null: a switch
    QString help;
};

void add(QCommandLineParser &parser, const std::vector<Option> &options)
{
    for (const Option &option : options) {
        parser.addOption({QString::fromLatin1(option.name), option.help,
            option.value ? QString::fromLatin1(option.value) : QString()});
    }
}

std::vector<Option> probeOptions()
{
    return {
        {"4", nullptr, CliText::tr("Use IPv4.")},
        {"6", nullptr, CliText::tr("Use IPv6.")},
        {"protocol", "icmp|udp|tcp", CliText::tr("Protocol of the probes (the best one allowed: icmp, else udp).")},
        {"port", "N", CliText::tr("Destination port of UDP and TCP probes (33434, 443).")},
        {"first-hop", "N", CliText::tr("TTL to begin with, 1 to 255 (1).")},
        {"max-hops", "N", CliText::tr("Largest TTL, 1 to 255 (30).")},
        {"timeout", "MS", CliText::tr("Longest wait for one reply in milliseconds (1000).")},
        {"size", "BYTES", CliText::tr("Size of the whole IP packet (64).")},
        {"dscp", "N", CliText::tr("Differentiated services code point, 0 to 63 (0).")},
        {"source", "ADDR", CliText::tr("Source address (the system chooses).")},
        {"interface", "NAME", CliText::tr("Network interface (the system chooses).")},
        {"flow", "N", CliText::tr("Flow: another number may take another way through load balancers (0).")},
        {"method", "NAME", CliText::tr("Send in this way only, named as in “periplus-cli methods”.")},
    };
}

std::vector<Option> lookupOptions()
{
    return {
        {"no-names", nullptr, CliText::tr("Do not look up the names of the hops.")},
        {"no-networks", nullptr, CliText::tr("Do not look up networks and places.")},
        {"no-lookups", nullptr, CliText::tr("Look up nothing about the hops.")},
        {"dns-server", "ADDR[:PORT]", CliText::tr("Name server for everything; may be repeated (the system's).")},
        {"mmdb", "FILE", CliText::tr("Database in MaxMind's format; may be repeated (those of the settings).")},
    };
}

std::vector<Option> resultOptions()
{
    return {
        {"format", "text|json|jsonl|csv", CliText::tr("Form of the result (text).")},
        {"samples", nullptr, CliText::tr("Put every single probe into the result.")},
        {"output", "FILE", CliText::tr("Write the result into this file as well.")},
        {"png", "FILE", CliText::tr("Write a picture of the result into this file.")},
        {"sim", "SCENARIO", CliText::tr("Use the simulated network of this file or built-in name.")},
    };
}

std::vector<Option> commandOptions(CliCommand command)
{
    if (command == CliCommand::Trace) {
        return {
            {"queries", "N", CliText::tr("Probes per hop (1).")},
            {"deadline", "MS",
                CliText::tr("Longest time for the whole trace, look-ups included, in milliseconds (5000).")},
        };
    }
    return {
        {"interval", "MS", CliText::tr("Time between rounds in milliseconds (1000).")},
        {"count", "N", CliText::tr("End after so many rounds.")},
        {"duration", "S", CliText::tr("End after so many seconds.")},
    };
}

/// QCommandLineParser writes the program's name; ours goes with the command.
QString helpText(const QCommandLineParser &parser, const QString &command)
{
    QString text = parser.helpText();
    const qsizetype end = text.indexOf(u'\n');
    return CliText::tr("Usage: periplus-cli %1").arg(command) + text.sliced(std::max<qsizetype>(end, 0));
}

QString overview()
{
    return CliText::tr("Usage: periplus-cli COMMAND [options]\n"
                       "Traces the path to hosts, once or continuously.\n\n"
                       "Commands:\n"
                       "  trace TARGET…    one trace each, lines printed as hops answer\n"
                       "  monitor TARGET…  rounds until --count, --duration or Ctrl-C; then the report\n"
                       "  methods          what this user may send on this system, and why not\n\n"
                       "“periplus-cli COMMAND --help” lists the options of a command.\n"
                       "Exit codes: 0 target answered, 1 it did not, 2 bad usage, 3 no way of sending is allowed,\n"
                       "4 target not found, 5 file or database error, 130 interrupted.\n");
}

CliAnswer usage(const QString &sentence)
{
    return {ExitCode::Usage, sentence};
}

void readProtocol(OptionReader &read, engine::TraceOptions &trace)
{
    using platform::Protocol;
    if (const auto name = read.text("method")) {
        trace.method = platform::methodFromName(name->toStdString());
        if (!trace.method)
            read.fail(CliText::tr("There is no method %1; “periplus-cli methods” lists them.").arg(quoted(*name)));
        else if (*trace.method == platform::Method::UdpSocket)
            trace.protocol = Protocol::Udp;
        else if (*trace.method == platform::Method::TcpConnect)
            trace.protocol = Protocol::Tcp;
        trace.protocolFallback = false;
    }
    if (const auto protocol = read.choice<Protocol>("protocol",
            {{QStringLiteral("icmp"), Protocol::Icmp}, {QStringLiteral("udp"), Protocol::Udp},
                {QStringLiteral("tcp"), Protocol::Tcp}})) {
        trace.protocol = *protocol;
        trace.protocolFallback = false;
    }
}

void readPacket(OptionReader &read, CliRequest &request)
{
    engine::TraceOptions &trace = request.trace;
    read.number("port", 1, 65535, trace.port);
    read.number("first-hop", 1, 255, trace.firstHop);
    read.number("max-hops", 1, 255, trace.maxHops);
    read.number("size", 1, 65535, trace.size);
    read.number("dscp", 0, 63, trace.dscp);
    read.number("flow", 0, 65535, trace.flow);
    read.milliseconds("timeout", longestMilliseconds, trace.timing.timeout);
    if (const auto name = read.text("interface"))
        trace.interfaceName = name->toStdString();
    if (const auto source = read.text("source")) {
        const auto address = platform::IpAddress::parse(source->toStdString());
        if (!address)
            read.fail(CliText::tr("The source %1 is no address; give one of this computer.").arg(quoted(*source)));
        trace.source = address.value_or(platform::IpAddress());
    }
    if (read.has("4") && read.has("6"))
        read.fail(CliText::tr("-4 and -6 exclude each other; give one of them."));
    if (read.has("4") || read.has("6"))
        request.family = read.has("4") ? engine::FamilyChoice::V4 : engine::FamilyChoice::V6;
    else if (!trace.source.isNull())
        request.family =
            trace.source.family() == platform::Family::V4 ? engine::FamilyChoice::V4 : engine::FamilyChoice::V6;
}

void readLookups(OptionReader &read, CliRequest &request)
{
    LookupChoice &choice = request.lookups;
    choice.names = !read.has("no-names") && !read.has("no-lookups");
    choice.networks = !read.has("no-networks") && !read.has("no-lookups");
    for (const QString &text : read.texts("dns-server")) {
        if (const auto server = parseDnsServer(text))
            choice.servers.push_back(*server);
        else
            read.fail(CliText::tr("The name server %1 is no address; write it like 192.0.2.53 or [2001:db8::53]:5353.")
                          .arg(quoted(text)));
    }
    choice.databases = read.texts("mmdb");
}

void readResult(OptionReader &read, CliRequest &request)
{
    if (const auto format = read.choice<CliFormat>("format",
            {{QStringLiteral("text"), CliFormat::Text}, {QStringLiteral("json"), CliFormat::Json},
                {QStringLiteral("jsonl"), CliFormat::JsonLines}, {QStringLiteral("csv"), CliFormat::Csv}}))
        request.format = *format;
    request.samples = read.has("samples");
    request.outputFile = read.text("output").value_or(QString());
    request.pictureFile = read.text("png").value_or(QString());
    request.scenario = read.text("sim").value_or(QString());
}

void readRun(OptionReader &read, CliRequest &request)
{
    engine::TraceOptions &trace = request.trace;
    if (request.command == CliCommand::Trace) {
        trace.kind = engine::RunKind::Trace;
        read.number("queries", 1, 100, trace.queries);
        read.milliseconds("deadline", longestMilliseconds, trace.timing.deadline);
        return;
    }
    trace.kind = engine::RunKind::Monitor;
    read.milliseconds("interval", longestMilliseconds, trace.timing.interval);
    read.number("count", 1, mostRounds, trace.rounds);
    int seconds = 0;
    read.number("duration", 1, longestSeconds, seconds);
    trace.duration = std::chrono::seconds(seconds);
}

void readTargets(OptionReader &read, const QStringList &texts, CliRequest &request)
{
    if (texts.isEmpty())
        read.fail(targetProblemText(engine::TargetProblem::Empty, QString()));
    for (const QString &text : texts) {
        auto parsed = engine::parseTarget(text);
        if (const auto *problem = std::get_if<engine::TargetProblem>(&parsed))
            read.fail(targetProblemText(*problem, text));
        else
            request.targets.push_back(std::move(std::get<engine::Target>(parsed)));
    }
}

bool fits(const platform::IpAddress &address, engine::FamilyChoice family)
{
    const auto wanted = family == engine::FamilyChoice::V4 ? platform::Family::V4 : platform::Family::V6;
    return family == engine::FamilyChoice::Automatic || address.family() == wanted;
}

/// What is wrong only in its combination.
void checkTogether(OptionReader &read, const CliRequest &request)
{
    for (const engine::Target &target : request.targets) {
        if (target.address && !fits(*target.address, request.family))
            read.fail(CliText::tr("%1 is an %2 address; leave the option out that asks for the other family.")
                          .arg(target.host, familyText(target.address->family())));
    }
    if (!request.trace.source.isNull() && !fits(request.trace.source, request.family))
        read.fail(CliText::tr("The source %1 is not of the family asked for; leave one of the two out.")
                      .arg(QString::fromStdString(request.trace.source.toString())));
    const auto family = request.family == engine::FamilyChoice::V6 ? platform::Family::V6 : platform::Family::V4;
    if (const auto problem = engine::validate(request.trace, family); problem != engine::OptionProblem::None)
        read.fail(optionProblemText(problem, request.trace, family));
}

Parsed parseRun(CliCommand command, const QString &name, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(command == CliCommand::Trace
            ? CliText::tr("Traces the path to each target once and prints the hops as they answer.")
            : CliText::tr("Probes the path to each target in rounds until --count, --duration or Ctrl-C; then prints "
                          "the report."));
    parser.addPositionalArgument(QStringLiteral("TARGET…"), CliText::tr("Hosts, addresses or URLs."));
    parser.addOption({{QStringLiteral("h"), QStringLiteral("help")}, CliText::tr("Show this help.")});
    for (const auto &options : {probeOptions(), commandOptions(command), lookupOptions(), resultOptions()})
        add(parser, options);
    if (!parser.parse(arguments))
        return usage(CliText::tr("%1 See “periplus-cli %2 --help”.").arg(parser.errorText(), name));
    if (parser.isSet(QStringLiteral("help")))
        return CliAnswer{ExitCode::Answered, helpText(parser, name + QStringLiteral(" [options] TARGET…"))};

    CliRequest request;
    request.command = command;
    OptionReader read(parser);
    readProtocol(read, request.trace);
    readPacket(read, request);
    readLookups(read, request);
    readResult(read, request);
    readRun(read, request);
    readTargets(read, parser.positionalArguments(), request);
    if (!read.answer())
        checkTogether(read, request);
    if (read.answer())
        return *read.answer();
    return request;
}

Parsed parseMethods(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(CliText::tr("Shows what this user may send on this system, and why not."));
    parser.addOption({{QStringLiteral("h"), QStringLiteral("help")}, CliText::tr("Show this help.")});
    add(parser,
        {{"format", "text|json", CliText::tr("Form of the result (text).")},
            {"sim", "SCENARIO", CliText::tr("Use the simulated network of this file or built-in name.")}});
    if (!parser.parse(arguments))
        return usage(CliText::tr("%1 See “periplus-cli methods --help”.").arg(parser.errorText()));
    if (parser.isSet(QStringLiteral("help")))
        return CliAnswer{ExitCode::Answered, helpText(parser, QStringLiteral("methods [options]"))};
    if (!parser.positionalArguments().isEmpty())
        return usage(
            CliText::tr("“methods” takes no target; leave %1 out.").arg(quoted(parser.positionalArguments().front())));
    CliRequest request;
    request.command = CliCommand::Methods;
    OptionReader read(parser);
    if (const auto format = read.choice<CliFormat>(
            "format", {{QStringLiteral("text"), CliFormat::Text}, {QStringLiteral("json"), CliFormat::Json}}))
        request.format = *format;
    request.scenario = read.text("sim").value_or(QString());
    if (read.answer())
        return *read.answer();
    return request;
}

} // namespace

std::variant<CliRequest, CliAnswer> parseCommandLine(const QStringList &arguments)
{
    const QString command = arguments.value(1);
    const QStringList rest = arguments.mid(1); // the parser takes the first for the program
    if (command == QLatin1String("trace"))
        return parseRun(CliCommand::Trace, command, rest);
    if (command == QLatin1String("monitor"))
        return parseRun(CliCommand::Monitor, command, rest);
    if (command == QLatin1String("methods"))
        return parseMethods(rest);
    if (command == QLatin1String("--help") || command == QLatin1String("-h") || command == QLatin1String("help"))
        return CliAnswer{ExitCode::Answered, overview()};
    if (command == QLatin1String("--version") || command == QLatin1String("-v"))
        return CliAnswer{ExitCode::Answered, QStringLiteral("periplus-cli " PERIPLUS_VERSION "\n")};
    if (command.isEmpty())
        return usage(CliText::tr("Which command? Give trace, monitor or methods; see “periplus-cli --help”."));
    return usage(CliText::tr("There is no command %1; give trace, monitor or methods; see “periplus-cli --help”.")
                     .arg(quoted(command)));
}

} // namespace app
