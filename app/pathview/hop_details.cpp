// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/hop_details.h"

#include "app/pathview/hop_details_parts.h"
#include "app/pathview/path_style.h"
#include "app/pathview/path_view_options.h"
#include "app/table/formatting.h"
#include "app/table/hop_selection.h"
#include "app/timeline/series_marker.h"
#include "engine/session.h"

#include <QClipboard>
#include <QEvent>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

namespace {

QVBoxLayout *makeColumn(QWidget *section)
{
    auto *column = new QVBoxLayout(section);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    return column;
}

QLabel *makeTitle(const QString &text)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setFont(sizedFont(label->font(), 12, QFont::DemiBold));
    return label;
}

} // namespace

/// The marker that the hop has in table and timeline while it is selected.
class HopDetails::Marker final : public QWidget {
public:
    using QWidget::QWidget;
    QSize sizeHint() const override { return {scaled(12, fontMetrics()), scaled(16, fontMetrics())}; }
    void setSeries(std::optional<int> series)
    {
        if (series == m_series)
            return;
        m_series = series;
        setVisible(series.has_value());
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        if (!m_series)
            return;
        QPainter painter(this);
        const qreal side = scaled(10, fontMetrics());
        paintSeriesMarker(painter, *m_series, QPointF(side / 2, height() / 2.0), side, Theme::of(palette()));
    }

private:
    std::optional<int> m_series;
};

HopDetails::HopDetails(QWidget *parent)
    : QWidget(parent)
    , m_pages(new QStackedWidget)
    , m_area(new QScrollArea)
    , m_hint(new QLabel(tr("Choose a hop in the table or in the path.")))
    , m_aging(new QTimer(this))
{
    connect(m_aging, &QTimer::timeout, this, &HopDetails::refresh);
    auto *content = new QWidget;
    m_grid = new QGridLayout(content);
    m_grid->setContentsMargins(16, 12, 16, 12);
    m_grid->setHorizontalSpacing(32);
    m_grid->setVerticalSpacing(16);
    m_sections = {makeIdentity(), makeLookedUp(), makeShares(), makeHistogram(), makeNumbers()};
    for (QWidget *section : m_sections)
        section->setParent(content);
    m_area->setWidget(content);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->viewport()->installEventFilter(this);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_pages->addWidget(m_hint);
    m_pages->addWidget(m_area);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_pages);
    setAccessibleName(tr("Details of the hop"));
    arrangeColumns(width());
}

HopDetails::~HopDetails() = default;

QWidget *HopDetails::makeIdentity()
{
    auto *section = new QWidget;
    QVBoxLayout *column = makeColumn(section);
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    m_marker = new Marker(section);
    m_marker->hide();
    m_title = makeTextLabel(nullptr, false);
    m_title->setFont(sizedFont(font(), 13, QFont::DemiBold));
    row->addWidget(m_marker);
    row->addWidget(m_title, 1);
    m_factList = new FactList;
    column->addLayout(row);
    column->addWidget(m_factList);
    column->addStretch(1);
    return section;
}

QWidget *HopDetails::makeLookedUp()
{
    auto *section = new QWidget;
    QVBoxLayout *column = makeColumn(section);
    column->addWidget(makeTitle(tr("Looked up")));
    m_lookedUp = new FactList;
    column->addWidget(m_lookedUp);
    const auto add = [this](QBoxLayout *row, const QString &text, const QString &toolTip, auto asks) {
        auto *button = new QPushButton(text);
        button->setProperty("compact", true);
        button->setToolTip(toolTip);
        connect(button, &QPushButton::clicked, this, [this, asks] {
            if (m_summary)
                Q_EMIT(this->*asks)(m_summary->address);
        });
        row->addWidget(button);
        return button;
    };
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(0, 2, 0, 0);
    m_lookAgain = add(buttons, tr("Look Again"), tr("Ask about this address again, past what is remembered"),
        &HopDetails::lookAgainRequested);
    m_registry = add(buttons, tr("Ask the Registry…"), tr("Who this address is registered to (RDAP)"),
        &HopDetails::registryRequested);
    buttons->addStretch(1);
    column->addLayout(buttons);
    column->addStretch(1);
    return section;
}

