// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/probe.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace engine {

/// What an answer says about where the path ends.
enum class AnswerRole : std::uint8_t {
    Router, ///< the path goes on
    DeadEnd, ///< a router says that it does not
    Target,
};

/// Target: an echo reply, a TCP answer, a port unreachable from whomever (targets may answer from another of their
/// addresses), or anything from the target's own address but a time exceeded (a NAT in front of it says that) or a
/// too-big. DeadEnd: any other unreachable, and too-big: no probe of this size goes further.
AnswerRole roleOf(const platform::ProbeReply &reply, const platform::IpAddress &target);

/// Where the path ends as the newest answers say. The target's TTL, once known, moves further only when routers
/// answered there twice in a row, so that a balancer over paths of different lengths does not make it flicker. Pure.
class PathEnd final {
public:
    /// `late`: the answer tells of the past, and takes nothing back.
    void answered(std::uint8_t ttl, AnswerRole role, bool late);
    void silent(std::uint8_t ttl); ///< a probe was lost

    bool everReached() const { return m_everReached; }
    std::optional<std::uint8_t> target() const { return m_target; } ///< smallest TTL at which it answers now
    std::optional<std::uint8_t> deadEnd() const { return m_deadEnd; } ///< only while the target is not reached
    /// Where probing ends for good: target() or deadEnd().
    std::optional<std::uint8_t> end() const { return m_target ? m_target : m_deadEnd; }
    /// The target's newest probes at target() were lost or answered by others: it may have moved further away.
    bool targetInDoubt() const;
    std::uint8_t lastAnswered() const { return m_lastAnswered; } ///< 0: none

    friend bool operator==(const PathEnd &, const PathEnd &) = default;

private:
    struct Mark {
        std::optional<AnswerRole> role;
        std::uint8_t against = 0; ///< answers of others since the target's last at this TTL
        std::uint8_t silence = 0; ///< losses in a row

        friend bool operator==(const Mark &, const Mark &) = default;
    };
    void update();

    std::vector<Mark> m_marks; ///< by TTL
    bool m_everReached = false;
    std::optional<std::uint8_t> m_target;
    std::optional<std::uint8_t> m_deadEnd;
    std::uint8_t m_lastAnswered = 0;
};

} // namespace engine
