// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/hop_summary.h"

#include "app/pathview/looked_up.h"
#include "app/pathview/path_text.h"
#include "app/table/fact_text.h"
#include "app/table/formatting.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace app {

namespace {

using engine::HopAddress;
using platform::Duration;
using platform::ReplyKind;

class Texts {
    Q_DECLARE_TR_FUNCTIONS(app::HopSummary)
};

QString kindText(ReplyKind kind)
{
    switch (kind) {
    case ReplyKind::TimeExceeded:
        return Texts::tr("Time exceeded: a router on the way");
    case ReplyKind::EchoReply:
        return Texts::tr("Echo reply: the target answers");
    case ReplyKind::PortUnreachable:
        return Texts::tr("Port unreachable: the end of the way, nobody listens there");
    case ReplyKind::HostUnreachable:
        return Texts::tr("Host unreachable: this router cannot reach the target");
    case ReplyKind::NetUnreachable:
        return Texts::tr("Network unreachable: this router knows no way");
    case ReplyKind::AdminProhibited:
        return Texts::tr("Prohibited: a filter refuses these probes");
    case ReplyKind::PacketTooBig:
        return Texts::tr("Packet too big for the next link");
    case ReplyKind::TcpOpen:
        return Texts::tr("TCP port open: the target answers");
    case ReplyKind::TcpClosed:
        return Texts::tr("TCP port closed: the target answers");
    case ReplyKind::Other:
        break;
    }
    return Texts::tr("Another kind of answer");
}

QString replyTtlText(std::uint8_t replyTtl, int ttl)
{
    const int back = hopsBack(replyTtl);
    const QString likely = back == ttl ? Texts::tr("as many hops back as there")
        : back > ttl                   ? Texts::tr("%n hops back, more than there: another way", nullptr, back)
                                       : Texts::tr("%n hops back, fewer than there: another way", nullptr, back);
    return Texts::tr("%1, likely %2", "TTL of an answer, what it means").arg(replyTtl).arg(likely);
}

QString natText(const platform::NatRewrite &nat)
{
    QStringList parts;
    if (nat.source)
        parts << Texts::tr("source address");
    if (nat.destination)
        parts << Texts::tr("destination address");
    if (nat.sourcePort)
        parts << Texts::tr("source port or identifier");
    if (nat.checksum)
        parts << Texts::tr("checksum");
    return Texts::tr("A NAT before this hop rewrote: %1").arg(parts.join(QStringLiteral(", ")));
}

QString labelText(const platform::MplsLabel &label)
{
    return Texts::tr("%1 · exp %2 · TTL %3", "MPLS label").arg(label.label).arg(label.trafficClass).arg(label.ttl);
}

QString interfaceText(const platform::QuotedInterface &interface)
{
    QStringList parts;
    static constexpr std::array roles{QT_TRANSLATE_NOOP("app::HopSummary", "incoming"),
        QT_TRANSLATE_NOOP("app::HopSummary", "part of incoming"), QT_TRANSLATE_NOOP("app::HopSummary", "outgoing"),
        QT_TRANSLATE_NOOP("app::HopSummary", "next hop")};
    if (interface.role < roles.size())
        parts << Texts::tr(roles[interface.role]);
    if (!interface.name.empty())
        parts << visibleText(QString::fromUtf8(interface.name.data(), static_cast<qsizetype>(interface.name.size())));
    if (!interface.address.isNull())
        parts << formatAddress(interface.address);
    if (interface.index)
        parts << Texts::tr("index %1").arg(*interface.index);
    if (interface.mtu)
        parts << Texts::tr("MTU %1").arg(*interface.mtu);
    return parts.join(QStringLiteral(" · "));
}

/// "24.1 to 37.2 ms": times with the unit once where it is the same.
QString withoutUnitOf(const QString &time, const QString &next)
{
    const auto unit = [](const QString &text) {
        qsizetype end = text.size();
        while (end > 0 && !text[end - 1].isDigit())
            --end;
        return text.mid(end);
    };
    return unit(time) == unit(next) ? time.chopped(unit(time).size()) : time;
}

class Summarizer final {
public:
    Summarizer(const engine::PathState &path, const engine::Hop &hop, const HopRow &row, const PathNames &names,
        const QDateTime &now)
        : m_path(path)
        , m_hop(hop)
        , m_row(row)
        , m_names(names)
        , m_now(now)
    {
    }

