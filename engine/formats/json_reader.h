// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/formats/report.h"
#include "platform/error.h"

#include <QByteArray>

namespace engine {

/// Reads what toJson() wrote: one report or an array of them. The input may come from anywhere: every field is checked
/// for type and range, texts are cut at 1,024 characters, unknown fields are passed over. Fails with Malformed; the
/// context names the place ("hops[3].ttl", or the offset of a syntax error).
platform::Result<std::vector<TraceReport>> readJson(const QByteArray &json);

/// The same from a file of at most 256 MiB; also NotFound, Denied, TooBig with the file's name.
platform::Result<std::vector<TraceReport>> readJsonFile(const QString &path);

} // namespace engine
