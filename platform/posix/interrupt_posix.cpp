// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/interrupt.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <thread>
#include <unistd.h>

namespace platform {

namespace {

constexpr std::array watchedSignals{SIGINT, SIGTERM};
constexpr char askedByte = 'i';
constexpr char endByte = 'e';

/// The only thing a signal handler can reach. Lock-free, hence async-signal-safe.
std::atomic<int> g_writeEnd{-1};
static_assert(std::atomic<int>::is_always_lock_free);

void onSignal(int)
{
    const int savedErrno = errno;
    const ssize_t written = ::write(g_writeEnd.load(), &askedByte, 1);
    static_cast<void>(written); // a full pipe already says what is to be said
    errno = savedErrno;
}

/// A pipe to itself: the handler writes, the thread sleeps in read().
class PosixInterruptWatch final : public InterruptWatch {
public:
    PosixInterruptWatch(std::array<int, 2> pipe, std::function<void()> asked)
        : m_pipe(pipe)
        , m_thread([this, call = std::move(asked)] { run(call); })
    {
        g_writeEnd = m_pipe[1];
        for (std::size_t i = 0; i < watchedSignals.size(); ++i) {
            struct sigaction action { };
            action.sa_handler = onSignal;
            action.sa_flags = SA_RESTART | static_cast<int>(SA_RESETHAND); // the second signal is the system's
            sigemptyset(&action.sa_mask);
            ::sigaction(watchedSignals[i], &action, &m_before[i]);
        }
    }

    ~PosixInterruptWatch() override
    {
        for (std::size_t i = 0; i < watchedSignals.size(); ++i)
            ::sigaction(watchedSignals[i], &m_before[i], nullptr);
        g_writeEnd = -1;
        const ssize_t written = ::write(m_pipe[1], &endByte, 1);
        static_cast<void>(written);
        m_thread.join();
        ::close(m_pipe[0]);
        ::close(m_pipe[1]);
    }

private:
    void run(const std::function<void()> &asked) const
    {
        bool told = false;
        for (;;) {
            char byte = endByte;
            const ssize_t got = ::read(m_pipe[0], &byte, 1);
            if (got < 0 && errno == EINTR)
                continue;
            if (got != 1 || byte == endByte)
                return;
            if (!std::exchange(told, true))
                asked();
        }
    }

    std::array<int, 2> m_pipe;
    std::array<struct sigaction, watchedSignals.size()> m_before{};
    std::thread m_thread; ///< last: it reads the pipe
};

} // namespace

Result<std::unique_ptr<InterruptWatch>> watchInterrupts(std::function<void()> asked)
{
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0)
        return Error{.operation = Operation::Wait, .kind = ErrorKind::LimitReached, .osCode = errno, .context = {}};
    for (const int end : ends)
        ::fcntl(end, F_SETFD, FD_CLOEXEC); // macOS has no pipe2
    return std::unique_ptr<InterruptWatch>(std::make_unique<PosixInterruptWatch>(ends, std::move(asked)));
}

} // namespace platform
