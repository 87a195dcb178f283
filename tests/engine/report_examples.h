// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/formats/report.h"

#include <QDateTime>
#include <QTimeZone>

/// A report with everything that a report can hold, for the tests of the formats.
namespace examples {

using namespace std::chrono_literals;

inline platform::IpAddress address(const char *text)
{
    return *platform::IpAddress::parse(text);
}

inline engine::ProbeRecord answered(std::uint8_t ttl, platform::Duration sentAt, platform::Duration rtt,
    const char *from, platform::ReplyKind kind = platform::ReplyKind::TimeExceeded)
{
    return {.round = 1,
        .query = 1,
        .ttl = ttl,
        .flow = 0,
        .sentAt = sentAt,
        .status = engine::ProbeStatus::Answered,
        .rtt = rtt,
        .address = address(from),
        .kind = kind};
}

inline engine::ReportHop router()
{
    engine::ReportHop hop;
    hop.ttl = 1;
    hop.sent = 2;
    hop.received = 2;
    hop.loss = {0, 0, 0.6576};
    hop.last = hop.p95 = hop.p99 = 512us;
    hop.min = hop.p50 = 411us;
    hop.avg = 461500ns;
    hop.max = 512us;
    hop.stddev = 71us;
    hop.jitter = 6us;
    engine::ReportAddress own;
    own.address = address("192.0.2.1");
    own.received = 2;
    own.kind = platform::ReplyKind::TimeExceeded;
    own.name = QStringLiteral("=cmd|'/c calc'!A0");
    own.asn = 64500;
    own.asName = QStringLiteral("EXAMPLE, \"Net\"");
    own.prefix = QStringLiteral("192.0.2.0/24");
    own.country = QStringLiteral("DE");
    own.city = QStringLiteral("Köln");
    own.latitude = -12.5;
    own.longitude = 6.9578;
    own.segment = QStringLiteral("lan");
    own.ixp = QStringLiteral("EX\u202eIX");
    own.mpls = {{16001, 0, false, 1}, {24005, 5, true, 2}};
    own.replyTtl = 64;
    hop.addresses = {own};
    hop.probes = {answered(1, 0us, 411us, "192.0.2.1"), answered(1, 30us, 512us, "192.0.2.1")};
    hop.probes[1].query = 2;
    return hop;
}

inline engine::ReportHop silent()
{
    engine::ReportHop hop;
    hop.ttl = 2;
    hop.sent = 1;
    hop.loss = {1, 0.20654, 1};
    hop.probes = {{.round = 1,
        .query = 1,
        .ttl = 2,
        .flow = 0,
        .sentAt = 10us,
        .status = engine::ProbeStatus::Lost,
        .rtt = {},
        .address = {}}};
    return hop;
}

inline engine::ReportHop target()
{
    engine::ReportHop hop;
    hop.ttl = 3;
    hop.sent = 3;
    hop.received = 1;
    hop.late = 1;
    hop.duplicate = 1;
    hop.loss = {0, 0, 0.6576};
    hop.last = hop.min = hop.avg = hop.max = hop.p50 = hop.p95 = hop.p99 = 20ms;
    engine::ReportAddress own;
    own.address = address("2001:db8::9");
    own.received = 2;
    own.kind = platform::ReplyKind::EchoReply;
    hop.addresses = {own};
    hop.probes = {answered(3, 20us, 20ms, "2001:db8::9", platform::ReplyKind::EchoReply),
        answered(3, 40us, 1500ms, "2001:db8::9", platform::ReplyKind::EchoReply),
        {.round = 1,
            .query = 3,
            .ttl = 3,
            .flow = 0,
            .sentAt = 50us,
            .status = engine::ProbeStatus::SendError,
            .rtt = {},
            .address = {}}};
    hop.probes[1].query = 2;
    hop.probes[1].status = engine::ProbeStatus::Late;
    return hop;
}

inline engine::TraceReport report()
{
    engine::TraceReport report;
    report.version = QStringLiteral("1.2.3");
    report.text = QStringLiteral("https://Example.net/\"x\"");
    report.address = address("2001:db8::9");
    report.name = QStringLiteral("example.net");
    report.protocol = platform::Protocol::Icmp;
    report.method = platform::Method::IcmpSocket;
    report.started = QDateTime(QDate(2026, 11, 20), QTime(12, 0, 0, 250), QTimeZone::utc());
    report.duration = 1500040us;
    report.reached = true;
    report.hopsToTarget = 3;
    report.sendAll = 310us;
    report.complete = 20020us;
    report.counts.sent = 6;
    report.counts.received = 3;
    report.counts.late = 1;
    report.counts.duplicate = 1;
    report.counts.foreign = 4;
    report.counts.sendErrors = 1;
    report.hops = {router(), silent(), target()};
    return report;
}

} // namespace examples
