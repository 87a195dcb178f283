// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/text/lookup_settings.h"

#include "engine/target.h"

#include <QDir>
#include <QStandardPaths>

#include <algorithm>

namespace app {
namespace {

bool flag(const SettingReader &read, const char *key, bool fallback)
{
    const QVariant value = read(QLatin1String(key));
    return value.isValid() ? value.toBool() : fallback;
}

template <typename Server>
std::vector<Server> servers(const QStringList &texts, std::optional<Server> (*parse)(const QString &))
{
    std::vector<Server> result;
    for (const QString &text : texts)
        if (const auto server = parse(text); server && std::ranges::find(result, *server) == result.end())
            result.push_back(*server);
    return result;
}

QString withPort(const QString &host, int port, int usual)
{
    if (port == usual)
        return host;
    return (host.contains(QLatin1Char(':')) ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2")).arg(host).arg(port);
}

} // namespace

QString settingsFilePath(const QString &directory)
{
    // Not AppConfigLocation: it has the name of the program in it, and there are two programs.
    const QString place = directory.isEmpty()
        ? QDir(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation))
              .filePath(QStringLiteral("periplus"))
        : directory;
    return QDir(place).filePath(QStringLiteral("periplus.ini"));
}

engine::LookupOptions lookupOptionsFrom(const SettingReader &read)
{
    engine::LookupOptions options;
    options.nothingLeaves = flag(read, lookup_keys::nothingLeaves, options.nothingLeaves);
    options.names = flag(read, lookup_keys::names, options.names);
    options.cymru = flag(read, lookup_keys::cymru, options.cymru);
    options.publicAddress = flag(read, lookup_keys::publicAddress, options.publicAddress);
    options.registry = flag(read, lookup_keys::registry, options.registry);
    options.downloads = flag(read, lookup_keys::downloads, options.downloads);
    if (flag(read, lookup_keys::ownDnsServers, false))
        options.dns.servers =
            servers<engine::DnsServer>(read(QLatin1String(lookup_keys::dnsServers)).toStringList(), &parseDnsServer);
    if (const QVariant stun = read(QLatin1String(lookup_keys::stunServers)); stun.isValid())
        options.stunServers = servers<engine::StunServer>(stun.toStringList(), &parseStunServer);
    options.localFiles = flag(read, lookup_keys::databases, options.localFiles);
    options.databases = read(QLatin1String(lookup_keys::databaseFiles)).toStringList();
    options.systemDatabases = flag(read, lookup_keys::systemDatabases, options.systemDatabases);
    options.networks = options.localFiles || options.cymru;
    return options;
}

engine::LookupOptions lookupOptionsFrom(const QSettings &settings)
{
    return lookupOptionsFrom([&settings](const QString &key) { return settings.value(key); });
}

std::optional<engine::DnsServer> parseDnsServer(const QString &text)
{
    const auto parsed = engine::parseTarget(text.trimmed());
    const auto *target = std::get_if<engine::Target>(&parsed);
    if (!target || !target->address)
        return std::nullopt;
    return engine::DnsServer{*target->address, target->port.value_or(engine::DnsServer().port)};
}

QString dnsServerText(const engine::DnsServer &server)
{
    return withPort(QString::fromStdString(server.address.toString()), server.port, engine::DnsServer().port);
}

std::optional<engine::StunServer> parseStunServer(const QString &text)
{
    const auto parsed = engine::parseTarget(text.trimmed());
    const auto *target = std::get_if<engine::Target>(&parsed);
    if (!target)
        return std::nullopt;
    const QString host = target->address ? QString::fromStdString(target->address->toString()) : target->host;
    return engine::StunServer{host, target->port.value_or(engine::StunServer().port)};
}

QString stunServerText(const engine::StunServer &server)
{
    return withPort(server.host, server.port, engine::StunServer().port);
}

QStringList defaultStunTexts()
{
    QStringList texts;
    for (const engine::StunServer &server : engine::LookupOptions().stunServers)
        texts.append(stunServerText(server));
    return texts;
}

} // namespace app
