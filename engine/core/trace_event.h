// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/trace_options.h"
#include "platform/error.h"
#include "platform/probe.h"
#include "platform/time.h"

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace engine {

/// One run of one target. Never reused in the life of the process: a receiver drops events of runs that it does not
/// know.
enum class RunId : std::uint32_t {};

/// Opens a run. `at` is its origin: all other times count from it. A Monitor that has no route yet begins paused, with
/// little in `channel`; the RunResumed that ends the pause has the rest.
struct RunStarted {
    platform::IpAddress target;
    platform::ChannelInfo channel;
    std::optional<platform::Error> fallbackReason; ///< why the protocol asked for could not be used

    friend bool operator==(const RunStarted &, const RunStarted &) = default;
};

/// One probe left, or could not leave (`sendError`).
struct ProbeSent {
    std::uint32_t round = 1; ///< from 1
    std::uint16_t query = 1; ///< from 1 within (round, ttl)
    std::uint8_t ttl = 0;
    std::uint32_t flow = 0;
    std::optional<platform::Error> sendError;

    friend bool operator==(const ProbeSent &, const ProbeSent &) = default;
};

enum class AnswerStatus : std::uint8_t {
    Answered,
    Late, ///< arrived after the timeout: no loss, but no latency sample either
    Duplicate, ///< the probe had been answered already
    Lost, ///< the timeout passed; a Late for the same probe may still follow
    Unresolved, ///< the run ended before the timeout: neither an answer nor a loss, and nothing follows
    SendFailed, ///< it had been accepted, and never left, as the system said later: see ProbeOutcome::sendError
};

/// What became of a probe. (round, query, ttl, flow) name it.
struct ProbeOutcome {
    std::uint32_t round = 1;
    std::uint16_t query = 1;
    std::uint8_t ttl = 0;
    std::uint32_t flow = 0;
    AnswerStatus status = AnswerStatus::Lost;
    platform::Duration sentAt{}; ///< since the run's origin
    platform::ProbeReply reply; ///< meaningless when Lost, Unresolved or SendFailed
    std::optional<platform::Error> sendError; ///< with SendFailed

    friend bool operator==(const ProbeOutcome &, const ProbeOutcome &) = default;
};

struct ForeignSeen {
    platform::ForeignPacket packet;
    friend bool operator==(const ForeignSeen &, const ForeignSeen &) = default;
};

/// The last probe of a round was handed to the system.
struct RoundSent {
    std::uint32_t round = 1;
    platform::Duration firstSend{}; ///< both since the run's origin
    platform::Duration lastSend{};
    friend bool operator==(const RoundSent &, const RoundSent &) = default;
};

/// Round 1 found all it is going to find; comes once in a run. Late answers may still follow.
struct TraceCompleted {
    bool reached = false;
    platform::Duration sinceFirstSend{};
    friend bool operator==(const TraceCompleted &, const TraceCompleted &) = default;
};

struct RunPaused {
    std::optional<platform::Error> reason; ///< none: the user did it
    friend bool operator==(const RunPaused &, const RunPaused &) = default;
};

struct RunResumed {
    std::optional<platform::ChannelInfo> channel; ///< the way of sending, when it had to be opened anew

    friend bool operator==(const RunResumed &, const RunResumed &) = default;
};

/// The last event of a run. Every probe sent has had its outcome before it.
struct RunEnded {
    enum class Reason : std::uint8_t { Finished, Stopped, Failed } reason = Reason::Finished;
    std::optional<platform::Error> error; ///< with Failed
    friend bool operator==(const RunEnded &, const RunEnded &) = default;
};

/// What the engine tells the world: a value, in the order in which it happened, `at` never decreasing within a run.
struct TraceEvent {
    using What = std::variant<RunStarted, ProbeSent, ProbeOutcome, ForeignSeen, RoundSent, TraceCompleted, RunPaused,
        RunResumed, RunEnded>;

    RunId run{};
    platform::TimePoint at;
    What what;

    friend bool operator==(const TraceEvent &, const TraceEvent &) = default;
};

using TraceEvents = std::vector<TraceEvent>;

} // namespace engine
