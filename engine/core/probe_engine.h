// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/rate_budget.h"
#include "engine/core/tracer.h"
#include "platform/probe_transport.h"

#include <memory>
#include <set>
#include <unordered_map>
#include <vector>

namespace engine {

/// The loop over all runs and one transport, without a thread of its own:
///
///     engine.serve();     // what is due: losses, ends, probes under the ceilings
///     engine.takeEvents() // what happened
///     engine.receive();   // sleeps until an answer, the next deadline or a wake()
///
/// Runs are served in the order in which they became due, so that all get their share when the ceiling of all together
/// is reached. Cost per pass: of the runs that are due or were answered, never of all. One thread, that of the
/// transport.
class ProbeEngine final : private platform::TransportSink {
public:
    ProbeEngine(platform::ProbeTransport &transport, const RateOptions &rates);
    ~ProbeEngine() override;

    /// `run` must be new.
    void start(RunId run, const platform::IpAddress &target, const TraceOptions &options);
    void pause(RunId run);
    void resume(RunId run);
    void stop(RunId run);
    void stopAll();

    void serve();
    void receive(platform::TimePoint latest = platform::TimePoint::max()); ///< returns then at the latest
    TraceEvents takeEvents();

    bool idle() const { return m_runs.empty(); }
    platform::TimePoint deadline() const; ///< of the next receive()

private:
    struct Run;
    using Entry = std::pair<platform::TimePoint, std::uint32_t>;

    void onReply(const platform::ProbeReply &reply) override;
    void onForeign(const platform::ForeignPacket &packet) override;
    void onSendFailed(platform::ProbeId probe, const platform::Error &error) override;
    void onNetworkChanged() override;

    Run *find(RunId run);
    Run *find(platform::ProbeId probe);
    bool reopen(Run &run);
    void closeChannel(Run &run);
    void touch(Run &run);
    void advance(Run &run);
    void sendDue(Run &run);
    void reschedule(Run &run);
    void finish(Run &run);
    bool maySend() const { return m_quantum > 0 && m_budget.mayTake(m_now); }

    platform::ProbeTransport &m_transport;
    RateOptions m_rates;
    RateBudget m_budget;
    TraceEvents m_events;
    platform::TimePoint m_now; ///< of this pass
    int m_quantum = 0; ///< probes left in this pass
    std::size_t m_received = 0; ///< in one wait()
    std::unordered_map<std::uint32_t, std::unique_ptr<Run>> m_runs;
    std::unordered_map<std::uint32_t, std::uint32_t> m_channels; ///< to the run
    std::set<Entry> m_due;
    std::vector<std::uint32_t> m_touched; ///< runs that something arrived for
};

} // namespace engine
