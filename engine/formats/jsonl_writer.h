// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/formats/report.h"

#include <QByteArray>

#include <map>
#include <optional>

namespace engine {

/// The events of one target as JSON lines, as they come (docs/FORMATS.md): "started", "probe", "fact", "round",
/// "complete", "error". Fed with the events of one run; each call gives zero or more whole lines.
class JsonLinesWriter final {
public:
    JsonLinesWriter(Target target, RunKind kind);

    /// `path` has taken the event already.
    QByteArray write(const TraceEvent &event, const PathState &path, const QDateTime &startedAt);

    /// What is new about an address of the path since the last call with it; nothing before the run has begun.
    QByteArray fact(const ReportAddress &address);

    /// The line for a target that failed, before its run or in it. `kind` is a word for programs, `message` a sentence.
    QByteArray error(QLatin1String kind, const QString &message) const;

private:
    QByteArray started(const RunStarted &started, const QDateTime &startedAt) const;
    QByteArray outcome(const ProbeOutcome &outcome, const PathState &path) const;
    QByteArray sendError(const TraceEvent &event, const ProbeSent &sent, const PathState &path) const;
    QByteArray roundSent(const RoundSent &round) const;
    QByteArray ended(const PathState &path) const;

    Target m_target;
    RunKind m_kind;
    std::optional<RunId> m_run;
    std::map<platform::IpAddress, ReportAddress> m_told;
};

} // namespace engine
