// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/dialogs/settings_page.h"

class QVBoxLayout;

namespace app {

class DatabaseList;
class DatabaseModel;
class DownloadRow;
class LookupCenter;
class ProblemLabel;

/// Databases of networks and places: files on this machine, and what can be downloaded. The list changes with OK or
/// Apply; downloads happen at once.
class DatabasesPage final : public SettingsPage {
    Q_OBJECT

public:
    DatabasesPage(Settings &settings, LookupCenter &lookups);

    DatabaseModel *model() const { return m_model; }
    DatabaseList *list() const { return m_list; }
    const QList<DownloadRow *> &downloads() const { return m_rows; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    void addFiles();
    void makeRows();
    void showOthers();

    Settings &m_settings;
    LookupCenter &m_lookups;
    DatabaseModel *m_model;
    DatabaseList *m_list;
    QVBoxLayout *m_downloads = nullptr; ///< made when the page is first seen
    QList<DownloadRow *> m_rows;
    QStringList m_keep; ///< ids, as they are ticked
};

} // namespace app
