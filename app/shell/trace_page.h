// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/session_notices.h"
#include "app/shell/time_focus.h"
#include "app/table/hop_selection.h"
#include "platform/ip_address.h"

#include <QPointer>
#include <QSet>
#include <QWidget>

class QAction;
class QDockWidget;
class QMenu;
class QShortcut;

namespace engine {
class QuestionLog;
class Session;
} // namespace engine

namespace app {

class Banner;
class BannerStack;
class DockArea;
class HopDetails;
class HopFacts;
class HopTableView;
class PathView;
class PrivacyView;
class Settings;
class TimelineView;

/// One target: banners, the hop table, and below it the tabs. Shows one session at a time; GUI thread.
class TracePage final : public QWidget {
    Q_OBJECT

public:
    /// `log` and the checkable action are the window's, for the privacy tab.
    TracePage(Settings &settings, engine::QuestionLog &log, QAction *nothingLeaves, QWidget *parent = nullptr);

    void setSession(engine::Session *session);
    engine::Session *session() const { return m_session; }
    void setFacts(HopFacts *facts); ///< of the session shown; may be null, must outlive the page
    void setSimulated(bool simulated);

    BannerStack *banners() const { return m_banners; }
    HopTableView *table() const { return m_table; }
    TimelineView *timeline() const { return m_timeline; } ///< null until its tab was seen
    PathView *path() const { return m_path; }
    HopDetails *details() const { return m_details; }
    PrivacyView *privacy() const { return m_privacy; }
    HopSelection *selection() { return &m_selection; }
    TimeFocus *time() { return &m_time; } ///< what time table and banner show
    QList<QDockWidget *> tabs() const { return m_tabs; }
    /// Makes a view that has not been seen yet, for a picture of it.
    TimelineView *needTimeline();
    PathView *needPath();

    QByteArray saveState() const;
    void restoreState(const QByteArray &state);
    void resetLayout();
    void setEnlarged(bool enlarged);

Q_SIGNALS:
    void noticeActionChosen(app::Notice::Action action);
    void suggestionChosen(const QString &target); ///< what was meant instead of a host that does not exist
    void registryRequested(const platform::IpAddress &address); ///< what its registry says (RDAP)
    void privacySettingsRequested();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void addTabs(engine::QuestionLog &log, QAction *nothingLeaves);
    void attach(QWidget *view);
    void showTimeline();
    void lookAgain(const platform::IpAddress &address);
    void showTime();
    void goLive();
    void showTabs();
    void showNotices();
    void showNotice(const Notice &notice);

    Settings &m_settings;
    HopSelection m_selection;
    TimeFocus m_time;
    QShortcut *m_escape;
    QPointer<engine::Session> m_session;
    QPointer<HopFacts> m_facts;
    BannerStack *m_banners;
    DockArea *m_docks;
    HopTableView *m_table;
    TimelineView *m_timeline = nullptr;
    PathView *m_path = nullptr;
    HopDetails *m_details = nullptr;
    PrivacyView *m_privacy = nullptr;
    QList<QDockWidget *> m_tabs;
    QSet<QString> m_hidden; ///< ids of notices that the user has put away, for this session
    bool m_simulated = false;
    bool m_arranged = false;
};

} // namespace app