QWidget *HopDetails::makeShares()
{
    auto *section = new QWidget;
    QVBoxLayout *column = makeColumn(section);
    m_addresses = new ShareList(tr("Addresses"));
    m_reachedBy = new ShareList(tr("Reached by"));
    column->addWidget(m_addresses);
    column->addWidget(m_reachedBy);
    column->addStretch(1);
    return section;
}

QWidget *HopDetails::makeHistogram()
{
    auto *section = new QWidget;
    QVBoxLayout *column = makeColumn(section);
    m_histogramTitle = makeTitle({});
    m_histogram = new HistogramView;
    column->addWidget(m_histogramTitle);
    column->addWidget(m_histogram);
    column->addStretch(1);
    return section;
}

QWidget *HopDetails::makeNumbers()
{
    auto *section = new QWidget;
    QVBoxLayout *column = makeColumn(section);
    column->setSpacing(3);
    column->addWidget(makeTitle(tr("Average, range, loss")));
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    m_average = makeTextLabel(nullptr, false);
    m_average->setFont(sizedFont(font(), 20, QFont::DemiBold));
    m_unit = makeTextLabel(nullptr, false);
    m_unit->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(m_average, 0, Qt::AlignBottom);
    row->addWidget(m_unit, 0, Qt::AlignBottom);
    m_range = makeTextLabel(nullptr, false);
    row->addSpacing(8);
    row->addWidget(m_range, 1, Qt::AlignBottom);
    column->addLayout(row);
    for (QLabel **label : {&m_percentiles, &m_jitter, &m_loss, &m_lossNote}) {
        *label = makeTextLabel(nullptr, true);
        column->addWidget(*label);
    }
    for (QLabel *label : {m_percentiles, m_jitter, m_lossNote}) {
        label->setFont(sizedFont(font(), 12, QFont::Normal));
        label->setForegroundRole(QPalette::PlaceholderText);
    }
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(0, 6, 0, 0);
    auto *timeline = new QPushButton(tr("Show in timeline"));
    timeline->setProperty("compact", true);
    connect(timeline, &QPushButton::clicked, this, [this] {
        if (m_summary)
            Q_EMIT showInTimelineRequested(m_summary->ttl);
    });
    auto *copyButton = new QPushButton(tr("Copy"));
    copyButton->setProperty("compact", true);
    copyButton->setAccessibleName(tr("Copy the details of the hop as text"));
    copyButton->setToolTip(tr("Copy all of this as text"));
    connect(copyButton, &QPushButton::clicked, this, &HopDetails::copy);
    buttons->addWidget(timeline);
    buttons->addWidget(copyButton);
    buttons->addStretch(1);
    column->addLayout(buttons);
    column->addStretch(1);
    return section;
}

void HopDetails::setSession(engine::Session *session)
{
    if (m_session == session)
        return;
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    if (m_session)
        connect(m_session, &engine::Session::changed, this, &HopDetails::refresh);
    refresh();
}

void HopDetails::setSelection(HopSelection *selection)
{
    if (m_selection)
        m_selection->disconnect(this);
    m_selection = selection;
    if (m_selection) {
        connect(m_selection, &HopSelection::selectionChanged, this, &HopDetails::refresh);
        connect(m_selection, &HopSelection::currentChanged, this, &HopDetails::refresh);
    }
    refresh();
}

void HopDetails::setFacts(const HopFacts *facts)
{
    if (m_facts)
        disconnect(m_facts, nullptr, this, nullptr);
    m_facts = facts;
    if (m_facts)
        connect(m_facts, &HopFacts::changed, this, &HopDetails::refresh);
    refresh();
}

void HopDetails::setRegistryOffered(bool offered)
{
    m_registryOffered = offered;
    m_registry->setVisible(offered && m_summary && m_summary->global);
}

std::optional<HopChoice> HopDetails::currentHop() const
{
    if (!m_selection)
        return std::nullopt;
    if (m_selection->current())
        return HopChoice{*m_selection->current(), m_selection->currentAddress()};
    const QList<std::uint8_t> ttls = m_selection->ttls();
    return ttls.isEmpty() ? std::nullopt : std::optional(HopChoice{ttls.last(), {}});
}

void HopDetails::refresh()
{
    m_stale = true;
    if (!isVisible())
        return;
    m_stale = false;
    const auto hop = currentHop();
    if (!m_session || !hop) {
        apply(std::nullopt);
        return;
    }
    const engine::Target &target = m_session->target();
    showHop(m_session->path(), *hop, {target.address ? QString() : target.displayHost, m_facts});
}

