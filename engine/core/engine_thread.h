// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/trace_event.h"
#include "platform/probe_transport.h"

#include <functional>
#include <memory>

namespace engine {

/// The engine: one thread that owns the transport and all tracers and does nothing but
/// `send what is due; wait(next deadline); feed the tracers; hand the events out`. When nothing is due it sleeps in the
/// transport and makes no system call.
///
/// Threads: all public functions may be called from any thread and never block; `sink` is called on the engine's
/// thread. Destruction stops every run, hands out their last events and joins.
class EngineThread final {
public:
    /// Receives the events of one pass of the loop, in order, never empty.
    using Sink = std::function<void(TraceEvents)>;

    EngineThread(std::unique_ptr<platform::ProbeTransport> transport, RateOptions rates, Sink sink);
    ~EngineThread();
    EngineThread(const EngineThread &) = delete;
    EngineThread &operator=(const EngineThread &) = delete;

    /// Begins a run. Its first event is RunStarted, or RunEnded with the reason when it could not begin.
    RunId start(const platform::IpAddress &target, const TraceOptions &options);
    void pause(RunId run);
    void resume(RunId run);
    void stop(RunId run);

    /// Calls `done` on the engine's thread with what works on this system.
    void queryCapabilities(std::function<void(platform::Capabilities)> done);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace engine
