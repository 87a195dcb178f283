// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/workspace.h"

#include "app/shell/event_batcher.h"
#include "app/shell/recent_targets.h"
#include "app/shell/settings.h"

namespace app {

using State = engine::Session::State;

Workspace::Workspace(Settings &settings, NetworkFactories factories, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_factories(std::move(factories))
    , m_batcher(new EventBatcher(this))
{
    connect(m_batcher, &EventBatcher::batchReady, &m_sessions, &SessionList::apply);
    connect(&m_sessions, &SessionList::sessionStateChanged, this, &Workspace::targetsChanged);
    connect(&m_sessions, &SessionList::sessionStateChanged, this, [this](engine::Session *session) {
        // A name that does not exist is no suggestion for the next one.
        if (session->state() == State::Failed && !m_sessions.isSimulated(session))
            rememberTarget(m_settings, recentOf(*session));
    });
}

Workspace::~Workspace()
{
    m_sessions.clear(); // they stop their runs: the engines must still be there
}

bool Workspace::isActive(const engine::Session &session)
{
    return session.state() == State::Resolving || session.state() == State::Running || session.state() == State::Paused;
}

void Workspace::setCurrent(engine::Session *session)
{
    if (m_current == session)
        return;
    m_current = session;
    Q_EMIT currentChanged(session);
    Q_EMIT targetsChanged();
}

ProbeNetwork *Workspace::prepare(
    std::unique_ptr<ProbeNetwork> &slot, const std::function<std::unique_ptr<ProbeNetwork>()> &make)
{
    if (slot && slot->engine)
        return slot.get();
    if (!make)
        return nullptr;
    slot = make();
    if (!slot->engine) {
        Q_EMIT networkFailed(slot->error);
        return nullptr;
    }
    connect(slot->engine.get(), &engine::TraceEngine::eventsAvailable, m_batcher, &EventBatcher::add);
    return slot.get();
}

ProbeNetwork *Workspace::network()
{
    return m_inDemo ? prepare(m_demo, m_factories.demo) : prepare(m_system, m_factories.system);
}

const platform::Error *Workspace::networkError() const
{
    return m_system && !m_system->engine ? &m_system->error : nullptr;
}

void Workspace::queryCapabilities()
{
    ProbeNetwork *system = prepare(m_system, m_factories.system);
    if (!system)
        return;
    connect(
        system->engine.get(), &engine::TraceEngine::capabilitiesAvailable, this,
        [this](const platform::Capabilities &capabilities) {
            m_capabilities = capabilities;
            Q_EMIT capabilitiesChanged();
        },
        Qt::SingleShotConnection);
    system->engine->queryCapabilities();
}

engine::TraceOptions Workspace::optionsToStart(const engine::Session *session)
{
    if (!m_sessions.isSimulated(session))
        Q_EMIT aboutToTrace();
    engine::TraceOptions options = m_settings.traceOptions();
    if (const auto port = session->target().port; port && options.protocol != platform::Protocol::Icmp)
        options.port = *port; // host:port says it more exactly than the tool bar
    return options;
}

void Workspace::start(engine::Session *session)
{
    session->start(optionsToStart(session), m_settings.family.get());
}

engine::Session *Workspace::openOne(const QString &text, ProbeNetwork &network)
{
    const auto parsed = engine::parseTarget(text);
    if (const auto *problem = std::get_if<engine::TargetProblem>(&parsed)) {
        Q_EMIT inputRefused(text, *problem);
        return nullptr;
    }
    const auto &target = std::get<engine::Target>(parsed);
    engine::Session *session = m_sessions.at(m_sessions.find(target, network.simulated));
    if (!session)
        session = m_sessions.add(target, network);
    start(session);
    if (!network.simulated)
        rememberTarget(m_settings, recentOf(*session));
    return session;
}

void Workspace::open(const QStringList &texts)
{
    ProbeNetwork *network = this->network();
    if (!network)
        return;
    engine::Session *last = nullptr;
    for (const QString &text : texts)
        if (engine::Session *session = openOne(text, *network))
            last = session;
    if (last)
        setCurrent(last);
    Q_EMIT targetsChanged();
}

void Workspace::restart(engine::Session *session)
{
    if (session)
        start(session);
}

void Workspace::restartAt(engine::Session *session, const platform::IpAddress &address)
{
    if (session)
        session->start(optionsToStart(session), address);
}

void Workspace::togglePause(engine::Session *session)
{
    if (!session)
        return;
    if (session->state() == State::Paused)
        session->resume();
    else
        session->pause();
}

void Workspace::startAll()
{
    for (int row = 0; row < m_sessions.count(); ++row) {
        engine::Session *session = m_sessions.at(row);
        if (session->state() == State::Paused)
            session->resume();
        else if (!isActive(*session))
            start(session);
    }
}

void Workspace::pauseAll()
{
    for (int row = 0; row < m_sessions.count(); ++row)
        if (m_sessions.at(row)->state() == State::Running)
            m_sessions.at(row)->pause();
}

void Workspace::stopAll()
{
    for (int row = 0; row < m_sessions.count(); ++row)
        if (isActive(*m_sessions.at(row)))
            m_sessions.at(row)->stop();
}

void Workspace::remove(engine::Session *session)
{
    const int row = m_sessions.rowOf(session);
    if (row < 0)
        return;
    if (!m_sessions.isSimulated(session))
        rememberTarget(m_settings, recentOf(*session));
    const bool wasCurrent = session == m_current;
    m_sessions.remove(row);
    if (wasCurrent)
        setCurrent(m_sessions.at(std::min(row, m_sessions.count() - 1)));
    Q_EMIT targetsChanged();
}

void Workspace::undoRemove()
{
    if (engine::Session *session = m_sessions.undoRemove())
        setCurrent(session);
    Q_EMIT targetsChanged();
}

void Workspace::enterDemo(const QStringList &texts)
{
    if (!m_inDemo && !prepare(m_demo, m_factories.demo))
        return;
    if (!std::exchange(m_inDemo, true))
        Q_EMIT demoChanged(true);
    open(texts.isEmpty() ? m_demo->suggestions : texts);
}

void Workspace::leaveDemo()
{
    if (!std::exchange(m_inDemo, false))
        return;
    if (m_current && m_sessions.isSimulated(m_current)) {
        const auto real = [this] {
            for (int row = 0; row < m_sessions.count(); ++row)
                if (!m_sessions.isSimulated(m_sessions.at(row)))
                    return m_sessions.at(row);
            return static_cast<engine::Session *>(nullptr);
        };
        setCurrent(real());
    }
    m_sessions.removeSimulated();
    m_demo.reset();
    Q_EMIT demoChanged(false);
    Q_EMIT targetsChanged();
}

QStringList Workspace::targetTexts() const
{
    QStringList texts;
    for (int row = 0; row < m_sessions.count(); ++row)
        if (const auto *session = m_sessions.at(row); !m_sessions.isSimulated(session))
            texts.append(session->target().text);
    return texts;
}

void Workspace::setRefreshRate(qreal framesPerSecond)
{
    m_batcher->setRefreshRate(framesPerSecond);
}

void Workspace::rememberResults()
{
    for (int row = 0; row < m_sessions.count(); ++row)
        if (const auto *session = m_sessions.at(row); !m_sessions.isSimulated(session))
            rememberTarget(m_settings, recentOf(*session));
}

} // namespace app
