// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/formats/report.h"

#include <QString>

namespace engine {

// Parts of reports as text, for the writers of lines and tables. All is made visible (visible_text.h); widths are
// columns of a terminal.

/// "core1.example (192.0.2.1)", the address alone where there is no name. `columns` 0: as long as it is; else the name
/// is shortened so that the address stays, and where not even the address fits, that is shortened too.
QString hostText(const ReportAddress &address, int columns = 0);

/// "AS64500 NORDLICHT, DE-CIX Frankfurt": the network and the exchange point, what is known of them. "" for nothing.
QString networkText(const ReportAddress &address);

/// The same in so many columns: where no more than a scrap of the name fits, its first word, the AS number, alone.
QString elidedNetwork(const QString &network, int columns);

/// The segment's word; "" while it is unknown.
QString segmentText(const ReportAddress &address);

/// What traceroute writes behind a time: " !H", " [open]"; "" for a router on the way and the target's own answer.
QString kindMark(platform::ReplyKind kind);

/// "L=16001,E=0,S=1,T=1/…", as traceroute -e writes it; "" without labels.
QString mplsText(const std::vector<platform::MplsLabel> &stack);

QString padded(const QString &text, int columns, bool right = false);

double toMilliseconds(platform::Duration duration);

} // namespace engine
