// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/deadline_queue.h"
#include "platform/error.h"
#include "platform/finding.h"
#include "platform/linux/linux_options.h"
#include "platform/linux/poller.h"
#include "platform/linux/received_batch.h"
#include "platform/probe.h"
#include "platform/probe_payload.h"

#include <unordered_map>
#include <utility>
#include <vector>

namespace platform {

/// What the channels of a transport share. Engine thread only.
struct TransportContext {
    explicit TransportContext(Poller &sharedPoller)
        : poller(sharedPoller)
    {
    }

    LinuxTransportOptions options;
    NonceKey key = NonceKey::random();
    Poller &poller;
    ReceivedBatch batch{32, 2048};
    std::vector<Finding> findings;
    DeadlineQueue deadlines;
    /// Where each remembered probe is: for cancel().
    std::unordered_map<ProbeId, std::pair<ChannelId, std::uint16_t>> probes;
    std::vector<ProbeId> forgotten; ///< scratch
};

/// The probes of one flow to one target.
class Channel {
public:
    virtual ~Channel() = default;

    Channel() = default;
    Channel(const Channel &) = delete;
    Channel &operator=(const Channel &) = delete;

    virtual const ChannelInfo &info() const = 0;
    /// See ProbeTransport::send.
    virtual Result<SentProbe> send(ProbeId probe, std::uint8_t ttl, Duration keep) = 0;
    virtual void cancel(ProbeId probe, std::uint16_t sequence) = 0;
    /// Its socket is ready: appends what it finds to the context's findings.
    virtual void onReady(Readiness ready) = 0;
    /// A moment that it had put into the context's deadlines has come.
    virtual void onDeadline() { }
};

} // namespace platform
