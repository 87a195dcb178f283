// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/probe.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace platform {

/// What all requests of a channel share.
struct IcmpFlow {
    ChannelId channel{};
    IpAddress target;
    IpAddress source; ///< null: the system chooses
    std::uint16_t payload = 0; ///< bytes behind the ICMP header, at least ProbePayload::size
    std::uint8_t trafficClass = 0;
};

/// One request, from send() to the system's last word about it.
struct IcmpJob {
    ProbeId probe{};
    std::shared_ptr<const IcmpFlow> flow;
    std::uint8_t ttl = 0;
    TimePoint forgetAt;
};

/// Who may ask the system, who waits, and whose answer still matters: a fixed number of places, a bounded queue behind
/// them. Pure: knows neither the system nor a clock.
///
/// The system cannot be told to drop a request. So a cancelled one keeps its place (the system still writes into its
/// memory) until its completion was seen; only then the place is given to another, under a new generation.
class IcmpSlots final {
public:
    struct Limits {
        std::size_t inFlight = 0;
        std::size_t queued = 0;
    };
    /// One use of one place.
    struct Ticket {
        std::uint32_t place = 0;
        std::uint32_t generation = 0;

        friend bool operator==(const Ticket &, const Ticket &) = default;
    };
    struct Started {
        Ticket ticket;
        IcmpJob job;
    };

    explicit IcmpSlots(Limits limits)
        : m_limits(limits)
    {
    }

    /// A place for the job; nothing while all are taken or others wait already.
    std::optional<Ticket> start(const IcmpJob &job);
    /// Puts the job into the queue; false when that is full.
    bool enqueue(const IcmpJob &job);
    /// The next of the queue, when there is a place for it. Jobs whose time is over go to `expired` instead.
    std::optional<Started> startQueued(TimePoint now, std::vector<IcmpJob> &expired);
    /// The completion of a request: gives the place free, and the job if anybody still wants it. A completion of an
    /// earlier generation, or of a place that is free, is nothing.
    std::optional<IcmpJob> complete(Ticket ticket);
    /// True while this use of the place has not been completed.
    bool isCurrent(Ticket ticket) const;

    void cancel(ProbeId probe);
    void cancelChannel(ChannelId channel);

    std::size_t inFlight() const { return m_inFlight; }
    std::size_t queued() const { return m_queue.size(); }
    /// When the first job of the queue will have waited too long; max: none waits.
    TimePoint nextExpiry() const;

private:
    struct Place {
        std::uint32_t generation = 0;
        bool taken = false;
        std::optional<IcmpJob> job; ///< nothing: cancelled
    };

    Ticket take(const IcmpJob &job);

    Limits m_limits;
    std::vector<Place> m_places; ///< grows to the limit
    std::vector<std::uint32_t> m_free;
    std::deque<IcmpJob> m_queue;
    std::size_t m_inFlight = 0;
};

} // namespace platform
