// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/hop_details.h"

#include "app/table/hop_selection.h"
#include "engine/session.h"

namespace app {

HopDetails::HopDetails(QWidget *parent)
    : QWidget(parent)
{
}

HopDetails::~HopDetails() = default;

void HopDetails::setSession(engine::Session *session)
{
    m_session = session;
}

void HopDetails::setSelection(HopSelection *selection)
{
    m_selection = selection;
}

} // namespace app
