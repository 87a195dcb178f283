// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/trace_event.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>

namespace engine {

/// What became of one probe in the end.
enum class ProbeStatus : std::uint8_t {
    Answered,
    Late,
    Lost,
    SendError,
    Unresolved, ///< its run ended first; in a report it is lost (a trace that was complete) or left out
};

std::string_view probeStatusName(
    ProbeStatus status); ///< as in the JSON contract: "answered", "late", "lost", "send-error"
std::optional<ProbeStatus> probeStatusFromName(std::string_view name);

struct ProbeRecord {
    std::uint32_t round = 1;
    std::uint16_t query = 1;
    std::uint8_t ttl = 0;
    std::uint32_t flow = 0;
    platform::Duration sentAt{}; ///< since the run's origin
    ProbeStatus status = ProbeStatus::Lost;
    std::optional<platform::Duration> rtt; ///< with Answered and Late, as the next two
    platform::IpAddress address;
    platform::ReplyKind kind = platform::ReplyKind::Other;

    friend bool operator==(const ProbeRecord &, const ProbeRecord &) = default;
};

/// The fate of every probe of one run, for exports. Bounded: beyond the limit the oldest are dropped and counted.
/// Fed with the run's events, from RunStarted on; probes still under way are not in it. Pure, no thread of its own.
class ProbeLog final {
public:
    static constexpr std::size_t defaultLimit = 2'000'000;

    explicit ProbeLog(std::size_t limit = defaultLimit);

    void apply(const TraceEvent &event);

    const std::deque<ProbeRecord> &records() const { return m_records; } ///< in the order in which their fate was known
    std::uint64_t dropped() const { return m_dropped; }

private:
    using Key = std::tuple<std::uint32_t, std::uint16_t, std::uint8_t, std::uint32_t>; ///< round, query, ttl, flow

    void add(const ProbeRecord &record);
    void applyOutcome(const ProbeOutcome &outcome);

    std::size_t m_limit;
    platform::TimePoint m_origin;
    std::deque<ProbeRecord> m_records;
    std::uint64_t m_dropped = 0;
    std::map<Key, std::uint64_t> m_lost; ///< number of the record, counted from the run's first: may still become Late
};

} // namespace engine
