// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/text/error_text.h"

#include "app/text/method_text.h"
#include "engine/formats/visible_text.h"

#include <QCoreApplication>

#include <cstring>

namespace app {

namespace {

using platform::Error;
using platform::ErrorKind;
using platform::Operation;

struct ErrorText {
    Q_DECLARE_TR_FUNCTIONS(app::ErrorText)
};

constexpr qsizetype longestQuote = 80;

QString context(const Error &error)
{
    return engine::visibleText(QString::fromStdString(error.context));
}

bool isAboutFile(const Error &error)
{
    return error.operation == Operation::ReadFile || error.operation == Operation::ParseScenario;
}

/// Files are read with the C library, everything else is the system's own: on Windows two kinds of numbers.
QString systemReason(const Error &error)
{
    if (error.osCode == 0)
        return ErrorText::tr("the system did not say why");
    const bool isErrno = isAboutFile(error) || error.operation == Operation::WriteFile;
    return isErrno ? QString::fromLocal8Bit(std::strerror(error.osCode)) : qt_error_string(error.osCode);
}

QString fileErrorText(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::NotFound:
        return ErrorText::tr("%1 does not exist.").arg(context(error));
    case ErrorKind::Denied:
        return ErrorText::tr("%1 may not be read by this user.").arg(context(error));
    case ErrorKind::Malformed:
        if (error.operation == Operation::ParseScenario)
            return ErrorText::tr("The scenario has a mistake in %1; correct it there.").arg(context(error));
        return ErrorText::tr("%1 is damaged or no report of this program.").arg(context(error));
    case ErrorKind::TooBig:
        return ErrorText::tr("%1 is too large.").arg(context(error));
    default:
        return ErrorText::tr("%1 cannot be read: %2.").arg(context(error), systemReason(error));
    }
}

QString writeErrorText(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Denied:
        return ErrorText::tr("%1 may not be written by this user; choose another place.").arg(context(error));
    case ErrorKind::LimitReached:
        return ErrorText::tr("%1 cannot be written: there is no room left; free some or choose another place.")
            .arg(context(error));
    default:
        return ErrorText::tr("%1 cannot be written: %2.").arg(context(error), systemReason(error));
    }
}

QString deniedText(const Error &error)
{
    if (error.operation == Operation::BindInterface)
        return ErrorText::tr("This user may not choose the interface %1; leave the choice to the system.")
            .arg(context(error));
    return ErrorText::tr(
        "This user may not send probes in this way; “periplus-cli methods” shows what works here and why.");
}

QString about(const QString &subject, const QString &with, const QString &without)
{
    return subject.isEmpty() ? without : with.arg(subject);
}

} // namespace

QString quoted(const QString &text)
{
    return ErrorText::tr("“%1”").arg(engine::visibleText(text, longestQuote));
}

QString errorText(const Error &error)
{
    if (isAboutFile(error))
        return fileErrorText(error);
    if (error.operation == Operation::WriteFile)
        return writeErrorText(error);
    const QString subject = context(error);
    switch (error.kind) {
    case ErrorKind::Denied:
        return deniedText(error);
    case ErrorKind::Firewall:
        return ErrorText::tr("A firewall on this computer refuses the probes; allow outgoing probes in its rules.");
    case ErrorKind::NoRoute:
        return about(subject, ErrorText::tr("There is no route to %1; check the network connection."),
            ErrorText::tr("There is no route to the target; check the network connection."));
    case ErrorKind::SourceGone:
        return about(subject, ErrorText::tr("The source address %1 is not one of this computer; choose one that is."),
            ErrorText::tr("The source address is not one of this computer; choose one that is."));
    case ErrorKind::NoSuchInterface:
        return about(subject, ErrorText::tr("There is no network interface %1 on this computer; choose one that is."),
            ErrorText::tr("There is no such network interface on this computer; choose one that is."));
    case ErrorKind::InvalidTarget:
        return about(subject,
            ErrorText::tr("%1 cannot be traced: it stands for many computers or for none; choose the address of one."),
            ErrorText::tr(
                "The target cannot be traced: it stands for many computers or for none; choose the address of one."));
    case ErrorKind::TooBig:
        return ErrorText::tr("The probes are larger than the network interface can send; choose a smaller size.");
    case ErrorKind::Busy:
        return ErrorText::tr("The system's send queues are full; try again, with fewer targets or a longer interval.");
    case ErrorKind::LimitReached:
        return ErrorText::tr(
            "No more sockets can be opened; trace fewer targets at once or raise the limit of open files.");
    case ErrorKind::Unsupported:
        return ErrorText::tr(
            "This system cannot send probes in this way; “periplus-cli methods” shows what works here.");
    case ErrorKind::NotFound:
    case ErrorKind::Malformed:
    case ErrorKind::Other:
        break;
    }
    return about(subject, ErrorText::tr("The system refused: %2 (%1).").arg(QStringLiteral("%1"), systemReason(error)),
        ErrorText::tr("The system refused: %1.").arg(systemReason(error)));
}

