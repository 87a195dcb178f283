// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/exchange_table.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <limits>
#include <vector>

namespace engine {

namespace {

constexpr qsizetype largestFile = 64 << 20;
constexpr qsizetype longestText = 253;
constexpr int mostEntries = 1'000'000;
constexpr QLatin1String schema("periplus.exchanges/1");

platform::Error malformed(const QString &what)
{
    return {platform::Operation::ReadFile, platform::ErrorKind::Malformed, 0, what.toStdString()};
}

QString textOf(const QJsonObject &object, QLatin1String key)
{
    return object.value(key).toString().left(longestText).trimmed();
}

std::optional<std::uint32_t> asnOf(const QJsonValue &value)
{
    const qint64 number = value.toInteger(0);
    if (number < 1 || number > std::numeric_limits<std::uint32_t>::max())
        return std::nullopt;
    return static_cast<std::uint32_t>(number);
}

/// Networks of exchanges are small; one that is not would take the facts of half the world.
bool isPlausible(const IpPrefix &prefix)
{
    const bool v6 = prefix.address().family() == platform::Family::V6;
    if (prefix.length() < (v6 ? 32U : 16U))
        return false;
    switch (rangeOf(prefix.address())) {
    case AddressRange::Global:
    case AddressRange::Documentation:
    case AddressRange::Benchmark:
        return true;
    default: // means something else wherever it is used
        return false;
    }
}

platform::Result<QJsonObject> parseObject(const QByteArray &json, const char *name)
{
    if (json.size() > largestFile)
        return malformed(QLatin1String(name) + QStringLiteral(": too large"));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return malformed(
            QStringLiteral("%1: %2 at byte %3").arg(QLatin1String(name), error.errorString()).arg(error.offset));
    if (!document.isObject())
        return malformed(QLatin1String(name) + QStringLiteral(": no object"));
    return document.object();
}

/// PeeringDB's objects put together; what refers to nothing, or is not "ok", is left out.
class Converter {
public:
    using Take = void (Converter::*)(const QJsonObject &);

    std::optional<platform::Error> take(const QByteArray &body, const char *name, Take entry)
    {
        const auto parsed = parseObject(body, name);
        if (!parsed)
            return parsed.error();
        const QJsonValue data = parsed->value(QLatin1String("data"));
        if (!data.isArray())
            return malformed(QLatin1String(name) + QStringLiteral(": no data"));
        const QJsonArray entries = data.toArray();
        for (const QJsonValue &value : entries) {
            const QJsonObject object = value.toObject();
            if (object.value(QLatin1String("status")).toString() == QLatin1String("ok") && ++m_entries <= mostEntries)
                (this->*entry)(object);
        }
        return std::nullopt;
    }

    void takeExchange(const QJsonObject &object)
    {
        const qint64 id = object.value(QLatin1String("id")).toInteger(0);
        const QString name = textOf(object, QLatin1String("name"));
        if (id > 0 && !name.isEmpty())
            m_exchanges[id] = {
                name, textOf(object, QLatin1String("city")), textOf(object, QLatin1String("country")), {}, {}};
    }

    void takeLan(const QJsonObject &object)
    {
        const qint64 id = object.value(QLatin1String("id")).toInteger(0);
        if (id > 0)
            m_lans[id] = object.value(QLatin1String("ix_id")).toInteger(0);
    }

    void takePrefix(const QJsonObject &object)
    {
        const auto prefix = IpPrefix::parse(object.value(QLatin1String("prefix")).toString().toStdString());
        Exchange *exchange = exchangeOfLan(object.value(QLatin1String("ixlan_id")).toInteger(0));
        if (exchange && prefix && isPlausible(*prefix))
            exchange->prefixes.append(QString::fromStdString(prefix->toString()));
    }

    void takeMember(const QJsonObject &object)
    {
        const auto asn = asnOf(object.value(QLatin1String("asn")));
        Exchange *exchange = exchangeOfLan(object.value(QLatin1String("ixlan_id")).toInteger(0));
        if (!exchange || !asn)
            return;
        for (const QLatin1String key : {QLatin1String("ipaddr4"), QLatin1String("ipaddr6")}) {
            const auto address = platform::IpAddress::parse(object.value(key).toString().toStdString());
            if (address)
                exchange->members.append(
                    QJsonObject{{QStringLiteral("address"), QString::fromStdString(address->toString())},
                        {QStringLiteral("asn"), qint64(*asn)}});
        }
    }

