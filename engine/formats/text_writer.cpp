// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/text_writer.h"

#include "engine/formats/visible_text.h"

#include <algorithm>
#include <array>

namespace engine {

namespace {

using Cells = std::vector<QString>;
constexpr qsizetype longestName = 60;

double milliseconds(platform::Duration duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

QString timeText(const std::optional<platform::Duration> &time)
{
    return time ? QString::number(milliseconds(*time), 'f', 2) : QStringLiteral("-");
}

QString hostText(const ReportAddress &address)
{
    const QString text = QString::fromStdString(address.address.toString());
    return address.name.isEmpty()
        ? text
        : visibleText(address.name, longestName) + QStringLiteral(" (") + text + QLatin1Char(')');
}

/// What traceroute calls it; "" for a router on the way and for the target's own answer.
QString kindMark(platform::ReplyKind kind)
{
    switch (kind) {
    case platform::ReplyKind::HostUnreachable:
        return QStringLiteral(" !H");
    case platform::ReplyKind::NetUnreachable:
        return QStringLiteral(" !N");
    case platform::ReplyKind::AdminProhibited:
        return QStringLiteral(" !X");
    case platform::ReplyKind::PacketTooBig:
        return QStringLiteral(" !F");
    case platform::ReplyKind::Other:
        return QStringLiteral(" !C");
    case platform::ReplyKind::TcpOpen:
        return QStringLiteral(" [open]");
    case platform::ReplyKind::TcpClosed:
        return QStringLiteral(" [closed]");
    case platform::ReplyKind::TimeExceeded:
    case platform::ReplyKind::EchoReply:
    case platform::ReplyKind::PortUnreachable:
        return {};
    }
    return {};
}

QString mplsText(const std::vector<platform::MplsLabel> &stack)
{
    QStringList entries;
    for (const platform::MplsLabel &entry : stack)
        entries += QStringLiteral("L=%1,E=%2,S=%3,T=%4")
                       .arg(entry.label)
                       .arg(entry.trafficClass)
                       .arg(entry.bottom ? 1 : 0)
                       .arg(entry.ttl);
    return stack.empty() ? QString() : QStringLiteral(" <MPLS:") + entries.join(u'/') + QLatin1Char('>');
}

QString answerText(const ProbeRecord &probe)
{
    const QString time =
        QString::number(milliseconds(probe.rtt.value_or(platform::Duration{})), 'f', 3) + QStringLiteral(" ms");
    return probe.status == ProbeStatus::Late ? time + QStringLiteral(" (late)") : time;
}

const QStringList &headings()
{
    static const QStringList texts{QStringLiteral("Hop"), QStringLiteral("Host"), QStringLiteral("Loss%"),
        QStringLiteral("Sent"), QStringLiteral("Last"), QStringLiteral("Avg"), QStringLiteral("Best"),
        QStringLiteral("Worst"), QStringLiteral("StDev"), QStringLiteral("Jitter"), QStringLiteral("p95")};
    return texts;
}
constexpr std::size_t hostColumn = 1;

Cells hopCells(const ReportHop &hop)
{
    const QString host = hop.addresses.empty() ? QStringLiteral("???")
                                               : hostText(hop.addresses.front()) + kindMark(hop.addresses.front().kind);
    return {QString::number(hop.ttl), host, QString::number(hop.loss.share * 100, 'f', 1), QString::number(hop.sent),
        timeText(hop.last), timeText(hop.avg), timeText(hop.min), timeText(hop.max), timeText(hop.stddev),
        timeText(hop.jitter), timeText(hop.p95)};
}

/// The other addresses of a hop have a line each, with the share of the answers that were theirs.
Cells otherAddressCells(const ReportHop &hop, const ReportAddress &address)
{
    const QString share = QStringLiteral(" [%1 of %2]").arg(address.received).arg(hop.received + hop.late);
    Cells cells(static_cast<std::size_t>(headings().size()));
    cells[hostColumn] = hostText(address) + kindMark(address.kind) + share;
    return cells;
}

/// The address with the most answers stands first.
ReportHop sorted(ReportHop hop)
{
    std::stable_sort(hop.addresses.begin(), hop.addresses.end(),
        [](const ReportAddress &a, const ReportAddress &b) { return a.received > b.received; });
    return hop;
}

std::vector<Cells> tableRows(const TraceReport &report)
{
    std::vector<Cells> rows;
    for (const ReportHop &unsorted : report.hops) {
        const ReportHop hop = sorted(unsorted);
        rows.push_back(hopCells(hop));
        for (std::size_t i = 1; i < hop.addresses.size(); ++i)
            rows.push_back(otherAddressCells(hop, hop.addresses[i]));
    }
    return rows;
}

QString padded(const QString &text, int width, bool right)
{
    const QString blanks(std::max(0, width - columnsOf(text)), QLatin1Char(' '));
    return right ? blanks + text : text + blanks;
}

/// Punctuation with a meaning in Markdown is taken literally.
QString markdownCell(const QString &text)
{
    static constexpr QLatin1String special("\\`*_{}[]<>#|~&!");
    QString out;
    for (const QChar c : text) {
        if (special.contains(c))
            out += QLatin1Char('\\');
        out += c;
    }
    return out;
}

} // namespace

QString traceLine(const ReportHop &hop, int queries)
{
    QString line = QString::number(hop.ttl).rightJustified(3) + QLatin1Char(' ');
    int answers = 0;
    const ReportAddress *shown = nullptr;
    for (const ProbeRecord &probe : hop.probes) {
        if (!probe.rtt)
            continue;
        const auto address = std::find_if(hop.addresses.begin(), hop.addresses.end(),
            [&probe](const ReportAddress &each) { return each.address == probe.address; });
        if (address != hop.addresses.end() && shown != &*address) {
            shown = &*address;
            line +=
                (answers == 0 ? QStringLiteral(" ") : QStringLiteral("  ")) + hostText(*shown) + mplsText(shown->mpls);
        }
        line += QStringLiteral("  ") + answerText(probe) + kindMark(probe.kind);
        ++answers;
    }
    for (int i = answers; i < std::max(1, queries); ++i)
        line += answers == 0 && i == 0 ? QStringLiteral(" *") : QStringLiteral("  *");
    return line;
}

QStringList reportTable(const TraceReport &report)
{
    std::vector<Cells> rows = tableRows(report);
    rows.insert(rows.begin(), Cells(headings().begin(), headings().end()));
    std::vector<int> widths(rows.front().size(), 0);
    for (const Cells &row : rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], columnsOf(row[i]));
    QStringList lines;
    for (const Cells &row : rows) {
        QString line;
        for (std::size_t i = 0; i < row.size(); ++i)
            line += (i == 0 ? QString() : QStringLiteral("  ")) + padded(row[i], widths[i], i != hostColumn);
        while (line.endsWith(u' '))
            line.chop(1);
        lines += line;
    }
    return lines;
}

QString toMarkdown(const TraceReport &report)
{
    QString text = QStringLiteral("| ") + headings().join(QStringLiteral(" | ")) + QStringLiteral(" |\n|");
    for (qsizetype i = 0; i < headings().size(); ++i)
        text += i == qsizetype(hostColumn) ? QStringLiteral("---|") : QStringLiteral("---:|");
    text += QLatin1Char('\n');
    for (const Cells &row : tableRows(report)) {
        for (const QString &cell : row)
            text += QStringLiteral("| ") + markdownCell(cell) + QLatin1Char(' ');
        text += QStringLiteral("|\n");
    }
    return text;
}

} // namespace engine
