// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/trace_options.h"
#include "engine/dns_options.h"
#include "engine/session.h"
#include "engine/target.h"

#include <QString>
#include <QStringList>

#include <variant>
#include <vector>

namespace app {

using namespace std::chrono_literals;

/// Exit codes of periplus-cli: a contract. With several targets the largest counts.
enum class ExitCode : int {
    Answered = 0,
    NoAnswer = 1,
    Usage = 2,
    NotAllowed = 3, ///< no way of sending is allowed
    NotFound = 4, ///< the target has no such name or address
    FileError = 5,
    Interrupted = 130,
};

enum class CliFormat : std::uint8_t { Text, Json, JsonLines, Csv };
enum class CliCommand : std::uint8_t { Trace, Monitor, Methods };

/// What the command line says about look-ups.
struct LookupChoice {
    bool names = true;
    bool networks = true;
    std::vector<engine::DnsServer> servers; ///< empty: the system's
    QStringList databases; ///< empty: those of the settings

    bool any() const { return names || networks; }
};

/// What the command line asks for.
struct CliRequest {
    CliCommand command = CliCommand::Trace;
    std::vector<engine::Target> targets;
    engine::TraceOptions trace;
    engine::FamilyChoice family = engine::FamilyChoice::Automatic;
    LookupChoice lookups;
    CliFormat format = CliFormat::Text;
    bool samples = false;
    QString outputFile; ///< empty: none, as the next two
    QString pictureFile;
    QString scenario;

    bool keepsProbes() const { return command == CliCommand::Trace || samples || !pictureFile.isEmpty(); }
};

/// Said instead of doing anything: a help text, or what is wrong.
struct CliAnswer {
    ExitCode code = ExitCode::Usage;
    QString text; ///< standard output when the code is Answered, else one sentence for standard error
};

/// Times of the console program itself.
struct ConsoleTiming {
    std::chrono::milliseconds redraw = 100ms; ///< at most so often is a live table drawn
    std::chrono::milliseconds picture = 60000ms; ///< longest wait for the picture
};

/// `arguments` as QCoreApplication gives them, program name first. Reads nothing but them.
std::variant<CliRequest, CliAnswer> parseCommandLine(const QStringList &arguments);

} // namespace app
