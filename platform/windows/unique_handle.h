// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/windows/windows_headers.h"

#include <utility>

namespace platform {

/// Sole owner of a handle that CloseHandle ends.
class UniqueHandle final {
public:
    UniqueHandle() = default;
    explicit UniqueHandle(HANDLE handle)
        : m_handle(handle == INVALID_HANDLE_VALUE ? nullptr : handle)
    {
    }
    ~UniqueHandle() { reset(); }
    UniqueHandle(const UniqueHandle &) = delete;
    UniqueHandle &operator=(const UniqueHandle &) = delete;
    UniqueHandle(UniqueHandle &&other) noexcept
        : m_handle(std::exchange(other.m_handle, nullptr))
    {
    }
    UniqueHandle &operator=(UniqueHandle &&other) noexcept
    {
        if (this != &other)
            reset(std::exchange(other.m_handle, nullptr));
        return *this;
    }

    HANDLE get() const { return m_handle; }
    bool isOpen() const { return m_handle != nullptr; }
    HANDLE release() { return std::exchange(m_handle, nullptr); }
    void reset(HANDLE handle = nullptr)
    {
        if (HANDLE old = std::exchange(m_handle, handle))
            CloseHandle(old);
    }

private:
    HANDLE m_handle = nullptr;
};

/// Sole owner of a socket.
class UniqueSocket final {
public:
    UniqueSocket() = default;
    explicit UniqueSocket(SOCKET socket)
        : m_socket(socket)
    {
    }
    ~UniqueSocket() { reset(); }
    UniqueSocket(const UniqueSocket &) = delete;
    UniqueSocket &operator=(const UniqueSocket &) = delete;
    UniqueSocket(UniqueSocket &&other) noexcept
        : m_socket(std::exchange(other.m_socket, INVALID_SOCKET))
    {
    }
    UniqueSocket &operator=(UniqueSocket &&other) noexcept
    {
        if (this != &other)
            reset(std::exchange(other.m_socket, INVALID_SOCKET));
        return *this;
    }

    SOCKET get() const { return m_socket; }
    bool isOpen() const { return m_socket != INVALID_SOCKET; }
    void reset(SOCKET socket = INVALID_SOCKET)
    {
        const SOCKET old = std::exchange(m_socket, socket);
        if (old != INVALID_SOCKET)
            closesocket(old);
    }

private:
    SOCKET m_socket = INVALID_SOCKET;
};

} // namespace platform
