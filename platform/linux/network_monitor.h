// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/posix/unique_fd.h"

#include <cstddef>
#include <span>
#include <unordered_map>

namespace platform {

/// Hears from the kernel when links, addresses or routes change (rtnetlink, no privilege needed). Where the kernel does
/// not allow it, isOpen() is false and nothing is ever reported.
class NetworkMonitor final {
public:
    NetworkMonitor();

    bool isOpen() const { return m_fd.isOpen(); }
    int fd() const { return m_fd.get(); }
    /// Reads all that is there. True when something changed that can matter to a route.
    bool drain();

private:
    bool readMessages(std::span<const std::byte> bytes);
    bool linkChanged(std::span<const std::byte> payload, bool removed);

    UniqueFd m_fd;
    std::unordered_map<int, unsigned> m_linkFlags; ///< by interface index; link messages come for other reasons too
};

} // namespace platform
