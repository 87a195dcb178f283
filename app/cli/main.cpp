// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/cli_options.h"
#include "app/cli/console.h"
#include "app/cli/lookups.h"
#include "app/cli/methods_command.h"
#include "app/cli/network.h"
#include "app/cli/picture.h"
#include "app/cli/session_outcome.h"
#include "app/cli/trace_runner.h"
#include "app/text/error_text.h"
#include "platform/interrupt.h"

#include <QCoreApplication>
#include <QLoggingCategory>

using app::CliRequest;
using app::Console;
using app::ExitCode;

namespace {

platform::Result<app::Network> openNetwork(const CliRequest &request)
{
    if (request.scenario.isEmpty())
        return app::systemNetwork(app::lookupOptions(request.lookups));
    engine::LookupOptions options; // nobody is asked: whether the user allows it does not matter
    options.names = request.lookups.names;
    options.networks = request.lookups.networks;
    return app::simulatedNetwork(request.scenario, options);
}

/// Files that cannot be written are found before anything is measured.
bool outputsAreReady(const CliRequest &request, Console &console)
{
    if (!request.pictureFile.isEmpty()) {
        if (const auto problem = app::pictureProblem(request.pictureFile)) {
            console.complain(*problem);
            return false;
        }
    }
    return request.outputFile.isEmpty() || console.openFile(request.outputFile);
}

ExitCode runTraces(const CliRequest &request, app::Network network, Console &console)
{
    engine::TraceEngine engine(std::move(network.transport));
    app::TraceRunner runner(request, engine, *network.resolver, network.lookups.get(), console);
    ExitCode result = ExitCode::NoAnswer;
    QObject::connect(&runner, &app::TraceRunner::finished, &runner, [&result](ExitCode code) {
        result = code;
        QCoreApplication::quit();
    });
    QMetaObject::invokeMethod(&runner, &app::TraceRunner::start, Qt::QueuedConnection);
    const auto interrupts = platform::watchInterrupts(
        [&runner] { QMetaObject::invokeMethod(&runner, &app::TraceRunner::interrupt, Qt::QueuedConnection); });
    QCoreApplication::exec();
    return result;
}

ExitCode run(const CliRequest &request)
{
    Console console;
    if (const auto problem = app::databaseProblem(request.lookups.databases)) {
        console.complain(*problem);
        return ExitCode::FileError;
    }
    auto network = openNetwork(request);
    if (!network) {
        console.complain(app::errorText(network.error()));
        return app::exitCodeOf(network.error());
    }
    if (request.command == app::CliCommand::Methods) {
        const ExitCode code = app::printMethods(network->transport->capabilities(), request.format, console);
        return console.finish() ? code : ExitCode::FileError;
    }
    if (!outputsAreReady(request, console))
        return ExitCode::FileError;
    return runTraces(request, std::move(*network), console);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("periplus-cli"));
    // Standard error is for sentences; QT_LOGGING_RULES still turns on what developers want to see.
    QLoggingCategory::setFilterRules(QStringLiteral("periplus.*=false"));
    const auto parsed = app::parseCommandLine(QCoreApplication::arguments());
    if (const auto *request = std::get_if<CliRequest>(&parsed))
        return static_cast<int>(run(*request));

    const auto &answer = std::get<app::CliAnswer>(parsed);
    Console console;
    if (answer.code != ExitCode::Answered) {
        console.complain(answer.text);
        return static_cast<int>(answer.code);
    }
    console.write(answer.text.toUtf8());
    return static_cast<int>(console.finish() ? answer.code : ExitCode::FileError);
}
