// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pathview/path_layout.h"
#include "app/theme/theme.h"

#include <QFont>

namespace app {

/// Colours, fonts and sizes of the graph; its items share one.
struct PathStyle {
    const Theme *theme = nullptr; ///< lives as long as the program
    PathMetrics metrics;
    QFont mark; ///< number in the disc
    QFont name;
    QFont value;
    QFont title; ///< of clusters, and the letter beside it

    static PathStyle of(const QPalette &palette, const QFont &font);

    qreal px(qreal logical) const { return logical * metrics.scale; }
    /// What lies behind the nodes of a segment: the ground, or the cluster's tint on it.
    QColor ground(Segment segment) const;
};

/// `font` with another size, in pixels of a design for a 13 px font.
QFont sizedFont(const QFont &font, qreal designPixels, QFont::Weight weight);

} // namespace app
