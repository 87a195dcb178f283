// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/actions.h"
#include "app/shell/session_notices.h"
#include "engine/target.h"
#include "platform/error.h"

#include <QMainWindow>

class QSplitter;
class QStackedWidget;
class QToolBar;

namespace engine {
class Session;
struct LookupOptions;
} // namespace engine

namespace app {

class ColourScheme;
class LookupCenter;
class Settings;
class StartPage;
class StatusLine;
class TargetsPanel;
class TraceBar;
class TimeFocus;
class TracePage;
class Workspace;

/// The window. Wires the workspace to the views and keeps nothing but what is shown. GUI thread.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(Settings &settings, Workspace &workspace, ColourScheme &scheme, LookupCenter &lookups);
    ~MainWindow() override;

    Actions &actions() const { return *m_actions; }
    StartPage *startPage() const { return m_startPage; }
    TracePage *tracePage();
    void connectTime(TimeFocus &time); ///< made when it is first needed
    TargetsPanel *targetsPanel() const { return m_targets; }
    TraceBar *traceBar() const { return m_bar; }
    StatusLine *statusLine() const { return m_status; }
    Workspace &workspace() const { return m_workspace; }

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void makeMenus();
    QMenu *makeExportMenu();
    void makePages();
    void addTabActions();
    void connectActions();
    void connectWorkspace();
    void connectScheme();
    void connectLookups();

    void showCurrent(engine::Session *session);
    void updateShell(); ///< actions, page, title, status: after anything changed
    void updateStatus();
    void refuse(const QString &text, engine::TargetProblem problem);
    void reportNetwork(const platform::Error &error);
    void act(Notice::Action action);
    void startTyped();
    void applySettings();
    void saveState();
    void restoreState();
    void showSettings();
    void showLookupSettings();
    void askRegistry();
    void showRegistry(const platform::IpAddress &address);
    void showMethods();
    void foldTargets();
    void shareWidth();
    void resetLayout();

    Settings &m_settings;
    Workspace &m_workspace;
    ColourScheme &m_scheme;
    LookupCenter &m_lookups;
    Actions *m_actions;
    QMenu *m_viewTabs = nullptr;
    QToolBar *m_toolBar = nullptr;
    TraceBar *m_bar = nullptr;
    QStackedWidget *m_pages = nullptr;
    StartPage *m_startPage = nullptr;
    QSplitter *m_tracing = nullptr;
    TargetsPanel *m_targets = nullptr;
    TracePage *m_tracePage = nullptr;
    StatusLine *m_status = nullptr;
    bool m_folded = false; ///< the target list, because the window is narrow
};

/// What the actions depend on, as it is now.
ActionState gatherState(Workspace &workspace, const engine::LookupOptions &options);

} // namespace app
