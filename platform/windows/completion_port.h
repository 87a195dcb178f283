// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/error.h"
#include "platform/time.h"
#include "platform/windows/unique_handle.h"

#include <array>
#include <atomic>
#include <span>

namespace platform {

/// The one place where the engine's thread sleeps: an I/O completion port, waited for alertably. So APCs run there
/// (ICMP), overlapped operations complete there (TCP), and other threads end the sleep with post().
class CompletionPort final {
public:
    enum class Key : ULONG_PTR { Wake = 1, Network, Operation };
    struct Event {
        Key key = Key::Wake;
        OVERLAPPED *operation = nullptr; ///< of Key::Operation
    };

    CompletionPort();
    CompletionPort(const CompletionPort &) = delete;
    CompletionPort &operator=(const CompletionPort &) = delete;

    bool isOpen() const { return m_port.isOpen(); }
    /// Completions of the socket's overlapped calls come as Key::Operation. False when the system refuses.
    bool attach(SOCKET socket);

    /// From any thread. The same key is in the port only once, however often it was posted.
    void post(Key key);

    /// Runs the APCs of this thread and returns what completed, at once or after sleeping until something happens or
    /// the deadline passes. May return nothing before the deadline.
    std::span<const Event> wait(TimePoint deadline);

private:
    static constexpr std::size_t batch = 64;

    std::atomic<bool> &pending(Key key) { return key == Key::Wake ? m_wakePending : m_networkPending; }
    DWORD arm(TimePoint deadline);

    UniqueHandle m_port;
    UniqueHandle
        m_timer; ///< ends the wait by an APC; where it cannot, the wait's own timeout does, some milliseconds late
    std::atomic<bool> m_wakePending{false};
    std::atomic<bool> m_networkPending{false};
    std::array<OVERLAPPED_ENTRY, batch> m_entries{};
    std::array<Event, batch> m_events{};
};

} // namespace platform
