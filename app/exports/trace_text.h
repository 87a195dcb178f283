// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/trace_options.h"
#include "engine/formats/report.h"

#include <QList>
#include <QString>

namespace engine {
class Session;
}

/// A trace as text for the clipboard: it keeps target, time and settings, so that it still says something in a ticket.
namespace app {

class HopFacts;

/// What the session holds now, with what is known about its addresses; `facts` may be null. `ttls`: only these hops;
/// empty: all.
engine::TraceReport reportOf(
    const engine::Session &session, const HopFacts *facts, const QList<std::uint8_t> &ttls = {});

QString reportText(const engine::TraceReport &report, const engine::TraceOptions &options);
QString reportMarkdown(const engine::TraceReport &report, const engine::TraceOptions &options);
QString reportCsv(const engine::TraceReport &report);

/// "Trace to example.com (192.0.2.200)".
QString traceTitle(const engine::TraceReport &report);
/// "ICMP (ping socket), a round every 1 s, timeout 1 s, 64 bytes": how it was measured.
QString traceSettings(const engine::TraceReport &report, const engine::TraceOptions &options);
/// "20 Nov 2026 14:02:10 to 14:12:10 (UTC+1)".
QString traceTime(const engine::TraceReport &report);

} // namespace app
