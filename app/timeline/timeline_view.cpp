// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/timeline/timeline_view.h"

#include "app/table/fact_text.h"
#include "app/table/hop_facts.h"
#include "app/table/hop_selection.h"
#include "app/theme/icons.h"
#include "app/theme/segmented_control.h"
#include "app/theme/theme.h"
#include "app/timeline/timeline_canvas.h"
#include "app/timeline/timeline_table_model.h"
#include "engine/session.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QScreen>
#include <QScrollBar>
#include <QStackedLayout>
#include <QTableView>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace app {

namespace {

constexpr double slowestDisplay = 20; ///< Hz; some say 0

} // namespace

TimelineView::TimelineView(QWidget *parent)
    : QWidget(parent)
    , m_controls(new QWidget(this))
    , m_spans(new SegmentedControl(m_controls))
    , m_arrangement(new SegmentedControl(m_controls))
    , m_axis(new SegmentedControl(m_controls))
    , m_tableButton(new QToolButton(m_controls))
    , m_liveButton(new QToolButton(m_controls))
    , m_canvas(new TimelineCanvas)
    , m_model(new TimelineTableModel(this))
    , m_table(new QTableView)
{
    setAccessibleName(tr("Timeline"));
    m_frame.setSingleShot(true);
    setupControls();
    setupTable();

    auto *pages = new QWidget(this);
    m_stack = new QStackedLayout(pages);
    m_stack->addWidget(m_canvas);
    m_stack->addWidget(m_table);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_controls);
    column->addWidget(pages, 1);
    setFocusProxy(m_canvas);
    connectParts();
    updateControls();
    pass();
}

TimelineView::~TimelineView() = default;

void TimelineView::setupControls()
{
    auto *row = new QHBoxLayout(m_controls);
    row->setContentsMargins(8, 3, 8, 3);
    row->addStretch(1);
    for (std::size_t i = 0; i < m_options.spans.size(); ++i) {
        const QStringList texts{tr("1 min"), tr("10 min"), tr("1 h"), tr("6 h"), tr("1 d"), tr("7 d")};
        m_spans->addSegment(static_cast<int>(i), texts[static_cast<qsizetype>(i)], tr("Show this much time"));
    }
    m_spans->addSegment(static_cast<int>(m_options.spans.size()), tr("All"), tr("Show the whole recording"));
    m_spans->setAccessibleName(tr("Time shown"));
    m_arrangement->addSegment(0, tr("Lanes"), tr("One lane per hop, each with its own scale"));
    m_arrangement->addSegment(1, tr("Overlay"), tr("All hops in one lane with a common scale"));
    m_arrangement->setAccessibleName(tr("Arrangement"));
    m_axis->addSegment(0, tr("Lin"), tr("Linear latency scale"), tr("Linear"));
    m_axis->addSegment(1, tr("Log"), tr("Logarithmic latency scale"), tr("Logarithmic"));
    m_axis->setAccessibleName(tr("Latency scale"));
    for (SegmentedControl *control : {m_spans, m_arrangement, m_axis}) {
        control->setCompact(true);
        row->addWidget(control);
        row->addSpacing(4);
    }
    m_tableButton->setText(tr("Table"));
    m_tableButton->setCheckable(true);
    m_tableButton->setToolTip(tr("Show as table: the values of the time shown"));
    m_tableButton->setAccessibleName(tr("Show as table"));
    row->addWidget(m_tableButton);
    m_liveButton->setText(tr("Live"));
    m_liveButton->setIcon(icon(Icon::Live, IconTint::Accent));
    m_liveButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_liveButton->setCheckable(true);
    m_liveButton->setToolTip(tr("Follow the newest samples (Escape)"));
    row->addWidget(m_liveButton);
}

void TimelineView::setupTable()
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Latency over time, as table"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(scaled(25, m_table->fontMetrics()));
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
}

void TimelineView::connectParts()
{
    connect(&m_frame, &QTimer::timeout, this, &TimelineView::pass);
    connect(m_spans, &SegmentedControl::chosen, this, &TimelineView::showSpan);
    connect(m_arrangement, &SegmentedControl::chosen, m_canvas, [this](int id) { m_canvas->setOverlay(id == 1); });
    connect(m_axis, &SegmentedControl::chosen, m_canvas, [this](int id) { m_canvas->setLogarithmic(id == 1); });
    connect(m_liveButton, &QToolButton::clicked, this, &TimelineView::goLive);
    connect(m_tableButton, &QToolButton::toggled, this, &TimelineView::setShowsTable);
    connect(m_canvas, &TimelineCanvas::viewportChanged, this, &TimelineView::updateControls);
    connect(m_canvas, &TimelineCanvas::viewportChanged, this, &TimelineView::sourceChanged);
    connect(m_canvas, &TimelineCanvas::focusChanged, this, &TimelineView::focusChanged);
    connect(m_canvas, &TimelineCanvas::cursorChanged, this, &TimelineView::cursorChanged);
}

