// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/session_lookups.h"

#include <algorithm>

namespace engine {

namespace {

bool isSame(const SegmentHop &known, const Hop &hop)
{
    return std::ranges::equal(known.addresses, hop.addresses, {}, {}, &HopAddress::address);
}

} // namespace

SessionLookups::SessionLookups(Session &session, AddressLookups &lookups, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_lookups(lookups)
{
    connect(&m_session, &Session::changed, this, &SessionLookups::look);
    connect(&m_session, &Session::stateChanged, this, &SessionLookups::onStateChanged);
    connect(&m_lookups, &AddressLookups::changed, this, &SessionLookups::onFacts);
    connect(&m_lookups, &AddressLookups::surroundingsChanged, this, [this] {
        if (updateSegments())
            Q_EMIT changed();
    });
    look();
    onStateChanged(m_session.state());
}

SessionLookups::~SessionLookups()
{
    m_lookups.release(this);
}

Segment SessionLookups::segment(std::uint8_t ttl) const
{
    return ttl > 0 && ttl <= m_segments.size() ? m_segments[ttl - 1U] : Segment::Unknown;
}

Segment SessionLookups::segment(const platform::IpAddress &address) const
{
    const auto hop = std::ranges::find_if(m_hops, [&address](const SegmentHop &each) {
        return std::ranges::find(each.addresses, address) != each.addresses.end();
    });
    return hop == m_hops.end() ? Segment::Unknown : m_segments[std::size_t(hop - m_hops.begin())];
}

bool SessionLookups::isSettled() const
{
    return m_wanted.empty() || m_released || m_lookups.isSettled(this);
}

/// After each pass of events: a few comparisons where the path is as it was.
void SessionLookups::look()
{
    const PathState &path = m_session.path();
    const bool anew = m_session.run() != m_run || path.target().isNull();
    if (anew)
        beginAnew();
    if (path.target().isNull())
        return;
    const bool hopsChanged = takePath();
    std::vector<platform::IpAddress> wanted;
    if (m_wanted.insert(path.target()).second)
        wanted.push_back(path.target());
    if (hopsChanged) {
        for (const SegmentHop &hop : m_hops)
            std::ranges::copy_if(hop.addresses, std::back_inserter(wanted),
                [this](const platform::IpAddress &address) { return m_wanted.insert(address).second; });
    }
    if (!wanted.empty() && !m_released)
        m_lookups.want(this, wanted);
    const bool segmentsChanged = hopsChanged && updateSegments();
    if (!wanted.empty() || segmentsChanged)
        Q_EMIT changed();
    updateSettled();
}

void SessionLookups::beginAnew()
{
    m_run = m_session.run();
    if (m_wanted.empty())
        return;
    m_lookups.release(this);
    m_wanted.clear();
    m_hops.clear();
    m_segments.clear();
    m_released = false;
    Q_EMIT changed();
    updateSettled();
}

void SessionLookups::onStateChanged(Session::State state)
{
    const PathState &path = m_session.path();
    if (state == Session::State::Failed) {
        release();
    } else if (state == Session::State::Finished) {
        const bool isDone = m_session.options().kind == RunKind::Trace && path.completed();
        const bool isStopped = !path.ended() || path.ended()->reason == RunEnded::Reason::Stopped;
        if (isStopped && !isDone)
            release();
    }
}

void SessionLookups::release()
{
    if (m_wanted.empty() || std::exchange(m_released, true))
        return;
    m_lookups.release(this);
    updateSettled();
}

void SessionLookups::onFacts(const std::vector<platform::IpAddress> &addresses)
{
    const bool ours = std::ranges::any_of(
        addresses, [this](const platform::IpAddress &address) { return m_wanted.contains(address); });
    if (ours) {
        updateSegments();
        Q_EMIT changed();
    }
    updateSettled();
}

/// True when the addresses of a hop, or the number of hops, are others than before.
bool SessionLookups::takePath()
{
    const std::vector<const Hop *> hops = m_session.path().hops();
    const std::size_t count = hops.empty() ? 0 : hops.back()->ttl;
    bool changed = count != m_hops.size();
    m_hops.resize(count);
    for (const Hop *hop : hops) {
        SegmentHop &known = m_hops[hop->ttl - 1U];
        if (isSame(known, *hop))
            continue;
        changed = true;
        known.addresses.clear();
        std::ranges::transform(hop->addresses, std::back_inserter(known.addresses), &HopAddress::address);
    }
    return changed;
}

bool SessionLookups::updateSegments()
{
    std::vector<Segment> segments = segmentsOf(
        m_hops, m_session.path().target(), [this](const auto &address) { return m_lookups.facts(address); },
        m_lookups.surroundings());
    if (segments == m_segments)
        return false;
    m_segments = std::move(segments);
    return true;
}

void SessionLookups::updateSettled()
{
    const bool isSettledNow = isSettled();
    if (std::exchange(m_settled, isSettledNow) != isSettledNow && isSettledNow)
        Q_EMIT settled();
}

} // namespace engine
