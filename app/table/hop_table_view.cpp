// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/hop_table_view.h"

#include "app/table/hop_grid.h"
#include "engine/session.h"

#include <QEvent>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QVBoxLayout>

namespace app {

HopTableView::HopTableView(QWidget *parent)
    : HopTableView(TableOptions(), parent)
{
}

HopTableView::HopTableView(const TableOptions &options, QWidget *parent)
    : QWidget(parent)
    , m_options(options)
    , m_sorted(&m_model)
    , m_painter(TableLook(font(), Theme::of(palette()), m_density))
    , m_axis(options.axisShrinkDelay)
    , m_layout(FactKinds())
    , m_grid(new HopGrid(m_painter, this))
    , m_roundTrip(new HopGrid(m_painter, this))
    , m_header(new HopHeader(m_painter, m_grid))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_grid);
    m_below = new QHBoxLayout;
    m_below->addWidget(m_roundTrip);
    layout->addLayout(m_below);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setFocusProxy(m_grid);
    setUpGrids();
    setUpHeader();
    connectGrid();
    updateLook();
    applyOrder();
}

HopTableView::~HopTableView()
{
    // They use painter and models, and still signal while they go.
    delete m_grid;
    delete m_roundTrip;
}

void HopTableView::setUpGrids()
{
    m_grid->setModel(&m_sorted);
    m_grid->setHorizontalHeader(m_header);
    m_grid->setAccessibleName(tr("Hops"));
    m_grid->setContextMenuPolicy(Qt::CustomContextMenu);
    m_roundTrip->setModel(m_model.roundTrip());
    m_roundTrip->horizontalHeader()->hide();
    m_roundTrip->horizontalHeader()->setMinimumSectionSize(1); // its widths are those of the table above
    m_roundTrip->setAccessibleName(tr("Round trip"));
    m_roundTrip->setFocusPolicy(Qt::NoFocus);
    m_roundTrip->setSelectionMode(QAbstractItemView::NoSelection);
    m_roundTrip->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_roundTrip->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_grid->horizontalScrollBar(), &QScrollBar::valueChanged, m_roundTrip->horizontalScrollBar(),
        &QScrollBar::setValue);
    connect(m_grid->verticalScrollBar(), &QScrollBar::rangeChanged, this, &HopTableView::alignRoundTrip);
    connect(m_roundTrip, &QAbstractItemView::clicked, this, [this] {
        const HopRow &target = m_model.roundTrip()->rows().front();
        if (m_selection && target.ttl > 0)
            m_selection->select({target.ttl});
    });
}

void HopTableView::connectGrid()
{
    connect(m_grid, &HopGrid::expansionRequested, this,
        [this](int ttl, bool expand) { setExpanded(static_cast<std::uint8_t>(ttl), expand); });
    connect(m_grid, &HopGrid::roomChanged, this, &HopTableView::fitColumns);
    connect(m_grid, &HopGrid::activatedByKey, this, &HopTableView::timelineRequested);
    connect(m_grid, &QAbstractItemView::doubleClicked, this, &HopTableView::timelineRequested);
    connect(m_grid, &HopGrid::copyRequested, this, [this] { copy(CopyFormat::Text); });
    connect(m_grid->selectionModel(), &QItemSelectionModel::selectionChanged, this, &HopTableView::takeGridSelection);
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex &current, const QModelIndex &previous) {
            m_grid->updateRow(previous.row());
            m_grid->updateRow(current.row());
            const HopRow *row = current.isValid() ? m_sorted.row(current) : nullptr;
            if (m_selection && !m_selecting && row)
                m_selection->setCurrent(
                    row->ttl, row->kind == HopRow::Kind::Address ? row->address : platform::IpAddress());
        });
}

void HopTableView::setSession(engine::Session *session)
{
    if (m_session == session && session)
        return;
    if (m_session)
        disconnect(m_session, nullptr, this, nullptr);
    m_session = session;
    setPath(session ? &session->path() : nullptr, session ? &session->history() : nullptr);
    if (!session)
        return;
    connect(session, &engine::Session::changed, this, &HopTableView::refresh);
    connect(session, &engine::Session::stateChanged, this, &HopTableView::updateHistoryNote);
    connect(session, &QObject::destroyed, this, [this] { setPath(nullptr, nullptr); });
}

