// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

#include <cstdint>

class QPainter;

namespace app {

/// Every picture on a button, and the state shapes. Drawn from path data in icon_shapes.cpp, 16 × 16 design units.
enum class Icon : std::uint8_t {
    Add,
    Appearance,
    ArrowDown,
    ArrowRight,
    ArrowUp,
    Check,
    Clock,
    Close,
    Columns,
    Copy,
    Database,
    Demo,
    Error,
    Export,
    Fit,
    General,
    Info,
    Live,
    Lock,
    Minus,
    Pause,
    Play,
    Remove,
    Restart,
    Search,
    Stop,
    Warning,
    // State shapes, filled: fine, slow, loss, no reply, paused, and not yet known
    StateDisc,
    StateDiamond,
    StateTriangle,
    StateCross,
    StateBars,
    StateRing,
    Count
};

/// Which colour of the theme an icon takes.
enum class IconTint : std::uint8_t { Text, Secondary, Accent, OnAccent, Ok, Warn, Bad };

/// An icon that reads the application's palette each time it is drawn: a change of theme needs no new icon.
QIcon icon(Icon which, IconTint tint = IconTint::Text);

/// Draws it into `box` (kept square and centred), for delegates and own widgets.
void paintIcon(QPainter &painter, Icon which, const QRectF &box, const QColor &colour);

} // namespace app
