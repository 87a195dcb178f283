// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/hop_table_view.h"

#include "engine/session.h"

#include <QTableView>
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
    , m_table(new QTableView(this))
    , m_roundTrip(new QTableView(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_table);
    layout->addWidget(m_roundTrip);
    m_table->setModel(&m_sorted);
    m_roundTrip->setModel(m_model.roundTrip());
}

HopTableView::~HopTableView() = default;

void HopTableView::setSession(engine::Session *session)
{
    if (m_session)
        disconnect(m_session, nullptr, this, nullptr);
    m_session = session;
    setPath(session ? &session->path() : nullptr, session ? &session->history() : nullptr);
    if (!session)
        return;
    connect(session, &engine::Session::changed, this, &HopTableView::refresh);
    connect(session, &QObject::destroyed, this, [this] { setPath(nullptr, nullptr); });
}

void HopTableView::setPath(const engine::PathState *path, const engine::SampleHistory *)
{
    m_model.setPath(path);
}

void HopTableView::refresh()
{
    m_model.refresh();
}

void HopTableView::setSelection(HopSelection *selection)
{
    m_selection = selection;
}

void HopTableView::setFacts(const HopFacts *facts)
{
    m_model.setFacts(facts);
}

} // namespace app
