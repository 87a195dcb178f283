// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <vector>

class QListWidget;
class QPushButton;
class QStackedWidget;

namespace app {

class LookupCenter;
class Settings;
class SettingsPage;

/// The settings, one page each subject. Nothing changes before OK or Apply, except for what buttons on a page do.
class SettingsDialog final : public QDialog {
    Q_OBJECT

public:
    enum class Page : std::uint8_t { General, Probing, Graphs, Lookups, Databases, Count };

    SettingsDialog(Settings &settings, LookupCenter &lookups, QWidget *parent = nullptr);

    void showPage(Page page);
    SettingsPage *page(Page page) const;

public Q_SLOTS:
    void accept() override;

private:
    QWidget *makeSide();
    QWidget *makeFooter();
    void addPage(SettingsPage *page);
    bool apply(); ///< false: a page cannot be stored, and is shown
    void touched();

    Settings &m_settings;
    QListWidget *m_list;
    QStackedWidget *m_stack;
    QPushButton *m_apply = nullptr;
    std::vector<SettingsPage *> m_pages; ///< by Page
};

} // namespace app
