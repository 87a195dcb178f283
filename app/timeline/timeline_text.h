// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace app {

/// Context of the timeline's texts in functions that belong to no widget.
class TimelineText final {
    Q_DECLARE_TR_FUNCTIONS(app::TimelineText)
};

} // namespace app
