// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later

// MainWindow's menus and what its actions do.
#include "app/dialogs/about_dialog.h"
#include "app/dialogs/methods_dialog.h"
#include "app/dialogs/registry_dialog.h"
#include "app/dialogs/settings_dialog.h"
#include "app/shell/actions.h"
#include "app/shell/export_commands.h"
#include "app/shell/lookup_center.h"
#include "app/shell/main_window.h"
#include "app/shell/settings.h"
#include "app/shell/start_page.h"
#include "app/shell/target_box.h"
#include "app/shell/targets_panel.h"
#include "app/shell/trace_bar.h"
#include "app/shell/trace_page.h"
#include "app/shell/workspace.h"

#include <QActionGroup>
#include <QApplication>
#include <QDockWidget>
#include <QMenuBar>

namespace app {
namespace {

/// Why the registry cannot be asked; "" when it can.
QString registryObstacle(Workspace &workspace, const engine::LookupOptions &options)
{
    const engine::Session *session = workspace.current();
    if (!session || session->path().target().isNull())
        return MainWindow::tr("There is no address to ask about yet");
    if (workspace.sessions().isSimulated(session))
        return MainWindow::tr("No registry knows the demo network");
    if (options.nothingLeaves)
        return MainWindow::tr("Nothing leaves this machine, so nobody is asked");
    return options.mayAskRegistry() ? QString()
                                    : MainWindow::tr("Registries are switched off under Look-ups and privacy");
}

} // namespace

void MainWindow::makeMenus()
{
    const auto add = [this](QMenu *menu, std::initializer_list<ActionId> ids) {
        for (const ActionId id : ids)
            menu->addAction((*m_actions)[id]);
        menu->addSeparator();
    };
    QMenu *file = menuBar()->addMenu(tr("&File"));
    add(file, {ActionId::NewTarget, ActionId::RemoveTarget});
    file->addMenu(makeExportMenu());
    file->addSeparator();
    file->addAction((*m_actions)[ActionId::Quit]);
    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    add(edit, {ActionId::UndoRemove});
    add(edit, {ActionId::CopyText, ActionId::CopyMarkdown, ActionId::CopyCsv});
    edit->addAction((*m_actions)[ActionId::Settings]);
    m_viewTabs = menuBar()->addMenu(tr("&View"));
    add(m_viewTabs, {ActionId::ShowTargets, ActionId::Enlarge});
    QMenu *colours = m_viewTabs->addMenu(tr("&Colours"));
    auto *schemes = new QActionGroup(this);
    for (const auto id : {ActionId::SchemeSystem, ActionId::SchemeLight, ActionId::SchemeDark}) {
        schemes->addAction((*m_actions)[id]);
        colours->addAction((*m_actions)[id]);
    }
    m_viewTabs->addAction((*m_actions)[ActionId::FullScreen]);
    m_viewTabs->addAction((*m_actions)[ActionId::ResetLayout]);
    QMenu *trace = menuBar()->addMenu(tr("&Trace"));
    add(trace, {ActionId::Start, ActionId::Pause, ActionId::Stop, ActionId::Restart});
    add(trace, {ActionId::StartAll, ActionId::PauseAll, ActionId::StopAll});
    add(trace, {ActionId::NextTarget, ActionId::PreviousTarget});
    QMenu *tools = menuBar()->addMenu(tr("T&ools"));
    add(tools, {ActionId::AskRegistry});
    add(tools, {ActionId::NothingLeaves});
    add(tools, {ActionId::Demo, ActionId::LeaveDemo, ActionId::Methods});
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    add(help, {ActionId::About, ActionId::Licences});
}

QMenu *MainWindow::makeExportMenu()
{
    auto *menu = new QMenu(tr("&Export"), this);
    for (const auto id : {ActionId::ExportCsv, ActionId::ExportJson})
        menu->addAction((*m_actions)[id]);
    menu->addSeparator();
    for (const auto id : {ActionId::ExportTablePicture, ActionId::ExportChartPicture, ActionId::ExportPathPicture})
        menu->addAction((*m_actions)[id]);
    menu->addSeparator();
    for (const auto id : {ActionId::CopyText, ActionId::CopyMarkdown, ActionId::CopyCsv})
        menu->addAction((*m_actions)[id]);
    return menu;
}

void MainWindow::addTabActions()
{
    QAction *before = (*m_actions)[ActionId::ShowTargets];
    const auto tabs = m_tracePage->tabs();
    int number = 1;
    for (QDockWidget *tab : tabs) {
        QAction *toggle = tab->toggleViewAction();
        toggle->setShortcut(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_0 + number++)));
        m_viewTabs->insertAction(before, toggle);
    }
    m_viewTabs->insertSeparator(before);
}

