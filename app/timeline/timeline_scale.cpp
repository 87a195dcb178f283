// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/timeline/timeline_scale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace app {

using platform::Duration;

double toMs(Duration duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

double TimeScale::x(Duration time) const
{
    const auto length = static_cast<double>(std::max(span.length(), Duration(1)).count());
    return left + static_cast<double>((time - span.from).count()) / length * width;
}

Duration TimeScale::timeAt(double x) const
{
    return span.from + timeOf(x - left);
}

Duration TimeScale::timeOf(double pixels) const
{
    const auto length = static_cast<double>(std::max(span.length(), Duration(1)).count());
    return Duration(std::llround(pixels / std::max(width, 1.0) * length));
}

namespace {

/// Most steps between the ends of an axis: four marks.
constexpr double mostSteps = 3;

NiceAxis linearAxis(double low, double high, double minimumHeight)
{
    // A mark at every step and at both ends; the first step of {1, 2, 2.5, 5}·10ⁿ that needs no more than `mostSteps`.
    const double height = std::max(high - low, minimumHeight);
    double decade = std::pow(10.0, std::floor(std::log10(height / mostSteps)));
    for (;; decade *= 10) {
        for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
            const double step = factor * decade;
            double first = std::floor(low / step + 1e-9);
            double last = std::max(std::ceil(high / step - 1e-9), first + 1);
            while ((last - first) * step < minimumHeight - 1e-9) {
                const bool down = first > 0 && low - first * step < last * step - high;
                (down ? first : last) += down ? -1 : 1;
            }
            if (last - first <= mostSteps)
                return {NiceAxis::Kind::Linear, first * step, last * step, step};
        }
    }
}

NiceAxis logarithmicAxis(double low, double high, double floor)
{
    const double first = std::floor(std::log10(std::max(low, floor)) + 1e-9);
    const double last = std::max(std::ceil(std::log10(std::max(high, floor)) - 1e-9), first + 1);
    return {NiceAxis::Kind::Logarithmic, std::pow(10, first), std::pow(10, last), 0};
}

} // namespace

NiceAxis NiceAxis::holding(double low, double high, Kind kind, const TimelineOptions &options)
{
    low = std::max(low, 0.0);
    high = std::max(high, low);
    if (kind == Kind::Logarithmic)
        return logarithmicAxis(low, high, toMs(options.axisLogFloor));
    return linearAxis(low, high, toMs(options.axisMinimumHeight));
}

std::vector<double> NiceAxis::marks() const
{
    std::vector<double> result;
    if (kind == Kind::Linear) {
        for (double at = low; at <= high + step / 2; at += step)
            result.push_back(at);
        return result;
    }
    const int decades = static_cast<int>(std::lround(std::log10(high / low)));
    const int every = decades / 4 + 1;
    for (int i = 0; i <= decades; i += every)
        result.push_back(low * std::pow(10, i));
    return result;
}

double NiceAxis::fraction(double ms) const
{
    if (kind == Kind::Linear)
        return (ms - low) / (high - low);
    return std::log(std::max(ms, low / 10) / low) / std::log(high / low);
}

double NiceAxis::valueAt(double fraction) const
{
    if (kind == Kind::Linear)
        return low + fraction * (high - low);
    return low * std::pow(high / low, fraction);
}

const NiceAxis &AxisHold::update(const NiceAxis &wanted, Duration now, const TimelineOptions &options)
{
    if (!m_axis || m_axis->kind != wanted.kind) {
        m_axis = wanted;
        m_candidate.reset();
        return *m_axis;
    }
    const auto uniting = [&](const NiceAxis &one) {
        return NiceAxis::holding(std::min(one.low, wanted.low), std::max(one.high, wanted.high), wanted.kind, options);
    };
    if (!m_axis->holds(wanted)) {
        m_axis = uniting(*m_axis);
        m_candidate.reset();
    }
    if (wanted == *m_axis) {
        m_candidate.reset();
        return *m_axis;
    }
    if (!m_candidate) {
        m_candidate = wanted;
        m_since = now;
    } else if (!m_candidate->holds(wanted)) {
        m_candidate = uniting(*m_candidate);
    }
    if (!m_axis->holds(*m_candidate) || *m_candidate == *m_axis) {
        m_candidate.reset();
    } else if (now - m_since >= options.axisShrinkAfter) {
        m_axis = m_candidate;
        m_candidate.reset();
    }
    return *m_axis;
}

TimelineViewport::TimelineViewport(const TimelineOptions &options)
    : m_options(options)
    , m_length(options.spans[options.defaultSpan])
    , m_preset(m_length)
{
    place(Duration(0), m_length);
}

void TimelineViewport::place(Duration from, Duration length)
{
    m_length = std::clamp(length, m_options.shortestSpan, m_options.longestSpan);
    // The newest sample is never left of the right edge without need, nor the run's origin right of the left one: a
    // view longer than the run ends with the run.
    const Duration latest = m_end - m_length;
    from = std::clamp(from, std::min(Duration(0), latest), latest);
    m_span = {from, from + m_length};
}

void TimelineViewport::setEnd(Duration end)
{
    m_end = std::max(end, Duration(0));
    if (m_all)
        place(Duration(0), m_end);
    else if (m_live)
        place(m_end - m_length, m_length);
    else
        place(m_span.from, m_length);
}

void TimelineViewport::goLive()
{
    m_live = true;
    setEnd(m_end);
}

void TimelineViewport::showLast(Duration length)
{
    const Duration right = m_span.to;
    m_all = false;
    m_preset = length;
    m_length = length;
    if (m_live)
        goLive();
    else
        place(right - length, length);
}

void TimelineViewport::showAll()
{
    m_all = true;
    m_live = true;
    m_preset.reset();
    setEnd(m_end);
}

void TimelineViewport::show(TimeSpan span)
{
    m_all = false;
    m_live = false;
    m_preset.reset();
    place(span.from, span.length());
}

void TimelineViewport::zoom(double factor, Duration around)
{
    const Duration longest = std::max({m_options.shortestSpan, m_end, m_options.spans.front()});
    const double length = std::clamp(static_cast<double>(m_length.count()) / factor,
        static_cast<double>(m_options.shortestSpan.count()), static_cast<double>(longest.count()));
    const auto clamped = Duration(std::llround(length));
    const double share = static_cast<double>((around - m_span.from).count()) / static_cast<double>(m_length.count());
    const auto before = Duration(std::llround(share * static_cast<double>(clamped.count())));
    m_all = false;
    m_preset.reset();
    place(around - before, clamped);
    m_live = m_live && m_span.to >= m_end;
}

void TimelineViewport::scroll(Duration by)
{
    if (by == Duration(0))
        return;
    m_all = false;
    m_live = by > Duration(0) && m_span.to + by >= m_end;
    if (m_live)
        goLive();
    else
        place(m_span.from + by, m_length);
}

} // namespace app
