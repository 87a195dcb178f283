// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/linux/poller.h"

#include "platform/posix/posix_error.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>

namespace platform {

namespace {

constexpr int channelBits = 32;

std::uint64_t pack(PollTag tag)
{
    return static_cast<std::uint64_t>(tag.kind) << channelBits | tag.channel;
}

PollTag unpack(std::uint64_t value)
{
    return {static_cast<PollTag::Kind>(value >> channelBits), static_cast<std::uint32_t>(value)};
}

} // namespace

struct Poller::Events {
    std::array<epoll_event, 256> list{};
};

Result<std::unique_ptr<Poller>> Poller::make()
{
    UniqueFd epoll(epoll_create1(EPOLL_CLOEXEC));
    if (!epoll.isOpen())
        return posixError(Operation::Wait, errno);
    UniqueFd event(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!event.isOpen())
        return posixError(Operation::Wait, errno);
    std::unique_ptr<Poller> poller(new Poller(std::move(epoll), std::move(event)));
    if (!poller->add(poller->m_event.get(), {PollTag::Kind::Wake}))
        return posixError(Operation::Wait, errno);
    return poller;
}

Poller::Poller(UniqueFd epoll, UniqueFd event)
    : m_epoll(std::move(epoll))
    , m_event(std::move(event))
    , m_events(std::make_unique<Events>())
{
}

Poller::~Poller() = default;

bool Poller::add(int fd, PollTag tag, bool writable)
{
    epoll_event event{};
    event.events = EPOLLIN | (writable ? static_cast<std::uint32_t>(EPOLLOUT) : 0U); // EPOLLERR comes anyway
    event.data.u64 = pack(tag);
    return epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, fd, &event) == 0;
}

int Poller::waitRaw(TimePoint deadline)
{
    const auto room = static_cast<int>(m_events->list.size());
    if (deadline == TimePoint::max())
        return epoll_wait(m_epoll.get(), m_events->list.data(), room, -1);
    const Duration left = std::max(Duration::zero(), deadline - Clock::now());
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
    if (m_nanoseconds) {
        const timespec timeout{.tv_sec = seconds.count(), .tv_nsec = (left - seconds).count()};
        const int got = epoll_pwait2(m_epoll.get(), m_events->list.data(), room, &timeout, nullptr);
        if (got >= 0 || errno != ENOSYS)
            return got;
        m_nanoseconds = false;
    }
    const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(left).count();
    const int timeout = static_cast<int>(std::min<decltype(milliseconds)>(milliseconds, INT_MAX));
    return epoll_wait(m_epoll.get(), m_events->list.data(), room, timeout);
}

std::span<const ReadyTag> Poller::wait(TimePoint deadline)
{
    if (m_preciseThread != std::this_thread::get_id()) {
        // By default the kernel may end a sleep 50 µs late to save wake-ups; this is per thread.
        prctl(PR_SET_TIMERSLACK, 1UL);
        m_preciseThread = std::this_thread::get_id();
    }
    m_ready.clear();
    const int got = waitRaw(deadline); // an interruption by a signal counts as nothing there
    for (int index = 0; index < got; ++index) {
        const epoll_event &event = m_events->list[static_cast<std::size_t>(index)];
        Readiness ready;
        ready.data = (event.events & EPOLLIN) != 0;
        ready.errors = (event.events & EPOLLERR) != 0;
        ready.writable = (event.events & EPOLLOUT) != 0;
        m_ready.push_back({unpack(event.data.u64), ready});
    }
    return m_ready;
}

void Poller::wake() const
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = write(m_event.get(), &one, sizeof one); // full means: woken already
}

void Poller::clearWake() const
{
    std::uint64_t count = 0;
    [[maybe_unused]] const ssize_t got = read(m_event.get(), &count, sizeof count);
}

} // namespace platform
