// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/actions.h"

#include "app/theme/icons.h"

#include <optional>

namespace app {
namespace {

struct ActionSpec {
    ActionId id;
    const char *name; ///< of the object: settings, tests
    const char *text;
    const char *tip;
    std::optional<Icon> icon;
    QKeySequence::StandardKey key = QKeySequence::UnknownKey;
    const char *otherKey = nullptr; ///< where no platform has a standard, or what people also try
    bool checkable = false;
    QAction::MenuRole role = QAction::NoRole;
};

#define WORDS(text) QT_TRANSLATE_NOOP("app::Actions", text)

const ActionSpec specs[] = {
    {ActionId::NewTarget, "newTarget", WORDS("&New target…"), WORDS("Trace another host"), Icon::Add, QKeySequence::New,
        "Ctrl+L"},
    {ActionId::RemoveTarget, "removeTarget", WORDS("&Remove target"), WORDS("Take the target from the list"),
        Icon::Remove, QKeySequence::UnknownKey, "Ctrl+Backspace"},
    {ActionId::UndoRemove, "undoRemove", WORDS("&Undo remove"), WORDS("Bring the removed target back"), {},
        QKeySequence::Undo},
    {ActionId::NextTarget, "nextTarget", WORDS("Next target"), WORDS("Show the next target"), {},
        QKeySequence::UnknownKey, "Alt+Down"},
    {ActionId::PreviousTarget, "previousTarget", WORDS("Previous target"), WORDS("Show the previous target"), {},
        QKeySequence::UnknownKey, "Alt+Up"},
    {ActionId::Start, "start", WORDS("&Start"), WORDS("Trace the target"), Icon::Play, QKeySequence::UnknownKey, "F5"},
    {ActionId::Pause, "pause", WORDS("&Pause"), WORDS("Send nothing until it goes on"), Icon::Pause,
        QKeySequence::UnknownKey, "Ctrl+P"},
    {ActionId::Stop, "stop", WORDS("S&top"), WORDS("End the run; what was measured stays"), Icon::Stop,
        QKeySequence::UnknownKey, "Ctrl+."},
    {ActionId::Restart, "restart", WORDS("&Restart"), WORDS("Begin again, with the settings of the tool bar"),
        Icon::Restart, QKeySequence::Refresh, "Ctrl+R"},
    {ActionId::StartAll, "startAll", WORDS("Start a&ll"), WORDS("Start every target that is not running"), {}},
    {ActionId::PauseAll, "pauseAll", WORDS("P&ause all"), WORDS("Pause every running target"), {},
        QKeySequence::UnknownKey, "Ctrl+Shift+P"},
    {ActionId::StopAll, "stopAll", WORDS("St&op all"), WORDS("Stop every target"), {}},
    {ActionId::CopyText, "copyText", WORDS("Copy as te&xt"), WORDS("Copy the table with target, time and settings"),
        Icon::Copy, QKeySequence::UnknownKey, "Ctrl+Shift+C"},
    {ActionId::CopyMarkdown, "copyMarkdown", WORDS("Copy as &Markdown"), WORDS("Copy the table for an issue or a chat"),
        {}},
    {ActionId::CopyCsv, "copyCsv", WORDS("Copy as &CSV"), WORDS("Copy the table for a spreadsheet"), {}},
    {ActionId::ExportCsv, "exportCsv", WORDS("&CSV…"), WORDS("Save one row per hop and address"), {},
        QKeySequence::Save},
    {ActionId::ExportJson, "exportJson", WORDS("&JSON…"), WORDS("Save everything that was measured"), {}},
    {ActionId::ExportTablePicture, "exportTablePicture", WORDS("Picture of the &table…"),
        WORDS("Save the hop table as PNG"), {}},
    {ActionId::ExportChartPicture, "exportChartPicture", WORDS("Picture of the c&hart…"),
        WORDS("Save the timeline as PNG"), {}},
    {ActionId::ExportPathPicture, "exportPathPicture", WORDS("Picture of the &path…"),
        WORDS("Save the path graph as PNG"), {}},
    {ActionId::Settings, "settings", WORDS("S&ettings…"), WORDS("Change how Periplus looks and probes"), Icon::General,
        QKeySequence::Preferences, "Ctrl+,", false, QAction::PreferencesRole},
    {ActionId::Quit, "quit", WORDS("&Quit"), WORDS("End Periplus"), {}, QKeySequence::Quit, nullptr, false,
        QAction::QuitRole},
    {ActionId::ShowTargets, "showTargets", WORDS("&Targets"), WORDS("Show the list of targets"), {},
        QKeySequence::UnknownKey, "Ctrl+B", true},
    {ActionId::Enlarge, "enlarge", WORDS("&Enlarge the lower part"),
        WORDS("Hide the table, to give the tab all the room"), Icon::Fit, QKeySequence::UnknownKey, "Ctrl+M", true},
    {ActionId::FullScreen, "fullScreen", WORDS("&Full screen"), WORDS("Use the whole screen"), {},
        QKeySequence::FullScreen, "F11", true},
    {ActionId::ResetLayout, "resetLayout", WORDS("&Reset layout"), WORDS("Put tabs, columns and sizes back"), {}},
    {ActionId::SchemeSystem, "schemeSystem", WORDS("As the &system"), WORDS("Light or dark, as the system is"), {},
        QKeySequence::UnknownKey, nullptr, true},
    {ActionId::SchemeLight, "schemeLight", WORDS("&Light"), WORDS("Always light"), {}, QKeySequence::UnknownKey,
        nullptr, true},
    {ActionId::SchemeDark, "schemeDark", WORDS("&Dark"), WORDS("Always dark"), {}, QKeySequence::UnknownKey, nullptr,
        true},
    {ActionId::NothingLeaves, "nothingLeaves", WORDS("&Nothing leaves this machine"),
        WORDS("Look up nothing outside; only the probes of traces are sent"), Icon::Lock, QKeySequence::UnknownKey,
        "Ctrl+Shift+L", true},
    {ActionId::AskRegistry, "askRegistry", WORDS("Ask the re&gistry…"),
        WORDS("Ask the registry whose network the selected hop is in"), Icon::Search},
    {ActionId::Demo, "demo", WORDS("Try the &demo network"),
        WORDS("Trace simulated hosts; no packet leaves this machine"), Icon::Demo},
    {ActionId::LeaveDemo, "leaveDemo", WORDS("Lea&ve the demo network"), WORDS("Remove the simulated targets"), {}},
    {ActionId::Methods, "methods", WORDS("&What works here…"),
        WORDS("The ways of sending that this user has on this system"), Icon::Info},
    {ActionId::About, "about", WORDS("&About Periplus"), WORDS("Version and licence"), {}, QKeySequence::UnknownKey,
        nullptr, false, QAction::AboutRole},
    {ActionId::Licences, "licences", WORDS("&Licences"), WORDS("What Periplus is built with"), {}},
};

#undef WORDS

QString plain(QString text)
{
    return text.remove(QLatin1Char('&')).remove(QStringLiteral("…"));
}

void setTip(QAction *action, const QString &tip)
{
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    action->setToolTip(keys.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, keys));
    action->setStatusTip(QString());
}

/// A disabled action says why.
void enable(QAction *action, bool enabled, const QString &why)
{
    action->setEnabled(enabled);
    setTip(action, enabled ? action->property("tip").toString() : why);
}

} // namespace

