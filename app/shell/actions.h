// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QObject>

#include <array>

namespace app {

enum class ActionId : std::uint8_t {
    NewTarget,
    RemoveTarget,
    UndoRemove,
    NextTarget,
    PreviousTarget,
    Start,
    Pause,
    Stop,
    Restart,
    StartAll,
    PauseAll,
    StopAll,
    CopyText,
    CopyMarkdown,
    CopyCsv,
    ExportCsv,
    ExportJson,
    ExportTablePicture,
    ExportChartPicture,
    ExportPathPicture,
    Settings,
    Quit,
    ShowTargets,
    Enlarge,
    FullScreen,
    ResetLayout,
    SchemeSystem,
    SchemeLight,
    SchemeDark,
    NothingLeaves,
    AskRegistry,
    Demo,
    LeaveDemo,
    Methods,
    About,
    Licences,
    Count
};

/// What decides which actions can be used, gathered in one place.
struct ActionState {
    bool hasTarget = false;
    bool active = false; ///< resolving, running or paused
    bool paused = false;
    bool hasResults = false;
    int targets = 0;
    bool anyRunning = false;
    bool anyStopped = false;
    QString removedName; ///< not empty: can be undone
    bool demoAvailable = true;
    bool inDemo = false;
    bool chartAvailable = false;
    bool pathAvailable = false;
    QString registryProblem; ///< why the registry cannot be asked; empty: it can
};

/// Owns every action; menus, tool bars and context menus pick from it. Built from one table (actions.cpp).
class Actions final : public QObject {
    Q_OBJECT

public:
    explicit Actions(QObject *parent = nullptr);

    QAction *operator[](ActionId id) const { return m_actions[static_cast<std::size_t>(id)]; }
    void updateActions(const ActionState &state);

    template <typename Receiver, typename Function>
    void on(ActionId id, Receiver *receiver, Function function)
    {
        connect((*this)[id], &QAction::triggered, receiver, function);
    }

private:
    std::array<QAction *, static_cast<std::size_t>(ActionId::Count)> m_actions{};
};

} // namespace app
