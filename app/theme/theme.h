// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/segments.h"
#include "platform/time.h"

#include <QColor>
#include <QPalette>

#include <array>

namespace app {

using engine::Segment; // shown by colour and by a letter

/// All colours of the program, once for light and once for dark. Nothing else names a colour.
/// Which of the two holds follows from the palette in use, so that a view drawn with another palette is right as well.
struct Theme {
    bool dark = false;

    // Interface
    QColor window, base, alt, raised, sel, hover, text, text2, text3, accent, onAccent, border, grid, strong;

    // State; *Tint lies behind text of that colour
    QColor ok, okTint, warn, warnTint, bad, badTint, infoTint;
    QColor loss; ///< marks and hatches of lost packets, and of nothing else

    struct SegmentColours {
        QColor mark, tint;
    };
    std::array<SegmentColours, 5> segments; ///< by Segment
    std::array<QColor, 6> series; ///< selected hops
    std::array<QColor, 5> levels; ///< latency steps l0 to l4

    QColor sea, land, coast;

    const SegmentColours &segment(Segment which) const { return segments[static_cast<std::size_t>(which)]; }
    const QColor &level(platform::Duration rtt) const; ///< by latencyLevel()

    static const Theme &light();
    static const Theme &darkTheme();
    static const Theme &of(const QPalette &palette);
    QPalette palette() const;
};

/// Step 0 to 4 of a latency with the thresholds 20, 50, 100 and 200 ms, or those set with setLatencyThresholds().
int latencyLevel(platform::Duration rtt);
void setLatencyThresholds(const std::array<int, 4> &milliseconds); ///< GUI thread
std::array<int, 4> latencyThresholds();

/// `logical` pixels of a design made for a 13 px font (line height 18), for the font in use.
int scaled(int logical, const QFontMetrics &metrics);

} // namespace app
