// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/error.h"
#include "platform/probe_payload.h"
#include "platform/windows/icmp_api.h"
#include "platform/windows/icmp_outcome.h"

#include <vector>

namespace platform {

/// Requests to the system's ICMP service, completed by APCs: send() and every alertable wait must be on one thread, and
/// that thread must not end while somebody is to see the answers (the system then drops what it had issued).
///
/// What the system may write to belongs to a core that outlives this object. It ends with the last completion: then
/// nothing is pending, closing the handles cannot block, and the memory is free. If the thread ends before, no
/// completion ever comes, and the core is deliberately left behind: a few pages, once per transport, of which nobody
/// can say when the system is done with them. So destruction never waits, and neither does the end of the process.
class IcmpRequests final {
public:
    struct Finding {
        IcmpJob job;
        IcmpOutcome outcome;
    };

    IcmpRequests(const IcmpApi &api, const WindowsTransportOptions &options);
    ~IcmpRequests();
    IcmpRequests(const IcmpRequests &) = delete;
    IcmpRequests &operator=(const IcmpRequests &) = delete;

    /// Why this family cannot be probed; opens the service at the first question.
    std::optional<Error> problem(Family family);

    /// Hands the request to the system, or puts it behind those that wait for a place. Fails with Busy when there is no
    /// room for it, and with the system's refusal. Takes completions that are there already.
    Result<SentProbe> send(const IcmpJob &job);
    void cancel(ProbeId probe);
    void cancelChannel(ChannelId channel);

    /// What completed during the alertable waits of this thread since the last call; then sends what had to wait.
    std::vector<Finding> take();
    /// When take() has something to do although nothing completes.
    TimePoint nextDeadline() const;

    std::size_t inFlight() const;
    std::size_t queued() const;

private:
    class Core;
    Core *m_core; ///< shared with the system: see above
};

} // namespace platform
