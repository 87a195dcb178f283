// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/csv_writer.h"

#include "engine/formats/json_writer.h"
#include "engine/formats/visible_text.h"

namespace engine {

namespace {

constexpr int percentDecimals = 3;
constexpr qsizetype longestCell = 1024;
constexpr int degreeDecimals = 6;

QByteArray latin1(std::string_view text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

QByteArray timeCell(const std::optional<platform::Duration> &time)
{
    return time ? QByteArray::number(toMicroseconds(*time)) : QByteArray();
}

QByteArray percentCell(double share)
{
    return QByteArray::number(share * 100, 'f', percentDecimals);
}

QByteArray degreeCell(const std::optional<double> &degrees)
{
    return degrees ? QByteArray::number(*degrees, 'f', degreeDecimals) : QByteArray();
}

QByteArray addressCell(const platform::IpAddress &address)
{
    return csvCell(QString::fromStdString(address.toString()));
}

/// "L=16001,E=0,S=1,T=1/…" as traceroute -e writes it.
QByteArray mplsCell(const std::vector<platform::MplsLabel> &stack)
{
    QByteArray text;
    for (const platform::MplsLabel &entry : stack) {
        if (!text.isEmpty())
            text += '/';
        text += "L=" + QByteArray::number(entry.label) + ",E=" + QByteArray::number(uint(entry.trafficClass))
            + ",S=" + (entry.bottom ? "1" : "0") + ",T=" + QByteArray::number(uint(entry.ttl));
    }
    return csvCell(QString::fromLatin1(text));
}

struct Row {
    const TraceReport &report;
    const ReportHop &hop;
    const ReportAddress *address; ///< null: a silent hop
};

struct Column {
    const char *name;
    QByteArray (*cell)(const Row &row);
};

template <QString ReportAddress::*Member>
QByteArray textOf(const Row &row)
{
    return row.address ? csvCell(row.address->*Member) : QByteArray();
}

template <std::optional<platform::Duration> ReportHop::*Member>
QByteArray timeOf(const Row &row)
{
    return timeCell(row.hop.*Member);
}

template <std::uint64_t ReportHop::*Member>
QByteArray countOf(const Row &row)
{
    return QByteArray::number(qulonglong(row.hop.*Member));
}

QByteArray asnOf(const Row &row)
{
    return row.address && row.address->asn ? QByteArray::number(*row.address->asn) : QByteArray();
}

QByteArray replyTtlOf(const Row &row)
{
    return row.address && row.address->replyTtl ? QByteArray::number(uint(*row.address->replyTtl)) : QByteArray();
}

const Column columns[] = {
    {"target", [](const Row &row) { return csvCell(row.report.text); }},
    {"target_address", [](const Row &row) { return addressCell(row.report.address); }},
    {"protocol", [](const Row &row) { return latin1(platform::protocolName(row.report.protocol)); }},
    {"ttl", [](const Row &row) { return QByteArray::number(uint(row.hop.ttl)); }},
    {"address", [](const Row &row) { return row.address ? addressCell(row.address->address) : QByteArray(); }},
    {"name", textOf<&ReportAddress::name>},
    {"asn", asnOf},
    {"as_name", textOf<&ReportAddress::asName>},
    {"prefix", textOf<&ReportAddress::prefix>},
    {"country", textOf<&ReportAddress::country>},
    {"city", textOf<&ReportAddress::city>},
    {"latitude", [](const Row &row) { return row.address ? degreeCell(row.address->latitude) : QByteArray(); }},
    {"longitude", [](const Row &row) { return row.address ? degreeCell(row.address->longitude) : QByteArray(); }},
    {"segment", textOf<&ReportAddress::segment>},
    {"ixp", textOf<&ReportAddress::ixp>},
    {"kind",
        [](const Row &row) { return row.address ? latin1(platform::replyKindName(row.address->kind)) : QByteArray(); }},
    {"address_received",
        [](const Row &row) {
            return row.address ? QByteArray::number(qulonglong(row.address->received)) : QByteArray();
        }},
    {"sent", countOf<&ReportHop::sent>},
    {"received", countOf<&ReportHop::received>},
    {"late", countOf<&ReportHop::late>},
    {"duplicate", countOf<&ReportHop::duplicate>},
    {"loss_percent", [](const Row &row) { return percentCell(row.hop.loss.share); }},
    {"loss_low_percent", [](const Row &row) { return percentCell(row.hop.loss.low); }},
    {"loss_high_percent", [](const Row &row) { return percentCell(row.hop.loss.high); }},
    {"last_us", timeOf<&ReportHop::last>},
    {"min_us", timeOf<&ReportHop::min>},
    {"avg_us", timeOf<&ReportHop::avg>},
    {"max_us", timeOf<&ReportHop::max>},
    {"stddev_us", timeOf<&ReportHop::stddev>},
    {"jitter_us", timeOf<&ReportHop::jitter>},
    {"p50_us", timeOf<&ReportHop::p50>},
    {"p95_us", timeOf<&ReportHop::p95>},
    {"p99_us", timeOf<&ReportHop::p99>},
    {"reply_ttl", replyTtlOf},
    {"mpls", [](const Row &row) { return row.address ? mplsCell(row.address->mpls) : QByteArray(); }},
};

struct SampleRow {
    const TraceReport &report;
    const ProbeRecord &probe;
};

struct SampleColumn {
    const char *name;
    QByteArray (*cell)(const SampleRow &row);
};

const SampleColumn sampleColumns[] = {
    {"target", [](const SampleRow &row) { return csvCell(row.report.text); }},
    {"target_address", [](const SampleRow &row) { return addressCell(row.report.address); }},
    {"started", [](const SampleRow &row) { return toIsoText(row.report.started).toLatin1(); }},
    {"ttl", [](const SampleRow &row) { return QByteArray::number(uint(row.probe.ttl)); }},
    {"round", [](const SampleRow &row) { return QByteArray::number(row.probe.round); }},
    {"query", [](const SampleRow &row) { return QByteArray::number(uint(row.probe.query)); }},
    {"flow", [](const SampleRow &row) { return QByteArray::number(row.probe.flow); }},
    {"sent_us", [](const SampleRow &row) { return timeCell(row.probe.sentAt); }},
    {"rtt_us", [](const SampleRow &row) { return timeCell(row.probe.rtt); }},
    {"address", [](const SampleRow &row) { return addressCell(row.probe.address); }},
    {"kind",
        [](const SampleRow &row) {
            return row.probe.rtt ? latin1(platform::replyKindName(row.probe.kind)) : QByteArray();
        }},
    {"status", [](const SampleRow &row) { return latin1(probeStatusName(row.probe.status)); }},
};

template <typename Columns>
QByteArray header(const Columns &all)
{
    QByteArray line;
    for (const auto &column : all)
        line += (line.isEmpty() ? "" : ",") + QByteArray(column.name);
    return line + '\n';
}

template <typename Columns, typename Source>
QByteArray line(const Columns &all, const Source &source)
{
    QByteArray text;
    bool first = true;
    for (const auto &column : all) {
        if (!std::exchange(first, false))
            text += ',';
        text += column.cell(source);
    }
    return text + '\n';
}

bool looksLikeFormula(const QString &text)
{
    static constexpr QLatin1String starts("=+-@|%");
    return !text.isEmpty() && starts.contains(text[0]);
}

} // namespace

QByteArray csvCell(const QString &text)
{
    QString cell = visibleText(text, longestCell);
    if (looksLikeFormula(cell))
        cell.prepend(QLatin1Char('\''));
    const bool mustQuote = cell.contains(u',') || cell.contains(u'"') || cell.startsWith(u' ') || cell.endsWith(u' ');
    if (!mustQuote)
        return cell.toUtf8();
    return '"' + cell.replace(QLatin1Char('"'), QLatin1String("\"\"")).toUtf8() + '"';
}

QByteArray toCsv(std::span<const TraceReport> reports)
{
    QByteArray text = header(columns);
    for (const TraceReport &report : reports) {
        for (const ReportHop &hop : report.hops) {
            if (hop.addresses.empty())
                text += line(columns, Row{report, hop, nullptr});
            for (const ReportAddress &address : hop.addresses)
                text += line(columns, Row{report, hop, &address});
        }
    }
    return text;
}

QByteArray toSamplesCsv(std::span<const TraceReport> reports)
{
    QByteArray text = header(sampleColumns);
    for (const TraceReport &report : reports)
        for (const ReportHop &hop : report.hops)
            for (const ProbeRecord &probe : hop.probes)
                text += line(sampleColumns, SampleRow{report, probe});
    return text;
}

} // namespace engine