    QByteArray write(const QDateTime &asOf) const
    {
        QJsonArray exchanges;
        for (const auto &[id, exchange] : m_exchanges) {
            if (exchange.prefixes.isEmpty())
                continue;
            exchanges.append(QJsonObject{{QStringLiteral("name"), exchange.name},
                {QStringLiteral("city"), exchange.city}, {QStringLiteral("country"), exchange.country},
                {QStringLiteral("prefixes"), exchange.prefixes}, {QStringLiteral("members"), exchange.members}});
        }
        const QJsonObject root{{QStringLiteral("schema"), schema},
            {QStringLiteral("as_of"), asOf.toUTC().toString(Qt::ISODate)}, {QStringLiteral("exchanges"), exchanges}};
        return QJsonDocument(root).toJson(QJsonDocument::Compact);
    }

private:
    struct Exchange {
        QString name;
        QString city;
        QString country;
        QJsonArray prefixes;
        QJsonArray members;
    };

    Exchange *exchangeOfLan(qint64 lan)
    {
        const auto known = m_lans.find(lan);
        const auto exchange = known == m_lans.end() ? m_exchanges.end() : m_exchanges.find(known->second);
        return exchange == m_exchanges.end() ? nullptr : &exchange->second;
    }

    std::map<qint64, Exchange> m_exchanges; ///< by PeeringDB's number
    std::map<qint64, qint64> m_lans; ///< a LAN's number to its exchange's
    int m_entries = 0;
};

} // namespace

platform::Result<ExchangeTable> ExchangeTable::read(const QByteArray &json)
{
    const auto parsed = parseObject(json, "exchanges");
    if (!parsed)
        return parsed.error();
    const QJsonObject &root = *parsed;
    if (root.value(QLatin1String("schema")).toString() != schema)
        return malformed(QStringLiteral("exchanges: schema"));
    if (!root.value(QLatin1String("exchanges")).isArray())
        return malformed(QStringLiteral("exchanges: exchanges"));
    ExchangeTable table;
    table.m_asOf = QDateTime::fromString(root.value(QLatin1String("as_of")).toString(), Qt::ISODate).toUTC();
    int left = mostEntries;
    const QJsonArray exchanges = root.value(QLatin1String("exchanges")).toArray();
    for (const QJsonValue &value : exchanges)
        table.add(value.toObject(), left);
    return table;
}

/// What makes no sense is left out. `left` counts what may still be taken.
void ExchangeTable::add(const QJsonObject &exchange, int &left)
{
    ExchangePoint point;
    point.name = textOf(exchange, QLatin1String("name"));
    point.city = textOf(exchange, QLatin1String("city"));
    point.countryCode = textOf(exchange, QLatin1String("country"));
    if (point.name.isEmpty())
        return;
    std::vector<IpPrefix> lans;
    const QJsonArray prefixes = exchange.value(QLatin1String("prefixes")).toArray();
    for (const QJsonValue &text : prefixes) {
        const auto prefix = IpPrefix::parse(text.toString().toStdString());
        if (!prefix || !isPlausible(*prefix) || --left < 0)
            continue;
        const auto *known = m_prefixes.find(prefix->address());
        if (known && known->prefix == *prefix)
            continue; // the first exchange that has it keeps it
        lans.push_back(*prefix);
        point.lan = *prefix;
        m_prefixes.insert(*prefix, point);
    }
    const QJsonArray members = exchange.value(QLatin1String("members")).toArray();
    for (const QJsonValue &value : members) {
        const QJsonObject member = value.toObject();
        const auto address =
            platform::IpAddress::parse(member.value(QLatin1String("address")).toString().toStdString());
        const auto asn = asnOf(member.value(QLatin1String("asn")));
        const auto holds = [&address](const IpPrefix &lan) { return lan.contains(*address); };
        if (address && asn && std::ranges::any_of(lans, holds) && --left >= 0)
            m_members.insert_or_assign(*address, Member{*asn, textOf(member, QLatin1String("name"))});
    }
}

platform::Result<QByteArray> ExchangeTable::convert(const QByteArray &ix, const QByteArray &ixlan,
    const QByteArray &ixpfx, const QByteArray &netixlan, const QDateTime &asOf)
{
    Converter converter;
    if (auto problem = converter.take(ix, "ix", &Converter::takeExchange))
        return *problem;
    if (auto problem = converter.take(ixlan, "ixlan", &Converter::takeLan))
        return *problem;
    if (auto problem = converter.take(ixpfx, "ixpfx", &Converter::takePrefix))
        return *problem;
    if (!netixlan.isEmpty())
        if (auto problem = converter.take(netixlan, "netixlan", &Converter::takeMember))
            return *problem;
    return converter.write(asOf);
}

std::optional<ExchangePoint> ExchangeTable::find(const platform::IpAddress &address) const
{
    const auto *found = m_prefixes.find(address);
    if (!found)
        return std::nullopt;
    ExchangePoint point = found->value;
    if (const auto member = m_members.find(address); member != m_members.end()) {
        point.memberAsn = member->second.asn;
        point.memberName = member->second.name;
    }
    return point;
}

} // namespace engine
