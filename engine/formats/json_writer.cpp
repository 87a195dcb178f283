// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/json_writer.h"

#include "engine/formats/json_text.h"

namespace engine {

namespace {

constexpr int percentDecimals = 3;
constexpr int degreeDecimals = 6;

QLatin1String latin1(std::string_view text)
{
    return QLatin1String(text.data(), static_cast<qsizetype>(text.size()));
}

QString addressText(const platform::IpAddress &address)
{
    return QString::fromStdString(address.toString());
}

void writeText(JsonText &json, QLatin1String key, const QString &text)
{
    if (!text.isEmpty())
        json.field(key, text);
}

void writeTime(JsonText &json, QLatin1String key, const std::optional<platform::Duration> &time)
{
    if (time)
        json.field(key, toMicroseconds(*time));
}

void writeAddress(JsonText &json, const ReportAddress &address)
{
    json.beginObject(JsonText::Layout::Inline);
    json.field(QLatin1String("address"), addressText(address.address));
    json.field(QLatin1String("received"), address.received);
    json.field(QLatin1String("kind"), latin1(platform::replyKindName(address.kind)));
    writeFactFields(json, address);
    if (!address.mpls.empty())
        writeMpls(json, address.mpls);
    if (address.replyTtl)
        json.field(QLatin1String("reply_ttl"), *address.replyTtl);
    json.endObject();
}

void writeLatency(JsonText &json, const ReportHop &hop)
{
    writeTime(json, QLatin1String("last_us"), hop.last);
    writeTime(json, QLatin1String("min_us"), hop.min);
    writeTime(json, QLatin1String("avg_us"), hop.avg);
    writeTime(json, QLatin1String("max_us"), hop.max);
    writeTime(json, QLatin1String("stddev_us"), hop.stddev);
    writeTime(json, QLatin1String("jitter_us"), hop.jitter);
    writeTime(json, QLatin1String("p50_us"), hop.p50);
    writeTime(json, QLatin1String("p95_us"), hop.p95);
    writeTime(json, QLatin1String("p99_us"), hop.p99);
}

void writeHop(JsonText &json, const ReportHop &hop)
{
    json.beginObject();
    json.field(QLatin1String("ttl"), hop.ttl);
    json.field(QLatin1String("sent"), hop.sent);
    json.field(QLatin1String("received"), hop.received);
    json.field(QLatin1String("late"), hop.late);
    json.field(QLatin1String("duplicate"), hop.duplicate);
    json.field(QLatin1String("loss_percent"), hop.loss.share * 100, percentDecimals);
    json.field(QLatin1String("loss_low_percent"), hop.loss.low * 100, percentDecimals);
    json.field(QLatin1String("loss_high_percent"), hop.loss.high * 100, percentDecimals);
    writeLatency(json, hop);
    json.key(QLatin1String("addresses"));
    json.beginArray();
    for (const ReportAddress &address : hop.addresses)
        writeAddress(json, address);
    json.endArray();
    if (!hop.probes.empty()) {
        json.key(QLatin1String("probes"));
        json.beginArray();
        for (const ProbeRecord &probe : hop.probes) {
            json.beginObject(JsonText::Layout::Inline);
            writeProbeFields(json, probe);
            json.endObject();
        }
        json.endArray();
    }
    json.endObject();
}

void writeTiming(JsonText &json, const TraceReport &report)
{
    json.key(QLatin1String("timing"));
    json.beginObject(JsonText::Layout::Inline);
    writeTime(json, QLatin1String("send_all_us"), report.sendAll);
    writeTime(json, QLatin1String("complete_us"), report.complete);
    json.endObject();
}

void writeReport(JsonText &json, const TraceReport &report)
{
    json.beginObject();
    json.field(QLatin1String("schema"), QLatin1String("periplus.trace/1"));
    json.field(QLatin1String("version"), report.version);
    writeTarget(json, report.text, report.address, report.name);
    json.field(QLatin1String("protocol"), latin1(platform::protocolName(report.protocol)));
    json.field(QLatin1String("method"), latin1(platform::methodName(report.method)));
    json.field(QLatin1String("family"), static_cast<int>(report.address.family()));
    json.field(QLatin1String("started"), toIsoText(report.started));
    json.field(QLatin1String("duration_us"), toMicroseconds(report.duration));
    json.field(QLatin1String("reached"), report.reached);
    if (report.hopsToTarget)
        json.field(QLatin1String("hops_to_target"), *report.hopsToTarget);
    writeTiming(json, report);
    writeCounts(json, report.counts);
    json.key(QLatin1String("hops"));
    json.beginArray();
    for (const ReportHop &hop : report.hops)
        writeHop(json, hop);
    json.endArray();
    json.endObject();
}

} // namespace

void writeTarget(JsonText &json, const QString &text, const platform::IpAddress &address, const QString &name)
{
    json.key(QLatin1String("target"));
    json.beginObject(JsonText::Layout::Inline);
    json.field(QLatin1String("text"), text);
    if (!address.isNull())
        json.field(QLatin1String("address"), addressText(address));
    writeText(json, QLatin1String("name"), name);
    json.endObject();
}

void writeMpls(JsonText &json, const std::vector<platform::MplsLabel> &stack)
{
    json.key(QLatin1String("mpls"));
    json.beginArray(JsonText::Layout::Inline);
    for (const platform::MplsLabel &entry : stack) {
        json.beginObject(JsonText::Layout::Inline);
        json.field(QLatin1String("label"), entry.label);
        json.field(QLatin1String("tc"), entry.trafficClass);
        json.field(QLatin1String("bottom"), entry.bottom);
        json.field(QLatin1String("ttl"), entry.ttl);
        json.endObject();
    }
    json.endArray();
}

void writeCounts(JsonText &json, const PathState::Counts &counts)
{
    json.key(QLatin1String("counts"));
    json.beginObject(JsonText::Layout::Inline);
    json.field(QLatin1String("sent"), counts.sent);
    json.field(QLatin1String("received"), counts.received);
    json.field(QLatin1String("late"), counts.late);
    json.field(QLatin1String("duplicate"), counts.duplicate);
    json.field(QLatin1String("foreign"), counts.foreign);
    json.field(QLatin1String("send_errors"), counts.sendErrors);
    json.endObject();
}

void writeFactFields(JsonText &json, const ReportAddress &address)
{
    writeText(json, QLatin1String("name"), address.name);
    if (address.asn)
        json.field(QLatin1String("asn"), *address.asn);
    writeText(json, QLatin1String("as_name"), address.asName);
    writeText(json, QLatin1String("prefix"), address.prefix);
    writeText(json, QLatin1String("country"), address.country);
    writeText(json, QLatin1String("city"), address.city);
    if (address.latitude && address.longitude) {
        json.field(QLatin1String("latitude"), *address.latitude, degreeDecimals);
        json.field(QLatin1String("longitude"), *address.longitude, degreeDecimals);
    }
    writeText(json, QLatin1String("segment"), address.segment);
    writeText(json, QLatin1String("ixp"), address.ixp);
}

void writeProbeFields(JsonText &json, const ProbeRecord &probe)
{
    json.field(QLatin1String("round"), probe.round);
    json.field(QLatin1String("query"), probe.query);
    json.field(QLatin1String("flow"), probe.flow);
    json.field(QLatin1String("sent_us"), toMicroseconds(probe.sentAt));
    if (probe.rtt) {
        json.field(QLatin1String("rtt_us"), toMicroseconds(*probe.rtt));
        json.field(QLatin1String("address"), addressText(probe.address));
        json.field(QLatin1String("kind"), latin1(platform::replyKindName(probe.kind)));
    }
    json.field(QLatin1String("status"), latin1(probeStatusName(probe.status)));
}

qint64 toMicroseconds(platform::Duration duration)
{
    return std::chrono::round<std::chrono::microseconds>(duration).count();
}

QString toIsoText(const QDateTime &instant)
{
    return instant.toUTC().toString(Qt::ISODateWithMs);
}

QByteArray toJson(const TraceReport &report)
{
    JsonText json(JsonText::Layout::Indented);
    writeReport(json, report);
    return json.text() + '\n';
}

QByteArray toJson(std::span<const TraceReport> reports)
{
    JsonText json(JsonText::Layout::Indented);
    json.beginArray();
    for (const TraceReport &report : reports)
        writeReport(json, report);
    json.endArray();
    return json.text() + '\n';
}

} // namespace engine
