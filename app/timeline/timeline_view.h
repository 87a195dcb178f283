// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/timeline/timeline_scale.h"

#include <QImage>
#include <QPointer>
#include <QWidget>

#include <optional>

namespace engine {
class Session;
}

namespace app {

class HopSelection;

/// The latency of the selected hops over the run of one session; without a selection, of the target. GUI thread.
/// Not fed while hidden; at most one pass of new data per frame of the display.
class TimelineView final : public QWidget {
    Q_OBJECT

public:
    explicit TimelineView(QWidget *parent = nullptr);
    ~TimelineView() override;

    void setSession(engine::Session *session); ///< null: nothing to show
    void setSelection(HopSelection *selection); ///< null: always the target

    /// Spans, lanes or overlay, scale, table, live: above the chart, unless a bar of the window takes it into its
    /// layout.
    QWidget *controls() const { return m_controls; }

    /// The chart as it is shown, without the controls; `scale` device pixels to a logical one.
    QImage renderImage(qreal scale);

Q_SIGNALS:
    /// The time selected by dragging, since the run's origin; nothing when there is none any more.
    void focusChanged(std::optional<app::TimeSpan> focus);
    /// The sample under the cursor.
    void cursorChanged(std::optional<platform::Duration> at);

private:
    QWidget *m_controls = nullptr;
    QPointer<engine::Session> m_session;
    QPointer<HopSelection> m_selection;
};

} // namespace app
