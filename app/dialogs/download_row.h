// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/web/downloads.h"

#include <QWidget>

class QCheckBox;
class QGridLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace app {

class LookupCenter;
class ProblemLabel;

/// One thing that can be downloaded: whose it is, under which licence, how far it is, and what can be done.
class DownloadRow final : public QWidget {
    Q_OBJECT

public:
    DownloadRow(engine::DownloadSource source, LookupCenter &lookups, QWidget *parent = nullptr);

    const engine::DownloadSource &source() const { return m_source; }
    QCheckBox *keepBox() const { return m_keep; }
    QPushButton *mainButton() const { return m_get; }
    QPushButton *removeButton() const { return m_remove; }
    QString stateText() const;
    QString problem() const;

private:
    void addWords(QGridLayout &grid);
    void addButtons(QGridLayout &grid);
    void act();
    void update();
    void showProgress(const engine::DownloadState &state);
    bool isBusy() const;

    engine::DownloadSource m_source;
    LookupCenter &m_lookups;
    QPushButton *m_get;
    QPushButton *m_remove;
    QCheckBox *m_keep;
    QLabel *m_state;
    QProgressBar *m_progress;
    ProblemLabel *m_problem;
};

} // namespace app
