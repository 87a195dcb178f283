// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/windows/completion_port.h"

#include <array>

namespace platform {

/// Hears from the system when interfaces, addresses or routes change, on threads of its own, and posts Key::Network.
/// Where the system refuses, nothing is ever reported. Destruction waits for a callback that is running, which only
/// posts.
class NetworkWatch final {
public:
    explicit NetworkWatch(CompletionPort &port);
    ~NetworkWatch();
    NetworkWatch(const NetworkWatch &) = delete;
    NetworkWatch &operator=(const NetworkWatch &) = delete;

private:
    std::array<HANDLE, 3> m_registrations{};
};

} // namespace platform
