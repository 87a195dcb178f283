// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/timeline/timeline_scale.h"

#include <QDateTime>
#include <QLocale>
#include <QString>
#include <QTimeZone>

#include <vector>

namespace app {

/// A mark of the time axis: a round moment of local time.
struct TimeMark {
    platform::Duration at{}; ///< since the run's origin
    QString label;
};

/// Round moments in `scale.span`, at least `spacing` pixels apart; `origin` is the run's, in any time zone.
std::vector<TimeMark> timeMarks(
    const TimeScale &scale, double spacing, const QDateTime &origin, const QTimeZone &zone, const QLocale &locale);

/// A moment as a person reads it; with seconds, with milliseconds where the view is that fine.
QString momentText(
    platform::Duration at, const QDateTime &origin, const QTimeZone &zone, const QLocale &locale, bool milliseconds);

/// "12 s", "3 min", "2 h 5 min", "3 d 4 h".
QString lengthText(platform::Duration length);

} // namespace app
