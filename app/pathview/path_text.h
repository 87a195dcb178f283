// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pathview/path_layout.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QStringList>

namespace app {

/// Everything that the path graph says in words: labels, pills, plates, and what a screen reader hears. Plain text.
class PathText final {
    Q_DECLARE_TR_FUNCTIONS(PathText)

public:
    static QString mark(const PathNode &node); ///< inside the disc: "7", "7b", "?", "+5"
    static QString hopName(const PathNode &node); ///< "Hop 7b", "Hops 4 to 9", "This computer"
    static QString label(const PathNode &node); ///< under the disc, host names cut to host and site
    static QString value(const PathNode &node); ///< "12.8 ms" or empty
    static QString note(const PathNode &node); ///< "limits replies" or empty
    static QString pill(const PathEdge &edge); ///< "41 %", "<1 %", "+71 ms", both, or empty
    static QString pill(const PathLoss &loss); ///< "2.2 %"
    static QString pill(const PathTunnel &tunnel); ///< "MPLS · label 24015"
    static QString clusterTitle(const PathLayout::Cluster &cluster); ///< its network, or its segment
    static QString clusterRemark(const PathLayout::Cluster &cluster); ///< whose network that is, or empty

    /// Several lines for the plate shown on hovering.
    static QString describe(const PathGraph &graph, const PathNode &node);
    static QString describe(const PathGraph &graph, const PathEdge &edge);
    /// One line for a screen reader: "hop 9, 203.0.113.77, average 24.9 ms, adds 71 ms".
    static QString spoken(const PathGraph &graph, int node);

    /// `text` in at most two lines of `width`: addresses break after a dot or a colon, other text at a space; what is
    /// still too long is elided, addresses in the middle.
    static QStringList wrap(const QString &text, const QFontMetricsF &metrics, qreal width, bool address);
};

} // namespace app
