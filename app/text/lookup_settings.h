// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/lookup_options.h"

#include <QSettings>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <functional>
#include <optional>

/// What the user allows look-ups to ask, as it stands in the settings file. The window writes it
/// (app/shell/settings.h), the window and the console program go by it. Qt Core only.
namespace app {

/// The file, the same for both programs. `directory`: where it lives; empty: the place of the system for this user.
QString settingsFilePath(const QString &directory = {});

/// Keys of the file; all begin with "lookups/". Defaults are those of engine::LookupOptions.
namespace lookup_keys {
inline constexpr auto nothingLeaves = "lookups/nothingLeaves"; ///< bool
inline constexpr auto names = "lookups/names"; ///< bool
inline constexpr auto cymru = "lookups/cymru"; ///< bool
inline constexpr auto databases = "lookups/databases"; ///< bool: use local files at all
inline constexpr auto publicAddress = "lookups/publicAddress"; ///< bool
inline constexpr auto registry = "lookups/registry"; ///< bool
inline constexpr auto downloads = "lookups/downloads"; ///< bool
inline constexpr auto ownDnsServers = "lookups/ownDnsServers"; ///< bool: those of the list, not the system's
inline constexpr auto dnsServers = "lookups/dnsServers"; ///< texts for parseDnsServer()
inline constexpr auto stunServers = "lookups/stunServers"; ///< texts for parseStunServer()
inline constexpr auto databaseFiles = "lookups/databaseFiles"; ///< absolute paths, the most believed first
inline constexpr auto systemDatabases = "lookups/systemDatabases"; ///< bool
inline constexpr auto keepCurrent = "lookups/keepCurrent"; ///< ids of download sources
} // namespace lookup_keys

/// The value stored under a key; invalid where there is none.
using SettingReader = std::function<QVariant(const QString &key)>;

/// Entries of lists that make no sense are left out.
engine::LookupOptions lookupOptionsFrom(const SettingReader &read);
engine::LookupOptions lookupOptionsFrom(const QSettings &settings);

/// "192.0.2.53", "192.0.2.53:5353", "2001:db8::53", "[2001:db8::53]:5353"; nothing for anything else.
std::optional<engine::DnsServer> parseDnsServer(const QString &text);
QString dnsServerText(const engine::DnsServer &server); ///< without the port where it is the usual one

/// A name or an address, with or without a port.
std::optional<engine::StunServer> parseStunServer(const QString &text);
QString stunServerText(const engine::StunServer &server);

QStringList defaultStunTexts(); ///< the engine's list

} // namespace app
