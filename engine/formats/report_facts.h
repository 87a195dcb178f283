// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/formats/report.h"
#include "engine/lookups/session_lookups.h"

namespace engine {

/// Puts what is known about the address into its fields; the others become empty. The country is the place's code:
/// where a registry says the network is registered tells nothing about where a router stands. An unknown segment is
/// told as such unless it is unknown because nobody may be asked about networks.
void setFacts(ReportAddress &address, const AddressFacts &facts, Segment segment);

/// The same for all addresses of a report of this session, as far as it is known now.
void addFacts(TraceReport &report, const SessionLookups &lookups);
void addFacts(ReportHop &hop, const SessionLookups &lookups);

} // namespace engine
