// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/time_focus.h"

namespace app {

void TimeFocus::setLive(const ShownTime &live)
{
    if (live == m_live && !m_focus)
        return;
    m_live = live;
    m_focus.reset();
    Q_EMIT changed();
}

void TimeFocus::setFocus(const std::optional<TimeSpan> &focus)
{
    if (focus == m_focus)
        return;
    m_focus = focus;
    Q_EMIT changed();
}

} // namespace app
