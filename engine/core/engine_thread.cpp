// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/engine_thread.h"

#include "engine/core/probe_engine.h"

#include <atomic>
#include <mutex>
#include <thread>
#include <utility>

namespace engine {

namespace {

/// Of all engines of the process: the window has one for the system's network and one for the demonstration.
std::atomic<std::uint32_t> nextRun{1};

} // namespace

/// Commands go through a queue; the thread takes all of them at the beginning of a pass.
class EngineThread::Private final {
public:
    using Command = std::function<void(ProbeEngine &, platform::ProbeTransport &)>;

    Private(std::unique_ptr<platform::ProbeTransport> transport, const RateOptions &rates, Sink sink)
        : m_transport(std::move(transport))
        , m_rates(rates)
        , m_sink(std::move(sink))
        , m_thread([this](const std::stop_token &stop) { run(stop); })
    {
    }

    ~Private()
    {
        m_thread.request_stop();
        m_transport->wake();
    }

    RunId newRun() { return RunId{nextRun.fetch_add(1, std::memory_order_relaxed)}; }

    void post(Command command)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_commands.push_back(std::move(command));
        }
        m_transport->wake();
    }

private:
    void run(const std::stop_token &stop)
    {
        ProbeEngine engine(*m_transport, m_rates);
        while (!stop.stop_requested()) {
            runCommands(engine);
            engine.serve();
            handOut(engine);
            engine.receive();
        }
        runCommands(engine);
        engine.stopAll();
        handOut(engine);
    }

    void runCommands(ProbeEngine &engine)
    {
        std::vector<Command> commands;
        {
            const std::lock_guard lock(m_mutex);
            commands.swap(m_commands);
        }
        for (const Command &command : commands)
            command(engine, *m_transport);
    }

    void handOut(ProbeEngine &engine)
    {
        TraceEvents events = engine.takeEvents();
        if (!events.empty())
            m_sink(std::move(events));
    }

    // Constant after construction; all but wake() of the transport belongs to the engine's thread.
    const std::unique_ptr<platform::ProbeTransport> m_transport;
    const RateOptions m_rates;
    const Sink m_sink;

    std::mutex m_mutex;
    std::vector<Command> m_commands; ///< guarded by m_mutex

    std::jthread m_thread; ///< last: it uses all of the above, and is joined first
};

EngineThread::EngineThread(std::unique_ptr<platform::ProbeTransport> transport, RateOptions rates, Sink sink)
    : d(std::make_unique<Private>(std::move(transport), rates, std::move(sink)))
{
}

EngineThread::~EngineThread() = default;

RunId EngineThread::start(const platform::IpAddress &target, const TraceOptions &options)
{
    const RunId run = d->newRun();
    d->post([run, target, options](
                ProbeEngine &engine, platform::ProbeTransport &) { engine.start(run, target, options); });
    return run;
}

void EngineThread::pause(RunId run)
{
    d->post([run](ProbeEngine &engine, platform::ProbeTransport &) { engine.pause(run); });
}

void EngineThread::resume(RunId run)
{
    d->post([run](ProbeEngine &engine, platform::ProbeTransport &) { engine.resume(run); });
}

void EngineThread::stop(RunId run)
{
    d->post([run](ProbeEngine &engine, platform::ProbeTransport &) { engine.stop(run); });
}

void EngineThread::queryCapabilities(std::function<void(platform::Capabilities)> done)
{
    d->post([done = std::move(done)](
                ProbeEngine &, platform::ProbeTransport &transport) { done(transport.capabilities()); });
}

} // namespace engine