void TimelineView::setSession(engine::Session *session)
{
    if (m_session)
        disconnect(m_session, nullptr, this, nullptr);
    m_session = session;
    if (session) {
        connect(session, &engine::Session::changed, this, &TimelineView::sourceChanged);
        connect(session, &engine::Session::stateChanged, this, &TimelineView::sourceChanged);
        connect(session, &QObject::destroyed, this, [this] { setSource({}); });
    } else {
        m_source = {};
    }
    pass();
}

void TimelineView::setSource(const TimelineSource &source)
{
    m_session.clear();
    m_source = source;
    pass();
}

void TimelineView::setSelection(HopSelection *selection)
{
    if (m_selection)
        disconnect(m_selection, nullptr, this, nullptr);
    m_selection = selection;
    if (selection)
        connect(selection, &HopSelection::selectionChanged, this, &TimelineView::sourceChanged);
    pass();
}

void TimelineView::setFacts(const HopFacts *facts)
{
    if (m_facts)
        disconnect(m_facts, nullptr, this, nullptr);
    m_facts = facts;
    if (facts)
        connect(facts, &HopFacts::changed, this, &TimelineView::sourceChanged);
    pass();
}

void TimelineView::refresh()
{
    sourceChanged();
}

void TimelineView::sourceChanged()
{
    m_stale = true;
    if (!isVisible() || m_frame.isActive())
        return; // showEvent() makes up for it
    const double rate = std::max(screen() ? screen()->refreshRate() : 0.0, slowestDisplay);
    m_frame.start(static_cast<int>(std::ceil(1000 / rate)));
}

void TimelineView::pass()
{
    m_stale = false;
    if (m_session)
        m_source = {&m_session->path(), &m_session->history(), m_session->startedAt(), {}};
    m_source.nameOf = [this](const platform::IpAddress &address) { return nameOf(address); };
    m_canvas->setSource(m_source);
    m_canvas->setHops(hops(), emptyText());
    if (showsTable())
        m_model->setScene(m_canvas->scene());
}

QString TimelineView::nameOf(const platform::IpAddress &address) const
{
    return m_facts ? hostName(m_facts->facts(address)) : QString();
}

std::vector<TimelineHop> TimelineView::hops() const
{
    std::vector<TimelineHop> result;
    if (!m_source.path)
        return result;
    if (m_selection) {
        for (const std::uint8_t ttl : m_selection->ttls()) {
            if (m_source.path->hop(ttl))
                result.push_back({ttl, m_selection->series(ttl).value_or(0), false});
        }
    }
    std::sort(result.begin(), result.end(),
        [](const TimelineHop &one, const TimelineHop &other) { return one.ttl < other.ttl; });
    const std::optional<TimelineHop> target = roundTripHop(m_source);
    if (result.empty() && target)
        result.push_back(*target);
    return result;
}

QString TimelineView::emptyText() const
{
    if (!m_source.path)
        return tr("The latency of a trace appears here.");
    return tr("The target has not answered yet. Select hops in the table to see their latency.");
}

void TimelineView::showSpan(int segment)
{
    const auto index = static_cast<std::size_t>(segment);
    if (index < m_options.spans.size())
        m_canvas->showLast(m_options.spans[index]);
    else
        m_canvas->showAll();
}

void TimelineView::updateControls()
{
    const TimelineViewport &viewport = m_canvas->viewport();
    const auto preset =
        std::find(m_options.spans.begin(), m_options.spans.end(), viewport.preset().value_or(platform::Duration(0)));
    if (viewport.all() || preset != m_options.spans.end())
        m_spans->setCurrent(
            static_cast<int>(viewport.all() ? m_options.spans.size() : std::size_t(preset - m_options.spans.begin())));
    else
        m_spans->setCurrent(-1);
    m_liveButton->setChecked(viewport.live());
}

bool TimelineView::showsTable() const
{
    return m_stack && m_stack->currentWidget() == m_table;
}

void TimelineView::setShowsTable(bool shows)
{
    m_tableButton->setChecked(shows);
    m_stack->setCurrentWidget(shows ? static_cast<QWidget *>(m_table) : m_canvas);
    setFocusProxy(shows ? static_cast<QWidget *>(m_table) : m_canvas);
    if (shows) {
        m_model->setScene(m_canvas->scene());
        m_table->resizeColumnsToContents();
        m_table->scrollToBottom();
    }
}

void TimelineView::goLive()
{
    m_canvas->goLive();
}

void TimelineView::clearFocus()
{
    m_canvas->clearFocus();
}

QImage TimelineView::renderImage(qreal scale)
{
    pass();
    if (m_canvas->height() < m_canvas->minimumSizeHint().height())
        m_canvas->resize(m_canvas->sizeHint()); // never shown: no layout has given it a size
    return m_canvas->renderImage(scale);
}

void TimelineView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale)
        pass();
}

void TimelineView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LocaleChange || event->type() == QEvent::FontChange)
        sourceChanged();
}

} // namespace app
