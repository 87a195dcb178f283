// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/recent_targets.h"
#include "platform/capabilities.h"

#include <QScrollArea>

class QLabel;
class QPushButton;

namespace app {

class Actions;
class Banner;
class BannerStack;
class LookupNote;
class RecentTargets;
class Settings;
class TargetBox;

/// What the window shows when there is no target.
class StartPage final : public QScrollArea {
    Q_OBJECT

public:
    StartPage(Settings &settings, Actions &actions, QWidget *parent = nullptr);

    TargetBox *box() const { return m_box; }
    BannerStack *banners() const { return m_banners; }
    void refresh(); ///< recent targets and history, from the settings
    /// What works here; before it is called, nothing is claimed.
    void setCapabilities(const platform::Capabilities &capabilities);
    LookupNote *note() const { return m_note; }
    void setTrouble(const QString &text); ///< there is no way of sending at all

Q_SIGNALS:
    void submitted(const QStringList &targets);
    void lookupDetailsRequested();

private:
    QWidget *makeColumn();
    QWidget *makeBoxRow();
    QWidget *makeCapabilityLine();
    void updateLookups();

    Settings &m_settings;
    Actions &m_actions;
    BannerStack *m_banners;
    TargetBox *m_box;
    QPushButton *m_start;
    QLabel *m_recentTitle;
    RecentTargets *m_recent;
    QWidget *m_works;
    QLabel *m_worksIcon;
    QLabel *m_worksTitle;
    QLabel *m_worksText;
    LookupNote *m_note = nullptr;
};

/// "Works here without administrator rights: ICMP, UDP and TCP, IPv4 and IPv6."
QString capabilityLine(const platform::Capabilities &capabilities);

} // namespace app
