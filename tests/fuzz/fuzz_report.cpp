// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/csv_writer.h"
#include "engine/formats/json_reader.h"
#include "engine/formats/json_writer.h"
#include "engine/formats/text_writer.h"
#include "engine/formats/trace_lines.h"

#include <cstddef>
#include <cstdlib>

/// Whatever a file says, it is refused or read; what was read can be written in every form, shown, and read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray json(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto reports = engine::readJson(json);
    if (!reports)
        return 0;
    engine::toCsv(*reports);
    engine::toSamplesCsv(*reports);
    for (const engine::TraceReport &report : *reports) {
        engine::reportTable(report);
        engine::reportTable(report, 80);
        engine::toMarkdown(report);
        engine::PathState path;
        for (const engine::TraceEvent &event : engine::replay(report, engine::RunId{1}))
            path.apply(event);
        for (const engine::ReportHop &hop : report.hops)
            engine::traceLines(hop, engine::TraceLayout::forWidth(80, 3, platform::Family::V4, true, true));
    }
    const QByteArray written = engine::toJson(*reports);
    const auto again = engine::readJson(written);
    if (!again || again->size() != reports->size())
        std::abort();
    return 0;
}
