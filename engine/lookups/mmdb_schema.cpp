// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/mmdb_schema.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace engine {

namespace {

using Path = MmdbReader::Path;

/// 15169 or "AS15169"; 0 stands for "none" (RFC 7607).
std::optional<std::uint32_t> asnOf(const MmdbValue &value)
{
    constexpr double largest = std::numeric_limits<std::uint32_t>::max();
    if (value.isNumber()) {
        if (!(value.number >= 1 && value.number <= largest) || value.number != std::floor(value.number))
            return std::nullopt;
        return static_cast<std::uint32_t>(value.number);
    }
    if (!value.isText())
        return std::nullopt;
    std::string_view digits = value.text;
    if (digits.size() > 2 && (digits[0] == 'A' || digits[0] == 'a') && (digits[1] == 'S' || digits[1] == 's'))
        digits.remove_prefix(2);
    std::uint32_t asn = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), asn);
    if (error != std::errc() || end != digits.data() + digits.size() || asn == 0)
        return std::nullopt;
    return asn;
}

/// Asks one record for its values under the keys that are in use for them.
class RecordReader {
public:
    RecordReader(const MmdbReader &reader, const MmdbReader::Record &record, int longest)
        : m_reader(reader)
        , m_record(record)
        , m_longest(longest)
    {
    }

    MmdbValue at(Path path) const { return m_reader.value(m_record, path); }

    QString bounded(std::string_view text) const
    {
        // A character has at most four bytes: more of them need not be decoded.
        const auto bytes = std::min(text.size(), static_cast<std::size_t>(m_longest) * 4);
        QString decoded = QString::fromUtf8(text.data(), static_cast<qsizetype>(bytes)).left(m_longest);
        if (!decoded.isEmpty() && decoded.back().isHighSurrogate())
            decoded.chop(1);
        return decoded.trimmed();
    }

    /// The first of the paths that leads to a text that is not empty.
    QString text(std::initializer_list<Path> paths) const
    {
        for (const Path path : paths) {
            const MmdbValue value = at(path);
            if (!value.isText())
                continue;
            if (QString found = bounded(value.text); !found.isEmpty())
                return found;
        }
        return {};
    }

    /// `key`.names in English, else in any language.
    QString localName(const char *key) const
    {
        if (QString name = text({{key, "names", "en"}}); !name.isEmpty())
            return name;
        if (at({key, "names"}).kind != MmdbValue::Kind::Other)
            return {};
        for (const QByteArray &language : m_reader.metadata().languages)
            if (QString name = text({{key, "names", language.constData()}}); !name.isEmpty())
                return name;
        return {};
    }

    /// A number, or a text that is one: some editions have coordinates as text.
    std::optional<double> number(std::initializer_list<Path> paths) const
    {
        for (const Path path : paths) {
            const MmdbValue value = at(path);
            if (value.isNumber() && std::isfinite(value.number))
                return value.number;
            if (value.isText())
                if (const auto parsed = parseNumber(value.text))
                    return parsed;
        }
        return std::nullopt;
    }

    std::optional<std::uint32_t> asn(std::initializer_list<Path> paths) const
    {
        for (const Path path : paths)
            if (const auto found = asnOf(at(path)))
                return found;
        return std::nullopt;
    }

    static std::optional<double> parseNumber(std::string_view text)
    {
        constexpr std::size_t longestNumber = 32;
        if (text.empty() || text.size() > longestNumber)
            return std::nullopt;
        bool ok = false;
        const double parsed =
            QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size())).trimmed().toDouble(&ok);
        return ok && std::isfinite(parsed) ? std::optional(parsed) : std::nullopt;
    }

private:
    const MmdbReader &m_reader;
    const MmdbReader::Record &m_record;
    int m_longest;
};

