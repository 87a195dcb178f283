// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/ip_address.h"

#include <optional>
#include <string>
#include <vector>

namespace platform {

/// One network interface as Windows lists it.
struct NetworkInterface {
    std::string name; ///< as people know it: "Wi-Fi", "Ethernet 2" (UTF-8)
    std::string systemName; ///< the GUID
    std::uint32_t index4 = 0;
    std::uint32_t index6 = 0;
    bool isUp = false;
    std::vector<IpAddress> addresses;

    /// The first address of the family that a probe can come from; a link-local one only if there is no other.
    IpAddress addressOf(Family family) const;
};

/// GetAdaptersAddresses; empty when the system refuses. Takes some milliseconds on real systems.
std::vector<NetworkInterface> listInterfaces();

/// By its name, its GUID or its number.
std::optional<NetworkInterface> findInterface(const std::string &name);

} // namespace platform
