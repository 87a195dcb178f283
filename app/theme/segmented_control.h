// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QButtonGroup;
class QHBoxLayout;

namespace app {

/// A row of joined buttons of which exactly one is on: "Lanes | Overlay". Arrow keys go from one to the next.
class SegmentedControl final : public QWidget {
    Q_OBJECT

public:
    explicit SegmentedControl(QWidget *parent = nullptr);

    /// `accessibleName` where the text alone does not say enough.
    void addSegment(int id, const QString &text, const QString &toolTip = {}, const QString &accessibleName = {});
    void setCompact(bool compact); ///< 24 px high, for the bars of docks
    int current() const; ///< id, -1 without segments
    void setCurrent(int id); ///< does not emit

Q_SIGNALS:
    void chosen(int id); ///< by the user

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void updateEnds();
    void step(int by);

    QHBoxLayout *m_row;
    QButtonGroup *m_group;
    bool m_compact = false;
};

} // namespace app
