// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/probe_log.h"

#include <algorithm>
#include <array>

namespace engine {

namespace {

constexpr std::array<std::pair<ProbeStatus, std::string_view>, 5> statusNames{{
    {ProbeStatus::Answered, "answered"},
    {ProbeStatus::Late, "late"},
    {ProbeStatus::Lost, "lost"},
    {ProbeStatus::SendError, "send-error"},
    {ProbeStatus::Unresolved, "unresolved"},
}};

} // namespace

std::string_view probeStatusName(ProbeStatus status)
{
    return std::find_if(statusNames.begin(), statusNames.end(), [status](const auto &entry) {
        return entry.first == status;
    })->second;
}

std::optional<ProbeStatus> probeStatusFromName(std::string_view name)
{
    const auto found = std::find_if(
        statusNames.begin(), statusNames.end(), [name](const auto &entry) { return entry.second == name; });
    return found == statusNames.end() ? std::nullopt : std::optional(found->first);
}

ProbeLog::ProbeLog(std::size_t limit)
    : m_limit(std::max<std::size_t>(limit, 1))
{
}

void ProbeLog::apply(const TraceEvent &event)
{
    if (std::holds_alternative<RunStarted>(event.what)) {
        m_origin = event.at;
    } else if (const auto *sent = std::get_if<ProbeSent>(&event.what)) {
        if (sent->sendError)
            add({.round = sent->round,
                .query = sent->query,
                .ttl = sent->ttl,
                .flow = sent->flow,
                .sentAt = event.at - m_origin,
                .status = ProbeStatus::SendError,
                .rtt = {},
                .address = {}});
    } else if (const auto *outcome = std::get_if<ProbeOutcome>(&event.what)) {
        applyOutcome(*outcome);
    }
}

void ProbeLog::applyOutcome(const ProbeOutcome &outcome)
{
    const Key key{outcome.round, outcome.query, outcome.ttl, outcome.flow};
    ProbeRecord record{.round = outcome.round,
        .query = outcome.query,
        .ttl = outcome.ttl,
        .flow = outcome.flow,
        .sentAt = outcome.sentAt,
        .status = ProbeStatus::Lost,
        .rtt = {},
        .address = {}};
    switch (outcome.status) {
    case AnswerStatus::Duplicate:
        return;
    case AnswerStatus::Lost:
        m_lost[key] = m_dropped + m_records.size();
        add(record);
        return;
    case AnswerStatus::Unresolved:
    case AnswerStatus::SendFailed:
        record.status = outcome.status == AnswerStatus::Unresolved ? ProbeStatus::Unresolved : ProbeStatus::SendError;
        add(record);
        return;
    case AnswerStatus::Answered:
    case AnswerStatus::Late:
        break;
    }
    record.status = outcome.status == AnswerStatus::Late ? ProbeStatus::Late : ProbeStatus::Answered;
    record.rtt = outcome.reply.rtt;
    record.address = outcome.reply.from;
    record.kind = outcome.reply.kind;
    const auto lost = m_lost.find(key);
    if (lost == m_lost.end()) {
        add(record);
        return;
    }
    m_records[lost->second - m_dropped] = record;
    m_lost.erase(lost);
}

void ProbeLog::add(const ProbeRecord &record)
{
    m_records.push_back(record);
    if (m_records.size() <= m_limit)
        return;
    const ProbeRecord &oldest = m_records.front();
    if (oldest.status == ProbeStatus::Lost)
        m_lost.erase({oldest.round, oldest.query, oldest.ttl, oldest.flow});
    m_records.pop_front();
    ++m_dropped;
}

} // namespace engine
