// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Selection, opened hops, menus and copies.
#include "app/exports/trace_picture.h"
#include "app/exports/trace_text.h"
#include "app/table/fact_text.h"
#include "app/table/formatting.h"
#include "app/table/hop_grid.h"
#include "app/table/hop_table_view.h"
#include "app/table/shown_time_text.h"
#include "engine/session.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QScopedValueRollback>

namespace app {

void HopTableView::setSelection(HopSelection *selection)
{
    if (m_selection)
        disconnect(m_selection, nullptr, this, nullptr);
    m_selection = selection;
    m_grid->setSelectionSeries(selection);
    if (!selection)
        return;
    connect(selection, &HopSelection::selectionChanged, this, &HopTableView::showSelection);
    connect(selection, &HopSelection::currentChanged, this, &HopTableView::showCurrent);
    showSelection();
}

QList<std::uint8_t> HopTableView::selectedTtls() const
{
    QList<std::uint8_t> ttls;
    const QModelIndexList indexes = m_grid->selectionModel()->selectedRows();
    for (const QModelIndex &index : indexes) {
        const HopRow *row = m_sorted.row(index);
        if (row && !ttls.contains(row->ttl))
            ttls.append(row->ttl);
    }
    return ttls;
}

void HopTableView::takeGridSelection()
{
    if (m_selecting || !m_selection)
        return;
    const QScopedValueRollback selecting(m_selecting, true);
    m_selection->select(selectedTtls());
    m_grid->viewport()->update(); // markers come and go in other rows too
}

/// The other views have chosen hops. Rows selected beyond the six that have a series stay as they are.
void HopTableView::showSelection()
{
    if (m_selecting || !m_selection)
        return;
    const QScopedValueRollback selecting(m_selecting, true);
    const QList<std::uint8_t> wanted = m_selection->ttls();
    QItemSelection rows;
    for (int i = 0; i < m_sorted.rowCount(); ++i) {
        const QModelIndex index = m_sorted.index(i, 0);
        const HopRow *row = m_sorted.row(index);
        if (row->kind == HopRow::Kind::Hop && wanted.contains(row->ttl))
            rows.select(index, m_sorted.index(i, hopColumnCount - 1));
    }
    m_grid->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
    m_grid->viewport()->update();
}

void HopTableView::showCurrent()
{
    const std::optional<std::uint8_t> ttl = m_selection->current();
    const HopRow *shown = m_grid->currentIndex().isValid() ? m_sorted.row(m_grid->currentIndex()) : nullptr;
    if (m_selecting || !ttl || (shown && shown->ttl == *ttl))
        return;
    for (int i = 0; i < m_sorted.rowCount(); ++i) {
        const QModelIndex index = m_sorted.index(i, 0);
        if (m_sorted.row(index)->ttl != *ttl)
            continue;
        m_grid->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
        m_grid->scrollTo(index);
        return;
    }
}

void HopTableView::setExpanded(std::uint8_t ttl, bool expand)
{
    m_model.setExpanded(ttl, expand);
    if (m_sorted.sortColumn() >= 0) // put the new rows below their hop
        m_sorted.sort(m_sorted.sortColumn(), m_sorted.sortOrder());
}

void HopTableView::expandAll(bool expand)
{
    QList<std::uint8_t> ttls;
    for (const HopRow &row : m_model.rows()) {
        if (row.expandable() && row.expanded != expand)
            ttls.append(row.ttl);
    }
    for (const std::uint8_t ttl : std::as_const(ttls))
        setExpanded(ttl, expand);
}

QMenu *HopTableView::rowMenu(QWidget *parent)
{
    auto *menu = new QMenu(parent);
    const HopRow *current = m_grid->currentIndex().isValid() ? m_sorted.row(m_grid->currentIndex()) : nullptr;
    const bool any = !m_model.rows().empty();
    const auto add = [&](const QString &text, bool enabled, auto &&does) {
        QAction *action = menu->addAction(text);
        action->setEnabled(enabled);
        connect(action, &QAction::triggered, this, does);
    };
    add(tr("Show in Timeline"), !selectedTtls().isEmpty(), [this] { Q_EMIT timelineRequested(); });
    menu->addSeparator();
    add(tr("Copy"), any, [this] { copy(CopyFormat::Text); });
    add(tr("Copy as Markdown"), any, [this] { copy(CopyFormat::Markdown); });
    add(tr("Copy as CSV"), any, [this] { copy(CopyFormat::Csv); });
    const QString address = current && !current->silent() ? formatAddress(current->address) : QString();
    add(address.isEmpty() ? tr("Copy Address") : tr("Copy Address %1").arg(address), !address.isEmpty(),
        [address] { QGuiApplication::clipboard()->setText(address); });
    const QString name = current ? hostName(current->facts) : QString();
    add(tr("Copy Name"), !name.isEmpty(), [name] { QGuiApplication::clipboard()->setText(name); });
    menu->addSeparator();
    const bool known = current && !current->silent();
    const platform::IpAddress asked = known ? current->address : platform::IpAddress();
    add(tr("Look Up Again"), known && m_facts, [this, asked] { Q_EMIT lookAgainRequested(asked); });
    add(tr("Ask the Registry…"), known && current->facts.range == engine::AddressRange::Global,
        [this, asked] { Q_EMIT registryRequested(asked); });
    menu->addSeparator();
    const auto opened = [this](bool expanded) {
        return std::any_of(m_model.rows().begin(), m_model.rows().end(),
            [expanded](const HopRow &row) { return row.expandable() && row.expanded == expanded; });
    };
    add(tr("Open All Addresses"), opened(false), [this] { expandAll(true); });
    add(tr("Close All Addresses"), opened(true), [this] { expandAll(false); });
    return menu;
}

QString HopTableView::copyText(CopyFormat format) const
{
    if (!m_session)
        return {};
    const engine::TraceReport report = reportOf(*m_session, m_facts, selectedTtls());
    switch (format) {
    case CopyFormat::Markdown:
        return reportMarkdown(report, m_session->options());
    case CopyFormat::Csv:
        return reportCsv(report);
    case CopyFormat::Text:
        break;
    }
    return reportText(report, m_session->options());
}

void HopTableView::copy(CopyFormat format) const
{
    const QString text = copyText(format);
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

QImage HopTableView::renderImage(qreal scale) const
{
    PictureSource source;
    if (m_session)
        source = pictureSource(*m_session, m_facts);
    else if (m_path)
        source.title = formatAddress(m_path->target());
    if (const auto span = m_session ? m_model.shown().span(m_history->end()) : std::nullopt)
        source.lines.append(tr("Figures of %1").arg(spanText(*span, m_session->startedAt())));
    source.rows = m_model.rows();
    source.roundTrip = m_model.roundTrip()->rows();
    source.history = m_history;
    PictureOptions options;
    options.scale = scale;
    options.dark = m_painter.look().theme().dark;
    options.logarithmic = isLogarithmic();
    options.columns = m_layout.visible();
    options.facts = factKinds();
    options.table = m_options;
    return renderTracePicture(source, options);
}

} // namespace app
