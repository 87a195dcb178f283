// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/lookup_options.h"

#include <QStandardPaths>

namespace engine {

namespace {

/// Not the folder of the one program that runs: window and console share what they know.
QString inFolder(QStandardPaths::StandardLocation location, QLatin1String name)
{
    const QString folder = QStandardPaths::writableLocation(location);
    return folder.isEmpty() ? QString() : folder + QLatin1String("/periplus/") + name;
}

} // namespace

std::vector<StunServer> defaultStunServers()
{
    constexpr std::uint16_t googlePort = 19302;
    return {{QStringLiteral("stun.cloudflare.com")}, {QStringLiteral("stun.l.google.com"), googlePort},
        {QStringLiteral("stun.nextcloud.com")}};
}

QString LookupPaths::exchangeFile() const
{
    return dataFolder.isEmpty() ? QString() : dataFolder + QLatin1String("/exchanges.json");
}

LookupPaths userLookupPaths()
{
    LookupPaths paths;
    paths.cacheFile = inFolder(QStandardPaths::GenericCacheLocation, QLatin1String("lookups.sqlite"));
    paths.dataFolder = inFolder(QStandardPaths::GenericDataLocation, QLatin1String("data"));
    paths.sourcesFile = inFolder(QStandardPaths::GenericConfigLocation, QLatin1String("sources.json"));
    return paths;
}

} // namespace engine
