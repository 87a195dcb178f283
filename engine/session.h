// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/path_state.h"
#include "engine/core/sample_history.h"
#include "engine/target.h"
#include "engine/target_resolver.h"
#include "engine/trace_engine.h"

#include <QDateTime>
#include <QObject>

#include <optional>
#include <span>

namespace engine {

/// Which family a name is traced over.
enum class FamilyChoice : std::uint8_t { Automatic, V4, V6 };

/// Why a session could not begin or go on; `app` has the sentences.
struct SessionProblem {
    enum class Kind : std::uint8_t {
        HostNotFound,
        NoAddressOfFamily, ///< the name exists, not with the family asked for
        ResolverFailed, ///< DNS did not answer
        ResolvingNotAllowed, ///< nothing may leave this machine
        Options,
        Engine, ///< see `error`
    } kind = Kind::Engine;
    OptionProblem option = OptionProblem::None;
    platform::Error error;

    friend bool operator==(const SessionProblem &, const SessionProblem &) = default;
};

/// One target that is or was traced: its name resolved, its run, its path and samples. The window and the command line
/// use it alike. Lives in the GUI's thread (the main one); nothing here blocks.
class Session final : public QObject {
    Q_OBJECT

public:
    enum class State : std::uint8_t { Idle, Resolving, Running, Paused, Finished, Failed };
    Q_ENUM(State)

    /// `engine` and `resolver` must outlive it.
    Session(Target target, TraceEngine &engine, TargetResolver &resolver, QObject *parent = nullptr);
    ~Session() override; ///< stops the run

    const Target &target() const { return m_target; }
    State state() const { return m_state; }
    const TraceOptions &options() const { return m_options; }
    const PathState &path() const { return m_path; }
    const SampleHistory &history() const { return m_history; }
    const std::optional<SessionProblem> &problem() const { return m_problem; }
    QDateTime startedAt() const { return m_startedAt; } ///< UTC, of the run's origin
    RunId run() const { return m_run; }
    /// All addresses the name has; the one traced is path().target().
    const std::vector<platform::IpAddress> &addresses() const { return m_addresses; }

    void start(const TraceOptions &options,
        FamilyChoice family = FamilyChoice::Automatic); ///< also: again, from the beginning
    /// The same with this one of addresses(), without asking for the name again. Later starts keep to it while the name
    /// still has it and the family asked for allows it.
    void start(const TraceOptions &options, const platform::IpAddress &address);
    void pause();
    void resume();
    void stop();

    /// Feeds the events of any runs; those of other runs are skipped. Emits changed() once if any was ours.
    void apply(std::span<const TraceEvent> events);

Q_SIGNALS:
    /// path() and history() have new content.
    void changed();
    void stateChanged(engine::Session::State state);

private:
    void setState(State state);
    void fail(const SessionProblem &problem);
    void takeAddresses(const std::vector<platform::IpAddress> &addresses);
    void begin(const platform::IpAddress &address);
    void reset(const TraceOptions &options); ///< ends what was

    Target m_target;
    TraceEngine &m_engine;
    TargetResolver &m_resolver;
    State m_state = State::Idle;
    TraceOptions m_options;
    FamilyChoice m_family = FamilyChoice::Automatic;
    PathState m_path;
    SampleHistory m_history;
    std::optional<SessionProblem> m_problem;
    QDateTime m_startedAt;
    RunId m_run{};
    std::vector<platform::IpAddress> m_addresses;
    platform::IpAddress m_preferred; ///< chosen by the user; null: the first that fits
};

} // namespace engine
