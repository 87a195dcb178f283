// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/formats/report.h"

#include <QString>
#include <QStringList>

namespace engine {

// Reports as people know them from mtr: fixed words and the decimal point in every language, times in milliseconds.
// Names are made visible and shortened. Segment and network have columns where anything of them is known.

/// The table of `mtr --report`: a heading and a line per hop, more for hops with several addresses; columns are
/// aligned. `width`: columns of a terminal that it should fit: the ones that say the least are left out and hosts
/// shortened; 0: all, as wide as they are.
QStringList reportTable(const TraceReport &report, int width = 0);

/// The same as a Markdown table.
QString toMarkdown(const TraceReport &report);

} // namespace engine
