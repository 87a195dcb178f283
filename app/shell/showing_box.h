// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/table/shown_time.h"

#include <QDateTime>
#include <QWidget>

class QToolButton;

namespace app {

/// Which part of the run the table sums up, in the tool bar: live (all of it, or what came last), or a time that was
/// picked in the timeline.
class ShowingBox final : public QWidget {
    Q_OBJECT

public:
    explicit ShowingBox(QWidget *parent = nullptr);

    /// `origin`: when the run began.
    void setShown(const ShownTime &shown, const QDateTime &origin);
    QToolButton *button() const { return m_button; }

Q_SIGNALS:
    void chosen(const app::ShownTime &shown); ///< always a live one

private:
    void fillMenu();
    QString textOf(const ShownTime &shown, const QDateTime &origin) const;

    QToolButton *m_button;
    ShownTime m_shown;
};

} // namespace app
