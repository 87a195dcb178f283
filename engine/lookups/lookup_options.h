// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/dns_options.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <cstdint>
#include <vector>

namespace engine {

using namespace std::chrono_literals;

struct StunServer {
    QString host; ///< a name or an address
    std::uint16_t port = 3478;

    friend bool operator==(const StunServer &, const StunServer &) = default;
};

/// Public servers that anybody may ask without an account.
std::vector<StunServer> defaultStunServers();

/// How long answers are kept, in memory and across starts.
struct CacheOptions {
    std::chrono::seconds shortestName = 60s; ///< limits of a record's own time to live
    std::chrono::seconds longestName = 24h;
    std::chrono::seconds missing = 10min; ///< "there is none", where the answer does not say itself how long
    std::chrono::seconds failed = 30s; ///< no answer: asked again after this, and then after twice as long each time
    int failedAgain = 3; ///< so often by itself; later only when somebody wants it anew
    std::chrono::seconds origin = 4h; ///< the mapping is renewed that often at its source
    std::chrono::seconds asName = 7 * 24h;
    std::chrono::seconds registryList = 24h; ///< which registry is responsible for which addresses
    std::size_t entries = 50'000; ///< of each kind; the oldest go first
    std::chrono::milliseconds writeDelay = 1500ms; ///< answers of this long are written to disk together
    std::chrono::milliseconds busyTimeout =
        50ms; ///< another program that writes is waited for so long, then passed over

    friend bool operator==(const CacheOptions &, const CacheOptions &) = default;
};

/// Which sources may be asked, and how. A value; the one place of all defaults and durations of look-ups.
struct LookupOptions {
    bool nothingLeaves = false; ///< nobody outside is asked anything, whatever the rest says
    bool names = true; ///< reverse names by DNS
    bool networks = true; ///< AS, prefix, place, exchange: from anywhere
    bool cymru = true; ///< ... Team Cymru's DNS among it
    bool publicAddress = false; ///< STUN
    bool registry = true; ///< RDAP, when the user asks for it
    bool downloads = true; ///< databases and exchange prefixes, when the user asks for it

    DnsOptions dns;
    QString originZone4 = QStringLiteral("origin.asn.cymru.com");
    QString originZone6 = QStringLiteral("origin6.asn.cymru.com");
    QString asZone = QStringLiteral("asn.cymru.com");

    QStringList databases; ///< MMDB files in the order in which they are believed
    bool systemDatabases = true; ///< then those in the usual folders of the system
    bool localFiles = true; ///< false: no database is opened, whatever the list says, and no exchange prefixes

    std::vector<StunServer> stunServers = defaultStunServers(); ///< asked in turn until one answers
    std::chrono::milliseconds stunTimeout = 500ms; ///< of the first try; doubles, RFC 8489 section 6.2.1
    int stunTries = 4;

    std::chrono::milliseconds transferTimeout = 30s; ///< a web server that says nothing for so long is given up
    qint64 largestTransfer = qint64(1) << 30; ///< bytes of a file, also after unpacking
    qint64 largestAnswer = qint64(4) << 20; ///< bytes of an answer that is kept in memory
    int mostRedirects = 5;

    /// Where IANA says which registry is responsible (RFC 9224).
    QString registryList4 = QStringLiteral("https://data.iana.org/rdap/ipv4.json");
    QString registryList6 = QStringLiteral("https://data.iana.org/rdap/ipv6.json");

    int longestText = 253; ///< characters kept of a text that came from outside
    CacheOptions cache;

    bool mayAskNames() const { return names && !nothingLeaves; }
    bool mayAskCymru() const { return networks && cymru && !nothingLeaves; }
    bool mayAskPublicAddress() const { return publicAddress && !nothingLeaves; }
    bool mayAskRegistry() const { return registry && !nothingLeaves; }
    bool mayDownload() const { return downloads && !nothingLeaves; }

    friend bool operator==(const LookupOptions &, const LookupOptions &) = default;
};

/// Where files are. Empty: not kept.
struct LookupPaths {
    QString cacheFile; ///< answers, SQLite (docs/FORMATS.md, "Look-up cache")
    QString dataFolder; ///< databases that were downloaded, exchange prefixes
    /// The user's own list of addresses to download from; the built-in one where it does not exist.
    QString sourcesFile;

    /// The exchange prefixes: "exchanges.json" in the data folder. Empty without one.
    QString exchangeFile() const;

    friend bool operator==(const LookupPaths &, const LookupPaths &) = default;
};

/// This user's places, by QStandardPaths, the same for all programs of Periplus; nothing is created.
LookupPaths userLookupPaths();

} // namespace engine
