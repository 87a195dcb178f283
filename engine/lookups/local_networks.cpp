// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/local_networks.h"

#include <QNetworkInterface>

#include <algorithm>

namespace engine {

namespace {

constexpr int subnetLength6 = 64; // RFC 4291 section 2.5.1
constexpr int shortest4 = 8;
constexpr int shortest6 = 16;

bool counts(const QNetworkInterface &interface)
{
    const QNetworkInterface::InterfaceFlags flags = interface.flags();
    return flags.testFlag(QNetworkInterface::IsUp) && !flags.testFlag(QNetworkInterface::IsLoopBack);
}

} // namespace

IpPrefix localNetworkOf(const platform::IpAddress &address, int length)
{
    if (address.isNull() || address.isLoopback() || address.isLinkLocal() || address.isUnspecified())
        return {};
    const bool isV4 = address.family() == platform::Family::V4;
    const int whole = isV4 ? 32 : 128;
    int used = length < 0 || length > whole ? whole : length;
    if (!isV4)
        used = std::min(used, subnetLength6);
    // Half of the internet on one's own wire: a route that somebody set up as an address (tunnels do).
    if (used < (isV4 ? shortest4 : shortest6))
        return {};
    return IpPrefix(address, static_cast<unsigned>(used));
}

std::vector<IpPrefix> localNetworks()
{
    std::vector<IpPrefix> networks;
    for (const QNetworkInterface &interface : QNetworkInterface::allInterfaces()) {
        if (!counts(interface))
            continue;
        for (const QNetworkAddressEntry &entry : interface.addressEntries()) {
            const auto address = platform::IpAddress::parse(entry.ip().toString().toStdString());
            const IpPrefix network = localNetworkOf(address.value_or(platform::IpAddress()), entry.prefixLength());
            if (!network.isNull())
                networks.push_back(network);
        }
    }
    std::sort(networks.begin(), networks.end());
    networks.erase(std::unique(networks.begin(), networks.end()), networks.end());
    return networks;
}

} // namespace engine
