// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/timeline/timeline_scene.h"

#include "app/table/formatting.h"
#include "app/theme/theme.h"
#include "app/timeline/timeline_text.h"

#include <algorithm>
#include <cmath>

namespace app {

using platform::Duration;

namespace {

constexpr double lossMarkWidth = 2;
constexpr double markSpacing = 72; ///< least distance of time labels
constexpr double breakPixels = 2; ///< device pixels that a break of a line is wide, where there is room

} // namespace

void TimelineScene::place(const Theme &theme, qreal pixelScale)
{
    scale = {snapshot.span, double(layout.lanes.left()), double(layout.lanes.width())};
    wholeScale = {snapshot.whole, double(layout.overview.left()), double(layout.overview.width())};
    marks = timeMarks(scale, markSpacing * layout.axis.height() / 20, snapshot.startedAt, zone, locale);
    wholeRail = LossRail::of(snapshot.overview, wholeScale, lossMarkWidth);
    rails.clear();
    shapes.clear();
    const TimeScale local{snapshot.span, 0, scale.width};
    for (std::size_t hop = 0; hop < snapshot.lanes.size(); ++hop) {
        const TimelineLane &lane = snapshot.lanes[hop];
        const int index = laneOf(hop);
        const NiceAxis &axis = axes[static_cast<std::size_t>(index)];
        // In the middle of a device pixel: a level line is sharp.
        const auto y = [&](double ms) {
            const double exact = layout.yAt(index, std::clamp(axis.fraction(ms), 0.0, 1.0)) - layout.lanes.top();
            return (std::floor(exact * pixelScale) + 0.5) / pixelScale;
        };
        shapes.push_back(ChartShape::of(lane.columns, lane.runs, local, y, axis.high, breakPixels / pixelScale));
        shapes.back().colour = theme.series[static_cast<std::size_t>(lane.hop.series)];
    }
    for (int index = 0; index < layout.laneCount; ++index)
        rails.push_back(LossRail::of(lossesOf(index), scale, lossMarkWidth));
}

std::vector<TimelineColumn> TimelineScene::lossesOf(int index) const
{
    std::vector<TimelineColumn> result;
    for (std::size_t hop = 0; hop < snapshot.lanes.size(); ++hop) {
        if (laneOf(hop) != index)
            continue;
        const std::vector<TimelineColumn> &columns = snapshot.lanes[hop].columns;
        std::copy_if(columns.begin(), columns.end(), std::back_inserter(result),
            [](const TimelineColumn &column) { return column.lost > 0; });
    }
    std::sort(result.begin(), result.end(),
        [](const TimelineColumn &one, const TimelineColumn &other) { return one.middle() < other.middle(); });
    return result;
}

QString TimelineScene::moment(Duration at) const
{
    return momentText(at, snapshot.startedAt, zone, locale, snapshot.step < oneSecond);
}

ReadOut readOut(const TimelineScene &scene, std::size_t hop, Duration at)
{
    const TimelineColumn *column = scene.snapshot.columnNear(hop, at);
    // Other hops answer at other moments of the same round: a step away is the same sample still.
    const Duration reach = std::max<Duration>(2 * scene.snapshot.step, oneSecond / 2);
    if (!column || std::chrono::abs(column->middle() - at) > reach)
        return {formatNothing(), false};
    const bool some = column->answered() > 0;
    if (column->lost > 0 && !some)
        return {column->lost == 1 ? TimelineText::tr("lost") : TimelineText::tr("%1 lost").arg(column->lost), true};
    const QString average =
        formatRttUnit(some ? std::optional(Duration(column->sum / column->answered())) : std::nullopt, scene.locale);
    if (column->lost > 0)
        return {TimelineText::tr("%1, %2 of %3 lost").arg(average).arg(column->lost).arg(column->sent), true};
    if (!some)
        return {TimelineText::tr("late"), false};
    return {average, false};
}

QString readOutSentence(const TimelineScene &scene, Duration at)
{
    QString result = scene.moment(at);
    for (std::size_t hop = 0; hop < scene.snapshot.lanes.size(); ++hop) {
        const TimelineLane &lane = scene.snapshot.lanes[hop];
        const QString who =
            lane.hop.roundTrip ? TimelineText::tr("round trip") : TimelineText::tr("hop %1").arg(lane.hop.ttl);
        result += QStringLiteral("; %1 %2").arg(who, readOut(scene, hop, at).text);
    }
    return result;
}

TimelineFonts TimelineFonts::of(const QFont &font)
{
    const QFontMetrics metrics(font);
    TimelineFonts result{font, font, font, font};
    result.bold.setWeight(QFont::DemiBold);
    result.small.setPixelSize(scaled(11, metrics));
    result.tiny.setPixelSize(scaled(10, metrics));
    return result;
}

} // namespace app
