// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/path_view.h"

#include "app/pathview/path_canvas.h"
#include "app/pathview/path_header.h"
#include "app/pathview/path_legend.h"
#include "app/pathview/path_table_model.h"
#include "app/pathview/path_text.h"
#include "app/table/hop_selection.h"
#include "app/theme/icons.h"
#include "app/theme/theme.h"
#include "engine/session.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace app {

namespace {

QToolButton *addButton(QBoxLayout *row, const QString &name, const QString &toolTip)
{
    auto *button = new QToolButton;
    button->setProperty("compact", true);
    button->setAccessibleName(name);
    button->setToolTip(toolTip);
    row->addWidget(button);
    return button;
}

/// Wide enough for the widest label in one line, as far as the limits allow.
qreal exportPitch(const PathGraph &graph, const PathStyle &style)
{
    const QFontMetricsF metrics(style.name);
    qreal widest = style.px(72);
    for (const PathNode &node : graph.nodes)
        widest = qMax(widest, metrics.horizontalAdvance(PathText::label(node)));
    return qBound(style.px(80), qCeil(widest) + style.px(8), style.px(PathMetrics::maxPitch));
}

} // namespace

PathView::PathView(QWidget *parent)
    : QWidget(parent)
    , m_canvas(new PathCanvas)
    , m_header(new PathHeader(m_canvas))
    , m_legend(new PathLegend)
    , m_model(new PathTableModel(this))
    , m_table(new QTableView)
    , m_pages(new QStackedWidget)
    , m_bar(new QWidget)
    , m_caption(new QLabel)
    , m_empty(new QLabel)
{
    setupBar();
    setupTable();
    setupPages();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_pages, 1);
    setFocusProxy(m_canvas);
    connect(m_canvas, &PathCanvas::hopChosen, this, &PathView::chooseHop);
    connect(m_canvas, &PathCanvas::hopActivated, this, &PathView::showInTimelineRequested);
    updateEmptyText();
}

PathView::~PathView() = default;

void PathView::setupBar()
{
    auto *row = new QHBoxLayout(m_bar);
    row->setContentsMargins(16, 4, 12, 4);
    row->setSpacing(4);
    m_caption->setText(tr("Edges show the average of the whole run"));
    m_caption->setTextFormat(Qt::PlainText);
    m_caption->setFont(sizedFont(font(), 12, QFont::Normal));
    m_caption->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(m_caption, 1);

    auto *fitButton = addButton(row, tr("Fit to the view"), tr("Fit to the view (0)"));
    fitButton->setIcon(icon(Icon::Fit));
    connect(fitButton, &QToolButton::clicked, this, &PathView::fit);
    auto *smaller = addButton(row, tr("Zoom out"), tr("Zoom out (−)"));
    smaller->setIcon(icon(Icon::Minus));
    connect(smaller, &QToolButton::clicked, this, &PathView::zoomOut);
    m_percent = addButton(row, tr("Zoom"), tr("Zoom; click to fit"));
    connect(m_percent, &QToolButton::clicked, this, &PathView::fit);
    auto *larger = addButton(row, tr("Zoom in"), tr("Zoom in (+)"));
    larger->setIcon(icon(Icon::Add));
    connect(larger, &QToolButton::clicked, this, &PathView::zoomIn);

    m_zoomButtons = {fitButton, smaller, m_percent, larger};
    row->addSpacing(8);
    m_tableButton = addButton(row, tr("Show as table"), tr("The same data as a table"));
    m_tableButton->setIcon(icon(Icon::Columns));
    m_tableButton->setText(tr("Show as table"));
    m_tableButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_tableButton->setCheckable(true);
    connect(m_tableButton, &QToolButton::toggled, this, &PathView::changePage);

    const auto showPercent = [this](int percent) {
        m_percent->setText(tr("%1 %", "zoom").arg(percent));
        m_percent->setAccessibleName(tr("Zoom: %1 percent").arg(percent));
    };
    m_percent->setMinimumWidth(scaled(56, fontMetrics()));
    connect(m_canvas, &PathCanvas::zoomChanged, this, showPercent);
    showPercent(m_canvas->zoomPercent());
}

void PathView::setupPages()
{
    auto *graph = new QWidget;
    auto *column = new QVBoxLayout(graph);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_canvas, 1);
    column->addWidget(m_legend);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setBackgroundRole(QPalette::Base);
    m_empty->setAutoFillBackground(true);
    m_pages->addWidget(graph);
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_empty);
}

void PathView::setupTable()
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Path as a table"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(scaled(25, fontMetrics()));
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    constexpr std::array<int, PathTableModel::ColumnCount> widths{60, 170, 150, 190, 60, 76, 76, 200};
    for (int i = 0; i < PathTableModel::ColumnCount; ++i)
        m_table->setColumnWidth(i, scaled(widths[static_cast<std::size_t>(i)], fontMetrics()));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &now) {
        if (now.isValid() && m_table->hasFocus())
            chooseHop(m_model->ttlOf(now.row()), false);
    });
    connect(m_table, &QTableView::activated, this,
        [this](const QModelIndex &index) { Q_EMIT showInTimelineRequested(m_model->ttlOf(index.row())); });
}

void PathView::setSession(engine::Session *session)
{
    if (m_session == session)
        return;
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_arrange = true;
    if (m_session) {
        connect(m_session, &engine::Session::changed, this, &PathView::refresh);
        connect(m_session, &engine::Session::stateChanged, this, &PathView::refresh);
    }
    refresh();
}

