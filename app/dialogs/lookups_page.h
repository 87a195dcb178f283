// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/dialogs/settings_page.h"

class QRadioButton;

namespace app {

class LookupCenter;
class ServerBox;

/// What may be asked of others, and of whom: a switch for each source and one for all of them.
class LookupsPage final : public SettingsPage {
    Q_OBJECT

public:
    LookupsPage(Settings &settings, LookupCenter &lookups);

    QWidget *refused() const override;
    ServerBox *dnsServers() const { return m_dns; }
    ServerBox *stunServers() const { return m_stun; }
    QRadioButton *ownDnsServers() const { return m_ownDns; }
    QCheckBox *nothingLeaves() const { return m_nothing; }

private:
    void addSources(Settings &settings);
    void addDnsServers(Settings &settings);
    void addStunServers(Settings &settings);
    void addCache(LookupCenter &lookups);
    void updateEnabled();

    QCheckBox *m_nothing = nullptr;
    std::vector<QCheckBox *> m_sources; ///< those that ask others
    QCheckBox *m_publicAddress = nullptr;
    QRadioButton *m_systemDns = nullptr;
    QRadioButton *m_ownDns = nullptr;
    ServerBox *m_dns = nullptr;
    ServerBox *m_stun = nullptr;
};

} // namespace app
