// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/fact_text.h"

#include "app/table/formatting.h"

#include <QCoreApplication>
#include <QTimeZone>

namespace app {

namespace {

using engine::AddressFacts;
using engine::AddressRange;
using engine::FactSource;
using engine::FactState;

class Texts {
    Q_DECLARE_TR_FUNCTIONS(app::FactText)
};

QString asText(std::uint32_t asn, const QString &name)
{
    return QStringLiteral("AS%1 %2").arg(asn).arg(visibleText(name)).trimmed();
}

QString degrees(double value, const QString &plus, const QString &minus, const QLocale &locale)
{
    constexpr int decimals = 3;
    return Texts::tr("%1° %2", "number, N S E or W")
        .arg(locale.toString(std::abs(value), 'f', decimals), value < 0 ? minus : plus);
}

/// A file's name says less than its stem.
QString stemOf(const QString &file)
{
    const QString shown = visibleText(file);
    const QString ending = QStringLiteral(".mmdb");
    return shown.endsWith(ending, Qt::CaseInsensitive) ? shown.chopped(ending.size()) : shown;
}

QString dated(const QString &what, const QDateTime &made, const QString &format)
{
    return made.isValid() ? Texts::tr("%1 of %2", "database, date").arg(what, made.toUTC().toString(format)) : what;
}

QString asked(const QString &whom, const FactOrigin &origin, const QDateTime &now, const QLocale &locale)
{
    QStringList parts{whom};
    if (origin.asOf.isValid())
        parts << ageText(origin.asOf, now, locale);
    if (origin.cached)
        parts << Texts::tr("cached");
    return parts.join(QStringLiteral(", "));
}

} // namespace

QString hostName(const AddressFacts &facts)
{
    return facts.name.isKnown() ? visibleText(facts.name.value) : QString();
}

QString networkText(const AddressFacts &facts)
{
    if (!facts.origin.isKnown())
        return rangeText(facts.range);
    const engine::Origin &origin = facts.origin.value;
    if (origin.asns.empty())
        return origin.asName.isEmpty() ? rangeText(facts.range) : visibleText(origin.asName);
    const QString first = asText(origin.asns.front(), origin.asName);
    return origin.asns.size() == 1
        ? first
        : Texts::tr("%1 +%2", "network, how many more announce it").arg(first).arg(origin.asns.size() - 1);
}

QString otherOriginsText(const AddressFacts &facts)
{
    QStringList others;
    if (facts.origin.isKnown()) {
        const std::vector<std::uint32_t> &asns = facts.origin.value.asns;
        for (std::size_t i = 1; i < asns.size(); ++i)
            others << asText(asns[i], {});
    }
    return others.join(QStringLiteral(", "));
}

QString prefixText(const AddressFacts &facts)
{
    return facts.origin.isKnown() ? QString::fromStdString(facts.origin.value.prefix.toString()) : QString();
}

QString registryText(const AddressFacts &facts)
{
    if (!facts.origin.isKnown())
        return {};
    const QString &id = facts.origin.value.registry;
    struct Registry {
        const char *id;
        const char *name;
    };
    static constexpr std::array registries{Registry{"ripencc", "RIPE NCC"}, Registry{"arin", "ARIN"},
        Registry{"apnic", "APNIC"}, Registry{"lacnic", "LACNIC"}, Registry{"afrinic", "AFRINIC"}};
    for (const Registry &registry : registries) {
        if (id.compare(QLatin1String(registry.id), Qt::CaseInsensitive) == 0)
            return QLatin1String(registry.name);
    }
    return visibleText(id);
}

QString registrationText(const AddressFacts &facts, const QLocale &locale)
{
    QStringList parts;
    if (const QString registry = registryText(facts); !registry.isEmpty())
        parts << registry;
    if (!facts.origin.isKnown())
        return {};
    const engine::Origin &origin = facts.origin.value;
    if (origin.allocated.isValid())
        parts << Texts::tr("allocated %1").arg(locale.toString(origin.allocated, QStringLiteral("d MMMM yyyy")));
    if (!origin.registryCountry.isEmpty())
        parts << Texts::tr("registered in %1").arg(countryName(origin.registryCountry));
    return parts.join(QStringLiteral(", "));
}

QString countryText(const AddressFacts &facts)
{
    if (!facts.place.isKnown())
        return {};
    const engine::Place &place = facts.place.value;
    return place.country.isEmpty() ? countryName(place.countryCode) : visibleText(place.country);
}

QString cityText(const AddressFacts &facts)
{
    return facts.place.isKnown() ? visibleText(facts.place.value.city) : QString();
}

QString placeText(const AddressFacts &facts)
{
    const QString city = cityText(facts);
    return city.isEmpty() ? countryText(facts) : city;
}

QString placeLine(const AddressFacts &facts)
{
    QStringList parts{cityText(facts), countryText(facts)};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

QString coordinatesText(const AddressFacts &facts, const QLocale &locale)
{
    if (!facts.place.isKnown() || !facts.place.value.latitude || !facts.place.value.longitude)
        return {};
    const engine::Place &place = facts.place.value;
    QStringList parts{degrees(*place.latitude, Texts::tr("N", "north"), Texts::tr("S", "south"), locale),
        degrees(*place.longitude, Texts::tr("E", "east"), Texts::tr("W", "west"), locale)};
    if (place.accuracyKm)
        parts << Texts::tr("within %1 km").arg(locale.toString(*place.accuracyKm));
    return parts.join(QStringLiteral(", "));
}

QString exchangeText(const AddressFacts &facts)
{
    return facts.exchange.isKnown() ? visibleText(facts.exchange.value.name) : QString();
}

QString memberText(const AddressFacts &facts)
{
    if (!facts.exchange.isKnown())
        return {};
    const engine::ExchangePoint &exchange = facts.exchange.value;
    return exchange.memberAsn ? asText(*exchange.memberAsn, exchange.memberName) : visibleText(exchange.memberName);
}

QString rangeText(AddressRange range)
{
    switch (range) {
    case AddressRange::Global:
        break;
    case AddressRange::Private:
    case AddressRange::UniqueLocal:
        return Texts::tr("Private network");
    case AddressRange::CarrierNat:
        return Texts::tr("Carrier-grade NAT");
    case AddressRange::Loopback:
        return Texts::tr("Loopback");
    case AddressRange::LinkLocal:
        return Texts::tr("Link-local");
    case AddressRange::Documentation:
        return Texts::tr("Documentation");
    case AddressRange::Multicast:
        return Texts::tr("Multicast");
    case AddressRange::Benchmark:
        return Texts::tr("Benchmarking");
    case AddressRange::Reserved:
        return Texts::tr("Reserved");
    }
    return {};
}

QString countryName(const QString &code)
{
    const QLocale::Territory territory = QLocale::codeToTerritory(code);
    return territory == QLocale::AnyTerritory ? visibleText(code) : QLocale::territoryToString(territory);
}

QString sourceText(const FactOrigin &origin, const QDateTime &now, const QLocale &locale)
{
    switch (origin.source) {
    case FactSource::None:
        break;
    case FactSource::Dns:
        return asked(origin.detail.isEmpty() ? Texts::tr("system DNS")
                                             : Texts::tr("DNS server %1").arg(visibleText(origin.detail)),
            origin, now, locale);
    case FactSource::Cymru:
        return asked(Texts::tr("Team Cymru"), origin, now, locale);
    case FactSource::Database:
        return dated(origin.detail.isEmpty() ? Texts::tr("a database") : stemOf(origin.detail), origin.asOf,
            QStringLiteral("yyyy-MM"));
    case FactSource::SpecialRange:
        return Texts::tr("from the address itself");
    case FactSource::PeeringDb:
        return dated(Texts::tr("PeeringDB"), origin.asOf, QStringLiteral("yyyy-MM-dd"));
    case FactSource::Scenario:
        return Texts::tr("the simulated network");
    }
    return {};
}

QString ageText(const QDateTime &then, const QDateTime &now, const QLocale &locale)
{
    constexpr qint64 minute = 60;
    constexpr qint64 hour = 60 * minute;
    constexpr qint64 day = 24 * hour;
    const qint64 age = then.secsTo(now);
    if (age < minute) // also when the clock was set back
        return Texts::tr("just now");
    if (age < hour)
        return Texts::tr("%1 min ago").arg(locale.toString(age / minute));
    if (age < 2 * day)
        return Texts::tr("%1 h ago").arg(locale.toString(age / hour));
    return Texts::tr("%1 days ago").arg(locale.toString(age / day));
}

QString missingText(FactState state)
{
    if (state == FactState::Pending)
        return QStringLiteral("…");
    return state == FactState::Failed ? QStringLiteral("?") : formatNothing();
}

bool isAbsence(const QString &text)
{
    return text == formatNothing() || text == missingText(FactState::Pending) || text == missingText(FactState::Failed);
}

} // namespace app