void PathView::setSelection(HopSelection *selection)
{
    if (m_selection)
        m_selection->disconnect(this);
    m_selection = selection;
    if (m_selection) {
        connect(m_selection, &HopSelection::selectionChanged, this, &PathView::applySelection);
        connect(m_selection, &HopSelection::currentChanged, this, &PathView::applySelection);
    }
    applySelection();
}

void PathView::setFacts(const HopFacts *facts)
{
    if (m_facts)
        disconnect(m_facts, nullptr, this, nullptr);
    m_facts = facts;
    if (m_facts)
        connect(m_facts, &HopFacts::changed, this, &PathView::refresh);
    refresh();
}

void PathView::refresh()
{
    m_stale = true;
    if (!isVisible())
        return;
    m_stale = false;
    if (!m_session) {
        m_canvas->setGraph({}, PathScene::Change::Arrange);
        m_model->setGraph({});
        updateEmptyText();
        return;
    }
    const auto run = static_cast<std::uint32_t>(m_session->path().run());
    const bool otherRun = run != m_run;
    m_run = run;
    showPath(m_session->path(), names(), m_arrange || otherRun);
    m_arrange = false;
}

void PathView::showPath(const engine::PathState &path, const PathNames &names, bool arrange)
{
    const PathGraph graph = path.target().isNull() ? PathGraph{} : buildPathGraph(path, names);
    m_canvas->setGraph(graph, arrange ? PathScene::Change::Arrange : PathScene::Change::Grow);
    if (showsTable())
        m_model->setGraph(graph);
    updateEmptyText();
    if (arrange)
        applySelection();
}

void PathView::updateEmptyText()
{
    m_empty->setText(m_session ? tr("The path appears here as soon as the first probe is on its way.")
                               : tr("Trace a target to see its path."));
    QWidget *page = !hasContent()    ? m_empty
        : m_tableButton->isChecked() ? static_cast<QWidget *>(m_table)
                                     : m_pages->widget(0);
    if (m_pages->currentWidget() != page)
        m_pages->setCurrentWidget(page);
}

bool PathView::hasContent() const
{
    return m_session ? !m_session->path().target().isNull() : !m_canvas->graph().nodes.empty();
}

PathNames PathView::names() const
{
    const engine::Target &target = m_session->target();
    return {target.address ? QString() : target.displayHost, m_facts};
}

/// Of this moment, also while the view is hidden and its canvas is behind.
PathGraph PathView::currentGraph() const
{
    if (!m_session)
        return m_canvas->graph();
    return hasContent() ? buildPathGraph(m_session->path(), names()) : PathGraph();
}

bool PathView::showsTable() const
{
    return m_tableButton->isChecked();
}

void PathView::setShowsTable(bool table)
{
    m_tableButton->setChecked(table);
}

void PathView::changePage(bool table)
{
    if (table) {
        m_model->setGraph(m_canvas->graph());
        applySelection();
    }
    updateEmptyText();
    for (QToolButton *button : m_zoomButtons)
        button->setVisible(!table);
    setFocusProxy(table ? static_cast<QWidget *>(m_table) : m_canvas);
    Q_EMIT showsTableChanged(table);
}

void PathView::zoomIn()
{
    m_canvas->zoomIn();
}

void PathView::zoomOut()
{
    m_canvas->zoomOut();
}

void PathView::fit()
{
    m_canvas->fit();
}

void PathView::applySelection()
{
    if (!m_selection)
        return;
    std::set<std::uint8_t> ttls;
    for (const std::uint8_t ttl : m_selection->ttls())
        ttls.insert(ttl);
    m_canvas->setSelectedTtls(ttls, m_selection->current());
    const auto current = m_selection->current();
    const auto row = current ? m_model->rowOf(*current) : std::nullopt;
    if (row && !m_table->hasFocus())
        m_table->selectRow(*row);
}

void PathView::chooseHop(int hop, bool toggle)
{
    if (!m_selection)
        return;
    const auto ttl = static_cast<std::uint8_t>(hop);
    QList<std::uint8_t> ttls{ttl};
    if (toggle) {
        ttls = m_selection->ttls();
        if (!ttls.removeOne(ttl))
            ttls.append(ttl);
    }
    m_selection->select(ttls);
    m_selection->setCurrent(ttl);
}

void PathView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale)
        refresh();
}

QImage PathView::renderImage(qreal scale) const
{
    // An arrangement of its own: the picture does not depend on the size of the window.
    PathScene scene;
    scene.setStyle(PathStyle::of(palette(), font()));
    const PathGraph now = currentGraph();
    scene.setRoom(exportPitch(now, scene.style()), 0);
    scene.setGraph(now, PathScene::Change::Arrange);
    const QRectF graph = scene.sceneRect();
    const int wide = qCeil(qMax(graph.width(), qreal(m_legend->sizeHint().width())));
    const int header = m_header->sizeHint().height();
    const int legend = m_legend->heightForWidth(wide);
    const QSizeF size(wide, header + graph.height() + legend);
    QImage image((size * scale).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    image.fill(Theme::of(palette()).base);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    m_header->renderAll(painter, scene.graph(), scene.layout());
    scene.render(&painter, QRectF(QPointF(0, header), graph.size()), graph);
    m_legend->renderAt(painter, {0, header + graph.height()}, wide);
    return image;
}

} // namespace app
