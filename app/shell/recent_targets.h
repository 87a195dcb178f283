// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/target_summary.h"

#include <QDateTime>
#include <QFrame>
#include <QStringList>

class QVBoxLayout;

namespace app {

class Settings;

/// What was traced before and how it went, newest first; kept in the settings.
struct RecentTarget {
    QString text; ///< as typed
    TargetSummary::Tone tone = TargetSummary::Tone::Quiet;
    Icon shape = Icon::StateRing;
    QString result; ///< "2.3 % lost", "9.1 ms", "no reply"; may be empty
    QDateTime when; ///< UTC

    friend bool operator==(const RecentTarget &, const RecentTarget &) = default;
};

QList<RecentTarget> readRecent(const Settings &settings);
QStringList recentTexts(const Settings &settings);
/// Those that answered when they were traced last, or are not known not to.
QStringList goodRecentTexts(const Settings &settings);
/// Puts it first; an older entry with the same text goes.
void rememberTarget(Settings &settings, const RecentTarget &target);
void forgetTargets(Settings &settings);
RecentTarget recentOf(const engine::Session &session);

/// "today 14:12", "yesterday", "18 Nov".
QString whenText(const QDateTime &utc, const QDateTime &now, const QLocale &locale = QLocale());

/// The framed list of the start page: one button per target.
class RecentTargets final : public QFrame {
    Q_OBJECT

public:
    explicit RecentTargets(QWidget *parent = nullptr);
    void setTargets(const QList<RecentTarget> &targets);

Q_SIGNALS:
    void chosen(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QVBoxLayout *m_rows;
};

} // namespace app
