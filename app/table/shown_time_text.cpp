// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/shown_time_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace app {

QString spanText(const TimeSpan &span, const QDateTime &origin)
{
    const auto at = [&origin](platform::Duration time) {
        const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(time);
        return origin.addMSecs(milliseconds.count()).toLocalTime();
    };
    const QDateTime from = at(span.from);
    const QDateTime to = at(span.to);
    const QLocale locale;
    const bool sameDay = from.date() == to.date();
    const auto text = [&locale](const QDateTime &time, bool withDay) {
        const QString clock = time.toString(QStringLiteral("HH:mm:ss"));
        return withDay ? locale.toString(time.date(), QLocale::ShortFormat) + QLatin1Char(' ') + clock : clock;
    };
    //: from one moment to another, both clock times
    return QCoreApplication::translate("app::ShownTime", "%1 – %2").arg(text(from, !sameDay), text(to, !sameDay));
}

} // namespace app