void HopTableView::setPath(const engine::PathState *path, const engine::SampleHistory *history)
{
    m_path = path;
    m_history = history;
    m_run = path ? path->run() : engine::RunId{};
    {
        const QScopedValueRollback selecting(m_selecting, true);
        m_model.setPath(path, history);
    }
    m_axis.reset();
    m_painter.setHistory(history, m_options.historySpan);
    m_shownWindow = {};
    m_roundTrip->setVisible(path != nullptr);
    showNewest();
    showSelection();
}

void HopTableView::refresh()
{
    if (m_path && m_path->run() != m_run) {
        m_run = m_path->run();
        m_axis.reset();
        m_painter.setHistory(m_history, m_options.historySpan); // forgets the strips of the run before
    }
    const bool empty = m_model.rows().empty();
    m_model.refresh();
    if (empty)
        showSelection();
    showNewest();
}

void HopTableView::setShown(const ShownTime &shown)
{
    if (shown == m_model.shown())
        return;
    m_model.setShown(shown);
    m_axis.reset();
    showNewest();
}

void HopTableView::showNewest()
{
    updateAxis();
    const HistoryWindow window = m_painter.historyWindow(m_header->sectionSize(static_cast<int>(HopColumn::History)));
    if (window == m_shownWindow)
        return;
    m_shownWindow = window; // all strips move, also those of hops without news
    m_grid->updateColumn(HopColumn::History);
    m_roundTrip->updateColumn(HopColumn::History);
    updateHistoryNote();
}

void HopTableView::updateAxis()
{
    LatencyScale scale = m_painter.scale();
    m_axis.update(m_model.largestP95(), m_path ? m_path->lastEventAt() : platform::Duration{}, m_grid->pointerInside());
    scale.max = m_axis.max();
    const bool joins = m_sorted.inPathOrder();
    if (scale == m_painter.scale() && joins == m_painter.joins())
        return;
    m_painter.setScale(scale);
    m_painter.setJoins(joins);
    m_header->viewport()->update();
    m_grid->updateColumn(HopColumn::Latency);
    m_roundTrip->updateColumn(HopColumn::Latency);
}

void HopTableView::updateHistoryNote()
{
    m_painter.setOrigin(m_session ? m_session->startedAt() : QDateTime());
    if (!m_session || !m_history || !m_session->startedAt().isValid() || m_model.rows().empty()) {
        m_header->setHistoryNote({});
        return;
    }
    const HistoryWindow window = m_painter.historyWindow(m_header->sectionSize(static_cast<int>(HopColumn::History)));
    const auto clock = [this](platform::Duration since) {
        const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
        return QLocale().toString(m_session->startedAt().addMSecs(ms).toLocalTime().time(), QStringLiteral("HH:mm"));
    };
    const bool live = m_session->state() == engine::Session::State::Running;
    m_header->setHistoryNote({clock(window.start()), live ? tr("now") : clock(m_history->end())});
}

void HopTableView::setFacts(const HopFacts *facts)
{
    const FactKinds before = factKinds();
    m_facts = facts;
    m_model.setFacts(facts);
    // A layout that nobody has touched goes with the facts; the columns for them would be empty without.
    if (before != factKinds() && m_layout == ColumnLayout(before))
        resetColumns();
}

FactKinds HopTableView::factKinds() const
{
    return m_facts ? m_facts->kinds() : FactKinds();
}

void HopTableView::setDensity(Density density)
{
    m_density = density;
    updateLook();
}

void HopTableView::setLogarithmic(bool logarithmic)
{
    LatencyScale scale = m_painter.scale();
    scale.logarithmic = logarithmic;
    m_painter.setScale(scale);
    m_header->viewport()->update();
    m_grid->updateColumn(HopColumn::Latency);
    m_roundTrip->updateColumn(HopColumn::Latency);
}

void HopTableView::updateLook()
{
    m_painter.setLook(TableLook(font(), Theme::of(palette()), m_density));
    const TableLook &look = m_painter.look();
    m_grid->verticalHeader()->setDefaultSectionSize(look.rowHeight());
    m_roundTrip->verticalHeader()->setDefaultSectionSize(look.roundTripHeight());
    m_roundTrip->setFixedHeight(look.roundTripHeight());
    m_header->setFixedHeight(look.headerHeight());
    fitColumns();
    m_grid->viewport()->update();
    m_roundTrip->viewport()->update();
    m_header->viewport()->update();
}

void HopTableView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange
        || event->type() == QEvent::LocaleChange || event->type() == QEvent::LanguageChange)
        updateLook();
}

} // namespace app
