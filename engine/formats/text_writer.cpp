// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/text_writer.h"

#include "engine/formats/report_text.h"
#include "engine/formats/visible_text.h"

#include <algorithm>
#include <array>

namespace engine {

namespace {

enum Column : std::size_t { Hop, Host, Loss, Sent, Last, Avg, Best, Worst, StDev, Jitter, P95, SegmentName, Network };

constexpr std::array headings{
    "Hop", "Host", "Loss%", "Sent", "Last", "Avg", "Best", "Worst", "StDev", "Jitter", "p95", "Segment", "Network"};
constexpr std::size_t columnCount = headings.size();
/// What a narrow terminal does without, in this order.
constexpr std::array dispensable{P95, Jitter, StDev, SegmentName, Sent, Worst, Network, Best, Last};
constexpr int shortestHost = 20;
constexpr int gap = 2;

using Widths = std::array<int, columnCount>; ///< 0: left out

struct Row {
    std::array<QString, columnCount> cells;
    const ReportAddress *address = nullptr; ///< null: a silent hop
    QString behindHost;

    QString host(int width) const
    {
        if (!address)
            return QStringLiteral("???");
        return hostText(*address, width == 0 ? 0 : std::max(1, width - columnsOf(behindHost))) + behindHost;
    }
};

bool isLeft(std::size_t column)
{
    return column == Host || column == SegmentName || column == Network;
}

QString timeText(const std::optional<platform::Duration> &time)
{
    return time ? QString::number(toMilliseconds(*time), 'f', 2) : QStringLiteral("-");
}

void setAddress(Row &row, const ReportAddress &address)
{
    row.address = &address;
    row.behindHost = kindMark(address.kind);
    row.cells[SegmentName] = segmentText(address);
    row.cells[Network] = networkText(address);
}

Row hopRow(const ReportHop &hop)
{
    Row row;
    row.cells[Hop] = QString::number(hop.ttl);
    row.cells[Loss] = QString::number(hop.loss.share * 100, 'f', 1);
    row.cells[Sent] = QString::number(hop.sent);
    row.cells[Last] = timeText(hop.last);
    row.cells[Avg] = timeText(hop.avg);
    row.cells[Best] = timeText(hop.min);
    row.cells[Worst] = timeText(hop.max);
    row.cells[StDev] = timeText(hop.stddev);
    row.cells[Jitter] = timeText(hop.jitter);
    row.cells[P95] = timeText(hop.p95);
    return row;
}

/// The address with the most answers stands first. The others have a line each, with the share of the answers that were
/// theirs.
void addRows(const ReportHop &hop, std::vector<Row> &rows)
{
    std::vector<const ReportAddress *> addresses;
    for (const ReportAddress &address : hop.addresses)
        addresses.push_back(&address);
    std::ranges::stable_sort(addresses, std::ranges::greater(), &ReportAddress::received);
    rows.push_back(hopRow(hop));
    for (const ReportAddress *address : addresses) {
        if (address != addresses.front())
            rows.emplace_back();
        setAddress(rows.back(), *address);
        if (address != addresses.front())
            rows.back().behindHost += QStringLiteral(" [%1 of %2]").arg(address->received).arg(hop.received + hop.late);
    }
}

std::vector<Row> rowsOf(const TraceReport &report)
{
    std::vector<Row> rows;
    for (const ReportHop &hop : report.hops)
        addRows(hop, rows);
    return rows;
}

/// As wide as the content; 0 for columns in which nothing is known.
Widths naturalWidths(const std::vector<Row> &rows)
{
    Widths widths{};
    for (std::size_t i = 0; i < columnCount; ++i) {
        bool isKnown = i != SegmentName && i != Network;
        int width = columnsOf(QString::fromLatin1(headings[i]));
        for (const Row &row : rows) {
            isKnown = isKnown || !row.cells[i].isEmpty();
            width = std::max(width, columnsOf(i == Host ? row.host(0) : row.cells[i]));
        }
        widths[i] = isKnown ? width : 0;
    }
    return widths;
}

int total(const Widths &widths)
{
    int sum = -gap;
    for (const int width : widths)
        sum += width == 0 ? 0 : width + gap;
    return sum;
}

/// Of the AS numbers.
int shortestNetwork(const std::vector<Row> &rows)
{
    int width = static_cast<int>(std::string_view(headings[Network]).size());
    for (const Row &row : rows)
        width = std::max(width, columnsOf(row.cells[Network].section(u' ', 0, 0)));
    return width;
}

/// Host and network give way first, then columns go; what is left over goes to the host, then to the network.
Widths fit(const Widths &natural, const std::vector<Row> &rows, int width)
{
    if (width == 0 || total(natural) <= width)
        return natural;
    Widths widths = natural;
    widths[Host] = std::min(natural[Host], shortestHost);
    if (natural[Network] != 0)
        widths[Network] = shortestNetwork(rows);
    for (auto next = dispensable.begin(); total(widths) > width && next != dispensable.end(); ++next)
        widths[*next] = 0;
    for (const Column column : {Host, Network}) {
        if (widths[column] != 0)
            widths[column] += std::clamp(width - total(widths), 0, natural[column] - widths[column]);
    }
    return widths;
}

QString cellText(const Row &row, std::size_t column, int width)
{
    if (column == Host)
        return row.host(width);
    return column == Network ? elidedNetwork(row.cells[column], width) : row.cells[column];
}

QString heading(std::size_t column)
{
    return QString::fromLatin1(headings[column]);
}

template <typename TextOf>
QString tableLine(const Widths &widths, TextOf textOf)
{
    QString line;
    for (std::size_t i = 0; i < columnCount; ++i)
        if (widths[i] != 0)
            line += (i == 0 ? QString() : QString(gap, QLatin1Char(' '))) + padded(textOf(i), widths[i], !isLeft(i));
    while (line.endsWith(u' '))
        line.chop(1);
    return line;
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

template <typename TextOf>
QString markdownLine(const Widths &widths, TextOf textOf)
{
    QString line;
    for (std::size_t i = 0; i < columnCount; ++i)
        if (widths[i] != 0)
            line += QStringLiteral("| ") + textOf(i) + QLatin1Char(' ');
    return line + QStringLiteral("|\n");
}

} // namespace

QStringList reportTable(const TraceReport &report, int width)
{
    const std::vector<Row> rows = rowsOf(report);
    const Widths widths = fit(naturalWidths(rows), rows, width);
    QStringList lines{tableLine(widths, heading)};
    for (const Row &row : rows)
        lines += tableLine(widths, [&](std::size_t column) { return cellText(row, column, widths[column]); });
    return lines;
}

QString toMarkdown(const TraceReport &report)
{
    const std::vector<Row> rows = rowsOf(report);
    const Widths widths = naturalWidths(rows);
    QString text = markdownLine(widths, heading) + QLatin1Char('|');
    for (std::size_t i = 0; i < columnCount; ++i)
        if (widths[i] != 0)
            text += isLeft(i) ? QStringLiteral("---|") : QStringLiteral("---:|");
    text += QLatin1Char('\n');
    for (const Row &row : rows)
        text += markdownLine(
            widths, [&](std::size_t column) { return markdownCell(column == Host ? row.host(0) : row.cells[column]); });
    return text;
}

} // namespace engine
