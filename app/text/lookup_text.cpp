// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/text/lookup_text.h"

#include "app/text/error_text.h"
#include "engine/formats/visible_text.h"

#include <QCoreApplication>

namespace app {
namespace {

using engine::DownloadProblem;
using engine::HttpProblem;
using engine::MmdbProblem;
using engine::QuestionKind;
using engine::QuestionOutcome;

struct LookupText {
    Q_DECLARE_TR_FUNCTIONS(app::LookupText)
};

QString hostOf(const engine::HttpResult &result)
{
    const QString host = result.url.host();
    return host.isEmpty() ? LookupText::tr("The server") : quoted(host);
}

QString statusText(const engine::HttpResult &result)
{
    constexpr int unauthorised = 401;
    constexpr int forbidden = 403;
    constexpr int notFound = 404;
    constexpr int tooMany = 429;
    constexpr int serverErrors = 500;
    const QString host = hostOf(result);
    switch (result.status) {
    case unauthorised:
    case forbidden:
        return LookupText::tr("%1 does not give this to everybody (status %2).").arg(host).arg(result.status);
    case notFound:
        return LookupText::tr("%1 does not have this; look for another source.").arg(host);
    case tooMany:
        return LookupText::tr("%1 was asked too often; try again in a while.").arg(host);
    default:
        break;
    }
    return (result.status >= serverErrors ? LookupText::tr("%1 is in trouble itself (status %2); try again later.")
                                          : LookupText::tr("%1 answered with status %2; try again later."))
        .arg(host)
        .arg(result.status);
}

} // namespace

QString questionKindText(QuestionKind kind)
{
    switch (kind) {
    case QuestionKind::TargetName:
        return LookupText::tr("Address of a target");
    case QuestionKind::ReverseName:
        return LookupText::tr("Reverse name");
    case QuestionKind::OriginNetwork:
        return LookupText::tr("Network of an address");
    case QuestionKind::AsName:
        return LookupText::tr("Name of a network");
    case QuestionKind::PublicAddress:
        return LookupText::tr("Public address");
    case QuestionKind::Registry:
        return LookupText::tr("Registry");
    case QuestionKind::DatabaseDownload:
        return LookupText::tr("Database");
    case QuestionKind::ExchangeDownload:
        return LookupText::tr("Exchange prefixes");
    }
    return {};
}

QString questionReasonText(QuestionKind kind)
{
    switch (kind) {
    case QuestionKind::TargetName:
        return LookupText::tr("A name is traced by its address");
    case QuestionKind::ReverseName:
        return LookupText::tr("To show the name of a hop");
    case QuestionKind::OriginNetwork:
        return LookupText::tr("To show whose network a hop is in");
    case QuestionKind::AsName:
        return LookupText::tr("To show what a network is called");
    case QuestionKind::PublicAddress:
        return LookupText::tr("To know which hops are your provider's");
    case QuestionKind::Registry:
        return LookupText::tr("You asked the registry about this address");
    case QuestionKind::DatabaseDownload:
        return LookupText::tr("You wanted this database");
    case QuestionKind::ExchangeDownload:
        return LookupText::tr("You wanted the prefixes of exchange points");
    }
    return {};
}

QString questionOutcomeText(QuestionOutcome outcome)
{
    switch (outcome) {
    case QuestionOutcome::Pending:
        return LookupText::tr("waiting");
    case QuestionOutcome::Answered:
        return LookupText::tr("answered");
    case QuestionOutcome::Missing:
        return LookupText::tr("there is none");
    case QuestionOutcome::Failed:
        return LookupText::tr("no answer");
    case QuestionOutcome::Cancelled:
        return LookupText::tr("cancelled");
    case QuestionOutcome::Cached:
        return LookupText::tr("known already, not asked");
    case QuestionOutcome::NotAllowed:
        return LookupText::tr("not allowed, not asked");
    }
    return {};
}

bool leftMachine(QuestionOutcome outcome)
{
    return outcome != QuestionOutcome::Cached && outcome != QuestionOutcome::NotAllowed;
}

QString mmdbProblemText(MmdbProblem problem)
{
    switch (problem) {
    case MmdbProblem::None:
        return {};
    case MmdbProblem::NotFound:
        return LookupText::tr("The file is not there any more; remove it or put it back.");
    case MmdbProblem::Denied:
        return LookupText::tr("This user may not read the file; change its permissions.");
    case MmdbProblem::NotADatabase:
        return LookupText::tr("This is no database in MaxMind's format; unpack it first if it is an archive.");
    case MmdbProblem::Damaged:
        return LookupText::tr("The database is damaged or cut off; get it again.");
    case MmdbProblem::NoRoom:
        return LookupText::tr(
            "There is no room for a copy of the database, in memory or in the temporary folder; make some.");
    case MmdbProblem::Unsupported:
        return LookupText::tr("The database knows neither places nor networks; it is of no use here.");
    }
    return {};
}

QString mmdbContentText(const engine::MmdbInfo &info)
{
    const QString places = info.hasCities ? LookupText::tr("cities") : LookupText::tr("countries");
    if (!info.hasCities && !info.hasCountries)
        return info.hasNetworks ? LookupText::tr("networks") : QString();
    return info.hasNetworks ? LookupText::tr("%1 and networks").arg(places) : places;
}

QString httpProblemText(const engine::HttpResult &result)
{
    const QString host = hostOf(result);
    switch (result.problem) {
    case HttpProblem::None:
        return {};
    case HttpProblem::Cancelled:
        return LookupText::tr("Cancelled.");
    case HttpProblem::BadAddress:
        return LookupText::tr("The address to ask is none; correct the list of sources.");
    case HttpProblem::HostNotFound:
        return LookupText::tr("%1 was not found; check the connection and the name servers.").arg(host);
    case HttpProblem::NoConnection:
        return LookupText::tr("%1 cannot be reached or cut the connection; check the connection and try again.")
            .arg(host);
    case HttpProblem::Timeout:
        return LookupText::tr("%1 did not answer in time; try again later.").arg(host);
    case HttpProblem::Tls:
        return LookupText::tr("%1 could not prove who it is; check this machine's clock and try another network.")
            .arg(host);
    case HttpProblem::Redirects:
        return LookupText::tr("%1 sent us on to an address that cannot be trusted; try again later.").arg(host);
    case HttpProblem::Status:
        return statusText(result);
    case HttpProblem::TooLarge:
        return LookupText::tr("%1 sent more than is taken; nothing was changed.").arg(host);
    case HttpProblem::WrongType:
        return LookupText::tr("%1 sent something else; does this network ask for a log-in first?").arg(host);
    case HttpProblem::File:
        return LookupText::tr("The file could not be written: %1.").arg(engine::visibleText(result.detail));
    }
    return {};
}

QString registryProblemText(const engine::RegistryLookup::Answer &answer)
{
    using engine::RegistryProblem;
    switch (answer.problem) {
    case RegistryProblem::None:
        return {};
    case RegistryProblem::NotAllowed:
        return LookupText::tr("Registries are switched off under Look-ups and privacy; nobody was asked.");
    case RegistryProblem::SpecialRange:
        return LookupText::tr("This address belongs to no registry, because it is not a public one; nobody was asked.");
    case RegistryProblem::NoRegistry:
        return LookupText::tr("No registry is responsible for this address.");
    case RegistryProblem::Missing:
        return LookupText::tr("The registry knows nothing about this address.");
    case RegistryProblem::RateLimited:
        return answer.failure.retryAfter ? LookupText::tr("The registry was asked too often; try again in %1 seconds.")
                                               .arg(answer.failure.retryAfter->count())
                                         : LookupText::tr("The registry was asked too often; try again in a while.");
    case RegistryProblem::Malformed:
        return LookupText::tr("What the registry answered could not be understood; try again later.");
    case RegistryProblem::Transfer:
        return httpProblemText(answer.failure);
    }
    return {};
}

QString lookupSummary(const engine::LookupOptions &options)
{
    if (options.nothingLeaves)
        return LookupText::tr("Nothing but the probes of traces leaves this machine.");
    const QString servers =
        options.dns.servers.empty() ? LookupText::tr("this system's DNS") : LookupText::tr("your DNS servers");
    QString summary = LookupText::tr("Nobody is asked about the hops.");
    if (options.mayAskNames() && options.mayAskCymru())
        summary = LookupText::tr("Hops are looked up: names at %1, networks at Team Cymru.").arg(servers);
    else if (options.mayAskNames())
        summary = LookupText::tr("The names of hops are looked up at %1.").arg(servers);
    else if (options.mayAskCymru())
        summary = LookupText::tr("The networks of hops are looked up at Team Cymru.");
    if (options.mayAskPublicAddress())
        summary += QLatin1Char(' ') + LookupText::tr("A STUN server is asked for your public address.");
    return summary;
}

QString downloadProblemText(const engine::DownloadState &state)
{
    switch (state.problem) {
    case DownloadProblem::None:
        return {};
    case DownloadProblem::Transfer:
        return httpProblemText(state.transfer);
    case DownloadProblem::Packed:
        return LookupText::tr("What arrived could not be unpacked; try again.");
    case DownloadProblem::Checksum:
        return LookupText::tr("What arrived is not what its checksum says; it was thrown away, try again.");
    case DownloadProblem::Content:
        return state.content == engine::MmdbProblem::Unsupported
            ? mmdbProblemText(state.content)
            : LookupText::tr("What arrived is no sound database; it was thrown away, try again later.");
    case DownloadProblem::File:
        return LookupText::tr("The file could not be put in place: %1.").arg(engine::visibleText(state.detail));
    case DownloadProblem::InUse:
        return LookupText::tr("Another Periplus is downloading; wait until it is done.");
    case DownloadProblem::NotAllowed:
        return LookupText::tr("Downloads are switched off under Look-ups and privacy.");
    }
    return {};
}

} // namespace app
