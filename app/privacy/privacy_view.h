// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/question_log.h"

#include <QWidget>

#include <vector>

class QAction;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace app {

class QuestionFilter;
class QuestionModel;
class QuestionTable;

/// Every question that was asked of others since the start, and those that were not: the privacy tab. Follows the log
/// only while it is visible. GUI thread.
class PrivacyView final : public QWidget {
    Q_OBJECT

public:
    /// `nothingLeaves` is the checkable action of the window; both must outlive the view.
    PrivacyView(engine::QuestionLog &log, QAction *nothingLeaves, QWidget *parent = nullptr);

    QuestionTable *table() const { return m_table; }
    QuestionModel *model() const { return m_model; }
    QComboBox *kinds() const { return m_kinds; }
    QLineEdit *search() const { return m_search; }
    QString counterText() const;

    /// The selected questions, or all that are shown, oldest first.
    std::vector<engine::Question> chosen() const;
    void copyText() const;
    void copyCsv() const;
    QString save(const QString &path) const; ///< by its ending: CSV or text; why not, or ""

Q_SIGNALS:
    void settingsRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void makeBar(QAction *nothingLeaves);
    QToolButton *makeExport();
    void makeTable();
    void chooseKind();
    void chooseFile();
    void updateCounter();
    void updateEmptyText(bool nothingLeaves);

    engine::QuestionLog &m_log;
    QuestionModel *m_model;
    QuestionFilter *m_filter;
    QuestionTable *m_table;
    QWidget *m_bar;
    QComboBox *m_kinds;
    QLineEdit *m_search;
    QLabel *m_counter;
    QLabel *m_saved;
};

} // namespace app