Actions::Actions(QObject *parent)
    : QObject(parent)
{
    for (const ActionSpec &spec : specs) {
        auto *action = new QAction(this);
        action->setObjectName(QLatin1String(spec.name));
        action->setText(tr(spec.text));
        action->setIconText(plain(tr(spec.text)));
        action->setProperty("tip", tr(spec.tip));
        action->setCheckable(spec.checkable);
        action->setMenuRole(spec.role);
        if (spec.icon)
            action->setIcon(icon(*spec.icon));
        QList<QKeySequence> keys = QKeySequence::keyBindings(spec.key);
        const bool also = spec.id == ActionId::Restart || spec.id == ActionId::NewTarget;
        if (spec.otherKey && (keys.isEmpty() || also))
            keys.append(QKeySequence(QLatin1String(spec.otherKey)));
        if (spec.id == ActionId::Restart)
            keys.removeAll(QKeySequence(Qt::Key_F5)); // that is Start
        action->setShortcuts(keys);
        setTip(action, tr(spec.tip));
        m_actions[static_cast<std::size_t>(spec.id)] = action;
    }
    updateActions({});
}

void Actions::updateActions(const ActionState &state)
{
    const auto set = [this](ActionId id, bool enabled, const QString &why) { enable((*this)[id], enabled, why); };
    const QString noTarget = tr("There is no target yet");
    const QString noResults = tr("Nothing has been measured yet");
    for (const auto id : {ActionId::RemoveTarget, ActionId::Restart})
        set(id, state.hasTarget, noTarget);
    set(ActionId::Pause, state.active, tr("The target is not running"));
    set(ActionId::Stop, state.active, tr("The target is not running"));
    for (const auto id : {ActionId::CopyText, ActionId::CopyMarkdown, ActionId::CopyCsv, ActionId::ExportCsv,
             ActionId::ExportJson, ActionId::ExportTablePicture})
        set(id, state.hasResults, noResults);
    set(ActionId::ExportChartPicture, state.hasResults && state.chartAvailable, noResults);
    set(ActionId::ExportPathPicture, state.hasResults && state.pathAvailable, noResults);
    for (const auto id : {ActionId::NextTarget, ActionId::PreviousTarget})
        set(id, state.targets > 1, tr("There is no other target"));
    set(ActionId::StartAll, state.anyStopped, tr("Every target is running"));
    set(ActionId::PauseAll, state.anyRunning, tr("No target is running"));
    set(ActionId::StopAll, state.anyRunning, tr("No target is running"));
    set(ActionId::UndoRemove, !state.removedName.isEmpty(), tr("No target has been removed"));
    set(ActionId::AskRegistry, state.registryProblem.isEmpty(), state.registryProblem);
    set(ActionId::Demo, state.demoAvailable && !state.inDemo, tr("The demo network is in use"));
    set(ActionId::LeaveDemo, state.inDemo, tr("The demo network is not in use"));
    for (const auto id : {ActionId::ShowTargets, ActionId::Enlarge, ActionId::ResetLayout})
        set(id, state.targets > 0, noTarget);

    QAction *undo = (*this)[ActionId::UndoRemove];
    undo->setText(state.removedName.isEmpty()
            ? tr("&Undo remove")
            : tr("&Undo remove of %1").arg(QString(state.removedName).replace(QLatin1Char('&'), QStringLiteral("&&"))));
    QAction *pause = (*this)[ActionId::Pause];
    pause->setText(state.paused ? tr("Res&ume") : tr("&Pause"));
    pause->setIconText(state.paused ? tr("Resume") : tr("Pause"));
    pause->setIcon(icon(state.paused ? Icon::Play : Icon::Pause));
}

} // namespace app
