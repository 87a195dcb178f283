// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/formats/report.h"

#include <QByteArray>

#include <span>

namespace engine {

/// Reports as JSON, schema "periplus.trace/1" (docs/FORMATS.md): UTF-8, integers in microseconds, a newline at the end.
QByteArray toJson(const TraceReport &report);
QByteArray toJson(std::span<const TraceReport> reports); ///< an array

class JsonText;

// Parts that the JSON lines share with the document.
void writeTarget(JsonText &json, const QString &text, const platform::IpAddress &address, const QString &name);
void writeMpls(JsonText &json, const std::vector<platform::MplsLabel> &stack);
void writeCounts(JsonText &json, const PathState::Counts &counts);
/// name to ixp: the fields that are known, without braces.
void writeFactFields(JsonText &json, const ReportAddress &address);
/// round, query, flow, sent_us, rtt_us, address, kind, status: the fields, without braces.
void writeProbeFields(JsonText &json, const ProbeRecord &probe);
qint64 toMicroseconds(platform::Duration duration); ///< rounded to the nearest
QString toIsoText(const QDateTime &instant); ///< "2026-11-20T12:00:00.000Z"

} // namespace engine
