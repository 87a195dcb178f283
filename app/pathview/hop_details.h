// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pathview/hop_summary.h"

#include <QPointer>
#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QTimer;

namespace engine {
class Session;
}

namespace app {

class FactList;
class HistogramView;
class HopSelection;
class ShareList;

/// Everything that is known about the current hop of one session, in up to four columns. Follows the session only while
/// it is visible. GUI thread.
class HopDetails final : public QWidget {
    Q_OBJECT

public:
    explicit HopDetails(QWidget *parent = nullptr);
    ~HopDetails() override;

    void setSession(engine::Session *session); ///< may be null; not owned
    void setSelection(HopSelection *selection); ///< not owned
    void setFacts(const HopFacts *facts); ///< names of addresses; may be null
    /// Shows a hop of any path; setSession() and setSelection() do so by themselves.
    void showHop(const engine::PathState &path, const HopChoice &choice, const PathNames &names);
    /// Somebody answers registryRequested(): otherwise there is no button for it.
    void setRegistryOffered(bool offered);

    const std::optional<HopSummary> &summary() const { return m_summary; }
    void copy() const; ///< all of it to the clipboard, as plain text

Q_SIGNALS:
    void showInTimelineRequested(int ttl);
    void lookAgainRequested(const platform::IpAddress &address);
    void registryRequested(const platform::IpAddress &address);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    class Marker;

    QWidget *makeIdentity();
    QWidget *makeLookedUp();
    QWidget *makeShares();
    QWidget *makeHistogram();
    QWidget *makeNumbers();
    void refresh();
    void apply(const std::optional<HopSummary> &summary);
    void applyNumbers(const HopSummary &summary);
    void arrangeColumns(int width);
    std::optional<HopChoice> currentHop() const;

    QPointer<engine::Session> m_session;
    QPointer<HopSelection> m_selection;
    QPointer<const HopFacts> m_facts;
    std::optional<HopSummary> m_summary;
    bool m_stale = true;
    int m_columns = 0;

    QStackedWidget *m_pages;
    QScrollArea *m_area;
    QGridLayout *m_grid;
    std::vector<QWidget *> m_sections;
    QLabel *m_hint;
    Marker *m_marker;
    QLabel *m_title;
    FactList *m_factList;
    FactList *m_lookedUp;
    QPushButton *m_lookAgain;
    QPushButton *m_registry;
    bool m_registryOffered = false;
    QTimer *m_aging; ///< while it is visible: ages are told in minutes
    ShareList *m_addresses;
    ShareList *m_reachedBy;
    QLabel *m_histogramTitle;
    HistogramView *m_histogram;
    QLabel *m_average;
    QLabel *m_unit;
    QLabel *m_range;
    QLabel *m_percentiles;
    QLabel *m_jitter;
    QLabel *m_loss;
    QLabel *m_lossNote;
};

} // namespace app
