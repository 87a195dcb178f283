// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/timeline/time_marks.h"
#include "app/timeline/timeline_text.h"

#include <algorithm>
#include <cmath>

namespace app {

using platform::Duration;

namespace {

using std::chrono::milliseconds;

/// The locale's short time, with seconds where asked for.
QString timeFormat(const QLocale &locale, bool seconds)
{
    QString format = locale.timeFormat(QLocale::ShortFormat);
    if (seconds && !format.contains(u's'))
        format.replace(QLatin1String("mm"), QLatin1String("mm:ss"));
    return format;
}

milliseconds stepFor(const TimeScale &scale, double spacing)
{
    const Duration least = scale.timeOf(spacing);
    const auto fit = std::lower_bound(markSteps.begin(), markSteps.end(), least);
    return fit == markSteps.end() ? markSteps.back() : *fit;
}

qint64 floorTo(qint64 value, qint64 step)
{
    const qint64 rest = value % step;
    return value - (rest < 0 ? rest + step : rest);
}

QString labelOf(const QDateTime &local, milliseconds step, const QLocale &locale)
{
    if (step >= oneDay || local.time() == QTime(0, 0))
        return locale.toString(local.date(), QLocale::ShortFormat);
    return locale.toString(local.time(), timeFormat(locale, step < 2 * oneMinute));
}

} // namespace

std::vector<TimeMark> timeMarks(
    const TimeScale &scale, double spacing, const QDateTime &origin, const QTimeZone &zone, const QLocale &locale)
{
    std::vector<TimeMark> result;
    if (scale.span.length() <= Duration(0) || !origin.isValid())
        return result;
    const milliseconds step = stepFor(scale, spacing);
    const qint64 start = origin.toMSecsSinceEpoch();
    const auto offsetAt = [&](qint64 utc) {
        return qint64(zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(utc, Qt::UTC))) * 1000;
    };
    const auto utcOf = [&](Duration at) { return start + std::chrono::floor<milliseconds>(at).count(); };

    // Rounded in local time. Where the offset changes, a moment may not exist or repeat: marks only ever rise.
    const qint64 firstUtc = utcOf(scale.span.from);
    const qint64 lastUtc = utcOf(scale.span.to);
    qint64 previous = firstUtc - 1;
    for (qint64 local = floorTo(firstUtc + offsetAt(firstUtc), step.count());; local += step.count()) {
        const qint64 guess = local - offsetAt(local - offsetAt(firstUtc));
        const qint64 utc = local - offsetAt(guess);
        if (utc > lastUtc)
            break;
        if (utc <= previous)
            continue;
        previous = utc;
        const QDateTime moment = QDateTime::fromMSecsSinceEpoch(utc, zone);
        result.push_back({milliseconds(utc - start), labelOf(moment, step, locale)});
    }
    return result;
}

QString momentText(
    Duration at, const QDateTime &origin, const QTimeZone &zone, const QLocale &locale, bool withMilliseconds)
{
    const qint64 utc = origin.toMSecsSinceEpoch() + std::chrono::floor<milliseconds>(at).count();
    QString format = timeFormat(locale, true);
    if (withMilliseconds)
        format.replace(QLatin1String("ss"), QLatin1String("ss.zzz"));
    return locale.toString(QDateTime::fromMSecsSinceEpoch(utc, zone).time(), format);
}

QString lengthText(Duration length)
{
    const qint64 seconds = std::max<qint64>(0, std::chrono::round<std::chrono::seconds>(length).count());
    const qint64 perDay = oneDay / oneSecond;
    if (length < oneMinute)
        return TimelineText::tr("%1 s").arg(seconds);
    if (seconds < 3600)
        return TimelineText::tr("%1 min").arg(std::lround(double(seconds) / 60));
    if (seconds < perDay)
        return TimelineText::tr("%1 h %2 min").arg(seconds / 3600).arg(seconds % 3600 / 60);
    return TimelineText::tr("%1 d %2 h").arg(seconds / perDay).arg(seconds % perDay / 3600);
}

} // namespace app
