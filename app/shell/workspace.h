// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/probe_network.h"
#include "app/shell/session_list.h"
#include "platform/capabilities.h"

#include <QObject>
#include <QPointer>

#include <optional>

namespace app {

class EventBatcher;
class Settings;

/// What the window works on, without the window: the networks, the targets and what can be done with them. GUI thread.
class Workspace final : public QObject {
    Q_OBJECT

public:
    Workspace(Settings &settings, NetworkFactories factories, QObject *parent = nullptr);
    ~Workspace() override;

    SessionList &sessions() { return m_sessions; }
    engine::Session *current() const { return m_current; }
    void setCurrent(engine::Session *session);

    /// Traces each text: a target that is in the list already is begun again. The last good one becomes the current
    /// one.
    void open(const QStringList &texts);

    void restart(engine::Session *session);
    /// From the beginning, to this one of its addresses.
    void restartAt(engine::Session *session, const platform::IpAddress &address);
    void togglePause(engine::Session *session);
    void startAll();
    void pauseAll();
    void stopAll();
    void remove(engine::Session *session);
    void undoRemove();

    bool demoAvailable() const { return static_cast<bool>(m_factories.demo); }
    bool inDemo() const { return m_inDemo; }
    /// Targets go to the simulated network from now on; without a text, the first one it suggests.
    void enterDemo(const QStringList &texts = {});
    void leaveDemo();

    const std::optional<platform::Capabilities> &capabilities() const { return m_capabilities; }
    const platform::Error *networkError() const; ///< why this system's network cannot be used
    void queryCapabilities();

    QStringList targetTexts() const; ///< of this machine's network: what the next start brings back
    void setRefreshRate(qreal framesPerSecond);
    void rememberResults(); ///< of all targets, for the start page

    static bool isActive(const engine::Session &session); ///< resolving, running or paused

Q_SIGNALS:
    void currentChanged(engine::Session *session); ///< null: none
    void targetsChanged(); ///< added, removed, begun, ended: what actions depend on
    void inputRefused(const QString &text, engine::TargetProblem problem);
    void networkFailed(const platform::Error &error);
    void demoChanged(bool on);
    void capabilitiesChanged();
    void aboutToTrace(); ///< on this machine's network

private:
    ProbeNetwork *network();
    ProbeNetwork *prepare(
        std::unique_ptr<ProbeNetwork> &slot, const std::function<std::unique_ptr<ProbeNetwork>()> &make);
    engine::TraceOptions optionsToStart(const engine::Session *session); ///< tells that a trace is about to begin
    void start(engine::Session *session);
    engine::Session *openOne(const QString &text, ProbeNetwork &network);

    Settings &m_settings;
    NetworkFactories m_factories;
    EventBatcher *m_batcher;
    std::unique_ptr<ProbeNetwork> m_system; ///< before the sessions: they use it to the end
    std::unique_ptr<ProbeNetwork> m_demo;
    SessionList m_sessions;
    QPointer<engine::Session> m_current;
    std::optional<platform::Capabilities> m_capabilities;
    bool m_inDemo = false;
};

} // namespace app
