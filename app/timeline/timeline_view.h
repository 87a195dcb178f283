// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/timeline/timeline_options.h"
#include "app/timeline/timeline_snapshot.h"

#include <QImage>
#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>

class QStackedLayout;
class QTableView;
class QToolButton;

namespace engine {
class Session;
}

namespace app {

class HopFacts;
class HopSelection;
class SegmentedControl;
class TimelineCanvas;
class TimelineTableModel;

/// The latency of the selected hops over the run of one session; without a selection, of the target. GUI thread.
/// Not fed while hidden; at most one pass of new data per frame of the display.
class TimelineView final : public QWidget {
    Q_OBJECT

public:
    explicit TimelineView(QWidget *parent = nullptr);
    ~TimelineView() override;

    void setSession(engine::Session *session); ///< null: nothing to show
    /// The same without a session; refresh() follows when it has new content.
    void setSource(const TimelineSource &source);
    void setSelection(HopSelection *selection); ///< null: always the target
    void setFacts(const HopFacts *facts); ///< names of addresses; null: none
    void refresh();
    void pass(); ///< shows what is new at once, not with the next frame

    /// Spans, lanes or overlay, scale, table, live: above the chart, unless a bar of the window takes it into its
    /// layout.
    QWidget *controls() const { return m_controls; }
    TimelineCanvas *canvas() const { return m_canvas; }
    TimelineTableModel *table() const { return m_model; }

    bool showsTable() const;
    void setShowsTable(bool shows);
    void goLive();
    void clearFocus(); ///< the view stays where it is

    /// The chart as it is shown, without the controls; `scale` device pixels to a logical one.
    QImage renderImage(qreal scale);

Q_SIGNALS:
    /// The time selected by dragging, since the run's origin; nothing when there is none any more.
    void focusChanged(std::optional<app::TimeSpan> focus);
    /// The sample under the cursor.
    void cursorChanged(std::optional<platform::Duration> at);

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void setupControls();
    void setupTable();
    void connectParts();
    void sourceChanged(); ///< asks for a pass
    void showSpan(int segment);
    void updateControls();
    std::vector<TimelineHop> hops() const;
    QString emptyText() const;
    QString nameOf(const platform::IpAddress &address) const;

    TimelineOptions m_options;
    QPointer<engine::Session> m_session;
    QPointer<HopSelection> m_selection;
    QPointer<const HopFacts> m_facts;
    TimelineSource m_source;
    bool m_stale = false;
    QTimer m_frame; ///< single shot: one pass per frame

    QWidget *m_controls;
    SegmentedControl *m_spans;
    SegmentedControl *m_arrangement;
    SegmentedControl *m_axis;
    QToolButton *m_tableButton;
    QToolButton *m_liveButton;
    QStackedLayout *m_stack = nullptr;
    TimelineCanvas *m_canvas;
    TimelineTableModel *m_model;
    QTableView *m_table;
};

} // namespace app
