// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/table/shown_time.h"

#include <QObject>

#include <optional>

namespace app {

/// What time the page shows: live, as chosen in the tool bar, until a time is picked in the timeline; then that.
class TimeFocus final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    ShownTime shown() const { return m_focus ? ShownTime::fixed(*m_focus) : m_live; }
    const std::optional<TimeSpan> &focus() const { return m_focus; }
    const ShownTime &live() const { return m_live; }

    void setLive(const ShownTime &live); ///< also ends a focus
    void setFocus(const std::optional<TimeSpan> &focus);

Q_SIGNALS:
    void changed();

private:
    ShownTime m_live;
    std::optional<TimeSpan> m_focus;
};

} // namespace app
