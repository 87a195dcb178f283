// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/timeline/chart_shape.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace app {

namespace {

/// Half the width of a column that is a run of its own, where its neighbours allow.
constexpr double loneReach = 1.5;
constexpr float envelopeOpacity = 0.24F;

} // namespace

bool ChartShape::startsAt(qsizetype point) const
{
    return std::binary_search(starts.begin(), starts.end(), point);
}

ChartShape ChartShape::of(const std::vector<TimelineColumn> &columns, const std::vector<TimelineRun> &runs,
    const TimeScale &scale, const std::function<double(double)> &y, double top, double breakWidth)
{
    ChartShape shape;
    const auto append = [&](double x, const TimelineColumn &column) {
        shape.average.append({x, y(column.average())});
        shape.envelope.push_back({y(toMs(column.max)), y(toMs(column.min))});
    };
    const auto xOf = [&](std::size_t column) { return scale.x(columns[column].middle()); };
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const TimelineRun &run = runs[i];
        shape.starts.push_back(shape.average.size());
        if (run.first < run.last) {
            for (std::size_t at = run.first; at <= run.last; ++at)
                append(xOf(at), columns[at]);
            continue;
        }
        // A point of its own would have no length: it becomes a dash, half-way to its neighbours at most.
        const double middle = xOf(run.first);
        const double before = i > 0 ? middle - xOf(runs[i - 1].last) : 4 * loneReach;
        const double after = i + 1 < runs.size() ? xOf(runs[i + 1].first) - middle : 4 * loneReach;
        const auto reach = [&](double distance) {
            return std::min(loneReach, (distance - std::min(breakWidth, distance / 2)) / 2);
        };
        append(middle - reach(before), columns[run.first]);
        append(middle + reach(after), columns[run.first]);
    }
    for (const TimelineColumn &column : columns) {
        if (column.answered() > 0 && toMs(column.max) > top)
            shape.clippedAbove.push_back(scale.x(column.middle()));
    }
    return shape;
}

void paintEnvelope(QPainter &painter, const ChartShape &shape, QRectF clip, qreal scale)
{
    QList<QRectF> bars;
    const auto first = static_cast<qint64>(std::floor(clip.left() * scale));
    const auto last = static_cast<qint64>(std::ceil(clip.right() * scale));
    for (qsizetype i = 0; i + 1 < shape.average.size(); ++i) {
        if (shape.startsAt(i + 1))
            continue;
        const double from = shape.average[i].x() * scale;
        const double to = shape.average[i + 1].x() * scale;
        const ChartShape::Band &one = shape.envelope[static_cast<std::size_t>(i)];
        const ChartShape::Band &next = shape.envelope[static_cast<std::size_t>(i + 1)];
        // Pixel columns whose middle lies in [from, to): each belongs to exactly one pair of points.
        const auto begin = std::max(first, static_cast<qint64>(std::ceil(from - 0.5)));
        const auto end = std::min(last, static_cast<qint64>(std::ceil(to - 0.5)));
        for (qint64 column = begin; column < end; ++column) {
            const double share = (static_cast<double>(column) + 0.5 - from) / (to - from);
            const double top = std::round((one.top + share * (next.top - one.top)) * scale);
            const double bottom = std::round((one.bottom + share * (next.bottom - one.bottom)) * scale);
            if (bottom > top)
                bars.append(
                    QRectF(static_cast<double>(column) / scale, top / scale, 1 / scale, (bottom - top) / scale));
        }
    }
    painter.save();
    painter.setClipRect(clip, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing, false);
    QColor tint = shape.colour;
    tint.setAlphaF(envelopeOpacity);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tint);
    painter.drawRects(bars);
    painter.restore();
}

} // namespace app
