// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/session_outcome.h"

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
        return ExitCode::NotFound;
    case Kind::Options:
        return ExitCode::Usage;
    case Kind::Engine:
        return exitCodeOf(session.problem()->error);
    }
    return ExitCode::NoAnswer;
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
    case Kind::Options:
        return QLatin1String("options");
    case Kind::Engine:
        break;
    }
    return QLatin1String("engine");
}

} // namespace app
