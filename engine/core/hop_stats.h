// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/latency_histogram.h"
#include "engine/core/loss_interval.h"
#include "platform/time.h"

#include <cstdint>
#include <optional>

namespace engine {

/// Counts and latency of one hop, or of one address of a hop. Fed by PathState, in the order of arrival.
///
/// sent = received + late + lost + sendErrors + unresolved + still under way. A duplicate is none of these.
class HopStats final {
public:
    void addSent() { ++m_sent; }
    void addSendError() { ++m_sendErrors; }
    void addAnswer(platform::Duration rtt);
    /// `wasLost`: the probe had been counted as lost, and no longer is.
    void addLate(platform::Duration rtt, bool wasLost);
    void addDuplicate() { ++m_duplicates; }
    void addLost();
    void addUnresolved() { ++m_unresolved; } ///< the run ended before the probe's fate was known: no loss

    std::uint64_t sent() const { return m_sent; }
    std::uint64_t received() const { return m_received; } ///< in time
    std::uint64_t late() const { return m_late; }
    std::uint64_t lost() const { return m_lost; }
    std::uint64_t duplicates() const { return m_duplicates; }
    std::uint64_t sendErrors() const { return m_sendErrors; }
    std::uint64_t unresolved() const { return m_unresolved; }

    /// Lost of all whose fate is known (received + late + lost).
    LossInterval loss() const;

    // Nothing until there is a sample (two for deviation and jitter). Late answers only show in last().
    std::optional<platform::Duration> last() const { return m_last; }
    bool lastWasLate() const { return m_lastWasLate; }
    bool lastWasLost() const { return m_lastWasLost; } ///< the newest fate was a loss
    std::optional<platform::Duration> best() const { return m_best; }
    std::optional<platform::Duration> worst() const { return m_worst; }
    std::optional<platform::Duration> mean() const; ///< Welford
    std::optional<platform::Duration> deviation() const; ///< sample standard deviation, Welford
    std::optional<platform::Duration>
    jitter() const; ///< RFC 3550 section 6.4.1 / A.8, on successive answers without a loss between
    std::optional<platform::Duration> percentile(double percent) const { return m_histogram.percentile(percent); }
    const LatencyHistogram &histogram() const { return m_histogram; }

    friend bool operator==(const HopStats &, const HopStats &) = default;

private:
    std::uint64_t m_sent = 0;
    std::uint64_t m_received = 0;
    std::uint64_t m_late = 0;
    std::uint64_t m_lost = 0;
    std::uint64_t m_duplicates = 0;
    std::uint64_t m_sendErrors = 0;
    std::uint64_t m_unresolved = 0;
    std::optional<platform::Duration> m_last;
    std::optional<platform::Duration> m_best;
    std::optional<platform::Duration> m_worst;
    std::optional<platform::Duration> m_previous; ///< for the jitter; forgotten at a loss
    bool m_lastWasLate = false;
    bool m_lastWasLost = false;
    double m_mean = 0; ///< ns
    double m_squares = 0; ///< ns², Welford's M2
    double m_jitter = 0; ///< ns
    std::uint64_t m_jitterPairs = 0;
    LatencyHistogram m_histogram;
};

} // namespace engine
