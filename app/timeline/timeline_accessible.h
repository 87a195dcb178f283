// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace app {

/// Gives the canvas to screen readers as a chart whose value is what the cursor reads. Once is enough; more is
/// harmless.
void installTimelineAccessible();

/// The cursor was moved with the keyboard: `text` is spoken.
void announceValue(QWidget *canvas, const QString &text);

} // namespace app
