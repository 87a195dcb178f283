// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QListView;
class QToolButton;

namespace app {

class DatabaseModel;
class ProblemLabel;

/// The user's databases with what is to be done with them: add (also by dropping files on it), remove, order.
class DatabaseList final : public QWidget {
    Q_OBJECT

public:
    explicit DatabaseList(DatabaseModel &model, QWidget *parent = nullptr);

    QListView *view() const { return m_view; }
    QString problem() const; ///< of the files that were added last; "" when all were taken

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    QWidget *makeButtons();
    void chooseFiles();
    void add(const QStringList &paths);
    void addProblem(const QString &sentence);
    void move(int by);
    void updateButtons();

    DatabaseModel &m_model;
    QListView *m_view;
    QLabel *m_empty; ///< said in an empty list
    ProblemLabel *m_problem;
    QToolButton *m_remove = nullptr;
    QToolButton *m_up = nullptr;
    QToolButton *m_down = nullptr;
    QStringList m_refused;
};

} // namespace app
