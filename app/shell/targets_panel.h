// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QListView;
class QToolButton;

namespace engine {
class Session;
}

namespace app {

class Actions;
class SessionList;

/// The list of targets with its header and footer. Selecting one shows it; GUI thread.
class TargetsPanel final : public QWidget {
    Q_OBJECT

public:
    TargetsPanel(SessionList &sessions, Actions &actions, QWidget *parent = nullptr);

    engine::Session *current() const;
    void setCurrent(const engine::Session *session);
    void step(int by); ///< to the next or previous target
    QListView *view() const { return m_view; }
    QSize sizeHint() const override;

Q_SIGNALS:
    void currentChanged(engine::Session *session); ///< null: none

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeHeader();
    void updateFooter();
    void showMenu(const QPoint &at);

    SessionList &m_sessions;
    Actions &m_actions;
    QListView *m_view;
    QLabel *m_title;
    QToolButton *m_add;
    QLabel *m_counts;
    QLabel *m_rate;
};

} // namespace app
