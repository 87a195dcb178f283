// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/table/column_layout.h"
#include "app/table/hop_painter.h"
#include "app/table/hop_selection.h"
#include "app/table/hop_sort_model.h"
#include "app/table/table_options.h"

#include <QPointer>
#include <QWidget>

class QHBoxLayout;
class QMenu;

namespace engine {
class Session;
}

namespace app {

class HopGrid;
class HopHeader;

/// The hop table with its latency graph, its history strips and the round-trip row frozen below it.
class HopTableView final : public QWidget {
    Q_OBJECT

public:
    enum class CopyFormat { Text, Markdown, Csv };

    explicit HopTableView(QWidget *parent = nullptr);
    explicit HopTableView(const TableOptions &options, QWidget *parent = nullptr);
    ~HopTableView() override;

    /// Shows this session, or nothing. Forgets it by itself when it is deleted.
    void setSession(engine::Session *session);
    /// Shows a path without a session; both must outlive this, and refresh() says that they have changed.
    void setPath(const engine::PathState *path, const engine::SampleHistory *history);
    void refresh();
    void setSelection(HopSelection *selection); ///< shared with the other views; must outlive this
    void setFacts(const HopFacts *facts);
    void setShown(const ShownTime &shown); ///< which part of the run the figures sum up
    void setDensity(Density density);
    void setLogarithmic(bool logarithmic);
    bool isLogarithmic() const { return m_painter.scale().logarithmic; }

    QByteArray saveState() const; ///< columns, sorting, scale
    bool restoreState(const QByteArray &state);
    void resetColumns();

    /// A menu with a tick for every column; belongs to `parent`.
    QMenu *columnMenu(QWidget *parent);
    /// What the context menu of the rows offers.
    QMenu *rowMenu(QWidget *parent);

    /// The selected hops, or all of them when none is selected, with target, time and settings.
    QString copyText(CopyFormat format) const;
    void copy(CopyFormat format) const; ///< into the clipboard
    /// The whole table, also what is scrolled out of sight, with a title.
    QImage renderImage(qreal scale) const;
    void expandAll(bool expand);

    const HopTableModel &model() const { return m_model; }
    double axisMax() const { return m_axis.max(); } ///< milliseconds
    HopGrid *grid() const { return m_grid; }
    HopGrid *roundTripGrid() const { return m_roundTrip; }

Q_SIGNALS:
    /// Enter, a double click or the context menu: the selected hops shall be seen in the timeline.
    void timelineRequested();
    void columnsChanged();
    void lookAgainRequested(const platform::IpAddress &address);
    void registryRequested(const platform::IpAddress &address);

protected:
    void changeEvent(QEvent *event) override;

private:
    void setUpGrids();
    void setUpHeader();
    void connectGrid();
    void updateLook();
    void updateAxis();
    void updateHistoryNote();
    void showNewest(); ///< axis, strips and header after new content
    void fitColumns();
    void applyWidths(const ColumnLayout::Widths &widths);
    void applyOrder();
    void alignRoundTrip();
    void takeSectionMove();
    void takeSectionResize(int section, int width);
    void sortByClick(int section);
    void sortBy(std::optional<int> column, Qt::SortOrder order);
    void setExpanded(std::uint8_t ttl, bool expand);
    void takeGridSelection();
    void showSelection();
    void showCurrent();
    QList<std::uint8_t> selectedTtls() const;
    FactKinds factKinds() const;

    TableOptions m_options;
    Density m_density = Density::Normal;
    HopTableModel m_model;
    HopSortModel m_sorted;
    HopPainter m_painter;
    LatencyAxis m_axis;
    ColumnLayout m_layout;
    QPointer<engine::Session> m_session;
    const engine::PathState *m_path = nullptr;
    const engine::SampleHistory *m_history = nullptr;
    engine::RunId m_run{};
    QPointer<const HopFacts> m_facts;
    HopSelection *m_selection = nullptr;
    HopGrid *m_grid = nullptr;
    HopGrid *m_roundTrip = nullptr;
    HopHeader *m_header = nullptr;
    QHBoxLayout *m_below = nullptr; ///< the round trip, and room below the scroll bar
    HistoryWindow m_shownWindow;
    bool m_fitting = false; ///< section signals come from us
    bool m_selecting = false; ///< selection signals come from us
};

} // namespace app
