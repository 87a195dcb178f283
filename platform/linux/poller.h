// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/error.h"
#include "platform/posix/unique_fd.h"
#include "platform/time.h"

#include <cstdint>
#include <memory>
#include <span>
#include <thread>
#include <vector>

namespace platform {

/// Names a descriptor in the poll set.
struct PollTag {
    enum class Kind : std::uint8_t { Wake, Network, Raw4, Raw6, Channel } kind = Kind::Wake;
    std::uint32_t channel = 0;
};

/// What is there to be read.
struct Readiness {
    bool data = false;
    bool errors = false; ///< something in the error queue, or a stored error
    bool writable = false;
};

struct ReadyTag {
    PollTag tag;
    Readiness ready;
};

/// epoll with nanosecond deadlines and a wake-up from other threads. The cost of a pass depends on what is ready only.
class Poller final {
public:
    static Result<std::unique_ptr<Poller>> make();
    ~Poller();

    /// Watches for data and errors, and for writability if wanted, until the descriptor is closed. False when the
    /// kernel has no room for one more.
    bool add(int fd, PollTag tag, bool writable = false);

    /// Waits for readiness, the deadline or wake(). Empty when the deadline passed. Valid until the next call.
    std::span<const ReadyTag> wait(TimePoint deadline);

    /// From any thread.
    void wake() const;
    void clearWake() const;

private:
    Poller(UniqueFd epoll, UniqueFd event);
    int waitRaw(TimePoint deadline);

    struct Events;
    UniqueFd m_epoll;
    UniqueFd m_event;
    std::unique_ptr<Events> m_events;
    std::vector<ReadyTag> m_ready;
    std::thread::id m_preciseThread; ///< the one whose timer slack was set
    bool m_nanoseconds = true; ///< epoll_pwait2 is there (Linux 5.11)
};

} // namespace platform
