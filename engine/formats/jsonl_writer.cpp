// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/jsonl_writer.h"

#include "engine/formats/json_text.h"
#include "engine/formats/json_writer.h"
#include "engine/lookups/segments.h"

namespace engine {

namespace {

QLatin1String latin1(std::string_view text)
{
    return QLatin1String(text.data(), static_cast<qsizetype>(text.size()));
}

JsonText beginLine(QLatin1String event, std::optional<RunId> run)
{
    JsonText json(JsonText::Layout::Inline);
    json.beginObject();
    json.field(QLatin1String("event"), event);
    if (run)
        json.field(QLatin1String("run"), static_cast<std::uint32_t>(*run));
    return json;
}

QByteArray endLine(JsonText &json)
{
    json.endObject();
    return json.text() + '\n';
}

bool isAnswer(AnswerStatus status)
{
    return status == AnswerStatus::Answered || status == AnswerStatus::Late;
}

/// Empty where it is as it was: no news.
template <typename Value>
Value news(const Value &now, const Value &before)
{
    return now == before ? Value() : now;
}

/// Only the fields that look-ups fill.
ReportAddress newFacts(const ReportAddress &now, const ReportAddress &before)
{
    ReportAddress fresh;
    fresh.name = news(now.name, before.name);
    fresh.asn = news(now.asn, before.asn);
    fresh.asName = news(now.asName, before.asName);
    fresh.prefix = news(now.prefix, before.prefix);
    fresh.country = news(now.country, before.country);
    fresh.city = news(now.city, before.city);
    if (now.latitude != before.latitude || now.longitude != before.longitude) {
        fresh.latitude = now.latitude;
        fresh.longitude = now.longitude;
    }
    fresh.segment = news(now.segment, before.segment);
    fresh.ixp = news(now.ixp, before.ixp);
    return fresh;
}

ProbeStatus statusOf(AnswerStatus status)
{
    switch (status) {
    case AnswerStatus::Answered:
    case AnswerStatus::Duplicate:
        return ProbeStatus::Answered;
    case AnswerStatus::Late:
        return ProbeStatus::Late;
    case AnswerStatus::Lost:
    case AnswerStatus::Unresolved:
        return ProbeStatus::Lost;
    case AnswerStatus::SendFailed:
        return ProbeStatus::SendError;
    }
    return ProbeStatus::Lost;
}

} // namespace

JsonLinesWriter::JsonLinesWriter(Target target, RunKind kind)
    : m_target(std::move(target))
    , m_kind(kind)
{
}

QByteArray JsonLinesWriter::write(const TraceEvent &event, const PathState &path, const QDateTime &startedAt)
{
    m_run = event.run;
    if (const auto *begun = std::get_if<RunStarted>(&event.what))
        return started(*begun, startedAt);
    if (const auto *answer = std::get_if<ProbeOutcome>(&event.what))
        return outcome(*answer, path);
    if (const auto *sent = std::get_if<ProbeSent>(&event.what))
        return sendError(event, *sent, path);
    if (const auto *round = std::get_if<RoundSent>(&event.what))
        return roundSent(*round);
    if (const auto *end = std::get_if<RunEnded>(&event.what); end && end->reason != RunEnded::Reason::Failed)
        return ended(path);
    return {};
}

QByteArray JsonLinesWriter::fact(const ReportAddress &address)
{
    if (!m_run)
        return {};
    const auto [told, isFirst] = m_told.try_emplace(address.address);
    if (isFirst)
        told->second.segment = segmentName(Segment::Unknown);
    const ReportAddress fresh = newFacts(address, told->second);
    told->second = address;
    if (fresh == ReportAddress())
        return {};
    JsonText json = beginLine(QLatin1String("fact"), m_run);
    json.field(QLatin1String("address"), QString::fromStdString(address.address.toString()));
    writeFactFields(json, fresh);
    return endLine(json);
}

QByteArray JsonLinesWriter::error(QLatin1String kind, const QString &message) const
{
    JsonText json = beginLine(QLatin1String("error"), m_run);
    writeTarget(json, m_target.text, {}, {});
    json.field(QLatin1String("kind"), kind);
    json.field(QLatin1String("message"), message);
    return endLine(json);
}

QByteArray JsonLinesWriter::started(const RunStarted &started, const QDateTime &startedAt) const
{
    JsonText json = beginLine(QLatin1String("started"), m_run);
    writeTarget(json, m_target.text, started.target, m_target.address ? QString() : m_target.host);
    json.field(QLatin1String("protocol"), latin1(platform::protocolName(started.channel.protocol)));
    json.field(QLatin1String("method"), latin1(platform::methodName(started.channel.method)));
    json.field(QLatin1String("family"), static_cast<int>(started.target.family()));
    json.field(QLatin1String("started"), toIsoText(startedAt));
    return endLine(json);
}

/// A duplicate has no line: its probe has one, and the counts at the end tell it. What was cut short by the end has one
/// where the report calls it lost.
QByteArray JsonLinesWriter::outcome(const ProbeOutcome &outcome, const PathState &path) const
{
    const bool cutShort = outcome.status == AnswerStatus::Unresolved && (m_kind != RunKind::Trace || !path.completed());
    if (outcome.status == AnswerStatus::Duplicate || cutShort)
        return {};
    ProbeRecord probe{.round = outcome.round,
        .query = outcome.query,
        .ttl = outcome.ttl,
        .flow = outcome.flow,
        .sentAt = outcome.sentAt,
        .status = statusOf(outcome.status),
        .rtt = {},
        .address = {}};
    const bool answered = isAnswer(outcome.status);
    if (answered) {
        probe.rtt = outcome.reply.rtt;
        probe.address = outcome.reply.from;
        probe.kind = outcome.reply.kind;
    }
    JsonText json = beginLine(QLatin1String("probe"), m_run);
    json.field(QLatin1String("ttl"), outcome.ttl);
    writeProbeFields(json, probe);
    if (answered && !outcome.reply.mpls.empty())
        writeMpls(json, outcome.reply.mpls);
    if (answered && outcome.reply.replyTtl)
        json.field(QLatin1String("reply_ttl"), *outcome.reply.replyTtl);
    return endLine(json);
}

QByteArray JsonLinesWriter::sendError(const TraceEvent &event, const ProbeSent &sent, const PathState &path) const
{
    if (!sent.sendError)
        return {};
    JsonText json = beginLine(QLatin1String("probe"), m_run);
    json.field(QLatin1String("ttl"), sent.ttl);
    writeProbeFields(json,
        {.round = sent.round,
            .query = sent.query,
            .ttl = sent.ttl,
            .flow = sent.flow,
            .sentAt = event.at - path.origin(),
            .status = ProbeStatus::SendError,
            .rtt = {},
            .address = {}});
    return endLine(json);
}

QByteArray JsonLinesWriter::roundSent(const RoundSent &round) const
{
    JsonText json = beginLine(QLatin1String("round"), m_run);
    json.field(QLatin1String("round"), round.round);
    json.field(QLatin1String("sent_us"), toMicroseconds(round.firstSend));
    json.field(QLatin1String("send_all_us"), toMicroseconds(round.lastSend - round.firstSend));
    return endLine(json);
}

QByteArray JsonLinesWriter::ended(const PathState &path) const
{
    JsonText json = beginLine(QLatin1String("complete"), m_run);
    json.field(QLatin1String("reached"), path.reached());
    if (const auto hops = path.hopsToTarget())
        json.field(QLatin1String("hops_to_target"), *hops);
    json.field(QLatin1String("duration_us"), toMicroseconds(path.lastEventAt()));
    if (const auto took = path.sendAllTook())
        json.field(QLatin1String("send_all_us"), toMicroseconds(*took));
    if (const auto after = path.completedAfter())
        json.field(QLatin1String("complete_us"), toMicroseconds(*after));
    writeCounts(json, path.counts());
    return endLine(json);
}

} // namespace engine
