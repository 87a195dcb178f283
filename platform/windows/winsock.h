// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/windows/windows_headers.h"

namespace platform {

/// Keeps Winsock started while it lives. The system counts; every owner of sockets has one of its own.
class Winsock final {
public:
    Winsock()
        : m_code(WSAStartup(MAKEWORD(2, 2), &m_data))
    {
    }
    ~Winsock()
    {
        if (isReady())
            WSACleanup();
    }
    Winsock(const Winsock &) = delete;
    Winsock &operator=(const Winsock &) = delete;

    bool isReady() const { return m_code == 0; }
    int code() const { return m_code; }

private:
    WSADATA m_data{};
    int m_code;
};

} // namespace platform