    HopSummary summarize()
    {
        m_summary.ttl = m_hop.ttl;
        m_summary.silent = m_hop.silent();
        m_summary.title = Texts::tr("Hop %1").arg(m_hop.ttl);
        m_summary.place = placeText(m_row.facts);
        if (m_hop.silent()) {
            const QString nothing = m_path.completed()
                ? Texts::tr("No reply to any of %n probes", nullptr, static_cast<int>(m_hop.stats.sent()))
                : Texts::tr("No reply yet");
            fact(Texts::tr("Answer"), nothing);
            return std::move(m_summary);
        }
        addIdentity();
        const auto chosen = std::ranges::find(m_hop.addresses, m_row.address, &HopAddress::address);
        addAnswer(chosen == m_hop.addresses.end() ? *m_hop.mainAddress() : *chosen);
        addLookedUp();
        addShares();
        addLatency();
        addLoss();
        return std::move(m_summary);
    }

private:
    void fact(const QString &label, const QString &value)
    {
        if (!value.isEmpty())
            m_summary.facts.push_back({label, value, {}});
    }

    void addIdentity()
    {
        QString address = formatAddress(m_row.address);
        if (m_hop.addresses.size() > 1)
            address = Texts::tr("%1 and %n more", nullptr, static_cast<int>(m_hop.addresses.size()) - 1).arg(address);
        fact(Texts::tr("Address"), address);
    }

    void addLookedUp()
    {
        m_summary.address = m_row.address;
        m_summary.global = m_row.facts.range == engine::AddressRange::Global;
        const bool target = m_row.address == m_path.target();
        m_summary.lookedUp = lookedUpFacts(m_row, target ? m_names.target : QString(),
            m_names.facts != nullptr ? m_names.facts->surroundings() : engine::Surroundings(), m_now);
    }

    void addAnswer(const HopAddress &main)
    {
        fact(Texts::tr("Answer"), kindText(main.kind));
        if (main.replyTtl)
            fact(Texts::tr("Reply TTL"), replyTtlText(*main.replyTtl, m_hop.ttl));
        QStringList labels;
        for (const platform::MplsLabel &label : main.mpls)
            labels << labelText(label);
        fact(Texts::tr("Labels"), labels.join(QLatin1Char('\n')));
        QStringList interfaces;
        for (const platform::QuotedInterface &interface : main.interfaces)
            interfaces << interfaceText(interface);
        fact(Texts::tr("Interface"), interfaces.join(QLatin1Char('\n')));
        if (main.nat.any())
            fact(Texts::tr("NAT"), natText(main.nat));
        if (main.mtu)
            fact(Texts::tr("Next MTU"), Texts::tr("%n bytes", nullptr, static_cast<int>(*main.mtu)));
    }

    void addShares()
    {
        const PathGraph graph = buildPathGraph(m_path, m_names);
        std::vector<HopSummary::Share> into;
        double all = 0;
        for (const PathEdge &edge : graph.edges) {
            const PathNode &to = graph.nodes[static_cast<std::size_t>(edge.to)];
            if (to.key.ttl != m_hop.ttl)
                continue;
            const PathNode &from = graph.nodes[static_cast<std::size_t>(edge.from)];
            const QString name = shareName(from);
            const auto known = std::ranges::find(into, name, &HopSummary::Share::name);
            all += edge.share;
            if (known == into.end())
                into.push_back({name, edge.share, {}});
            else
                known->share += edge.share;
        }
        for (HopSummary::Share &share : into)
            share.share = all > 0 ? share.share / all : 0;
        if (into.size() > 1)
            m_summary.reachedBy = std::move(into);
        if (m_hop.addresses.size() < 2)
            return;
        for (const PathNode &node : graph.nodes) {
            if (node.key.ttl == m_hop.ttl)
                m_summary.addresses.push_back({shareName(node), node.share, PathText::value(node)});
        }
    }

    static QString shareName(const PathNode &node)
    {
        if (node.key.kind != PathNodeKey::Kind::Router)
            return PathText::hopName(node);
        return Texts::tr("%1 · %2", "hop, address").arg(PathText::mark(node), PathText::label(node));
    }

    void addLatency()
    {
        constexpr int mostBars = 24;
        const engine::HopStats &stats = m_hop.stats;
        const HopFigures &figures = m_row.figures;
        m_summary.histogram = histogramBars(stats.histogram(), mostBars);
        m_summary.average = formatRtt(figures.mean);
        const bool bare = figures.mean && m_summary.average.back().isDigit();
        m_summary.averageUnit = bare ? Texts::tr("ms") : QString();
        if (!figures.mean)
            return;
        const QString worst = formatRttUnit(figures.worst);
        m_summary.range = Texts::tr("%1 to %2").arg(withoutUnitOf(formatRttUnit(figures.best), worst), worst);
        const QString p99 = formatRttUnit(figures.p99);
        const auto bare99 = [&](const auto &time) { return withoutUnitOf(formatRttUnit(time), p99); };
        if (figures.received >= fewestSamples)
            m_summary.percentiles =
                Texts::tr("p50 %1 · p95 %2 · p99 %3").arg(bare99(figures.p50), bare99(figures.p95), p99);
        else
            m_summary.percentiles =
                Texts::tr("%n samples: too few for percentiles", nullptr, static_cast<int>(figures.received));
        if (figures.jitter && figures.deviation)
            m_summary.jitter = Texts::tr("Jitter %1 · deviation %2")
                                   .arg(formatRttUnit(figures.jitter), formatRttUnit(figures.deviation));
        m_summary.histogramText =
            Texts::tr("Latency of %1 samples: %2, %3")
                .arg(formatCount(m_summary.histogram.samples), m_summary.range, m_summary.percentiles);
    }

