// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/trace_lines.h"

#include "engine/formats/report_text.h"
#include "engine/formats/visible_text.h"

#include <algorithm>

namespace engine {

namespace {

constexpr int hopWidth = 3;
constexpr int gap = 2;
constexpr int timeWidth = 11; // "1234.567 ms"
constexpr int segmentWidth = 11; // "destination"
constexpr int networkWidth = 12; // "AS4294967295"
constexpr int shortestHost = 24;
constexpr int longestHost = 60;
constexpr int pipedHost = longestHost;
constexpr int address4Width = 15;
constexpr int address6Width = 39;

/// The answers of one address after another.
struct Group {
    const ReportAddress *address = nullptr;
    std::vector<const ProbeRecord *> answers;
};

std::vector<Group> groupsOf(const ReportHop &hop)
{
    std::vector<Group> groups;
    for (const ProbeRecord &probe : hop.probes) {
        const auto address = std::ranges::find(hop.addresses, probe.address, &ReportAddress::address);
        if (!probe.rtt || address == hop.addresses.end())
            continue;
        auto group = std::ranges::find(groups, &*address, &Group::address);
        if (group == groups.end())
            group = groups.insert(groups.end(), {&*address, {}});
        group->answers.push_back(&probe);
    }
    return groups;
}

QString timeText(const ProbeRecord &probe)
{
    const QString time = QString::number(toMilliseconds(*probe.rtt), 'f', 3) + QStringLiteral(" ms");
    return padded(time, timeWidth, true) + (probe.status == ProbeStatus::Late ? QStringLiteral(" (late)") : QString())
        + kindMark(probe.kind);
}

QString timesText(const Group &group, int missing)
{
    QStringList times;
    for (const ProbeRecord *probe : group.answers)
        times += timeText(*probe);
    for (int i = 0; i < missing; ++i)
        times += padded(QStringLiteral("*"), timeWidth, true);
    return times.join(QString(gap, QLatin1Char(' ')));
}

int timesWidth(int queries)
{
    return queries * timeWidth + (queries - 1) * gap;
}

void append(QString &line, const QString &text)
{
    if (!text.isEmpty())
        line += QString(gap, QLatin1Char(' ')) + text;
}

/// What look-ups say about it, behind the times.
void appendFacts(QString &line, const ReportAddress &address, const TraceLayout &layout)
{
    const QString network = networkText(address);
    const QString segment = segmentText(address);
    if (network.isEmpty() && segment.isEmpty())
        return;
    append(line, network.isEmpty() ? segment : padded(segment, segmentWidth));
    const int room = layout.line == 0 ? columnsOf(network) : layout.line - columnsOf(line) - gap;
    append(line, elidedNetwork(network, std::max(0, room)));
}

/// Below the line where it does not fit behind it.
void appendMpls(QStringList &lines, const ReportAddress &address, const TraceLayout &layout)
{
    if (address.mpls.empty())
        return;
    const QString text = QStringLiteral("<MPLS:") + mplsText(address.mpls) + QLatin1Char('>');
    if (layout.line != 0 && columnsOf(lines.last()) + gap + columnsOf(text) > layout.line)
        lines += QString(hopWidth + gap, QLatin1Char(' ')) + text;
    else
        append(lines.last(), text);
}

QString silentLine(const ReportHop &hop, int queries, bool isOpen)
{
    QString line = QString::number(hop.ttl).rightJustified(hopWidth);
    if (isOpen)
        append(line, QString(QChar(0x2026)));
    for (int i = 0; i < queries && !isOpen; ++i)
        append(line, QStringLiteral("*"));
    return line;
}

} // namespace

TraceLayout TraceLayout::forWidth(int columns, int queries, platform::Family family, bool names, bool facts)
{
    TraceLayout layout;
    layout.queries = std::max(1, queries);
    layout.facts = facts;
    layout.line = columns;
    layout.elide = columns != 0;
    const int others =
        hopWidth + 2 * gap + timesWidth(layout.queries) + (facts ? 2 * gap + segmentWidth + networkWidth : 0);
    const int widest = columns == 0 ? pipedHost : longestHost;
    const int needed = names             ? widest
        : family == platform::Family::V4 ? address4Width
                                         : std::min(widest, address6Width);
    layout.host = columns == 0 ? needed : std::clamp(columns - others, std::min(shortestHost, needed), needed);
    return layout;
}

TraceLayout TraceLayout::forHops(const std::vector<ReportHop> &hops, int queries, bool facts)
{
    TraceLayout layout;
    layout.queries = std::max(1, queries);
    layout.facts = facts;
    for (const ReportHop &hop : hops)
        for (const ReportAddress &address : hop.addresses)
            layout.host = std::max(layout.host, columnsOf(hostText(address)));
    return layout;
}

QStringList traceLines(const ReportHop &hop, const TraceLayout &layout, bool isOpen)
{
    const std::vector<Group> groups = groupsOf(hop);
    if (groups.empty())
        return {silentLine(hop, layout.queries, isOpen)};
    int missing = isOpen ? 0 : layout.queries;
    for (const Group &group : groups)
        missing -= static_cast<int>(group.answers.size());
    QStringList lines;
    for (const Group &group : groups) {
        QString line =
            lines.isEmpty() ? QString::number(hop.ttl).rightJustified(hopWidth) : QString(hopWidth, QLatin1Char(' '));
        append(line, padded(hostText(*group.address, layout.elide ? layout.host : 0), layout.host));
        const QString times = timesText(group, &group == &groups.back() ? missing : 0);
        append(line, layout.facts ? padded(times, timesWidth(layout.queries)) : times);
        if (layout.facts)
            appendFacts(line, *group.address, layout);
        while (line.endsWith(u' '))
            line.chop(1);
        lines += line;
        appendMpls(lines, *group.address, layout);
    }
    return lines;
}

} // namespace engine
