// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/formats/report.h"

#include <QByteArray>

#include <span>

namespace engine {

/// Reports as CSV (RFC 4180, lines end with "\n", UTF-8, decimal point): the header, then one row per hop and address;
/// a silent hop has one row without address. Text that a spreadsheet would take for a formula gets an apostrophe in
/// front.
QByteArray toCsv(std::span<const TraceReport> reports);

/// One row per probe.
QByteArray toSamplesCsv(std::span<const TraceReport> reports);

/// One cell as text: invisible characters made visible, defused, quoted where it must be.
QByteArray csvCell(const QString &text);

} // namespace engine
