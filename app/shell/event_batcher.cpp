// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/event_batcher.h"

#include <algorithm>

namespace app {
namespace {

constexpr qreal usualRefreshRate = 60;

} // namespace

EventBatcher::EventBatcher(QObject *parent)
    : QObject(parent)
{
    m_frame.setSingleShot(true);
    m_frame.setTimerType(Qt::PreciseTimer);
    setRefreshRate(usualRefreshRate);
    connect(&m_frame, &QTimer::timeout, this, &EventBatcher::flush);
}

void EventBatcher::setRefreshRate(qreal framesPerSecond)
{
    constexpr qreal millisecondsPerSecond = 1000;
    const qreal rate = framesPerSecond >= 1 ? framesPerSecond : usualRefreshRate;
    // Rounded down, because the timer adds up to a millisecond.
    m_frameLength = std::chrono::milliseconds(static_cast<int>(millisecondsPerSecond / rate));
}

void EventBatcher::add(const engine::TraceEvents &events)
{
    if (events.empty())
        return;
    m_waiting.insert(m_waiting.end(), events.begin(), events.end());
    // Rounded up, because the timer is late by what was cut off, too.
    const auto passed = m_sinceFlush.isValid()
        ? std::chrono::ceil<std::chrono::milliseconds>(std::chrono::nanoseconds(m_sinceFlush.nsecsElapsed()))
        : m_frameLength;
    const bool quietFrame = passed >= m_frameLength;
    if (bringsFirstAnswer(events) || (quietFrame && !m_frame.isActive()))
        flush();
    else if (!m_frame.isActive())
        m_frame.start(m_frameLength - passed); // to the end of the frame that has begun, not a whole one from now
}

bool EventBatcher::bringsFirstAnswer(const engine::TraceEvents &events)
{
    bool first = false;
    for (const auto &event : events) {
        if (std::holds_alternative<engine::RunStarted>(event.what))
            m_unanswered.insert(event.run);
        else if (std::holds_alternative<engine::RunEnded>(event.what))
            m_unanswered.erase(event.run);
        else if (const auto *outcome = std::get_if<engine::ProbeOutcome>(&event.what);
                 outcome && outcome->status == engine::AnswerStatus::Answered)
            first = m_unanswered.erase(event.run) > 0 || first;
    }
    return first;
}

void EventBatcher::flush()
{
    m_frame.stop();
    if (m_waiting.empty())
        return;
    const engine::TraceEvents batch = std::exchange(m_waiting, {});
    m_sinceFlush.start();
    Q_EMIT batchReady(batch);
    if (std::chrono::milliseconds(m_sinceFlush.elapsed()) > m_frameLength / 2)
        m_sinceFlush.start(); // a slow pass leaves the next frame to the event loop
}

} // namespace app
