// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pathview/path_layout.h"

#include <QFontMetricsF>
#include <QString>

#include <compare>
#include <optional>
#include <vector>

namespace app {

/// A number or a few words that stand on, or near, an edge or a tunnel.
struct PathPill {
    enum class Kind : std::uint8_t { Edge, Loss, Tunnel };

    /// What it belongs to, for as long as the run lives.
    struct Key {
        Kind kind = Kind::Edge;
        PathNodeKey from;
        PathNodeKey to;
        friend auto operator<=>(const Key &, const Key &) = default;
    };
    Key key;
    QString text;
    QRectF rect;
    std::optional<qreal> leaderTo; ///< y down to which a dotted line leads from below the plate

    friend bool operator==(const PathPill &, const PathPill &) = default;
};

/// The lines of text under a node, as far as they are filled.
QRectF labelTextRect(const PathNode &node, const PathLayout &layout, const QFontMetricsF &metrics);

/// All pills of the graph. They overlap neither each other nor a label: a share that would is left
/// out, others move up.
std::vector<PathPill> placePills(const PathGraph &graph, const PathLayout &layout, const QFontMetricsF &metrics);

} // namespace app
