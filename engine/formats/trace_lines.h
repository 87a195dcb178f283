// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/formats/report.h"

#include <QString>
#include <QStringList>

namespace engine {

/// Columns of a trace's lines. A line can be written before its names are known, so they do not depend on what stands
/// in them.
struct TraceLayout {
    int queries = 1; ///< answers that a hop is asked for
    int host = 0; ///< width of the host; 0: as long as it is
    int line = 0; ///< width of a line; 0: as long as it is
    bool facts = false; ///< segment and network stand behind the times
    bool elide = false; ///< a host that is too long is shortened, instead of moving what follows

    /// Fits lines of so many columns; 0: a pipe or a file, where nothing is shortened.
    static TraceLayout forWidth(int columns, int queries, platform::Family family, bool names, bool facts);
    /// As wide as these hops need.
    static TraceLayout forHops(const std::vector<ReportHop> &hops, int queries, bool facts);
};

/// "  4  core1.example (192.0.2.1)    4.105 ms  isp          AS64500 NORDLICHT  <MPLS:L=16001,E=0,S=1,T=1>": much as
/// traceroute writes it, in columns. The answers of all rounds by address, a line for each address of a hop; "*" for
/// what is missing to `queries`. `isOpen`: more may come; nothing is missing yet, and a hop without an answer has "…".
/// Words and the decimal point are the same in every language.
QStringList traceLines(const ReportHop &hop, const TraceLayout &layout, bool isOpen = false);

} // namespace engine