/// Two letters; "-" and "ZZ" stand for "not known".
QString countryCode(const QString &text)
{
    const auto isLetter = [](QChar c) { return (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z'); };
    if (text.size() != 2 || !std::ranges::all_of(text, isLetter))
        return {};
    const QString code = text.toUpper();
    return code == QLatin1String("ZZ") ? QString() : code;
}

/// IP2Location writes "-" where it knows nothing.
QString known(QString text)
{
    return text == QLatin1String("-") ? QString() : text;
}

void readCountry(const RecordReader &record, Place &place)
{
    // "country" is a map (MaxMind, DB-IP), a name (IPinfo Lite) or a code (IPinfo's older files).
    const QString flat = record.text({{"country"}});
    place.countryCode = countryCode(record.text(
        {{"country", "iso_code"}, {"country_code"}, {"country", "code"}, {"geo", "country_code"}, {"country"}}));
    place.country = known(record.localName("country"));
    if (place.country.isEmpty())
        place.country = known(record.text({{"country_name"}, {"country", "name"}, {"geo", "country"}}));
    if (place.country.isEmpty() && countryCode(flat).isEmpty())
        place.country = known(flat);
}

void readCoordinates(const RecordReader &record, Place &place)
{
    auto latitude = record.number({{"location", "latitude"}, {"latitude"}, {"lat"}, {"geo", "latitude"}});
    auto longitude = record.number({{"location", "longitude"}, {"longitude"}, {"lng"}, {"lon"}, {"geo", "longitude"}});
    if (!latitude && !longitude) {
        const MmdbValue both = record.at({"loc"}); // "37.4056,-122.0775"
        const auto comma = both.text.find(',');
        if (both.isText() && comma != std::string_view::npos) {
            latitude = RecordReader::parseNumber(both.text.substr(0, comma));
            longitude = RecordReader::parseNumber(both.text.substr(comma + 1));
        }
    }
    // 0, 0 is in the sea: it stands for "not known".
    if (!latitude || !longitude || std::abs(*latitude) > 90 || std::abs(*longitude) > 180
        || (*latitude == 0 && *longitude == 0))
        return;
    place.latitude = latitude;
    place.longitude = longitude;
    constexpr double halfWayRound = 20038; // km, from pole to pole over the equator
    const auto radius = record.number({{"location", "accuracy_radius"}, {"radius"}, {"geo", "radius"}});
    if (radius && *radius >= 0 && *radius <= halfWayRound)
        place.accuracyKm = static_cast<int>(std::lround(*radius));
}

struct Attribution {
    const char *typePrefix; ///< lower case
    const char *text;
};

// As the licences word it: GeoLite2 End User License Agreement; CC BY 4.0 with DB-IP's notice; CC BY-SA 4.0 with
// IPinfo's and IP2Location's.
constexpr std::array attributions{
    Attribution{
        "geolite2", "This product includes GeoLite2 data created by MaxMind, available from https://www.maxmind.com"},
    Attribution{"geoip2", "GeoIP2 data created by MaxMind, available from https://www.maxmind.com"},
    Attribution{"dbip", "IP Geolocation by DB-IP (https://db-ip.com)"},
    Attribution{"ipinfo", "IP address data powered by IPinfo (https://ipinfo.io)"},
    Attribution{"ip2lite", "IP2Location LITE data available from https://lite.ip2location.com"},
    Attribution{"ip2location", "IP2Location LITE data available from https://lite.ip2location.com"},
};

} // namespace

std::optional<Origin> originOf(const MmdbReader &reader, const MmdbReader::Record &record, int longest)
{
    const RecordReader values(reader, record, longest);
    const auto asn = values.asn({{"autonomous_system_number"}, {"traits", "autonomous_system_number"}, {"asn"},
        {"as", "asn"}, {"as_number"}, {"country", "AutonomousSystemNumber"}});
    if (!asn)
        return std::nullopt;
    Origin origin;
    origin.prefix = record.prefix;
    origin.asns = {*asn};
    origin.asName = known(values.text({{"autonomous_system_organization"}, {"traits", "autonomous_system_organization"},
        {"as_name"}, {"as", "name"}, {"as"}, {"country", "AutonomousSystemOrganization"}, {"traits", "isp"}, {"isp"},
        {"name"}, {"traits", "organization"}, {"organization"}}));
    return origin;
}

std::optional<Place> placeOf(const MmdbReader &reader, const MmdbReader::Record &record, int longest)
{
    const RecordReader values(reader, record, longest);
    Place place;
    readCountry(values, place);
    place.city = known(values.localName("city"));
    if (place.city.isEmpty())
        place.city = known(values.text({{"city"}, {"city", "name"}, {"city_name"}, {"geo", "city"}}));
    readCoordinates(values, place);
    return place == Place() ? std::nullopt : std::optional(place);
}

QString attributionOf(const QString &databaseType)
{
    const QString type = databaseType.toLower();
    for (const Attribution &attribution : attributions)
        if (type.startsWith(QLatin1String(attribution.typePrefix)))
            return QString::fromLatin1(attribution.text);
    return {};
}

} // namespace engine
