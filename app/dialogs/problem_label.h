// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace app {

/// One sentence about what is wrong, in the colour of warnings and with its sign. Follows the theme.
class ProblemLabel final : public QLabel {
    Q_OBJECT

public:
    explicit ProblemLabel(QWidget *parent = nullptr);
    void setProblem(const QString &sentence); ///< "" hides it; said to screen readers when it is new

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void updateInk();
    bool m_updating = false;
};

} // namespace app
