// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/table/hop_facts.h"

/// Segments in words.
namespace app {

QString segmentText(Segment segment); ///< "Provider"; empty for Unknown
/// One letter, for where there is no room; each translation chooses letters that differ.
QString segmentLetter(Segment segment);
/// Why a hop belongs there, in a few words: "same AS as your public address". Empty for Unknown.
QString segmentReason(Segment segment, const platform::IpAddress &address, const engine::AddressFacts &facts,
    bool target, const engine::Surroundings &surroundings);

} // namespace app
