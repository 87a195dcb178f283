// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/hop_facts.h"

namespace app {

void HopFacts::setTarget(const platform::IpAddress &target)
{
    if (target == m_target)
        return;
    m_target = target;
    Q_EMIT changed();
}

} // namespace app
