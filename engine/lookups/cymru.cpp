// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/cymru.h"

#include "engine/dns_message.h"
#include "engine/lookups/bounded_text.h"

#include <QStringView>

#include <algorithm>

namespace engine {

namespace {

constexpr qsizetype longestRecord = 2048; ///< characters; real ones have a hundred
constexpr std::size_t mostAsns = 32; ///< real answers have up to a dozen
constexpr int longestRegistry = 16;
constexpr unsigned longestRouted4 = 24;
constexpr unsigned longestRouted6 = 48;
constexpr unsigned shortestRouted4 = 8;
constexpr unsigned shortestRouted6 = 16; // 2002::/16

bool isAsciiLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

/// Up to `most` fields; the last has the rest, bars included. Views into `record`.
QList<QStringView> fieldsOf(QStringView record, qsizetype most)
{
    QList<QStringView> fields;
    while (fields.size() + 1 < most) {
        const qsizetype bar = record.indexOf(u'|');
        if (bar < 0)
            break;
        fields.append(record.left(bar).trimmed());
        record = record.mid(bar + 1);
    }
    fields.append(record.trimmed());
    return fields;
}

std::optional<std::uint32_t> asnOf(QStringView text)
{
    const bool digits = !text.isEmpty() && std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool fits = false;
    const uint asn = text.toUInt(&fits);
    if (!digits || !fits || asn == 0)
        return std::nullopt;
    return asn;
}

/// Numbers with spaces between; "NA" and nothing stand for none. Nothing when it is something else.
std::optional<std::vector<std::uint32_t>> asnsOf(QStringView text)
{
    std::vector<std::uint32_t> asns;
    if (text == QLatin1String("NA"))
        return asns;
    for (const QStringView word : text.split(u' ', Qt::SkipEmptyParts)) {
        const auto asn = asnOf(word);
        if (!asn)
            return std::nullopt;
        if (asns.size() < mostAsns && std::ranges::find(asns, *asn) == asns.end())
            asns.push_back(*asn);
    }
    return asns;
}

QString countryOf(QStringView text)
{
    if (text.size() != 2 || !std::ranges::all_of(text, isAsciiLetter))
        return {};
    return text.toString().toUpper();
}

QString registryOf(QStringView text)
{
    if (text.size() > longestRegistry || !std::ranges::all_of(text, isAsciiLetter))
        return {};
    return text.toString().toLower();
}

bool isRouted(const IpPrefix &prefix)
{
    const bool v6 = prefix.address().family() == platform::Family::V6;
    return prefix.length() >= (v6 ? shortestRouted6 : shortestRouted4);
}

std::optional<Origin> parseRecord(const QString &record, const platform::IpAddress &asked)
{
    constexpr qsizetype leastFields = 2; // what stands behind the network is not always there
    constexpr qsizetype allFields = 5;
    if (record.size() > longestRecord)
        return std::nullopt;
    QList<QStringView> fields = fieldsOf(record, allFields);
    if (fields.size() < leastFields)
        return std::nullopt;
    fields.resize(allFields);
    const auto asns = asnsOf(fields[0]);
    const auto prefix = IpPrefix::parse(fields[1].toString().toStdString());
    if (!asns || !fields[1].contains(u'/') || !prefix || !prefix->contains(asked) || !isRouted(*prefix))
        return std::nullopt;
    Origin origin;
    origin.prefix = *prefix;
    origin.asns = *asns;
    origin.registryCountry = countryOf(fields[2]);
    origin.registry = registryOf(fields[3]);
    origin.allocated = QDate::fromString(fields[4].toString(), Qt::ISODate);
    return origin;
}

/// Two records about one network: it is announced by the ASes of both.
void join(Origin &origin, const Origin &other)
{
    for (const std::uint32_t asn : other.asns) {
        if (origin.asns.size() < mostAsns && std::ranges::find(origin.asns, asn) == origin.asns.end())
            origin.asns.push_back(asn);
    }
}

/// "EXAMPLE - Example Networks, NL" without the country, which is a field of its own.
QStringView withoutCountry(QStringView name)
{
    constexpr qsizetype tail = 4;
    const QStringView end = name.right(tail);
    const bool has = name.size() > tail && end.startsWith(QLatin1String(", ")) && end[2].isUpper() && end[3].isUpper();
    return has ? name.chopped(tail).trimmed() : name;
}

} // namespace

QString originQuestion(const platform::IpAddress &address, const QString &zone)
{
    return QString::fromLatin1(reversedDigits(address)) + u'.' + zone;
}

QString asQuestion(std::uint32_t asn, const QString &zone)
{
    return QLatin1String("AS") + QString::number(asn) + u'.' + zone;
}

std::optional<Origin> parseOrigin(const QStringList &records, const platform::IpAddress &asked)
{
    std::optional<Origin> longest;
    for (const QString &record : records) {
        const auto origin = parseRecord(record, asked);
        if (!origin)
            continue;
        if (longest && longest->prefix == origin->prefix)
            join(*longest, *origin);
        else if (!longest || longest->prefix.length() < origin->prefix.length())
            longest = origin;
    }
    return longest;
}

QString originRecord(const Origin &origin)
{
    QStringList asns;
    for (const std::uint32_t asn : origin.asns)
        asns.append(QString::number(asn));
    return QStringList{asns.join(u' '), QString::fromStdString(origin.prefix.toString()), origin.registryCountry,
        origin.registry, origin.allocated.toString(Qt::ISODate)}
        .join(QLatin1String(" | "));
}

std::optional<QString> parseAsName(const QStringList &records, std::uint32_t asn, int longest)
{
    constexpr qsizetype allFields = 5; // the name is the last, and may have bars in it
    for (const QString &record : records) {
        if (record.size() > longestRecord)
            continue;
        const QList<QStringView> fields = fieldsOf(record, allFields);
        if (fields.size() == allFields && asnOf(fields[0]) == asn)
            return boundedText(withoutCountry(fields[4]), longest);
    }
    return std::nullopt;
}

IpPrefix routedGroup(const platform::IpAddress &address)
{
    return {address, address.family() == platform::Family::V6 ? longestRouted6 : longestRouted4};
}

} // namespace engine
