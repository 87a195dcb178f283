// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/report.h"

#include "version.h"

#include <algorithm>

namespace engine {

namespace {

ReportAddress makeReportAddress(const HopAddress &from)
{
    ReportAddress address;
    address.address = from.address;
    address.received = from.stats.received() + from.stats.late();
    address.kind = from.kind;
    address.mpls = from.mpls;
    address.replyTtl = from.replyTtl;
    return address;
}

void addProbes(std::vector<ReportHop> &hops, const ProbeLog &log, bool unresolvedIsLost)
{
    std::map<std::uint8_t, ReportHop *> byTtl;
    for (ReportHop &hop : hops)
        byTtl[hop.ttl] = &hop;
    for (ProbeRecord record : log.records()) {
        const auto hop = byTtl.find(record.ttl);
        const bool unresolved = record.status == ProbeStatus::Unresolved;
        if (hop == byTtl.end() || (unresolved && !unresolvedIsLost))
            continue;
        if (unresolved)
            record.status = ProbeStatus::Lost;
        hop->second->probes.push_back(record);
    }
    for (ReportHop &hop : hops) {
        std::stable_sort(hop.probes.begin(), hop.probes.end(), [](const ProbeRecord &a, const ProbeRecord &b) {
            return std::tie(a.round, a.query) < std::tie(b.round, b.query);
        });
    }
}

platform::Duration answeredAt(const ProbeRecord &probe)
{
    return probe.sentAt + probe.rtt.value_or(platform::Duration{});
}

/// The two events of one probe, each with its time since the origin.
void replayProbe(const ProbeRecord &probe, platform::Duration lostAfter,
    std::vector<std::pair<platform::Duration, TraceEvent::What>> &into)
{
    ProbeSent sent{.round = probe.round, .query = probe.query, .ttl = probe.ttl, .flow = probe.flow, .sendError = {}};
    if (probe.status == ProbeStatus::SendError)
        sent.sendError = platform::Error{.operation = platform::Operation::SendProbe,
            .kind = platform::ErrorKind::Other,
            .osCode = 0,
            .context = {}};
    into.emplace_back(probe.sentAt, sent);
    if (probe.status == ProbeStatus::SendError)
        return;
    ProbeOutcome outcome{.round = probe.round,
        .query = probe.query,
        .ttl = probe.ttl,
        .flow = probe.flow,
        .status = AnswerStatus::Lost,
        .sentAt = probe.sentAt,
        .reply = {},
        .sendError = {}};
    if (probe.status == ProbeStatus::Lost) {
        into.emplace_back(std::max(lostAfter, probe.sentAt), outcome);
        return;
    }
    outcome.status = probe.status == ProbeStatus::Late ? AnswerStatus::Late : AnswerStatus::Answered;
    outcome.reply.from = probe.address;
    outcome.reply.kind = probe.kind;
    outcome.reply.rtt = probe.rtt.value_or(platform::Duration{});
    outcome.reply.receivedAt = platform::TimePoint(answeredAt(probe));
    into.emplace_back(answeredAt(probe), outcome);
}

} // namespace

ReportHop makeReportHop(const Hop &hop, bool unresolvedIsLost)
{
    ReportHop out;
    out.ttl = hop.ttl;
    out.sent = hop.stats.sent();
    out.received = hop.stats.received();
    out.late = hop.stats.late();
    out.duplicate = hop.stats.duplicates();
    const std::uint64_t lost = hop.stats.lost() + (unresolvedIsLost ? hop.stats.unresolved() : 0);
    out.loss = wilsonInterval(lost, hop.stats.received() + hop.stats.late() + lost);
    out.last = hop.stats.last();
    out.min = hop.stats.best();
    out.avg = hop.stats.mean();
    out.max = hop.stats.worst();
    out.stddev = hop.stats.deviation();
    out.jitter = hop.stats.jitter();
    out.p50 = hop.stats.percentile(50);
    out.p95 = hop.stats.percentile(95);
    out.p99 = hop.stats.percentile(99);
    for (const HopAddress &address : hop.addresses)
        out.addresses.push_back(makeReportAddress(address));
    return out;
}

TraceReport makeReport(
    const Target &target, const PathState &path, RunKind kind, const QDateTime &startedAt, const ProbeLog *probes)
{
    TraceReport report;
    report.version = QStringLiteral(PERIPLUS_VERSION);
    report.text = target.text;
    report.address = path.target();
    if (!target.address)
        report.name = target.host;
    report.protocol = path.channel().protocol;
    report.method = path.channel().method;
    report.started = startedAt;
    report.duration = path.lastEventAt();
    report.reached = path.reached();
    report.hopsToTarget = path.hopsToTarget();
    report.sendAll = path.sendAllTook();
    report.complete = path.completedAfter();
    report.counts = path.counts();
    const bool unresolvedIsLost = kind == RunKind::Trace && path.completed();
    for (const Hop *hop : path.hops())
        report.hops.push_back(makeReportHop(*hop, unresolvedIsLost));
    if (probes)
        addProbes(report.hops, *probes, unresolvedIsLost);
    return report;
}

TraceEvents replay(const TraceReport &report, RunId run)
{
    std::vector<std::pair<platform::Duration, TraceEvent::What>> timed;
    std::map<std::uint32_t, std::pair<platform::Duration, platform::Duration>> rounds; // first and last send
    for (const ReportHop &hop : report.hops) {
        for (const ProbeRecord &probe : hop.probes) {
            replayProbe(probe, report.duration, timed);
            const auto [round, isNew] = rounds.try_emplace(probe.round, probe.sentAt, probe.sentAt);
            if (!isNew)
                round->second = {
                    std::min(round->second.first, probe.sentAt), std::max(round->second.second, probe.sentAt)};
        }
    }
    for (const auto &[number, sends] : rounds)
        timed.emplace_back(
            sends.second, RoundSent{.round = number, .firstSend = sends.first, .lastSend = sends.second});
    if (report.complete)
        timed.emplace_back(
            *report.complete, TraceCompleted{.reached = report.reached, .sinceFirstSend = *report.complete});
    std::stable_sort(timed.begin(), timed.end(), [](const auto &a, const auto &b) { return a.first < b.first; });

    platform::ChannelInfo channel;
    channel.protocol = report.protocol;
    channel.method = report.method;
    const platform::Duration end = timed.empty() ? report.duration : std::max(report.duration, timed.back().first);
    TraceEvents events;
    events.reserve(timed.size() + 2);
    events.push_back(
        {run, platform::TimePoint(), RunStarted{.target = report.address, .channel = channel, .fallbackReason = {}}});
    for (auto &[at, what] : timed)
        events.push_back({run, platform::TimePoint(at), std::move(what)});
    events.push_back({run, platform::TimePoint(end), RunEnded{.reason = RunEnded::Reason::Finished, .error = {}}});
    return events;
}

} // namespace engine
