// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/theme/icons.h"

#include <QPainterPath>

#include <string_view>

namespace app {

struct IconShape {
    QPainterPath strokes; ///< 1.5 wide, round caps and joins
    QPainterPath fills;
};

/// The parsed data of one icon; parsed once.
const IconShape &iconShape(Icon which);

/// The part of SVG's path language that our icons need: M L H V C Z absolute, and "O cx cy r" for a circle.
/// Gives nothing of a text that it does not understand.
QPainterPath parseIconPath(std::string_view data);

} // namespace app
