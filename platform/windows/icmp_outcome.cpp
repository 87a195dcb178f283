// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/windows/icmp_outcome.h"

#include "platform/packet/icmp_message.h"

#include <array>

namespace platform {

namespace {

// ipexport.h; the names there are those of IPv4.
constexpr std::uint32_t success = 0;
constexpr std::uint32_t netUnreachable = 11002;
constexpr std::uint32_t hostUnreachable = 11003;
constexpr std::uint32_t protocolUnreachable = 11004; ///< IPv6: administratively prohibited
constexpr std::uint32_t portUnreachable = 11005;
constexpr std::uint32_t noResources = 11006;
constexpr std::uint32_t packetTooBig = 11009;
constexpr std::uint32_t timedOut = 11010;
constexpr std::uint32_t badRoute = 11012;
constexpr std::uint32_t ttlExpired = 11013;
constexpr std::uint32_t reassemblyExpired = 11014;
constexpr std::uint32_t parameterProblem = 11015;
constexpr std::uint32_t sourceQuench = 11016;
constexpr std::uint32_t badDestination = 11018;
constexpr std::uint32_t generalFailure = 11050;

struct Meaning {
    std::uint32_t status;
    std::uint8_t type4, code4; ///< RFC 792
    std::uint8_t type6, code6; ///< RFC 4443
};

constexpr std::array meanings{
    Meaning{ttlExpired, 11, 0, 3, 0},
    Meaning{reassemblyExpired, 11, 1, 3, 1},
    Meaning{netUnreachable, 3, 0, 1, 0},
    Meaning{hostUnreachable, 3, 1, 1, 3},
    Meaning{protocolUnreachable, 3, 2, 1, 1},
    Meaning{portUnreachable, 3, 3, 1, 4},
    Meaning{packetTooBig, 3, 4, 2, 0},
    Meaning{badRoute, 3, 5, 1, 0},
    Meaning{parameterProblem, 12, 0, 4, 0},
    Meaning{sourceQuench, 4, 0, 0, 0},
};

Error localError(const IcmpJob &job, std::uint32_t status)
{
    Error error{Operation::SendProbe, ErrorKind::Other, static_cast<int>(status), job.flow->target.toString()};
    switch (status) {
    case netUnreachable:
    case hostUnreachable:
    case badDestination:
    case generalFailure:
        error.kind = ErrorKind::NoRoute;
        break;
    case packetTooBig:
        error.kind = ErrorKind::TooBig;
        break;
    case noResources:
        error.kind = ErrorKind::Busy;
        break;
    default:
        break;
    }
    return error;
}

/// The completion without a reply: more requests than the system takes, or it refused.
Error silentCompletion(const IcmpJob &job, std::int32_t ioStatus)
{
    constexpr auto accessDenied = static_cast<std::int32_t>(0xc0000022);
    const ErrorKind kind = ioStatus == accessDenied ? ErrorKind::Denied : ErrorKind::Busy;
    return {Operation::SendProbe, kind, ioStatus, job.flow->target.toString()};
}

void fillTimes(ProbeReply &reply, const IcmpVerdict &verdict, const WindowsTransportOptions &options)
{
    reply.rtt = verdict.completedAt - verdict.sentAt;
    reply.rttSource = RttSource::User;
    // Some systems leave the field empty for errors: then it says nothing.
    const bool tells = verdict.milliseconds != 0 || verdict.status == success;
    const Duration system = verdict.milliseconds * options.systemUnit;
    if (tells && reply.rtt > system + options.lateThread) {
        reply.rtt = system + options.systemUnit / 2;
        reply.rttSource = RttSource::System;
    }
    reply.receivedAt = verdict.sentAt + reply.rtt;
}

} // namespace

IcmpOutcome judge(const IcmpJob &job, const IcmpVerdict &verdict, const WindowsTransportOptions &options)
{
    if (verdict.status == IcmpVerdict::untouched)
        return silentCompletion(job, verdict.ioStatus);
    if (verdict.status == timedOut)
        return std::monostate();
    const bool ownWord = verdict.from.isNull() || verdict.from.isUnspecified()
        || (verdict.from == job.flow->source && verdict.from != job.flow->target);
    if (ownWord && verdict.status != ttlExpired)
        return localError(job, verdict.status);
    if (verdict.from.isNull() || verdict.from.isUnspecified())
        return ForeignReason::Malformed;
    if (verdict.completedAt > job.forgetAt)
        return std::monostate(); // later than anybody wants to know

    ProbeReply reply;
    reply.probe = job.probe;
    reply.from = verdict.from;
    reply.replyTtl = verdict.replyTtl;
    fillTimes(reply, verdict, options);
    const Family family = job.flow->target.family();
    if (verdict.status == success) {
        if (verdict.from != job.flow->target)
            return ForeignReason::WrongAddress;
        if (!verdict.sameData)
            return ForeignReason::WrongNonce;
        reply.kind = ReplyKind::EchoReply;
        reply.icmpType = echoReplyType(family);
        return reply;
    }
    reply.kind = ReplyKind::Other;
    for (const Meaning &meaning : meanings) {
        if (meaning.status != verdict.status)
            continue;
        reply.icmpType = family == Family::V4 ? meaning.type4 : meaning.type6;
        reply.icmpCode = family == Family::V4 ? meaning.code4 : meaning.code6;
        reply.kind = classify(family, reply.icmpType, reply.icmpCode);
    }
    return reply;
}

} // namespace platform
