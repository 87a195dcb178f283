// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/path_state.h"
#include "engine/core/probe_engine.h"
#include "fake_transport.h"

#include <QByteArray>

#include <map>

/// An engine over a FakeTransport, a path state per run, and the events as lines of text to be compared whole.
class EngineBench final {
public:
    explicit EngineBench(const engine::RateOptions &rates = {})
        : engine(transport, rates)
    {
    }

    static platform::IpAddress hop(int ttl)
    {
        return platform::IpAddress::v4({10, 0, 0, static_cast<std::uint8_t>(ttl)});
    }
    static platform::IpAddress target(int number = 1)
    {
        return platform::IpAddress::v4(
            {192, 0, static_cast<std::uint8_t>(number / 250), static_cast<std::uint8_t>(number % 250)});
    }

    /// What a path of these round trips answers; 0: silent. The last one is the target's.
    static std::vector<FakeTransport::Answer> along(const std::vector<double> &rttMs, const FakeTransport::Probe &probe)
    {
        const bool reaches = probe.ttl >= rttMs.size();
        const double ms = reaches ? rttMs.back() : rttMs[probe.ttl - 1U];
        if (ms <= 0)
            return {};
        const platform::Duration rtt{static_cast<std::int64_t>(ms * 1e6)};
        if (reaches)
            return {{rtt, probe.spec.target, platform::ReplyKind::EchoReply}};
        return {{rtt, hop(probe.ttl)}};
    }
    void setPath(const std::vector<double> &rttMs)
    {
        transport.answer = [rttMs](const FakeTransport::Probe &probe) { return along(rttMs, probe); };
    }

    engine::RunId start(const engine::TraceOptions &options, int number = 1)
    {
        const engine::RunId run{++m_lastRun};
        engine.start(run, target(number), options);
        return run;
    }

    /// Until `end` (of the virtual clock), or until nothing is left to do.
    void run(platform::Duration end)
    {
        bool stop = false;
        transport.at(end, [&stop](platform::TransportSink &) { stop = true; });
        while (!stop) {
            step();
            if (engine.idle())
                return;
        }
        engine.serve();
        take();
    }
    void step()
    {
        engine.serve();
        take();
        engine.receive();
        ++passes;
    }
    void take()
    {
        for (const engine::TraceEvent &event : engine.takeEvents()) {
            paths[event.run].apply(event);
            events.push_back(event);
        }
    }

    const engine::PathState &path(std::uint32_t run = 1) { return paths[engine::RunId{run}]; }
    template <typename What>
    std::vector<std::pair<double, What>> all(std::uint32_t run = 1) const ///< with their time in ms
    {
        std::vector<std::pair<double, What>> found;
        for (const engine::TraceEvent &event : events) {
            const auto *what = std::get_if<What>(&event.what);
            if (what && event.run == engine::RunId{run})
                found.emplace_back(
                    std::chrono::duration<double, std::milli>(event.at.time_since_epoch()).count(), *what);
        }
        return found;
    }
    /// "1=10.0.0.1 2=* 3=192.0.0.1" of the visible path.
    QByteArray hops(std::uint32_t run = 1)
    {
        QByteArray text;
        for (const engine::Hop *hop : path(run).hops()) {
            text.append(QByteArray::number(hop->ttl)).append('=');
            text.append(hop->silent() ? "*" : hop->mainAddress()->address.toString().c_str()).append(' ');
        }
        return text.trimmed();
    }
    bool countsAddUp(std::uint32_t run = 1)
    {
        const auto &c = path(run).counts();
        return c.sent == c.received + c.late + c.lost + c.sendErrors + c.unresolved;
    }

    FakeTransport transport;
    engine::ProbeEngine engine;
    engine::TraceEvents events;
    std::map<engine::RunId, engine::PathState> paths;
    int passes = 0;

private:
    std::uint32_t m_lastRun = 0;
};