void MainWindow::connectActions()
{
    const Actions &actions = *m_actions;
    const auto current = [this] { return m_workspace.current(); };
    m_actions->on(ActionId::NewTarget, this, [this] {
        TargetBox *box = m_workspace.sessions().count() == 0 ? m_startPage->box() : m_bar->box();
        box->setFocus(Qt::ShortcutFocusReason);
        box->lineEdit()->selectAll();
    });
    m_actions->on(ActionId::RemoveTarget, this, [this, current] { m_workspace.remove(current()); });
    m_actions->on(ActionId::UndoRemove, this, [this] { m_workspace.undoRemove(); });
    m_actions->on(ActionId::NextTarget, this, [this] { m_targets->step(1); });
    m_actions->on(ActionId::PreviousTarget, this, [this] { m_targets->step(-1); });
    m_actions->on(ActionId::Start, this, &MainWindow::startTyped);
    m_actions->on(ActionId::Pause, this, [this, current] { m_workspace.togglePause(current()); });
    m_actions->on(ActionId::Stop, this, [current] {
        if (engine::Session *session = current())
            session->stop();
    });
    m_actions->on(ActionId::Restart, this, [this, current] { m_workspace.restart(current()); });
    m_actions->on(ActionId::StartAll, this, [this] { m_workspace.startAll(); });
    m_actions->on(ActionId::PauseAll, this, [this] { m_workspace.pauseAll(); });
    m_actions->on(ActionId::StopAll, this, [this] { m_workspace.stopAll(); });
    m_actions->on(ActionId::Settings, this, &MainWindow::showSettings);
    m_actions->on(ActionId::Quit, this, &QWidget::close);
    m_actions->on(ActionId::ShowTargets, this, [this](bool shown) { m_targets->setVisible(shown); });
    m_actions->on(ActionId::Enlarge, this, [this](bool enlarged) { tracePage()->setEnlarged(enlarged); });
    m_actions->on(ActionId::FullScreen, this,
        [this](bool full) { setWindowState(windowState().setFlag(Qt::WindowFullScreen, full)); });
    m_actions->on(ActionId::ResetLayout, this, &MainWindow::resetLayout);
    m_actions->on(ActionId::Demo, this, [this] { m_workspace.enterDemo(); });
    m_actions->on(ActionId::LeaveDemo, this, [this] { m_workspace.leaveDemo(); });
    m_actions->on(ActionId::AskRegistry, this, &MainWindow::askRegistry);
    m_actions->on(ActionId::Methods, this, &MainWindow::showMethods);
    m_actions->on(ActionId::About, this, [this] { AboutDialog(AboutDialog::Page::About, this).exec(); });
    m_actions->on(ActionId::Licences, this, [this] { AboutDialog(AboutDialog::Page::Licences, this).exec(); });
    const auto choose = [this](SchemeChoice choice) { return [this, choice] { m_settings.colours.set(choice); }; };
    m_actions->on(ActionId::SchemeSystem, this, choose(SchemeChoice::System));
    m_actions->on(ActionId::SchemeLight, this, choose(SchemeChoice::Light));
    m_actions->on(ActionId::SchemeDark, this, choose(SchemeChoice::Dark));
    connectExports(*m_actions, *this);
    for (int i = 0; i < static_cast<int>(ActionId::Count); ++i)
        addAction(actions[static_cast<ActionId>(i)]); // shortcuts hold in the whole window
}

void MainWindow::startTyped()
{
    const bool starting = m_workspace.sessions().count() == 0;
    TargetBox *box = starting ? m_startPage->box() : m_bar->box();
    if (starting || box->edited()) {
        if (box->typed().isEmpty())
            box->setFocus(Qt::ShortcutFocusReason);
        else
            m_workspace.open({box->typed()});
        return;
    }
    m_workspace.restart(m_workspace.current());
}

void MainWindow::resetLayout()
{
    (*m_actions)[ActionId::Enlarge]->setChecked(false);
    (*m_actions)[ActionId::ShowTargets]->setChecked(true);
    m_targets->setVisible(true);
    tracePage()->resetLayout();
}

void MainWindow::showSettings()
{
    auto *dialog = findChild<SettingsDialog *>();
    if (!dialog) {
        dialog = new SettingsDialog(m_settings, m_lookups, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
    }
    dialog->open();
}

void MainWindow::showLookupSettings()
{
    showSettings();
    findChild<SettingsDialog *>()->showPage(SettingsDialog::Page::Lookups);
}

void MainWindow::showMethods()
{
    m_workspace.queryCapabilities();
    auto *dialog = new MethodsDialog(m_workspace, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

/// The hop that the details show, or the target.
void MainWindow::askRegistry()
{
    const engine::Session *session = m_workspace.current();
    if (!session)
        return;
    platform::IpAddress address = session->path().target();
    if (const auto ttl = tracePage()->selection()->current())
        if (const engine::Hop *hop = session->path().hop(*ttl); hop && !hop->silent())
            address = hop->addresses.front().address;
    showRegistry(address);
}

void MainWindow::showRegistry(const platform::IpAddress &address)
{
    auto *dialog = new RegistryDialog(m_lookups, address, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

ActionState gatherState(Workspace &workspace, const engine::LookupOptions &options)
{
    ActionState state;
    const engine::Session *session = workspace.current();
    SessionList &sessions = workspace.sessions();
    state.targets = sessions.count();
    state.hasTarget = session != nullptr;
    state.active = session && Workspace::isActive(*session);
    state.paused = session && session->state() == engine::Session::State::Paused;
    state.hasResults = session && session->path().counts().sent > 0;
    for (int row = 0; row < sessions.count(); ++row) {
        const bool running = sessions.at(row)->state() == engine::Session::State::Running;
        state.anyRunning = state.anyRunning || running;
        state.anyStopped = state.anyStopped || !running;
    }
    state.removedName = sessions.removedName();
    state.demoAvailable = workspace.demoAvailable();
    state.inDemo = workspace.inDemo();
    state.registryProblem = registryObstacle(workspace, options);
    return state;
}

} // namespace app
