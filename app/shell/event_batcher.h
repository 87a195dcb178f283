// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/trace_event.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <set>

namespace app {

/// Collects the engine's events so that the window is updated at most once in a display frame. The first events after a
/// quiet frame, and the first answer of each run, go through at once. GUI thread.
class EventBatcher final : public QObject {
    Q_OBJECT

public:
    explicit EventBatcher(QObject *parent = nullptr);

    void add(const engine::TraceEvents &events);
    void setRefreshRate(qreal framesPerSecond); ///< of the screen that the window is on
    /// Until the waiting events go on; negative: none are waiting.
    std::chrono::milliseconds nextPassIn() const { return m_frame.remainingTimeAsDuration(); }

Q_SIGNALS:
    void batchReady(const engine::TraceEvents &events); ///< never empty, in order

private:
    bool bringsFirstAnswer(const engine::TraceEvents &events);
    void flush();

    engine::TraceEvents m_waiting;
    std::set<engine::RunId> m_unanswered; ///< runs that have begun and that nobody has answered yet
    std::chrono::milliseconds m_frameLength{};
    QTimer m_frame;
    QElapsedTimer m_sinceFlush;
};

} // namespace app
