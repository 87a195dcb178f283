// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/path_state.h"
#include "engine/formats/probe_log.h"
#include "engine/target.h"

#include <QDateTime>
#include <QString>

#include <optional>
#include <vector>

namespace engine {

// The result of one run as a value: what every writer writes and the JSON reader reads ("periplus.trace/1").
// Empty strings and absent optionals mean "not known". Text in it is as it came: writers make it harmless.

struct ReportAddress {
    platform::IpAddress address;
    std::uint64_t received = 0;
    platform::ReplyKind kind = platform::ReplyKind::Other;
    QString name;
    std::optional<std::uint32_t> asn;
    QString asName;
    QString prefix;
    QString country;
    QString city;
    std::optional<double> latitude;
    std::optional<double> longitude;
    QString segment; ///< "lan", "isp", "transit", "destination", "unknown"
    QString ixp;
    std::vector<platform::MplsLabel> mpls;
    std::optional<std::uint8_t> replyTtl;

    friend bool operator==(const ReportAddress &, const ReportAddress &) = default;
};

struct ReportHop {
    std::uint8_t ttl = 0;
    std::uint64_t sent = 0;
    std::uint64_t received = 0;
    std::uint64_t late = 0;
    std::uint64_t duplicate = 0;
    LossInterval loss;
    std::optional<platform::Duration> last, min, avg, max, stddev, jitter, p50, p95, p99;
    std::vector<ReportAddress> addresses; ///< empty: a silent hop
    std::vector<ProbeRecord> probes; ///< by round and query; empty when they were not kept

    friend bool operator==(const ReportHop &, const ReportHop &) = default;
};

struct TraceReport {
    QString version; ///< of the program that measured
    QString text; ///< the target as typed
    platform::IpAddress address;
    QString name; ///< of the target, when a name was given
    platform::Protocol protocol = platform::Protocol::Icmp;
    platform::Method method = platform::Method::Simulated;
    QDateTime started; ///< UTC
    platform::Duration duration{};
    bool reached = false;
    std::optional<std::uint8_t> hopsToTarget;
    std::optional<platform::Duration> sendAll; ///< first to last send of round 1
    std::optional<platform::Duration> complete; ///< first send to trace complete
    PathState::Counts counts;
    std::vector<ReportHop> hops; ///< rising TTL, to the target or to the last that is shown

    friend bool operator==(const TraceReport &, const TraceReport &) = default;
};

/// `probes` may be null: then the report has no single probes. In a Trace that was complete, a probe whose timeout had
/// not passed at its end is lost: the trace waited as long as made sense. In a Monitor it is neither lost nor listed.
TraceReport makeReport(const Target &target, const PathState &path, RunKind kind, const QDateTime &startedAt,
    const ProbeLog *probes = nullptr);
/// One hop of it, as it stands. `unresolvedIsLost`: as above.
ReportHop makeReportHop(const Hop &hop, bool unresolvedIsLost = false);

/// The events that lead to this report, made of its probes: what a view needs to show it like a run of its own.
/// Without single probes there is nothing but the beginning and the end.
TraceEvents replay(const TraceReport &report, RunId run);

} // namespace engine
