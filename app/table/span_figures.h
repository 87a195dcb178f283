// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/table/hop_row.h"
#include "app/timeline/time_span.h"
#include "engine/core/sample_history.h"

namespace app {

/// The figures of one hop in a part of its run. Exact while the history keeps single samples of it. Older parts are
/// kept as sums: then there are counts, loss, mean, best and worst, at the sums' borders, and nothing that would need
/// the single samples.
HopFigures figuresIn(const engine::SampleHistory &history, std::uint8_t ttl, const TimeSpan &span);

/// Gives the rows of a path the figures of that part. Addresses of a hop have none: the history is the hop's.
void showSpan(std::vector<HopRow> &rows, const engine::SampleHistory &history, const TimeSpan &span);

} // namespace app
