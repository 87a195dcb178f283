// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pathview/hop_summary.h"

namespace app {

/// What was looked up about an address, with its state, source and age: for the details panel. `asked`: what the user
/// called the target, when the address is the target's. Nothing is said about what nobody was asked for.
std::vector<HopSummary::Fact> lookedUpFacts(
    const HopRow &row, const QString &asked, const engine::Surroundings &surroundings, const QDateTime &now);

} // namespace app