void HopDetails::showHop(const engine::PathState &path, const HopChoice &choice, const PathNames &names)
{
    apply(summarizeHop(path, choice, names));
}

void HopDetails::apply(const std::optional<HopSummary> &summary)
{
    if (summary)
        m_marker->setSeries(m_selection ? m_selection->series(summary->ttl) : std::nullopt);
    if (summary == m_summary && (m_pages->currentWidget() == m_area) == summary.has_value())
        return;
    m_summary = summary;
    m_pages->setCurrentWidget(summary ? static_cast<QWidget *>(m_area) : m_hint);
    if (!summary)
        return;
    setLabelText(m_title,
        summary->place.isEmpty() ? summary->title : tr("%1 · %2", "hop, place").arg(summary->title, summary->place));
    m_factList->setFacts(summary->facts);
    m_lookedUp->setFacts(summary->lookedUp);
    m_lookAgain->setVisible(m_facts != nullptr);
    m_registry->setVisible(m_registryOffered && summary->global);
    m_addresses->setShares(summary->addresses);
    m_reachedBy->setShares(summary->reachedBy);
    applyNumbers(*summary);
    arrangeColumns(m_area->viewport()->width());
}

void HopDetails::applyNumbers(const HopSummary &summary)
{
    const int series = m_selection ? m_selection->series(summary.ttl).value_or(0) : 0;
    setLabelText(m_histogramTitle, tr("Latency, %1 samples").arg(formatCount(summary.histogram.samples)));
    m_histogram->setBars(summary.histogram, summary.histogramText, series);
    setLabelText(m_average, summary.average);
    setLabelText(m_unit, summary.averageUnit);
    m_average->setAccessibleName(tr("Average: %1 %2", "number, unit").arg(summary.average, summary.averageUnit));
    setLabelText(m_range, summary.range);
    setLabelText(m_percentiles, summary.percentiles);
    setLabelText(m_jitter, summary.jitter);
    setLabelText(m_loss, summary.loss);
    setLabelText(m_lossNote, summary.lossNote);
    m_lossNote->setVisible(!summary.lossNote.isEmpty());
    const Theme &theme = Theme::of(palette());
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, summary.realLoss ? theme.bad : theme.text);
    m_loss->setPalette(colours);
    QFont weight = m_loss->font();
    weight.setWeight(summary.realLoss ? QFont::DemiBold : QFont::Normal);
    m_loss->setFont(weight);
}

/// As many columns as there is room for; what has nothing to show takes none.
void HopDetails::arrangeColumns(int width)
{
    const bool answers = m_summary && !m_summary->silent;
    const bool lookedUp = answers && !m_summary->lookedUp.empty();
    const bool shares = answers && (!m_summary->addresses.empty() || !m_summary->reachedBy.empty());
    const std::array<bool, 5> used{true, lookedUp, shares, answers, answers};
    const int wanted = static_cast<int>(std::ranges::count(used, true));
    const int columns = std::clamp(width / scaled(270, fontMetrics()), 1, wanted);
    const int layout = columns * 8 + (lookedUp ? 4 : 0) + (shares ? 2 : 0) + (answers ? 1 : 0);
    if (layout == m_columns)
        return;
    m_columns = layout;
    int place = 0;
    for (std::size_t i = 0; i < m_sections.size(); ++i) {
        m_grid->removeWidget(m_sections[i]);
        m_sections[i]->setVisible(used[i]);
        if (!used[i])
            continue;
        m_grid->addWidget(m_sections[i], place / columns, place % columns);
        ++place;
    }
    for (int i = 0; i < static_cast<int>(m_sections.size()); ++i)
        m_grid->setColumnStretch(i, i < columns ? 1 : 0);
    m_grid->setRowStretch(static_cast<int>(m_sections.size()), 1);
}

bool HopDetails::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_area->viewport() && event->type() == QEvent::Resize)
        arrangeColumns(m_area->viewport()->width());
    return QWidget::eventFilter(watched, event);
}

void HopDetails::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_summary)
        applyNumbers(*m_summary);
}

void HopDetails::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_aging->start(PathViewOptions().ageStep);
    if (m_stale)
        refresh();
}

void HopDetails::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_aging->stop();
}

void HopDetails::copy() const
{
    if (m_summary)
        QGuiApplication::clipboard()->setText(m_summary->plainText());
}

} // namespace app
