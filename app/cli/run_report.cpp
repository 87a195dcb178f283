// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_report.h"

#include "engine/formats/report_facts.h"

namespace app {

engine::TraceReport reportOf(const RunView &run, const CliRequest &request, bool withProbes)
{
    const engine::Session &session = run.session;
    engine::TraceReport report = engine::makeReport(
        session.target(), session.path(), request.trace.kind, session.startedAt(), withProbes ? &run.log : nullptr);
    if (!run.lookups)
        return report;
    engine::addFacts(report, *run.lookups);
    if (request.lookups.networks)
        return report;
    for (engine::ReportHop &hop : report.hops)
        for (engine::ReportAddress &address : hop.addresses)
            address.segment.clear();
    return report;
}

} // namespace app