    void addLoss()
    {
        const HopFigures &figures = m_row.figures;
        const LossText text = formatLoss(figures.lost, figures.known(), figures.loss, m_row.lossKind);
        const bool share = figures.known() >= fewestSamples;
        m_summary.realLoss = share && m_row.lossKind == engine::LossKind::Real;
        m_summary.loss = !share                           ? Texts::tr("%1 lost", "0 of 3").arg(text.whole())
            : m_row.lossKind == engine::LossKind::Limited ? text.whole()
            : text.rest.contains(QLatin1Char('%'))        ? Texts::tr("%1 lost", "2.3 ±1.2 %").arg(text.whole())
                                                          : Texts::tr("%1 % lost", "100").arg(text.whole());
        QStringList notes;
        if (share)
            notes << formatInterval(figures.lost, figures.known(), figures.loss);
        if (share && m_row.lossKind == engine::LossKind::Limited)
            notes << Texts::tr("Hops behind it answer: it only limits its replies. No packet is lost here.");
        else if (m_summary.realLoss && !m_row.target)
            notes << Texts::tr("All later hops that answer lose packets as well.");
        if (figures.late > 0)
            notes << Texts::tr("%n came late and do not count as lost.", nullptr, static_cast<int>(figures.late));
        if (figures.duplicates > 0)
            notes << Texts::tr("%n duplicate answers, counted once.", nullptr, static_cast<int>(figures.duplicates));
        m_summary.lossNote = notes.join(QLatin1Char('\n'));
    }

    const engine::PathState &m_path;
    const engine::Hop &m_hop;
    const HopRow &m_row;
    const PathNames &m_names;
    QDateTime m_now;
    HopSummary m_summary;
};

} // namespace

int hopsBack(std::uint8_t replyTtl)
{
    const int start = replyTtl <= 64 ? 64 : replyTtl <= 128 ? 128 : 255;
    return start - replyTtl + 1;
}

std::optional<HopSummary> summarizeHop(
    const engine::PathState &path, const HopChoice &choice, const PathNames &names, const QDateTime &now)
{
    const engine::Hop *hop = path.hop(choice.ttl);
    const std::vector<HopRow> rows = hopRows(path, names.facts, {});
    const auto found = std::ranges::find_if(
        rows, [&](const HopRow &it) { return it.ttl == choice.ttl && it.kind == HopRow::Kind::Hop; });
    if (hop == nullptr || found == rows.end())
        return std::nullopt;
    HopRow row = *found;
    if (std::ranges::find(hop->addresses, choice.address, &HopAddress::address) != hop->addresses.end()) {
        row.address = choice.address;
        if (names.facts != nullptr)
            row.facts = names.facts->facts(choice.address);
    }
    return Summarizer(path, *hop, row, names, now).summarize();
}

QString HopSummary::plainText() const
{
    QStringList lines{place.isEmpty() ? title : Texts::tr("%1 · %2", "hop, place").arg(title, place)};
    const auto add = [&lines](const Fact &fact) {
        const QString value = QString(fact.value).replace(QLatin1Char('\n'), QStringLiteral("; "));
        lines << (fact.note.isEmpty()
                ? Texts::tr("%1: %2", "label, value").arg(fact.label, value)
                : Texts::tr("%1: %2 (%3)", "label, value, source").arg(fact.label, value, fact.note));
    };
    std::ranges::for_each(facts, add);
    std::ranges::for_each(lookedUp, add);
    for (const Share &share : addresses)
        lines << Texts::tr("%1: %2 of the answers, %3", "address, share, average")
                     .arg(share.name, formatPercent(share.share, 0), share.detail);
    for (const Share &share : reachedBy)
        lines << Texts::tr("Reached by %1: %2", "hop, share").arg(share.name, formatPercent(share.share, 0));
    if (!silent) {
        lines << Texts::tr("Average: %1 %2", "number, unit").arg(average, averageUnit).trimmed();
        lines << QStringList{range, percentiles, jitter, loss, lossNote};
    }
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

} // namespace app
