// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/windows/icmp_slots.h"

#include <algorithm>
#include <utility>

namespace platform {

IcmpSlots::Ticket IcmpSlots::take(const IcmpJob &job)
{
    if (m_free.empty()) {
        m_free.push_back(static_cast<std::uint32_t>(m_places.size()));
        m_places.emplace_back();
    }
    const std::uint32_t index = m_free.back();
    m_free.pop_back();
    Place &place = m_places[index];
    ++place.generation;
    place.taken = true;
    place.job = job;
    ++m_inFlight;
    return {index, place.generation};
}

std::optional<IcmpSlots::Ticket> IcmpSlots::start(const IcmpJob &job)
{
    if (!m_queue.empty() || m_inFlight >= m_limits.inFlight)
        return std::nullopt;
    return take(job);
}

bool IcmpSlots::enqueue(const IcmpJob &job)
{
    if (m_queue.size() >= m_limits.queued)
        return false;
    m_queue.push_back(job);
    return true;
}

std::optional<IcmpSlots::Started> IcmpSlots::startQueued(TimePoint now, std::vector<IcmpJob> &expired)
{
    const auto isOver = [now](const IcmpJob &job) { return job.forgetAt <= now; };
    for (const IcmpJob &job : m_queue) {
        if (isOver(job))
            expired.push_back(job);
    }
    std::erase_if(m_queue, isOver);
    if (m_queue.empty() || m_inFlight >= m_limits.inFlight)
        return std::nullopt;
    const IcmpJob job = std::move(m_queue.front());
    m_queue.pop_front();
    return Started{take(job), job};
}

bool IcmpSlots::isCurrent(Ticket ticket) const
{
    return ticket.place < m_places.size() && m_places[ticket.place].taken
        && m_places[ticket.place].generation == ticket.generation;
}

std::optional<IcmpJob> IcmpSlots::complete(Ticket ticket)
{
    if (!isCurrent(ticket))
        return std::nullopt;
    Place &place = m_places[ticket.place];
    place.taken = false;
    m_free.push_back(ticket.place);
    --m_inFlight;
    return std::exchange(place.job, std::nullopt);
}

void IcmpSlots::cancel(ProbeId probe)
{
    for (Place &place : m_places) {
        if (place.job && place.job->probe == probe)
            place.job.reset();
    }
    std::erase_if(m_queue, [probe](const IcmpJob &job) { return job.probe == probe; });
}

void IcmpSlots::cancelChannel(ChannelId channel)
{
    for (Place &place : m_places) {
        if (place.job && place.job->flow->channel == channel)
            place.job.reset();
    }
    std::erase_if(m_queue, [channel](const IcmpJob &job) { return job.flow->channel == channel; });
}

TimePoint IcmpSlots::nextExpiry() const
{
    TimePoint next = TimePoint::max();
    for (const IcmpJob &job : m_queue)
        next = std::min(next, job.forgetAt);
    return next;
}

} // namespace platform
