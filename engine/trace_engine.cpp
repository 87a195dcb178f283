// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/trace_engine.h"

namespace engine {

TraceEngine::TraceEngine(std::unique_ptr<platform::ProbeTransport> transport, RateOptions rates, QObject *parent)
    : QObject(parent)
    , m_thread(std::make_unique<EngineThread>(
          std::move(transport), rates, [this](TraceEvents events) { Q_EMIT eventsAvailable(events); }))
{
}

// The thread is joined first: it emits to the end, and its signals need a whole object.
TraceEngine::~TraceEngine()
{
    m_thread.reset();
}

RunId TraceEngine::start(const platform::IpAddress &target, const TraceOptions &options)
{
    return m_thread->start(target, options);
}

void TraceEngine::pause(RunId run)
{
    m_thread->pause(run);
}

void TraceEngine::resume(RunId run)
{
    m_thread->resume(run);
}

void TraceEngine::stop(RunId run)
{
    m_thread->stop(run);
}

void TraceEngine::queryCapabilities()
{
    m_thread->queryCapabilities(
        [this](const platform::Capabilities &capabilities) { Q_EMIT capabilitiesAvailable(capabilities); });
}

} // namespace engine
