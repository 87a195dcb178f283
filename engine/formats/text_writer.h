// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/formats/report.h"

#include <QString>
#include <QStringList>

namespace engine {

// Reports as people know them from traceroute and mtr: fixed words and the decimal point in every language, times in
// milliseconds. Names are made visible and shortened.

/// " 4  192.0.2.1 <MPLS:L=16001,E=0,S=1,T=1>  4.105 ms  *", as traceroute writes it: the answers of the first round by
/// address, then "*" for what is missing to `queries`.
QString traceLine(const ReportHop &hop, int queries);

/// The table of `mtr --report`: a heading and a line per hop, more for hops with several addresses; columns are
/// aligned.
QStringList reportTable(const TraceReport &report);

/// The same as a Markdown table.
QString toMarkdown(const TraceReport &report);

} // namespace engine
