// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QTableWidget;

namespace app {

class Workspace;

/// What `periplus-cli methods` prints, as a table: every way of sending, whether it works here, and why not.
class MethodsDialog final : public QDialog {
    Q_OBJECT

public:
    explicit MethodsDialog(Workspace &workspace, QWidget *parent = nullptr);

private:
    void fill();

    Workspace &m_workspace;
    QTableWidget *m_table;
    QLabel *m_text;
};

} // namespace app
