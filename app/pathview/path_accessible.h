// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace app {

/// Makes the path graph a list with one item per node for screen readers. Call once before the first canvas is asked.
void installPathAccessibility();

} // namespace app
