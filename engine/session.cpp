// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session.h"

#include <algorithm>

namespace engine {

namespace {

bool fits(const platform::IpAddress &address, FamilyChoice choice)
{
    switch (choice) {
    case FamilyChoice::Automatic:
        return true;
    case FamilyChoice::V4:
        return address.family() == platform::Family::V4;
    case FamilyChoice::V6:
        return address.family() == platform::Family::V6;
    }
    return false;
}

} // namespace

Session::Session(Target target, TraceEngine &engine, TargetResolver &resolver, QObject *parent)
    : QObject(parent)
    , m_target(std::move(target))
    , m_engine(engine)
    , m_resolver(resolver)
{
}

Session::~Session()
{
    m_resolver.cancel(this);
    if (m_run != RunId{})
        m_engine.stop(m_run);
}

void Session::reset(const TraceOptions &options)
{
    m_resolver.cancel(this);
    if (m_run != RunId{})
        m_engine.stop(std::exchange(m_run, RunId{}));
    m_options = options;
    if (m_options.port == 0 && m_target.port && m_options.protocol != platform::Protocol::Icmp)
        m_options.port = *m_target.port;
    m_path = PathState();
    m_history = SampleHistory();
    m_problem.reset();
    m_startedAt = QDateTime::currentDateTimeUtc();
}

void Session::start(const TraceOptions &options, const platform::IpAddress &address)
{
    reset(options);
    m_preferred = address;
    Q_EMIT changed();
    begin(address);
}

void Session::start(const TraceOptions &options, FamilyChoice family)
{
    reset(options);
    m_family = family;
    m_addresses.clear();
    Q_EMIT changed();

    if (m_target.address) {
        takeAddresses({*m_target.address});
        return;
    }
    setState(State::Resolving);
    m_resolver.resolve(m_target.host, this, [this](const TargetResolver::Answer &answer) {
        switch (answer.status) {
        case TargetResolver::Status::Found:
            takeAddresses(answer.addresses);
            break;
        case TargetResolver::Status::NotFound:
            fail({.kind = SessionProblem::Kind::HostNotFound, .option = {}, .error = {}});
            break;
        case TargetResolver::Status::Failed:
            fail({.kind = SessionProblem::Kind::ResolverFailed, .option = {}, .error = {}});
            break;
        case TargetResolver::Status::NotAllowed:
            fail({.kind = SessionProblem::Kind::ResolvingNotAllowed, .option = {}, .error = {}});
            break;
        }
    });
}

void Session::takeAddresses(const std::vector<platform::IpAddress> &addresses)
{
    m_addresses = addresses;
    auto chosen = std::find(m_addresses.begin(), m_addresses.end(), m_preferred);
    if (chosen == m_addresses.end() || !fits(*chosen, m_family))
        chosen = std::find_if(
            m_addresses.begin(), m_addresses.end(), [this](const auto &address) { return fits(address, m_family); });
    if (chosen == m_addresses.end()) {
        fail({.kind = SessionProblem::Kind::NoAddressOfFamily, .option = {}, .error = {}});
        return;
    }
    begin(*chosen);
}

void Session::begin(const platform::IpAddress &address)
{
    if (const OptionProblem problem = validate(m_options, address.family()); problem != OptionProblem::None) {
        fail({.kind = SessionProblem::Kind::Options, .option = problem, .error = {}});
        return;
    }
    m_startedAt = QDateTime::currentDateTimeUtc();
    m_run = m_engine.start(address, m_options);
    setState(State::Running);
}

void Session::pause()
{
    if (m_state == State::Running)
        m_engine.pause(m_run);
}

void Session::resume()
{
    if (m_state == State::Paused)
        m_engine.resume(m_run);
}

void Session::stop()
{
    if (m_state == State::Resolving) {
        m_resolver.cancel(this);
        setState(State::Finished);
    } else if (m_state == State::Running || m_state == State::Paused) {
        m_engine.stop(m_run); // RunEnded follows
    }
}

void Session::apply(std::span<const TraceEvent> events)
{
    if (m_run == RunId{})
        return;
    State state = m_state;
    bool ours = false;
    for (const TraceEvent &event : events) {
        if (event.run != m_run)
            continue;
        ours = true;
        m_path.apply(event);
        m_history.apply(event);
        if (std::holds_alternative<RunPaused>(event.what)) {
            state = State::Paused;
        } else if (std::holds_alternative<RunResumed>(event.what)) {
            state = State::Running;
        } else if (const auto *ended = std::get_if<RunEnded>(&event.what)) {
            state = ended->reason == RunEnded::Reason::Failed ? State::Failed : State::Finished;
            if (state == State::Failed)
                m_problem = SessionProblem{.kind = SessionProblem::Kind::Engine,
                    .option = {},
                    .error = ended->error.value_or(platform::Error{})};
        }
    }
    if (!ours)
        return;
    Q_EMIT changed();
    setState(state);
}

void Session::setState(State state)
{
    if (state == m_state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

void Session::fail(const SessionProblem &problem)
{
    m_problem = problem;
    setState(State::Failed);
}

} // namespace engine
