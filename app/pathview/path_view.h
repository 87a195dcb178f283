// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pathview/path_graph.h"

#include <QImage>
#include <QPointer>
#include <QWidget>

class QLabel;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace engine {
class Session;
}

namespace app {

class HopSelection;
class PathCanvas;
class PathHeader;
class PathLegend;
class PathTableModel;

/// The path of one session as a layered graph, or as a table with the same data. Follows the session only while it is
/// visible. GUI thread.
class PathView final : public QWidget {
    Q_OBJECT

public:
    explicit PathView(QWidget *parent = nullptr);
    ~PathView() override;

    void setSession(engine::Session *session); ///< may be null; not owned
    void setSelection(HopSelection *selection); ///< not owned
    void setFacts(const HopFacts *facts); ///< names of addresses; may be null; must outlive the view
    /// Shows any path; setSession() does so by itself. `arrange`: forget where the nodes stood.
    void showPath(const engine::PathState &path, const PathNames &names, bool arrange);

    bool showsTable() const;
    void setShowsTable(bool table);
    void zoomIn();
    void zoomOut();
    void fit();
    bool hasContent() const; ///< there is something to export

    /// All of the graph as it is now, also of a hidden view, with its header and legend, in the colours of the view,
    /// `scale` pixels to the logical one.
    QImage renderImage(qreal scale) const;

Q_SIGNALS:
    void showInTimelineRequested(int ttl); ///< Enter or double click on a hop
    void showsTableChanged(bool table);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void setupBar();
    void setupPages();
    void setupTable();
    PathNames names() const; ///< needs a session
    PathGraph currentGraph() const;
    void changePage(bool table);
    void refresh();
    void applySelection();
    void chooseHop(int ttl, bool toggle);
    void updateEmptyText();

    QPointer<engine::Session> m_session;
    QPointer<HopSelection> m_selection;
    QPointer<const HopFacts> m_facts;
    bool m_arrange = true; ///< the next graph is of another run
    bool m_stale = true; ///< the session changed while nobody looked
    std::uint32_t m_run = 0;
    PathCanvas *m_canvas;
    PathHeader *m_header;
    PathLegend *m_legend;
    PathTableModel *m_model;
    QTableView *m_table;
    QStackedWidget *m_pages;
    QWidget *m_bar;
    QLabel *m_caption;
    QLabel *m_empty;
    QToolButton *m_percent;
    QList<QToolButton *> m_zoomButtons;
    QToolButton *m_tableButton;
};

} // namespace app
