// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/web/registry_record.h"

#include "engine/core/ip_prefix.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace engine {

namespace {

// More than any registry sends; what is beyond is not of interest.
constexpr qsizetype longestText = 253;
constexpr qsizetype longestRemark = 1'000;
constexpr qsizetype mostTexts = 32; // of one list
constexpr std::size_t mostContacts = 32;
constexpr int mostEntities = 256; // looked at
constexpr int deepest = 4; // entities in entities

/// One line: what the registry broke becomes ", ".
QString oneLine(const QString &text, qsizetype longest = longestText)
{
    static const QRegularExpression breaks(QStringLiteral("[ \\t]*[\\r\\n\\x{2028}\\x{2029}]+[ \\t]*"));
    constexpr qsizetype slack = 4; // breaks take up to two characters each
    QString line = text.left(longest * slack).trimmed();
    line.replace(breaks, QStringLiteral(", "));
    return line.left(longest);
}

QString textOf(const QJsonObject &object, QLatin1String key)
{
    return oneLine(object.value(key).toString());
}

void append(QStringList &list, const QString &text)
{
    if (!text.isEmpty() && list.size() < mostTexts && !list.contains(text))
        list += text;
}

QStringList textsOf(const QJsonValue &value)
{
    QStringList texts;
    if (value.isString())
        append(texts, oneLine(value.toString()));
    const QJsonArray array = value.toArray();
    for (const QJsonValue &item : array)
        append(texts, oneLine(item.toString()));
    return texts;
}

/// The parts of a structured value (jCard, RFC 7095 section 3.3.1.3), which may be lists themselves.
QString joined(const QJsonValue &value)
{
    if (value.isString())
        return oneLine(value.toString());
    QStringList parts;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &item : array)
        append(parts, textsOf(item).join(QLatin1String(", ")));
    return parts.join(QLatin1String(", ")).left(longestText);
}

QString without(QLatin1String scheme, const QString &text)
{
    return text.startsWith(scheme, Qt::CaseInsensitive) ? text.mid(scheme.size()) : text;
}

/// A jCard (RFC 7095): ["vcard", [[name, parameters, type, value…], …]].
void readCard(const QJsonArray &card, RegistryRecord::Contact &contact)
{
    QString organisation;
    const QJsonArray properties = card.at(1).toArray();
    for (const QJsonValue &property : properties) {
        const QJsonArray parts = property.toArray();
        const QString name = parts.at(0).toString().toLower();
        const QJsonValue value = parts.at(3);
        if (name == QLatin1String("fn"))
            contact.name = joined(value);
        else if (name == QLatin1String("org"))
            organisation = joined(value);
        else if (name == QLatin1String("email"))
            append(contact.emails, without(QLatin1String("mailto:"), joined(value)));
        else if (name == QLatin1String("tel"))
            append(contact.phones, without(QLatin1String("tel:"), joined(value)));
        else if (name == QLatin1String("adr") && contact.address.isEmpty())
            contact.address = joined(value);
        if (name == QLatin1String("adr") && contact.address.isEmpty()) // unstructured, section 3.3.1.3
            contact.address = textOf(parts.at(1).toObject(), QLatin1String("label"));
    }
    if (contact.name.isEmpty())
        contact.name = organisation;
}

void readEntities(const QJsonValue &value, int depth, int &entities, RegistryRecord &record)
{
    const QJsonArray array = value.toArray();
    for (const QJsonValue &item : array) {
        const QJsonObject entity = item.toObject();
        if (++entities > mostEntities)
            return;
        RegistryRecord::Contact contact;
        readCard(entity.value(QLatin1String("vcardArray")).toArray(), contact);
        contact.role = textsOf(entity.value(QLatin1String("roles"))).join(QLatin1String(", ")).left(longestText);
        if (contact.name.isEmpty())
            contact.name = textOf(entity, QLatin1String("handle"));
        const bool isKnown = std::ranges::find(record.contacts, contact) != record.contacts.end();
        if (!contact.name.isEmpty() && !isKnown && record.contacts.size() < mostContacts)
            record.contacts.push_back(contact);
        if (depth < deepest)
            readEntities(entity.value(QLatin1String("entities")), depth + 1, entities, record);
    }
}

/// "cidr0_cidrs" of the cidr0 extension: [{"v4prefix": "203.0.113.0", "length": 24}, …].
QStringList prefixesOf(const QJsonArray &array)
{
    QStringList prefixes;
    for (const QJsonValue &item : array) {
        const QJsonObject object = item.toObject();
        QString text = object.value(QLatin1String("v4prefix")).toString();
        if (text.isEmpty())
            text = object.value(QLatin1String("v6prefix")).toString();
        const qint64 length = object.value(QLatin1String("length")).toInteger(-1);
        const auto prefix = IpPrefix::parse(text.toStdString() + '/' + std::to_string(length));
        if (prefix)
            append(prefixes, QString::fromStdString(prefix->toString()));
    }
    return prefixes;
}

QString eventDate(const QJsonArray &events, QLatin1String action)
{
    for (const QJsonValue &event : events) {
        if (event.toObject().value(QLatin1String("eventAction")).toString() == action)
            return textOf(event.toObject(), QLatin1String("eventDate"));
    }
    return {};
}

QStringList remarksOf(const QJsonArray &array)
{
    QStringList remarks;
    for (const QJsonValue &remark : array) {
        const QJsonArray lines = remark.toObject().value(QLatin1String("description")).toArray();
        for (const QJsonValue &line : lines)
            append(remarks, oneLine(line.toString(), longestRemark));
    }
    return remarks;
}

QString rangeText(const QString &first, const QString &last)
{
    if (first.isEmpty() || last.isEmpty() || first == last)
        return first.isEmpty() ? last : first;
    return first + QLatin1String(" - ") + last;
}

} // namespace

std::optional<RegistryRecord> readRdap(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (object.value(QLatin1String("objectClassName")).toString() != QLatin1String("ip network"))
        return std::nullopt;
    RegistryRecord record;
    record.handle = textOf(object, QLatin1String("handle"));
    record.name = textOf(object, QLatin1String("name"));
    record.range =
        rangeText(textOf(object, QLatin1String("startAddress")), textOf(object, QLatin1String("endAddress")));
    record.prefixes = prefixesOf(object.value(QLatin1String("cidr0_cidrs")).toArray());
    record.type = textOf(object, QLatin1String("type"));
    record.country = textOf(object, QLatin1String("country"));
    record.parent = textOf(object, QLatin1String("parentHandle"));
    record.status = textsOf(object.value(QLatin1String("status")));
    const QJsonArray events = object.value(QLatin1String("events")).toArray();
    record.registered = eventDate(events, QLatin1String("registration"));
    record.changed = eventDate(events, QLatin1String("last changed"));
    int entities = 0;
    readEntities(object.value(QLatin1String("entities")), 1, entities, record);
    record.remarks = remarksOf(object.value(QLatin1String("remarks")).toArray());
    return record;
}

} // namespace engine
