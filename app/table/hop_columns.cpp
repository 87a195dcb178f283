// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/hop_columns.h"

#include "app/table/fact_text.h"
#include "app/table/formatting.h"

#include <QCoreApplication>

#include <array>

namespace app {

namespace {

using Duration = platform::Duration;
using Show = HopColumnInfo::Show;

QString translated(const char *source)
{
    return QCoreApplication::translate("app::HopColumns", source);
}

QVariant milliseconds(const std::optional<Duration> &time)
{
    return time ? QVariant(std::chrono::duration<double, std::milli>(*time).count()) : QVariant();
}

template <std::optional<Duration> HopFigures::*member>
QVariant timeValue(const HopRow &row)
{
    return milliseconds(row.figures.*member);
}

template <std::optional<Duration> HopFigures::*member>
QString timeText(const HopRow &row, const QLocale &locale)
{
    return formatRtt(row.figures.*member, locale);
}

/// Of too few samples nothing is said.
template <std::optional<Duration> HopFigures::*member>
QString estimateText(const HopRow &row, const QLocale &locale)
{
    return row.figures.received < fewestSamples ? formatNothing() : formatRtt(row.figures.*member, locale);
}

template <std::uint64_t HopFigures::*member>
QVariant countValue(const HopRow &row)
{
    return QVariant::fromValue(static_cast<qulonglong>(row.figures.*member));
}

template <std::uint64_t HopFigures::*member>
QString countText(const HopRow &row, const QLocale &locale)
{
    return formatCount(row.figures.*member, locale);
}

template <auto text>
QVariant factValue(const HopRow &row)
{
    const QString known = text(row.facts);
    return known.isEmpty() ? QVariant() : known;
}

template <auto text, auto fact>
QString factText(const HopRow &row, const QLocale &)
{
    const QString known = text(row.facts);
    if (!known.isEmpty())
        return known;
    return row.silent() || row.address.isNull() ? formatNothing() : missingText((row.facts.*fact).state);
}

template <auto fact>
bool factAsked(const HopRow &row)
{
    return (row.facts.*fact).state != engine::FactState::Unknown;
}

bool always(const HopRow &)
{
    return true;
}

/// By number, then by name.
QVariant networkValue(const HopRow &row)
{
    constexpr int digits = 10;
    const QString text = networkText(row.facts);
    if (!row.facts.origin.isKnown() || row.facts.origin.value.asns.empty())
        return text.isEmpty() ? QVariant() : text;
    const std::uint32_t asn = row.facts.origin.value.asns.front();
    return QStringLiteral("AS%1 %2").arg(asn, digits, 10, QLatin1Char('0')).arg(text);
}

QByteArray addressKey(const platform::IpAddress &address)
{
    const auto bytes = address.bytes(); // sorts by number, not by text
    return {reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

QVariant prefixValue(const HopRow &row)
{
    const engine::IpPrefix &prefix = row.facts.origin.value.prefix;
    if (!row.facts.origin.isKnown() || prefix.isNull())
        return {};
    return QByteArray(addressKey(prefix.address()) + static_cast<char>(prefix.length()));
}

QVariant hopValue(const HopRow &row)
{
    return row.ttl;
}

QString hopText(const HopRow &row, const QLocale &locale)
{
    return row.kind == HopRow::Kind::Hop ? formatCount(row.ttl, locale) : QString();
}

QString nameText(const HopRow &row, const QLocale &locale)
{
    if (row.kind == HopRow::Kind::RoundTrip)
        return translated(QT_TRANSLATE_NOOP("app::HopColumns", "Round trip"));
    if (row.kind == HopRow::Kind::Address)
        return formatPercent(row.share, 0, locale);
    if (row.silent())
        return translated(QT_TRANSLATE_NOOP("app::HopColumns", "no reply"));
    if (row.facts.name.isKnown())
        return hostName(row.facts);
    if (row.facts.name.state == engine::FactState::Pending)
        return translated(QT_TRANSLATE_NOOP("app::HopColumns", "looking up name…"));
    return formatAddress(row.address);
}

QVariant nameValue(const HopRow &row)
{
    return nameText(row, QLocale::c());
}

QVariant addressValue(const HopRow &row)
{
    return addressKey(row.address);
}

QString addressText(const HopRow &row, const QLocale &)
{
    return formatAddress(row.address);
}

QVariant lossValue(const HopRow &row)
{
    return row.countsLoss && row.figures.known() > 0 ? QVariant(row.figures.loss.share * 100) : QVariant();
}

QString lossText(const HopRow &row, const QLocale &locale)
{
    if (!row.countsLoss || row.silent() || row.figures.received + row.figures.late == 0)
        return formatNothing();
    return formatLoss(row.figures.lost, row.figures.known(), row.figures.loss, row.lossKind, locale).whole();
}

QString lastText(const HopRow &row, const QLocale &locale)
{
    return row.figures.lastWasLate && row.figures.last ? formatSeconds(*row.figures.last, locale)
                                                       : formatRtt(row.figures.last, locale);
}

template <auto HopRow::*member>
QVariant optionalValue(const HopRow &row)
{
    return row.*member ? QVariant(static_cast<uint>(*(row.*member))) : QVariant();
}

template <auto HopRow::*member>
QString optionalText(const HopRow &row, const QLocale &locale)
{
    return row.*member ? formatCount(*(row.*member), locale) : formatNothing();
}

QString labelsText(const HopRow &row, const QLocale &)
{
    return row.mpls.empty() ? formatNothing() : formatLabels(row.mpls);
}

QVariant labelsValue(const HopRow &row)
{
    return row.mpls.empty() ? QVariant() : QVariant(row.mpls.front().label);
}

QVariant natValue(const HopRow &row)
{
    return row.nat.any();
}

QString natText(const HopRow &row, const QLocale &)
{
    QStringList parts;
    if (row.nat.source)
        parts << translated(QT_TRANSLATE_NOOP("app::HopColumns", "source"));
    if (row.nat.destination)
        parts << translated(QT_TRANSLATE_NOOP("app::HopColumns", "destination"));
    if (row.nat.sourcePort)
        parts << translated(QT_TRANSLATE_NOOP("app::HopColumns", "port"));
    if (row.nat.checksum)
        parts << translated(QT_TRANSLATE_NOOP("app::HopColumns", "checksum"));
    return parts.isEmpty() ? formatNothing() : parts.join(QStringLiteral(", "));
}

QString noText(const HopRow &, const QLocale &)
{
    return {};
}

constexpr Qt::Alignment left = Qt::AlignLeft | Qt::AlignVCenter;
constexpr Qt::Alignment right = Qt::AlignRight | Qt::AlignVCenter;

#define NAME(text) QT_TRANSLATE_NOOP("app::HopColumns", text)
#define TIME(member) timeValue<&HopFigures::member>, timeText<&HopFigures::member>
#define ESTIMATE(member) timeValue<&HopFigures::member>, estimateText<&HopFigures::member>
#define COUNT(member) countValue<&HopFigures::member>, countText<&HopFigures::member>
#define FACT(value, text, fact)                                                                                        \
    value, factText<text, &engine::AddressFacts::fact>, factAsked<&engine::AddressFacts::fact>
// clang-format off
constexpr std::array<HopColumnInfo, hopColumnCount> columns {{
    {HopColumn::Hop, "hop", NAME("Hop"), NAME("Hop"), NAME("Number of the hop: the TTL with which it was reached. The letter names the part of the path."), right, 56, Show::Always, hopValue, hopText, always},
    {HopColumn::Name, "name", NAME("Name"), NAME("Name"), NAME("Name of the router or host, or its address while no name is known."), left, 191, Show::Always, nameValue, nameText, always},
    {HopColumn::Address, "address", NAME("Address"), NAME("Address"), NAME("The address with the most answers at this hop."), left, 116, Show::WithNames, addressValue, addressText, always},
    {HopColumn::Network, "network", NAME("Network"), NAME("Network"), NAME("Who announces the network the address belongs to: AS number and name."), left, 160, Show::WithNetworks, FACT(networkValue, networkText, origin)},
    {HopColumn::Prefix, "prefix", NAME("Prefix"), NAME("Prefix"), NAME("The announced network that the address belongs to."), left, 132, Show::Chosen, FACT(prefixValue, prefixText, origin)},
    {HopColumn::Registry, "registry", NAME("Registry"), NAME("Registry"), NAME("The regional registry that the network is from."), left, 80, Show::Chosen, FACT(factValue<registryText>, registryText, origin)},
    {HopColumn::Country, "country", NAME("Country"), NAME("Country"), NAME("The country the address is in, as far as a database knows."), left, 93, Show::Chosen, FACT(factValue<countryText>, countryText, place)},
    {HopColumn::Place, "place", NAME("Place"), NAME("Place"), NAME("Where the address is, as far as a database knows."), left, 93, Show::WithPlaces, FACT(factValue<placeText>, placeText, place)},
    {HopColumn::Exchange, "exchange", NAME("Exchange"), NAME("Exchange point"), NAME("The Internet exchange point whose peering network the address belongs to."), left, 110, Show::Chosen, FACT(factValue<exchangeText>, exchangeText, exchange)},
    {HopColumn::Sent, "sent", NAME("Sent"), NAME("Sent"), NAME("Probes sent to this hop."), right, 52, Show::Chosen, COUNT(sent), always},
    {HopColumn::Received, "received", NAME("Recv"), NAME("Received"), NAME("Answers that came in time."), right, 52, Show::Chosen, COUNT(received), always},
    {HopColumn::Loss, "loss", NAME("Loss"), NAME("Loss"), NAME("Probes without an answer, in percent, with the uncertainty of the estimate."), right, 102, Show::First, lossValue, lossText, always},
    {HopColumn::Last, "last", NAME("Last"), NAME("Last"), NAME("Newest round-trip time in milliseconds."), right, 46, Show::First, timeValue<&HopFigures::last>, lastText, always},
    {HopColumn::Average, "average", NAME("Avg"), NAME("Average"), NAME("Mean round-trip time in milliseconds."), right, 46, Show::First, TIME(mean), always},
    {HopColumn::Minimum, "minimum", NAME("Min"), NAME("Minimum"), NAME("Shortest round-trip time in milliseconds."), right, 46, Show::Chosen, TIME(best), always},
    {HopColumn::Maximum, "maximum", NAME("Max"), NAME("Maximum"), NAME("Longest round-trip time in milliseconds."), right, 46, Show::Chosen, TIME(worst), always},
    {HopColumn::Median, "p50", NAME("p50"), NAME("Median (p50)"), NAME("Half of all round-trip times are shorter. In milliseconds."), right, 46, Show::Chosen, ESTIMATE(p50), always},
    {HopColumn::P95, "p95", NAME("p95"), NAME("95th percentile (p95)"), NAME("95 of 100 round-trip times are shorter. In milliseconds."), right, 46, Show::First, ESTIMATE(p95), always},
    {HopColumn::P99, "p99", NAME("p99"), NAME("99th percentile (p99)"), NAME("99 of 100 round-trip times are shorter. In milliseconds."), right, 46, Show::Chosen, ESTIMATE(p99), always},
    {HopColumn::Jitter, "jitter", NAME("Jitter"), NAME("Jitter"), NAME("How much successive round-trip times differ (RFC 3550), in milliseconds."), right, 46, Show::First, ESTIMATE(jitter), always},
    {HopColumn::Deviation, "deviation", NAME("StDev"), NAME("Standard deviation"), NAME("Spread of the round-trip times around their mean, in milliseconds."), right, 50, Show::Chosen, ESTIMATE(deviation), always},
    {HopColumn::Late, "late", NAME("Late"), NAME("Late answers"), NAME("Answers that came after the timeout: neither lost nor in the times."), right, 46, Show::Chosen, COUNT(late), always},
    {HopColumn::Duplicates, "duplicates", NAME("Dup"), NAME("Duplicates"), NAME("Further answers to a probe that had been answered."), right, 46, Show::Chosen, COUNT(duplicates), always},
    {HopColumn::Mtu, "mtu", NAME("MTU"), NAME("MTU"), NAME("Largest packet that fits behind this hop, as it said itself, in bytes."), right, 52, Show::Chosen, optionalValue<&HopRow::mtu>, optionalText<&HopRow::mtu>, always},
    {HopColumn::Labels, "labels", NAME("Labels"), NAME("MPLS labels"), NAME("Label stack that the router quoted, top first."), left, 100, Show::Chosen, labelsValue, labelsText, always},
    {HopColumn::ReplyTtl, "reply-ttl", NAME("Reply TTL"), NAME("Reply TTL"), NAME("TTL with which the newest answer arrived: tells the length of the way back."), right, 72, Show::Chosen, optionalValue<&HopRow::replyTtl>, optionalText<&HopRow::replyTtl>, always},
    {HopColumn::Nat, "nat", NAME("NAT"), NAME("NAT"), NAME("What an address translator before this hop changed in the probe."), left, 80, Show::Chosen, natValue, natText, always},
    {HopColumn::Latency, "latency", NAME("Latency, ms"), NAME("Latency graph"), NAME("Shortest to longest time, average (bar) and newest (disc). One line joins the averages."), left, 206, Show::First, timeValue<&HopFigures::mean>, noText, always},
    {HopColumn::History, "history", NAME("History"), NAME("History strip"), NAME("The last minutes, newest at the right. Marks at the top are lost packets."), left, 128, Show::First, timeValue<&HopFigures::mean>, noText, always},
}};
// clang-format on
#undef NAME
#undef TIME
#undef ESTIMATE
#undef COUNT
#undef FACT

} // namespace

QString HopColumnInfo::title() const
{
    return translated(titleSource);
}

QString HopColumnInfo::name() const
{
    return translated(nameSource);
}

QString HopColumnInfo::explanation() const
{
    return translated(explanationSource);
}

std::span<const HopColumnInfo> hopColumns()
{
    return columns;
}

const HopColumnInfo &hopColumn(HopColumn id)
{
    return columns[static_cast<std::size_t>(id)];
}

QString formatLabels(const std::vector<platform::MplsLabel> &labels)
{
    QStringList parts;
    for (const platform::MplsLabel &label : labels)
        parts << QString::number(label.label);
    return parts.join(QStringLiteral(", "));
}

} // namespace app
