// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/web/registry_list.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace engine {

namespace {

constexpr int mostEntries = 10'000; // there are some hundred
constexpr qsizetype longestUrl = 2048;

/// The https one, else the first that can be asked (RFC 9224 section 3: several may be given).
QUrl serverOf(const QJsonArray &urls)
{
    QUrl found;
    for (const QJsonValue &value : urls) {
        QString text = value.toString();
        if (text.isEmpty() || text.size() > longestUrl)
            continue;
        if (!text.endsWith(u'/')) // "must end with /"; not all do
            text += u'/';
        const QUrl url(text, QUrl::StrictMode);
        const bool secure = url.scheme() == QLatin1String("https");
        if (!url.isValid() || url.host().isEmpty() || (!secure && url.scheme() != QLatin1String("http")))
            continue;
        if (secure)
            return url;
        if (found.isEmpty())
            found = url;
    }
    return found;
}

} // namespace

std::optional<RegistryList> RegistryList::read(const QByteArray &json)
{
    const QJsonValue services = QJsonDocument::fromJson(json).object().value(QLatin1String("services"));
    if (!services.isArray())
        return std::nullopt;
    RegistryList list;
    int entries = 0;
    const QJsonArray all = services.toArray();
    for (const QJsonValue &service : all) {
        const QUrl server = serverOf(service.toArray().at(1).toArray());
        const QJsonArray prefixes = service.toArray().at(0).toArray();
        if (server.isEmpty())
            continue;
        for (const QJsonValue &text : prefixes) {
            const auto prefix = IpPrefix::parse(text.toString().toStdString());
            if (prefix && ++entries <= mostEntries)
                list.m_servers.insert(*prefix, server);
        }
    }
    return list.m_servers.isEmpty() ? std::nullopt : std::optional(std::move(list));
}

QUrl RegistryList::question(const platform::IpAddress &address) const
{
    const auto *const found = m_servers.find(address);
    if (!found)
        return {};
    const auto plain = platform::IpAddress::fromBytes(address.bytes()); // without a scope
    return found->value.resolved(QUrl(QStringLiteral("./ip/") + QString::fromStdString(plain.toString())));
}

} // namespace engine
