// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/windows/completion_port.h"

#include <algorithm>

namespace platform {

namespace {

constexpr DWORD highResolution = 2; // CREATE_WAITABLE_TIMER_HIGH_RESOLUTION, Windows 10 1803

UniqueHandle makeTimer()
{
    UniqueHandle timer(CreateWaitableTimerExW(nullptr, nullptr, highResolution, TIMER_ALL_ACCESS));
    if (!timer.isOpen())
        timer = UniqueHandle(CreateWaitableTimerExW(nullptr, nullptr, 0, TIMER_ALL_ACCESS));
    return timer;
}

void CALLBACK onTimer(void *, DWORD, DWORD)
{
    // that it ran has ended the wait
}

} // namespace

CompletionPort::CompletionPort()
    : m_port(CreateIoCompletionPort(INVALID_HANDLE_VALUE, nullptr, 0, 1))
    , m_timer(makeTimer())
{
}

bool CompletionPort::attach(SOCKET socket)
{
    const auto key = static_cast<ULONG_PTR>(Key::Operation);
    return CreateIoCompletionPort(reinterpret_cast<HANDLE>(socket), m_port.get(), key, 0) == m_port.get();
}

void CompletionPort::post(Key key)
{
    if (!pending(key).exchange(true))
        PostQueuedCompletionStatus(m_port.get(), 0, static_cast<ULONG_PTR>(key), nullptr);
}

/// Sets the timer and returns the timeout of the wait in milliseconds, rounded up.
DWORD CompletionPort::arm(TimePoint deadline)
{
    if (deadline == TimePoint::max())
        return INFINITE;
    const Duration left = deadline - Clock::now();
    if (left <= Duration::zero())
        return 0;
    using Ticks = std::chrono::duration<LONGLONG, std::ratio<1, 10'000'000>>;
    LARGE_INTEGER due{};
    due.QuadPart = -std::chrono::ceil<Ticks>(left).count(); // from now
    if (m_timer.isOpen())
        SetWaitableTimer(m_timer.get(), &due, 0, onTimer, nullptr, FALSE);
    const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(left).count();
    constexpr decltype(milliseconds) longest = INFINITE - 1;
    return static_cast<DWORD>(std::min(milliseconds, longest));
}

std::span<const CompletionPort::Event> CompletionPort::wait(TimePoint deadline)
{
    const DWORD timeout = arm(deadline);
    ULONG count = 0;
    if (!GetQueuedCompletionStatusEx(m_port.get(), m_entries.data(), batch, &count, timeout, TRUE))
        count = 0; // an APC, or the deadline
    // An APC that is there does not run when there are packets too.
    if (count > 0 || timeout == 0)
        SleepEx(0, TRUE);
    for (ULONG i = 0; i < count; ++i) {
        m_events[i] = {static_cast<Key>(m_entries[i].lpCompletionKey), m_entries[i].lpOverlapped};
        if (m_events[i].key != Key::Operation)
            pending(m_events[i].key) = false;
    }
    return std::span(m_events).first(count);
}

} // namespace platform
