// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>

class QHBoxLayout;
class QMenu;
class QToolButton;

namespace app {

class Actions;
class ProbeControls;
class Settings;
class ShowingBox;
class TargetBox;

/// The tool bar: what is traced, how, and what can be done with it.
class TraceBar final : public QWidget {
    Q_OBJECT

public:
    TraceBar(Settings &settings, Actions &actions, QMenu *exportMenu, QWidget *parent = nullptr);

    TargetBox *box() const { return m_box; }
    ProbeControls *controls() const { return m_controls; }
    ShowingBox *showing() const { return m_showing; }
    /// Start stands there when the box names something new or nothing runs, otherwise Pause.
    void setActive(bool active);
    void setColumnsMenu(std::function<QMenu *(QWidget *parent)> make); ///< of the table; made anew each time it opens
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QToolButton *addButton(QAction *action);
    void updateButtons();

    TargetBox *m_box;
    ProbeControls *m_controls;
    ShowingBox *m_showing;
    QHBoxLayout *m_row;
    QToolButton *m_start = nullptr;
    QToolButton *m_pause = nullptr;
    QToolButton *m_stop = nullptr;
    QToolButton *m_columns = nullptr;
    QToolButton *m_export = nullptr;
    bool m_active = false;
};

} // namespace app
