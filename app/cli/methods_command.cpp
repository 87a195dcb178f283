// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/methods_command.h"

#include "app/text/method_text.h"
#include "engine/formats/json_text.h"
#include "engine/formats/visible_text.h"
#include "version.h"

#include <QCoreApplication>

#include <algorithm>

namespace app {

namespace {

struct MethodsText {
    Q_DECLARE_TR_FUNCTIONS(app::MethodsText)
};

QString latin1(std::string_view text)
{
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

/// What is good to know about one that works.
QString benefits(const platform::MethodCapability &capability)
{
    QStringList list;
    if (capability.kernelTimestamps)
        list += MethodsText::tr("kernel timestamps");
    if (capability.extensions)
        list += MethodsText::tr("MPLS labels");
    if (capability.replyTtl)
        list += MethodsText::tr("reply TTL");
    if (capability.steadyFlow)
        list += MethodsText::tr("steady flow");
    return list.join(QStringLiteral(", "));
}

QByteArray methodsJson(const platform::Capabilities &capabilities)
{
    engine::JsonText json(engine::JsonText::Layout::Indented);
    json.beginObject();
    json.field(QLatin1String("schema"), QLatin1String("periplus.methods/1"));
    json.field(QLatin1String("version"), QStringLiteral(PERIPLUS_VERSION));
    json.key(QLatin1String("methods"));
    json.beginArray();
    for (const platform::MethodCapability &each : capabilities) {
        json.beginObject(engine::JsonText::Layout::Inline);
        json.field(QLatin1String("protocol"), latin1(platform::protocolName(each.protocol)));
        json.field(QLatin1String("family"), static_cast<int>(each.family));
        json.field(QLatin1String("method"), latin1(platform::methodName(each.method)));
        json.field(QLatin1String("available"), each.available);
        if (each.problem != platform::MethodProblem::None) {
            json.field(QLatin1String("reason"), methodProblemName(each.problem));
            json.field(QLatin1String("message"), methodProblemText(each));
        }
        json.field(QLatin1String("kernel_timestamps"), each.kernelTimestamps);
        json.field(QLatin1String("extensions"), each.extensions);
        json.field(QLatin1String("reply_ttl"), each.replyTtl);
        json.field(QLatin1String("steady_flow"), each.steadyFlow);
        json.endObject();
    }
    json.endArray();
    json.endObject();
    return json.text() + '\n';
}

void printTable(const platform::Capabilities &capabilities, Console &console)
{
    std::vector<std::array<QString, 5>> rows;
    rows.push_back({MethodsText::tr("Protocol"), MethodsText::tr("Family"), MethodsText::tr("Method"),
        MethodsText::tr("Works"), QString()});
    for (const platform::MethodCapability &each : capabilities) {
        rows.push_back({protocolText(each.protocol), familyText(each.family), latin1(platform::methodName(each.method)),
            each.available ? MethodsText::tr("yes") : MethodsText::tr("no"),
            each.problem == platform::MethodProblem::None ? benefits(each) : methodProblemText(each)});
    }
    std::array<int, 4> widths{};
    for (const auto &row : rows)
        for (std::size_t i = 0; i < widths.size(); ++i)
            widths[i] = std::max(widths[i], engine::columnsOf(row[i]));
    for (const auto &row : rows) {
        QString line;
        for (std::size_t i = 0; i < widths.size(); ++i)
            line += row[i] + QString(widths[i] - engine::columnsOf(row[i]) + 2, QLatin1Char(' '));
        line += row.back();
        console.writeLine(line.trimmed());
    }
}

} // namespace

ExitCode printMethods(const platform::Capabilities &capabilities, CliFormat format, Console &console)
{
    if (format == CliFormat::Json)
        console.write(methodsJson(capabilities));
    else
        printTable(capabilities, console);
    const bool any =
        std::any_of(capabilities.begin(), capabilities.end(), [](const auto &each) { return each.available; });
    return any ? ExitCode::Answered : ExitCode::NotAllowed;
}

} // namespace app
