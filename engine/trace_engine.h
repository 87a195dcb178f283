// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/engine_thread.h"

#include <QObject>

#include <memory>

namespace engine {

/// The engine for Qt: the same functions as EngineThread, with its events as a queued signal.
/// Lives in the thread that made it (the GUI's); emits from the engine's thread, so connections are queued by
/// themselves.
class TraceEngine final : public QObject {
    Q_OBJECT

public:
    explicit TraceEngine(
        std::unique_ptr<platform::ProbeTransport> transport, RateOptions rates = {}, QObject *parent = nullptr);
    ~TraceEngine() override;

    RunId start(const platform::IpAddress &target, const TraceOptions &options);
    void pause(RunId run);
    void resume(RunId run);
    void stop(RunId run);
    void queryCapabilities(); ///< answered by capabilitiesAvailable()

Q_SIGNALS:
    void eventsAvailable(const engine::TraceEvents &events);
    void capabilitiesAvailable(const platform::Capabilities &capabilities);

private:
    std::unique_ptr<EngineThread> m_thread;
};

} // namespace engine
