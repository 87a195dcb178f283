// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/path_text.h"

#include "app/table/formatting.h"
#include "app/table/segment_text.h"

#include <chrono>
#include <cstdlib>

namespace app {

namespace {

using Kind = PathNodeKey::Kind;
using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr double notableAddition = 20; ///< milliseconds; less has no pill

bool isNotable(const PathEdge &edge)
{
    return edge.added && Milliseconds(*edge.added).count() >= notableAddition;
}

/// Of one among several: neither nothing nor everything.
QString partOfAll(double share)
{
    constexpr double least = 0.01;
    if (qRound(share * 100) < 1)
        return QLatin1Char('<') + formatPercent(least, 0);
    if (qRound(share * 100) > 99)
        return QLatin1Char('>') + formatPercent(1 - least, 0);
    return formatPercent(share, 0);
}

/// Host and site: the first two labels of a longer name.
QString shortHost(const QString &name)
{
    const qsizetype first = name.indexOf(QLatin1Char('.'));
    const qsizetype second = first < 0 ? -1 : name.indexOf(QLatin1Char('.'), first + 1);
    return second < 0 ? name : name.left(second);
}

} // namespace

QString PathText::mark(const PathNode &node)
{
    switch (node.key.kind) {
    case Kind::Computer:
        return {};
    case Kind::Silent:
        return QStringLiteral("?");
    case Kind::More:
        return QLatin1Char('+') + QString::number(node.folded);
    case Kind::Router:
        break;
    }
    const QString number = QString::number(node.key.ttl);
    return node.parallels > 1 ? number + QChar(u'a' + static_cast<char16_t>(node.place)) : number;
}

QString PathText::hopName(const PathNode &node)
{
    if (node.key.kind == Kind::Computer)
        return tr("This computer");
    if (node.lastTtl > node.key.ttl)
        return tr("Hops %1 to %2").arg(node.key.ttl).arg(node.lastTtl);
    if (node.key.kind == Kind::Router)
        return tr("Hop %1").arg(mark(node));
    return tr("Hop %1").arg(node.key.ttl);
}

QString PathText::label(const PathNode &node)
{
    switch (node.key.kind) {
    case Kind::Computer:
        return tr("This computer");
    case Kind::Silent:
        if (node.pending)
            return tr("waiting");
        return node.folded > 0 ? tr("%n silent", "hops", node.folded + 1) : tr("no reply");
    case Kind::More:
        return tr("%n more", "addresses of a hop", node.folded);
    case Kind::Router:
        break;
    }
    const bool plainAddress = node.name == node.address;
    return plainAddress || node.target ? node.name : shortHost(node.name);
}

QString PathText::value(const PathNode &node)
{
    return node.key.kind == Kind::Router && node.average ? formatRttUnit(node.average) : QString();
}

QString PathText::note(const PathNode &node)
{
    return node.limitsReplies ? tr("limits replies") : QString();
}

QString PathText::pill(const PathEdge &edge)
{
    const QString share = edge.fanOut ? partOfAll(edge.share) : QString();
    const QString added = isNotable(edge) ? QLatin1Char('+') + formatRttUnit(edge.added) : QString();
    if (share.isEmpty() || added.isEmpty())
        return share + added;
    return tr("%1 · %2", "share of the probes · time added").arg(share, added);
}

QString PathText::pill(const PathLoss &loss)
{
    return formatPercent(loss.interval.share, 1);
}

QString PathText::pill(const PathTunnel &tunnel)
{
    return tr("MPLS · label %1").arg(tunnel.label);
}

QString PathText::clusterTitle(const PathLayout::Cluster &cluster)
{
    return cluster.network.isEmpty() ? segmentText(cluster.segment) : cluster.network;
}

QString PathText::clusterRemark(const PathLayout::Cluster &cluster)
{
    if (cluster.network.isEmpty())
        return {};
    if (cluster.segment == Segment::Isp)
        return tr("Your provider");
    return cluster.segment == Segment::Transit ? segmentText(cluster.segment) : QString();
}

QString PathText::describe(const PathGraph &graph, const PathNode &node)
{
    QStringList lines{hopName(node)};
    if (node.key.kind == Kind::Silent) {
        lines << (node.pending ? tr("No reply yet") : tr("No reply to any probe"));
        return lines.join(QLatin1Char('\n'));
    }
    if (node.key.kind == Kind::More) {
        lines << tr("%n more addresses, listed under Details", nullptr, node.folded);
        lines << tr("%1 of the answers of this hop").arg(formatPercent(node.share, 0));
        return lines.join(QLatin1Char('\n'));
    }
    if (!node.name.isEmpty() && node.name != node.address)
        lines << node.name;
    if (!node.address.isEmpty())
        lines << node.address;
    if (node.key.kind == Kind::Computer)
        return lines.join(QLatin1Char('\n'));
    if (node.average && node.best && node.worst)
        lines << tr("%1 average, %2 to %3")
                     .arg(formatRttUnit(node.average), formatRttUnit(node.best), formatRttUnit(node.worst));
    lines << tr("%n answers", nullptr, static_cast<int>(node.answers));
    if (node.parallels > 1)
        lines << tr("%1 of the answers of this hop").arg(formatPercent(node.share, 0));
    if (!node.network.isEmpty())
        lines << node.network;
    if (node.segment != Segment::Unknown)
        lines << tr("Segment: %1").arg(segmentText(node.segment));
    if (node.limitsReplies)
        lines << tr("Limits its replies: the hops behind it answer");
    if (graph.loss && graph.loss->ttl == node.key.ttl)
        lines << tr("Loss begins here");
    for (const platform::MplsLabel &label : node.mpls)
        lines << tr("MPLS label %1").arg(label.label);
    return lines.join(QLatin1Char('\n'));
}

QString PathText::describe(const PathGraph &graph, const PathEdge &edge)
{
    const PathNode &from = graph.nodes[static_cast<std::size_t>(edge.from)];
    const PathNode &to = graph.nodes[static_cast<std::size_t>(edge.to)];
    const bool first = from.key.kind == Kind::Computer;
    const auto short1 = [](const PathNode &node) {
        return node.key.kind == Kind::Router ? mark(node) : QString::number(node.key.ttl);
    };
    QStringList lines{
        first ? tr("This computer → hop %1").arg(short1(to)) : tr("Hop %1 → %2").arg(short1(from), short1(to))};
    if (edge.share < 0.995)
        lines << tr("%1 of the probes").arg(formatPercent(edge.share, 0));
    if (edge.added)
        lines << tr("Adds %1").arg(formatRttUnit(edge.added));
    if (edge.inferred)
        lines << tr("Inferred: what lies between did not answer");
    if (graph.losesInto(edge)) {
        const PathLoss &loss = *graph.loss;
        lines << formatInterval(loss.lost, loss.of, loss.interval);
        lines << (to.target ? tr("Loss begins at the target itself") : tr("Every hop behind it loses as well"));
    }
    return lines.join(QLatin1Char('\n'));
}

QString PathText::spoken(const PathGraph &graph, int node)
{
    const PathNode &it = graph.nodes[static_cast<std::size_t>(node)];
    QStringList parts = describe(graph, it).split(QLatin1Char('\n'));
    for (const PathEdge &edge : graph.edges) {
        if (edge.to == node && isNotable(edge)) {
            parts << tr("adds %1").arg(formatRttUnit(edge.added));
            break;
        }
    }
    return parts.join(QStringLiteral(", "));
}

QStringList PathText::wrap(const QString &text, const QFontMetricsF &metrics, qreal width, bool address)
{
    const auto fits = [&](QStringView part) { return metrics.horizontalAdvance(part.toString()) <= width; };
    if (fits(text))
        return {text};
    const auto breaks = [&](QChar c) {
        return address ? c == QLatin1Char('.') || c == QLatin1Char(':') : c == QLatin1Char(' ');
    };
    // As even as it goes: "198.51. 100.200".
    qsizetype split = -1;
    for (qsizetype i = 0; i + 1 < text.size() && fits(QStringView(text).left(i + 1)); ++i) {
        const bool twoColons = address && text[i + 1] == text[i];
        if (!breaks(text[i]) || twoColons)
            continue;
        const auto unevenness = [&](qsizetype at) { return std::abs(2 * at - text.size()); };
        if (split < 0 || !fits(QStringView(text).mid(split)) || unevenness(i + 1) < unevenness(split))
            split = i + 1;
    }
    const auto mode = address ? Qt::ElideMiddle : Qt::ElideRight;
    if (split < 0)
        return {metrics.elidedText(text, mode, width)};
    return {text.left(split).trimmed(), metrics.elidedText(text.mid(split), mode, width)};
}

} // namespace app
