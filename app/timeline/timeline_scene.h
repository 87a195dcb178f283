// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/timeline/chart_shape.h"
#include "app/timeline/lane_layout.h"
#include "app/timeline/time_marks.h"
#include "app/timeline/timeline_snapshot.h"

#include <QFont>

#include <optional>
#include <vector>

class QPainter;

namespace app {

class TimelineChart;
struct Theme;

/// A snapshot with a place for everything in it: what the painting functions draw, and what is asked where something
/// is.
struct TimelineScene {
    TimelineSnapshot snapshot;
    LaneLayout layout;
    TimeScale scale; ///< of the lanes, the route and the time axis
    TimeScale wholeScale; ///< of the overview
    bool overlay = false; ///< all hops in one lane
    std::vector<NiceAxis> axes; ///< by lane of the layout
    std::vector<ChartShape> shapes; ///< by lane of the snapshot; the chart's origin is layout.lanes.topLeft()
    std::vector<LossRail> rails; ///< by lane of the layout
    LossRail wholeRail;
    std::vector<TimeMark> marks;
    std::optional<TimeSpan> focus; ///< selected by dragging
    QString message; ///< in place of the lanes when there are none
    QTimeZone zone;
    QLocale locale;

    int laneOf(std::size_t hop) const { return overlay ? 0 : static_cast<int>(hop); }
    /// Places everything but `axes`, `layout` and `snapshot`, which must be there. `scale`: device pixels to a logical
    /// one.
    void place(const Theme &theme, qreal pixelScale);
    std::vector<TimelineColumn> lossesOf(int index) const; ///< columns with losses of a lane of the layout, rising
    QString moment(platform::Duration at) const; ///< with milliseconds in short spans
};

struct TimelineFonts {
    QFont body;
    QFont bold;
    QFont small; ///< gutter's second line
    QFont tiny; ///< axis numbers
    static TimelineFonts of(const QFont &font);
};

/// Everything but the cursor. `layer`: whole widget.
void paintTimeline(QPainter &painter, const TimelineScene &scene, const TimelineChart &chart, const QFont &font,
    const Theme &theme, qreal pixelScale);
void paintStrips(QPainter &painter, const TimelineScene &scene, const TimelineFonts &fonts, const Theme &theme);

/// The cursor and its plate, `at` a sample of lane `hop`.
void paintCursor(QPainter &painter, const TimelineScene &scene, platform::Duration at, const QFont &font,
    const Theme &theme, qreal pixelScale);

/// What the plate says of one hop: "25.1 ms", "lost", "2 of 5 lost".
struct ReadOut {
    QString text;
    bool loss = false;
};
ReadOut readOut(const TimelineScene &scene, std::size_t hop, platform::Duration at);
/// The whole plate in one sentence, for those who listen.
QString readOutSentence(const TimelineScene &scene, platform::Duration at);

} // namespace app
