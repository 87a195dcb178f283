// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/session_outcome.h"

#include "app/text/error_text.h"
#include "app/text/method_text.h"
#include "platform/probe_transport.h"

namespace app {

ExitCode exitCodeOf(const platform::Error &error)
{
    using platform::ErrorKind;
    if (error.operation == platform::Operation::ReadFile || error.operation == platform::Operation::ParseScenario)
        return ExitCode::FileError;
    switch (error.kind) {
    case ErrorKind::Denied:
    case ErrorKind::Unsupported:
    case ErrorKind::Firewall:
        return ExitCode::NotAllowed;
    case ErrorKind::SourceGone:
    case ErrorKind::NoSuchInterface:
    case ErrorKind::InvalidTarget:
    case ErrorKind::TooBig:
    case ErrorKind::Malformed:
        return ExitCode::Usage;
    case ErrorKind::NotFound:
        return ExitCode::NotFound;
    case ErrorKind::NoRoute:
    case ErrorKind::Busy:
    case ErrorKind::LimitReached:
    case ErrorKind::Other:
        return ExitCode::NoAnswer;
    }
    return ExitCode::NoAnswer;
}

ExitCode exitCodeOf(const engine::Session &session)
{
    using Kind = engine::SessionProblem::Kind;
    switch (session.problem()->kind) {
    case Kind::HostNotFound:
    case Kind::NoAddressOfFamily:
    case Kind::ResolverFailed:
    case Kind::ResolvingNotAllowed:
        return ExitCode::NotFound;
    case Kind::Options:
        return ExitCode::Usage;
    case Kind::Engine:
        return exitCodeOf(session.problem()->error);
    }
    return ExitCode::NoAnswer;
}

QString failureText(const engine::Session &session, const CliRequest &request)
{
    const auto &problem = *session.problem();
    const bool refused = problem.kind == engine::SessionProblem::Kind::Engine
        && (problem.error.kind == platform::ErrorKind::Denied
            || problem.error.kind == platform::ErrorKind::Unsupported);
    if (!refused || !request.scenario.isEmpty() || session.addresses().empty())
        return problemText(session);
    const auto transport = platform::makeNativeTransport();
    if (!transport)
        return problemText(session);
    const platform::Family family = session.addresses().front().family();
    const auto &options = session.options();
    const QString advice = methodAdvice(transport.value()->capabilities(), options.protocol, family, options.method);
    return advice.isEmpty() ? problemText(session) : advice;
}

QLatin1String problemName(const engine::Session &session)
{
    using Kind = engine::SessionProblem::Kind;
    switch (session.problem()->kind) {
    case Kind::HostNotFound:
        return QLatin1String("host-not-found");
    case Kind::NoAddressOfFamily:
        return QLatin1String("no-address-of-family");
    case Kind::ResolverFailed:
        return QLatin1String("resolver-failed");
    case Kind::ResolvingNotAllowed:
        return QLatin1String("resolving-not-allowed");
    case Kind::Options:
        return QLatin1String("options");
    case Kind::Engine:
        break;
    }
    return QLatin1String("engine");
}

} // namespace app