QString targetProblemText(engine::TargetProblem problem, const QString &typed)
{
    using engine::TargetProblem;
    const QString shown = quoted(typed.trimmed());
    switch (problem) {
    case TargetProblem::Empty:
        return ErrorText::tr("There is no host to trace; give a name, an address or a URL.");
    case TargetProblem::TooLong:
        return ErrorText::tr("%1 is too long for a host: a name has at most 253 characters, each part of it 63.")
            .arg(shown);
    case TargetProblem::InvalidCharacters:
        return ErrorText::tr(
            "%1 is no host name: a name has letters, digits and hyphens, in parts set apart by single dots.")
            .arg(shown);
    case TargetProblem::InvalidAddress:
        return ErrorText::tr("%1 is no valid address; write it like 192.0.2.1 or 2001:db8::1.").arg(shown);
    case TargetProblem::InvalidPort:
        return ErrorText::tr("%1 has no valid port; a port is a number from 1 to 65535.").arg(shown);
    case TargetProblem::Unspecified:
        return ErrorText::tr("%1 is no address of a computer; choose the address of one.").arg(shown);
    case TargetProblem::Multicast:
        return ErrorText::tr("%1 is a multicast group, which cannot be traced; choose the address of one computer.")
            .arg(shown);
    case TargetProblem::Broadcast:
        return ErrorText::tr("%1 is the broadcast address, which cannot be traced; choose the address of one computer.")
            .arg(shown);
    }
    return {};
}

QString optionProblemText(engine::OptionProblem problem, const engine::TraceOptions &options, platform::Family family)
{
    using engine::OptionProblem;
    switch (problem) {
    case OptionProblem::None:
        return {};
    case OptionProblem::FirstHopRange:
        return ErrorText::tr("The first hop must be from 1 to 255.");
    case OptionProblem::MaxHopsRange:
        return ErrorText::tr("The largest number of hops must be from %1 to 255.")
            .arg(std::max(1, int(options.firstHop)));
    case OptionProblem::QueriesRange:
        return ErrorText::tr("The probes per hop must be from 1 to 100.");
    case OptionProblem::PortRange:
        return ErrorText::tr("The port must be from 1 to 65535.");
    case OptionProblem::SizeRange:
        if (options.protocol == platform::Protocol::Tcp)
            return ErrorText::tr("The size of a TCP probe cannot be chosen; leave it out.");
        return ErrorText::tr("The packet size must be from %1 to 65535 bytes for %2 over %3.")
            .arg(engine::minimumSize(options.protocol, family))
            .arg(protocolText(options.protocol), familyText(family));
    case OptionProblem::DscpRange:
        return ErrorText::tr("The DSCP must be from 0 to 63.");
    case OptionProblem::TimingRange:
        return ErrorText::tr("Every time must be longer than zero.");
    case OptionProblem::MethodMismatch:
        return ErrorText::tr("The method %1 does not send %2; leave one of the two out.")
            .arg(QString::fromLatin1(platform::methodName(options.method.value_or(platform::Method::Simulated))),
                protocolText(options.protocol));
    }
    return {};
}

QString problemText(const engine::Session &session)
{
    using Kind = engine::SessionProblem::Kind;
    const auto &problem = session.problem();
    if (!problem)
        return {};
    const QString host = quoted(session.target().displayHost);
    const auto &addresses = session.addresses();
    const auto family = addresses.empty() ? platform::Family::V4 : addresses.front().family();
    switch (problem->kind) {
    case Kind::HostNotFound:
        return ErrorText::tr("There is no host %1; check the spelling.").arg(host);
    case Kind::NoAddressOfFamily:
        if (addresses.empty())
            return ErrorText::tr("The host %1 has no address; check the spelling.").arg(host);
        return ErrorText::tr("%1 has no address of the family asked for; it has %2.").arg(host, familyText(family));
    case Kind::ResolverFailed:
        return ErrorText::tr("No name server answered for %1; check the network connection or give an address instead.")
            .arg(host);
    case Kind::ResolvingNotAllowed:
        return ErrorText::tr("Names are not looked up while \"Nothing leaves this machine\" is on. Type an address, or "
                             "allow look-ups in the settings.");
    case Kind::Options:
        return optionProblemText(problem->option, session.options(), family);
    case Kind::Engine:
        return errorText(problem->error);
    }
    return {};
}

} // namespace app
