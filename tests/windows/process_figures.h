// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/windows/windows_headers.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include <tlhelp32.h>

namespace process_figures {

/// How many handles are open; where the system does not count (Wine), the number that the next ones get: the lowest
/// free numbers are given first, so that it grows with every leak.
inline unsigned long handles()
{
    DWORD count = 0;
    if (GetProcessHandleCount(GetCurrentProcess(), &count) && count != 0)
        return count;
    constexpr std::size_t gaps = 32; // handles that were closed below
    std::array<HANDLE, gaps> next{};
    std::uintptr_t highest = 0;
    for (HANDLE &handle : next) {
        handle = CreateEventW(nullptr, TRUE, FALSE, nullptr);
        highest = std::max(highest, reinterpret_cast<std::uintptr_t>(handle));
    }
    for (const HANDLE handle : next)
        CloseHandle(handle);
    return static_cast<unsigned long>(highest / 4);
}

inline unsigned threads()
{
    const HANDLE list = CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0);
    THREADENTRY32 entry{};
    entry.dwSize = sizeof entry;
    unsigned count = 0;
    for (BOOL more = Thread32First(list, &entry); more; more = Thread32Next(list, &entry))
        count += entry.th32OwnerProcessID == GetCurrentProcessId() ? 1U : 0U;
    CloseHandle(list);
    return count;
}

/// User and kernel time of this process, in seconds.
inline double cpuSeconds()
{
    FILETIME created{}, ended{}, kernel{}, user{};
    GetProcessTimes(GetCurrentProcess(), &created, &ended, &kernel, &user);
    const auto seconds = [](const FILETIME &time) {
        return static_cast<double>((static_cast<unsigned long long>(time.dwHighDateTime) << 32) | time.dwLowDateTime)
            / 1e7;
    };
    return seconds(kernel) + seconds(user);
}

} // namespace process_figures
