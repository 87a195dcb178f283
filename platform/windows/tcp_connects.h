// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/deadline_queue.h"
#include "platform/finding.h"
#include "platform/route.h"
#include "platform/windows/completion_port.h"
#include "platform/windows/windows_options.h"

#include <memory>
#include <unordered_map>
#include <vector>

namespace platform {

/// TCP probes: one ConnectEx after another from one source port per channel, completed on the port. Where the system
/// tells no routers, only the target answers.
///
/// An attempt belongs to the system from the call to its completion. Closing the socket ends it, and the completion
/// still comes; so cancelling drops it here and swallows the completion. Attempts whose completion has not come when
/// this object goes are left behind: the socket is closed, the memory stays.
class TcpConnects final {
public:
    TcpConnects(CompletionPort &port, const WindowsTransportOptions &options);
    ~TcpConnects();
    TcpConnects(const TcpConnects &) = delete;
    TcpConnects &operator=(const TcpConnects &) = delete;

    Result<ChannelInfo> open(ChannelId id, const ChannelSpec &spec, const Route &route);
    void close(ChannelId channel);
    bool contains(ChannelId channel) const { return m_channels.contains(channel); }
    Result<SentProbe> send(ChannelId channel, ProbeId probe, std::uint8_t ttl, Duration keep);
    void cancel(ProbeId probe);

    /// A completion that the port handed over.
    void complete(OVERLAPPED *operation, std::vector<Finding> &findings);
    TimePoint nextDeadline() const { return m_deadlines.next(); }
    void endOverdue(TimePoint now);

private:
    struct Attempt;
    struct Channel;

    Result<UniqueSocket> bindAttempt(const Channel &channel, std::uint8_t ttl) const;
    void endAttempt(Channel &channel);
    void report(Channel &channel, const Attempt &attempt, TimePoint completedAt, std::vector<Finding> &findings) const;

    CompletionPort &m_port;
    WindowsTransportOptions m_options;
    std::unordered_map<ChannelId, std::unique_ptr<Channel>> m_channels;
    std::unordered_map<ProbeId, ChannelId> m_probes;
    DeadlineQueue m_deadlines;
    std::size_t m_pending = 0; ///< attempts whose completion has not come, dropped ones included
};

} // namespace platform
